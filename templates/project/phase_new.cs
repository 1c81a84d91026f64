<?cs # Phases of a project and one more: project.*, Phases.N.name, Form.name. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.phase.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.phase.create, project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/projects/" + project.id + "/phases") ?>
<?cs each:p = Phases ?><?cs call:tag("", p.name) ?> <?cs /each ?>
<?cs call:field_text(Form.name, L.phase.name) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/projects/" + project.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
