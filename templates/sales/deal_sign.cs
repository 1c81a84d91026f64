<?cs # Signing: what is signed, once more, and the number: deal.*, Plan.N, Form.contract_no ?>
<?cs include!"sales/deal_parts.cs" ?>
<?cs def:title() ?><?cs var:L.deal.do_sign ?> <?cs var:deal.unit_code ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(L.deal.do_sign, "deal", deal.state, deal.unit_code) ?><?cs call:button_link("/sales/deals/" + deal.id, L.common.back, "", "left") ?><?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.deal.buyer, deal.payer) ?>
<?cs call:fact(L.deal.unit_code, deal.unit_code) ?>
<?cs call:fact_money(L.deal.total_fen, deal.total_fen) ?>
<?cs call:fact(L.deal.in_words, deal.total_upper) ?>
<?cs call:fact(L.deal.method_name, deal.method_name) ?>
<?cs call:fact(L.deal.sign_by_on, deal.sign_by_on) ?>
<?cs call:facts_close() ?>
<?cs call:form_open("/sales/deals/" + deal.id + "/sign") ?>
<?cs call:field_text_hint(Form.contract_no, L.deal.contract_no, L.deal.contract_hint) ?>
<?cs call:submit(L.deal.do_sign) ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
