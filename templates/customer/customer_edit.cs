<?cs # The card to change: Customer.{id,name,phone,id_no}, Form.*.  Numbers left empty stay as they are. ?>
<?cs include!"customer/customer_form.cs" ?>
<?cs def:title() ?><?cs var:L.customer.edit ?> <?cs var:Customer.name ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.customer.edit, Customer.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:errors() ?>
<?cs call:form_open_draft("/customer/customers/" + Customer.id + "/edit") ?>
<?cs call:field_hidden(Form.version) ?>
<?cs call:field_text(Form.name, L.customer.name) ?>
<div class="frow">
<?cs call:field_phone_hint(Form.phone, L.customer.phone_new, Customer.phone) ?>
<?cs call:field_text_hint(Form.id_no, L.customer.id_no_new, Customer.id_no) ?>
</div>
<?cs call:id_basis_field() ?>
<?cs call:card_fields() ?>
<?cs call:buttons_open() ?><?cs call:submit(L.customer.do_change) ?><a class="btn btn-link" href="/customer/customers/<?cs var:Customer.id ?>"><?cs var:L.common.cancel ?></a><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
