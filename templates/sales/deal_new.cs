<?cs # The subscription form: unit.*, Methods.N, Form.{method,deposit_fen,pre_registration_id,buyers.N};
   gone, Alike.N.{id,code,layout,gross_dm2}: the unit was taken meanwhile ?>
<?cs include!"sales/deal_parts.cs" ?>
<?cs def:title() ?><?cs var:L.deal.create ?> <?cs var:unit.code ?><?cs /def ?>

<?cs def:gone_() ?><?cs if:gone ?>
<section class="card"><div class="card-header"><h2><?cs var:unit.code ?></h2><?cs call:badge("unit", unit.state) ?></div><div class="card-body">
  <p><?cs if:unit.is.locked ?><b><?cs var:unit.locked_by ?></b> · <?cs var:L.unit.until ?> <span class="tn"><?cs var:unit.locked_until ?></span><?cs elif:unit.is.held ?><b><?cs var:unit.held_by ?></b> · <?cs var:unit.held_reason ?><?cs elif:unit.owner_name ?><b><?cs var:unit.owner_name ?></b><?cs /if ?></p>
  <?cs if:Alike.0.id ?><p><?cs var:L.deal.alike ?></p>
  <div class="btns"><?cs each:a = Alike ?><?cs call:button_link("/sales/deals/new?unit_id=" + a.id + "&project_id=" + unit.project_id, a.code + " " + a.layout + " " + a.gross_dm2 + "㎡", "", "house") ?><?cs /each ?></div><?cs /if ?>
</div></section><?cs /if ?><?cs /def ?>

<?cs def:method_() ?>
<fieldset class="fld<?cs if:Form.method.error ?> err<?cs /if ?>" id="method" tabindex="-1"><legend class="form-label"><?cs var:L.deal.method_name ?> <span class="req" aria-hidden="true">*</span></legend>
  <?cs if:Form.method.error ?><p class="msg" id="method-error"><?cs call:icon("warn") ?> <?cs var:Form.method.error ?></p><?cs /if ?>
  <?cs each:m = Methods ?><div class="between"><label class="tick"><input class="form-check-input" type="radio" name="method" value="<?cs var:m.code ?>"<?cs if:m.chosen ?> checked<?cs /if ?>><?cs var:m.name ?></label><span class="tn">¥ <b><?cs var:m.total ?></b> <span class="dim"><?cs var:m.effective ?></span></span></div><?cs /each ?>
</fieldset><?cs /def ?>

<?cs def:buyers_() ?>
<?cs call:rows_open(L.deal.buyers) ?>
<p class="hint"><?cs var:L.deal.share_hint ?></p>
<?cs each:row = Form.buyers ?><?cs call:line_open() ?><?cs call:row_pick(row, "customer_id", L.deal.customer) ?><?cs call:row_percent(row, "share_ppm", L.deal.share_ppm) ?><?cs call:line_close() ?><?cs /each ?>
<?cs call:rows_close(L.deal.add_buyer) ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(L.deal.create, "unit", unit.state, unit.code) ?><?cs call:button_link("/sales/units/" + unit.id, unit.code, "", "house") ?><?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:gone_() ?>
<div class="g2"><div>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/sales/deals/new") ?>
<?cs call:hidden("project_id", unit.project_id) ?><?cs call:hidden("unit_id", unit.id) ?>
<?cs call:method_() ?>
<?cs call:buyers_() ?>
<div class="frow"><?cs call:field_money_hint(Form.deposit_fen, L.deal.deposit_fen, L.deal.deposit_hint) ?><?cs if:Form.pre_registration_id.options.0.value ?><?cs call:field_pick_hint(Form.pre_registration_id, L.deal.registration, L.deal.registration_hint) ?><?cs /if ?></div>
<?cs call:submit(L.deal.do_create) ?>
<p class="hint"><?cs var:L.deal.lock_hint ?></p>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
</div><div>
<?cs call:card_note_open(L.unit.prices, L.unit.prices_note) ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.unit.layout, unit.layout) ?>
<?cs call:fact(L.unit.gross_dm2, unit.gross_dm2 + " ㎡") ?>
<?cs call:fact(L.unit.inner_dm2, unit.inner_dm2 + " ㎡") ?>
<?cs call:fact_money(L.unit.list_total_fen, unit.list_total_fen) ?>
<?cs call:facts_close() ?>
<?cs each:m = Methods ?><details<?cs if:m.chosen ?> open<?cs /if ?>><summary><b><?cs var:m.name ?></b> <span class="tn">¥ <?cs var:m.total ?></span></summary><?cs call:price_steps(m.steps) ?></details><?cs /each ?>
<?cs call:card_close() ?>
</div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
