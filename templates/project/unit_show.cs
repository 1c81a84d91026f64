<?cs # What a unit is: unit.*, Prices, Form.{encumbrance,reason}; can.{edit,withdraw,prices}. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:unit.code ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(unit.code, "unit", unit.state, unit.batch_name) ?>
<?cs call:button_link("/sales/units/" + unit.id, L.unit.sale, "", "house") ?><?cs call:button_link("/project/buildings/" + unit.building_id, unit.building_name, "", "") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div>
<?cs call:card_open(L.project.facts) ?><?cs call:facts_open() ?>
<?cs call:fact(L.unit.building_name, unit.building_name) ?>
<?cs call:fact(L.unit.entrance, unit.entrance_name) ?>
<?cs call:fact(L.unit.floor, unit.floor_no + " " + unit.floor_label) ?>
<?cs call:fact(L.unit.room, unit.room) ?>
<?cs call:fact(L.unit.unit_kind, L.unit.unit_kind[unit.unit_kind]) ?>
<?cs call:fact(L.unit.use_text, unit.use_text) ?>
<?cs call:fact(L.unit.layout, unit.layout) ?>
<?cs call:fact(L.unit.facing, unit.facing) ?>
<?cs call:fact(L.unit.pricing_basis, L.unit.pricing_basis[unit.pricing_basis]) ?>
<?cs call:fact(L.unit.gross_dm2, unit.gross_dm2 + " ㎡") ?>
<?cs call:fact(L.unit.inner_dm2, unit.inner_dm2 + " ㎡") ?>
<?cs call:fact(L.unit.share_dm2, unit.share_dm2 + " ㎡") ?>
<?cs call:fact(L.unit.encumbrance, unit.encumbrance) ?>
<?cs call:fact(L.unit.note, unit.note) ?>
<?cs call:facts_close() ?><?cs call:card_close() ?></div><div>
<?cs if:can.prices && Prices.0.id ?><?cs call:card_open(L.unit.versions) ?><?cs call:table_open(L.unit.versions) ?>
<thead><tr><?cs call:th(L.price_table.version_no) ?><?cs call:th(L.price_table.state) ?><?cs call:thn(L.unit.list_unit_price_fen) ?><?cs call:thn(L.unit.list_total_fen) ?><?cs call:th(L.price_table.effective_at) ?></tr></thead>
<tbody><?cs each:p = Prices ?><tr><?cs call:td_link(L.price_table.version_no, "/project/price_tables/" + p.id, p.version_no) ?><?cs call:td_badge(L.price_table.state, "price_table", p.state) ?><?cs call:tn(L.unit.list_unit_price_fen, p.list_unit_price_fen) ?><?cs call:tn(L.unit.list_total_fen, p.list_total_fen) ?><?cs call:td(L.price_table.effective_at, p.effective_at) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs call:card_close() ?><?cs /if ?>
<?cs if:can.edit ?><?cs call:card_open(L.unit.encumbrance) ?>
<?cs call:form_open("/project/units/" + unit.id + "/encumber") ?><?cs call:field_hidden(Form.version) ?><?cs call:field_text_hint(Form.encumbrance, L.unit.encumbrance, L.unit.encumbrance_hint) ?><?cs call:submit(L.unit.do_encumber) ?><?cs call:form_close() ?>
<?cs call:card_close() ?><?cs /if ?>
<?cs if:can.withdraw ?><?cs call:card_open(L.unit.withdraw) ?>
<?cs call:form_open("/project/units/" + unit.id + "/withdraw") ?><?cs call:field_text(Form.reason, L.unit.withdraw_reason) ?><?cs call:submit_named("ok", "1", "danger", L.unit.withdraw) ?><?cs call:form_close() ?>
<?cs call:card_close() ?><?cs /if ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
