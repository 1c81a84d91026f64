<?cs # A new version of the notice: Form.body. ?>
<?cs include!"customer/customer_form.cs" ?>
<?cs def:title() ?><?cs var:L.privacy_notice.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.privacy_notice.create, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:errors() ?>
<?cs call:form_open_draft("/customer/privacy_notices/new") ?>
<?cs call:project_field() ?>
<?cs call:field_area_text_hint(Form.body, L.privacy_notice.body, L.privacy_notice.body_hint) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.privacy_notice.do_publish) ?><?cs call:button_link("/customer/privacy_notices", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
