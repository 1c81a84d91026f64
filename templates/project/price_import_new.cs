<?cs # A price table comes in: Form.{project_id,batch_id,file}. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.price_import.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.price_import.create, Page.project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open_file("/project/price_imports/new") ?>
<?cs call:project_field() ?>
<?cs if:Form.batch_id.options.0.value ?><?cs call:field_pick_hint(Form.batch_id, L.price_import.batch_id, L.price_import.batch_hint) ?><?cs /if ?>
<?cs call:field_file_hint(Form.file, L.price_import.file, L.price_import.file_hint) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.price_import.do_upload) ?><?cs call:button_link("/project/price_imports", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
