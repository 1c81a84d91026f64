<?cs # A pre-sale permit: project.*, Buildings.N, Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.permit.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.permit.create, project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/projects/" + project.id + "/permits") ?>
<div class="frow"><?cs call:field_text(Form.permit_no, L.permit.permit_no) ?><?cs call:field_date(Form.permitted_on, L.permit.permitted_on) ?></div>
<fieldset class="fld<?cs if:Form.buildings.error ?> err<?cs /if ?>" id="buildings" tabindex="-1"><legend class="form-label"><?cs var:L.permit.buildings ?></legend>
<?cs if:Form.buildings.error ?><p class="msg" id="buildings-error"><?cs call:icon("warn") ?> <?cs var:Form.buildings.error ?></p><?cs /if ?>
<?cs each:b = Buildings ?><label class="tick"><input class="form-check-input" type="checkbox" name="building_id_<?cs var:name(b) ?>" value="<?cs var:b.id ?>"><?cs var:b.name ?></label> <?cs /each ?>
<?cs if:!Buildings.0.id ?><p><?cs var:L.project.none_built ?></p><?cs /if ?></fieldset>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/projects/" + project.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
