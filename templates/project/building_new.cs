<?cs # One more building: project.*, Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.building.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.building.create, project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/projects/" + project.id + "/buildings") ?>
<div class="frow"><?cs call:field_text(Form.name, L.building.name) ?><?cs if:Form.phase_id.options.0.value ?><?cs call:field_pick(Form.phase_id, L.building.phase_id) ?><?cs /if ?></div>
<?cs call:field_text_hint(Form.entrances, L.building.entrances, L.building.entrances_hint) ?>
<?cs call:field_check(Form.completed, L.building.completed) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/projects/" + project.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
