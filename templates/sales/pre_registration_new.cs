<?cs # A new registration: Form.{customer_id,batch_id,intent}, project_id ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.pre_registration.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.pre_registration.create, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs if:Form.customer_id.options.0.value ?>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/sales/pre_registrations/new") ?>
<?cs call:field_pick_hint(Form.customer_id, L.pre_registration.customer_name, L.pre_registration.customer_hint) ?>
<?cs call:field_pick_hint(Form.batch_id, L.pre_registration.batch_name, L.pre_registration.batch_hint) ?>
<?cs call:field_text_hint(Form.intent, L.pre_registration.intent, L.pre_registration.intent_hint) ?>
<?cs call:submit(L.pre_registration.do_create) ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs else ?><section class="card"><?cs call:empty(L.pre_registration.no_customer, "/customer/customers/new", L.pre_registration.new_customer) ?></section><?cs /if ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
