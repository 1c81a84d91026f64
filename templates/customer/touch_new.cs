<?cs # A call or a visit to enter: Form.*; Customer.{id,name,phone} where a link named him. ?>
<?cs include!"customer/customer_form.cs" ?>
<?cs def:title() ?><?cs var:L.touch.new ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.touch.new, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:errors() ?>
<?cs call:form_open_draft("/customer/touches/new") ?>
<?cs call:field_radio(Form.kind, L.touch.kind) ?>
<?cs if:Customer.id ?>
<?cs call:hidden("customer_id", Customer.id) ?>
<p><b><?cs var:Customer.name ?></b> <span class="tn"><?cs var:Customer.phone ?></span></p>
<?cs else ?>
<?cs call:project_field() ?>
<div class="frow">
<?cs call:field_phone_lookup(Form.phone, L.customer.phone, L.touch.phone_hint, "/customer/lookup") ?>
<?cs call:field_text_hint(Form.name, L.customer.name, L.touch.name_hint) ?>
</div>
<?cs call:field_radio(Form.intent_grade, L.customer.intent_grade) ?>
<?cs /if ?>
<?cs call:field_pick(Form.source, L.customer.source) ?>
<?cs call:field_area_text_hint(Form.content, L.touch.content, L.touch.content_hint) ?>
<?cs call:field_date(Form.next_follow_on, L.customer.next_follow_on) ?>
<div class="frow">
<?cs call:field_date_hint(Form.biz_on, L.touch.biz_on, L.touch.biz_hint) ?>
<?cs call:field_text(Form.reason, L.touch.reason) ?>
</div>
<?cs if:!Customer.id ?><?cs call:notice_fields() ?><?cs /if ?>
<?cs call:buttons_open() ?><?cs call:submit(L.touch.do_create) ?><?cs call:button_link("/customer/touches", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
