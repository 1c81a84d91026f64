<?cs # What a person asks about his data: Form.*; Customer.{id,name,phone} where a link named him. ?>
<?cs include!"customer/customer_form.cs" ?>
<?cs def:title() ?><?cs var:L.privacy_request.create ?><?cs /def ?>
<?cs def:fields() ?>
<?cs call:field_radio(Form.kind, L.privacy_request.kind) ?>
<?cs call:field_area_text_hint(Form.wish, L.privacy_request.wish, L.privacy_request.wish_hint) ?>
<?cs call:field_text_hint(Form.proof, L.privacy_request.proof, L.privacy_request.proof_hint) ?>
<?cs call:field_date_hint(Form.received_on, L.privacy_request.received_on, L.privacy_request.received_hint) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.privacy_request.do_create) ?><?cs call:button_link("/customer/privacy_requests", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.privacy_request.create, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:errors() ?>
<?cs call:person_form_open("/customer/privacy_requests/new") ?>
<?cs call:fields() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
