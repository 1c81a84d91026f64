<?cs # A bank account of the company for this project: project.*, Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.bank_account.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.bank_account.create, project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/projects/" + project.id + "/accounts") ?>
<?cs call:field_radio(Form.kind, L.bank_account.kind) ?>
<div class="frow"><?cs call:field_text(Form.bank, L.bank_account.bank) ?><?cs call:field_text(Form.account_no, L.bank_account.account_no) ?></div>
<?cs call:field_text(Form.holder, L.bank_account.holder) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/projects/" + project.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
