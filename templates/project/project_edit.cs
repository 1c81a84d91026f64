<?cs # The dossier of a project: project.*, Form.*. ?>
<?cs include!"project/project_form.cs" ?>
<?cs def:title() ?><?cs var:L.project.edit ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.project.edit, project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/project/projects/" + project.id + "/edit") ?>
<?cs call:field_hidden(Form.version) ?>
<?cs call:dossier_fields() ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/projects/" + project.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
