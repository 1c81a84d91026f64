#include "sales/pages.h"
#include "sales/contract.h"

struct contract_form { const char *contract_no; };
struct number_form { const char *no; };

static const struct field signing[] = {
	FIELD(struct contract_form, contract_no, REQUIRED, .max = 40),
	{ 0 }
};
static const struct field number[] = {
	FIELD(struct number_form, no, REQUIRED, .max = 40),
	{ 0 }
};

reply contract_sign_page(struct req *r)
{
	form_offer(r, signing, NULL);
	offer_deal(r, req_id(r));
	return page_show(r, "sales/deal_sign");
}

void offer_contract_number(struct req *r)
{
	form_offer(r, number, NULL);
}

static reply back_to_deal(struct req *r)
{
	return see_other(r, "/sales/deals/%lld", (long long)req_id(r));
}

reply contract_sign_post(struct req *r)
{
	struct contract_form f;

	if (form_read(r, signing, &f) &&
	    form_accept(r, contract_sign(r->c, req_id(r), f.contract_no)))
		return back_to_deal(r);
	return contract_sign_page(r);
}

reply contract_online_sign_post(struct req *r)
{
	struct number_form f;

	if (form_read(r, number, &f) &&
	    form_accept(r, contract_online_sign(r->c, req_id(r), f.no)))
		return back_to_deal(r);
	return deal_show(r);
}

reply contract_file_post(struct req *r)
{
	struct number_form f;

	if (form_read(r, number, &f) && form_accept(r, contract_file(r->c, req_id(r), f.no)))
		return back_to_deal(r);
	return deal_show(r);
}
