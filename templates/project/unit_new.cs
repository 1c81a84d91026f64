<?cs # A unit by hand: building.*, Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.unit.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.unit.create, building.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/project/buildings/" + building.id + "/units") ?>
<div class="frow"><?cs call:field_text(Form.entrance, L.unit.entrance) ?><?cs call:field_text_hint(Form.floor, L.unit.floor, L.unit.floor_hint) ?></div>
<div class="frow"><?cs call:field_text(Form.room, L.unit.room) ?><?cs if:Form.batch_id.options.0.value ?><?cs call:field_pick(Form.batch_id, L.unit.batch_id) ?><?cs /if ?></div>
<?cs call:field_radio(Form.unit_kind, L.unit.unit_kind) ?>
<?cs call:field_radio(Form.pricing_basis, L.unit.pricing_basis) ?>
<div class="frow"><?cs call:field_area(Form.gross_dm2, L.unit.gross_dm2) ?><?cs call:field_area(Form.inner_dm2, L.unit.inner_dm2) ?></div>
<div class="frow"><?cs call:field_text(Form.layout, L.unit.layout) ?><?cs call:field_text(Form.facing, L.unit.facing) ?></div>
<?cs call:field_text(Form.use_text, L.unit.use_text) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/buildings/" + building.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
