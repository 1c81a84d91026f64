<?cs # Data given to others: Form.*; Customer.{id,name,phone} where a link named him. ?>
<?cs include!"customer/customer_form.cs" ?>
<?cs def:title() ?><?cs var:L.disclosure.create ?><?cs /def ?>
<?cs def:fields() ?>
<?cs call:field_radio(Form.recipient_kind, L.disclosure.recipient_kind) ?>
<?cs call:field_text_hint(Form.recipient, L.disclosure.recipient, L.disclosure.recipient_hint) ?>
<?cs call:field_text_hint(Form.contents, L.disclosure.contents, L.disclosure.contents_hint) ?>
<?cs call:field_text(Form.purpose, L.disclosure.purpose) ?>
<?cs call:field_radio(Form.basis, L.disclosure.basis) ?>
<?cs call:field_text_hint(Form.proof, L.disclosure.proof, L.disclosure.proof_hint) ?>
<?cs call:field_date(Form.given_on, L.disclosure.given_on) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.disclosure.do_create) ?><?cs call:button_link("/customer/disclosures", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.disclosure.create, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:errors() ?>
<?cs call:person_form_open("/customer/disclosures/new") ?>
<?cs call:fields() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
