<?cs # A unit: what it is, whose it is, what it costs by each payment method.
   unit.*, unit.is.<state>, Methods.N.{code,name,total,unit_price,effective,steps.M}, Timeline.N,
   can.{subscribe,hold,unhold,undo_hold}, Form.{held_until,reason} ?>
<?cs include!"sales/deal_parts.cs" ?>
<?cs def:title() ?><?cs var:unit.code ?><?cs /def ?>

<?cs def:now_() ?>
<section class="card"><div class="card-header"><h2><?cs var:L.unit.now ?></h2><?cs call:badge("unit", unit.state) ?></div><div class="card-body">
  <?cs if:unit.is.locked ?><p><?cs call:icon("lock") ?> <b><?cs var:unit.locked_by ?></b> · <?cs var:L.unit.until ?> <span class="tn"><?cs var:unit.locked_until ?></span></p><?cs /if ?>
  <?cs if:unit.is.held ?><p><b><?cs var:unit.held_by ?></b> · <?cs var:L.unit.until ?> <span class="tn"><?cs var:unit.held_until ?></span></p><p class="why"><?cs var:unit.held_reason ?></p><?cs /if ?>
  <?cs if:unit.encumbrance ?><p><?cs call:icon("warn") ?> <?cs var:unit.encumbrance ?></p><?cs /if ?>
  <?cs if:unit.deal_id ?><p><?cs if:Page.may.deal_read ?><a href="/sales/deals/<?cs var:unit.deal_id ?>"><?cs var:L.unit.deal ?></a> · <?cs /if ?><?cs var:unit.owner_name ?></p><?cs /if ?>
  <?cs if:unit.is.available ?><p class="dim"><?cs var:L.unit.free ?></p><?cs elif:unit.is.not_released ?><p class="dim"><?cs var:L.unit.not_released ?></p><?cs /if ?>
</div></section><?cs /def ?>

<?cs def:hold_() ?><?cs if:can.hold ?>
<?cs call:card_open(L.unit.hold) ?>
<?cs call:form_open("/sales/units/" + unit.id + "/hold") ?>
<?cs call:field_date_hint(Form.held_until, L.unit.held_until, L.unit.hold_hint) ?>
<?cs call:field_text(Form.reason, L.unit.reason) ?>
<?cs call:submit_named("", "", "", L.unit.do_hold) ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?><?cs elif:can.unhold ?><?cs call:card_open(L.unit.hold) ?><?cs call:post_button("/sales/units/" + unit.id + "/unhold", L.unit.do_unhold, "") ?><?cs call:card_close() ?><?cs /if ?><?cs /def ?>

<?cs def:prices_() ?>
<?cs call:card_note_open(L.unit.prices, L.unit.prices_note) ?>
<?cs call:facts_open() ?>
<?cs call:fact_money(L.unit.list_total_fen, unit.list_total_fen) ?>
<?cs call:fact_money(L.unit.list_unit_price_fen, unit.list_unit_price_fen) ?>
<?cs call:facts_close() ?>
<?cs if:Methods.0.code ?><?cs each:m = Methods ?>
<details<?cs if:m.chosen ?> open<?cs /if ?>><summary><b><?cs var:m.name ?></b> <span class="tn">¥ <?cs var:m.total ?></span> <span class="dim tn"><?cs var:m.effective ?> · <?cs var:m.unit_price ?> <?cs var:L.unit.per_m2 ?></span></summary><?cs call:price_steps(m.steps) ?></details><?cs /each ?>
<?cs else ?><?cs call:empty(L.unit.no_price, "", "") ?><?cs /if ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:facts_() ?>
<?cs call:card_open(L.unit.facts) ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.unit.project_name, unit.project_name) ?>
<?cs call:fact(L.unit.building_name, unit.building_name) ?>
<?cs if:unit.entrance_name ?><?cs call:fact(L.unit.entrance_name, unit.entrance_name) ?><?cs /if ?>
<?cs call:fact(L.unit.room, unit.room) ?>
<?cs call:fact(L.unit.floor_no, unit.floor_no) ?>
<?cs call:fact(L.unit.unit_kind, L.unit.unit_kind[unit.unit_kind]) ?>
<?cs call:fact(L.unit.layout, unit.layout) ?>
<?cs call:fact(L.unit.facing, unit.facing) ?>
<?cs call:fact(L.unit.pricing_basis, L.unit.pricing_basis[unit.pricing_basis]) ?>
<?cs call:fact(L.unit.gross_dm2, unit.gross_dm2 + " ㎡") ?>
<?cs call:fact(L.unit.inner_dm2, unit.inner_dm2 + " ㎡") ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(unit.code, "unit", unit.state, unit.project_name) ?>
<?cs call:button_link("/sales/board?project_id=" + unit.project_id, L.board.title, "", "board") ?>
<?cs if:can.subscribe ?><?cs call:button_link("/sales/deals/new?unit_id=" + unit.id + "&project_id=" + unit.project_id, L.deal.create, "primary", "lock") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs if:can.undo_hold ?><?cs call:undo(L.unit.just_held, "/sales/units/" + unit.id + "/unhold") ?><?cs /if ?>
<div class="g2"><div><?cs call:now_() ?><?cs call:prices_() ?><?cs call:timeline_card() ?></div><div><?cs call:facts_() ?><?cs call:hold_() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
