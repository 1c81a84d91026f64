<?cs # A new card: Form.*; the phone's answer comes from /customer/lookup while it is typed. ?>
<?cs include!"customer/customer_form.cs" ?>
<?cs def:title() ?><?cs var:L.customer.new ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.customer.new, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:errors() ?>
<?cs call:form_open_draft("/customer/customers/new") ?>
<?cs call:project_field() ?>
<?cs call:field_phone_lookup(Form.phone, L.customer.phone, L.customer.phone_hint, "/customer/lookup") ?>
<div class="frow">
<?cs call:field_text(Form.name, L.customer.name) ?>
<?cs call:field_text_hint(Form.id_no, L.customer.id_no, L.customer.id_no_hint) ?>
</div>
<?cs call:id_basis_field() ?>
<?cs call:card_fields() ?>
<?cs call:notice_fields() ?>
<?cs call:buttons_open() ?><?cs call:submit(L.customer.do_create) ?><?cs call:button_link("/customer/customers", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
