<?cs # A launch batch: project.*, Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.launch_batch.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.launch_batch.create, project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/projects/" + project.id + "/batches") ?>
<div class="frow"><?cs call:field_text(Form.name, L.launch_batch.name) ?><?cs call:field_date(Form.opens_on, L.launch_batch.opens_on) ?></div>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/projects/" + project.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
