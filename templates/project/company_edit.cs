<?cs # A company changed: company.*, Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.company.edit ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.company.edit, company.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/project/companies/" + company.id + "/edit") ?>
<?cs call:field_hidden(Form.version) ?>
<?cs call:field_text(Form.name, L.company.name) ?>
<div class="frow"><?cs call:field_text(Form.credit_code, L.company.credit_code) ?><?cs call:field_phone(Form.phone, L.company.phone) ?></div>
<?cs call:field_text(Form.address, L.company.address) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/companies/" + company.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
