<?cs # A building: building.*, Units; can.edit. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:building.name ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(building.name, building.project_name) ?>
<?cs if:can.edit && Page.may.unit_read ?><?cs call:button_link("/project/buildings/" + building.id + "/units", L.unit.create, "primary", "plus") ?><?cs /if ?><?cs call:button_link("/project/projects/" + building.project_id, L.common.back, "", "") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open(L.building.units) ?>
<?cs if:Units.0.id ?><?cs call:table_open(L.building.units) ?>
<thead><tr><?cs call:th(L.unit.code) ?><?cs call:thn(L.unit.floor_no) ?><?cs call:th(L.unit.unit_kind) ?><?cs call:thn(L.unit.gross_dm2) ?><?cs call:thn(L.unit.inner_dm2) ?><?cs call:th(L.unit.state) ?></tr></thead>
<tbody><?cs each:u = Units ?><tr><?cs if:Page.may.unit_read ?><?cs call:td_link(L.unit.code, "/project/units/" + u.id, u.code) ?><?cs else ?><?cs call:td(L.unit.code, u.code) ?><?cs /if ?><td class="n" data-label="<?cs var:L.unit.floor_no ?>"><?cs if:u.floor_label ?><?cs var:u.floor_label ?><?cs else ?><?cs var:u.floor_no ?><?cs /if ?></td><?cs call:td(L.unit.unit_kind, L.unit.unit_kind[u.unit_kind]) ?><?cs call:tn(L.unit.gross_dm2, u.gross_dm2) ?><?cs call:tn(L.unit.inner_dm2, u.inner_dm2) ?><?cs call:td_badge(L.unit.state, "unit", u.state) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs else ?><p><?cs var:L.building.none ?></p><?cs /if ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
