<?cs # A deal: deal.*, deal.is.<state>, Parties.N, Steps.N, Plan.N, Sum.{paid_fen,unpaid_fen}, Slips.N,
   Timeline.N, can.{confirm,drop,sign,sign_later,online_sign,file,pay}, first_open, Form.no ?>
<?cs include!"sales/deal_parts.cs" ?>
<?cs def:title() ?><?cs var:deal.unit_code ?> <?cs var:deal.payer ?><?cs /def ?>

<?cs def:number_form_(action, text, button) ?>
<?cs call:form_open("/sales/deals/" + deal.id + "/" + action) ?><?cs call:field_text(Form.no, text) ?><?cs call:submit(button) ?><?cs call:form_close() ?><?cs /def ?>

<?cs def:next_() ?>
<section class="card"><div class="card-header"><h2><?cs var:L.deal.next_step ?></h2><?cs if:deal.late ?><?cs call:tag("r", L.deal.sign_late) ?><span class="tn"><?cs var:deal.late_days ?> <?cs var:L.deal.days ?></span><?cs elif:deal.is.draft ?><?cs call:tag("w", L.deal.locked_until) ?><span class="tn"><?cs var:deal.locked_until ?></span><?cs /if ?></div><div class="card-body">
  <p><?cs if:deal.covered_on ?><?cs var:L.deal.next.covered ?><?cs else ?><?cs var:L.deal.next[deal.state] ?><?cs /if ?><?cs if:deal.is.active ?> <b class="tn"><?cs var:deal.sign_by_on ?></b><?cs /if ?></p>
  <?cs if:deal.over ?><p><?cs call:icon("warn") ?> <?cs var:L.deal.deposit_over ?></p><?cs /if ?>
  <?cs if:can.sign_later ?><p><?cs call:icon("warn") ?> <?cs var:L.deal.first_open ?> <b class="tn">¥ <?cs var:first_open ?></b></p><?cs /if ?>
  <?cs if:can.online_sign ?><?cs call:number_form_("online_sign", L.deal.online_no, L.deal.do_online_sign) ?><?cs /if ?>
  <?cs if:can.file ?><?cs call:number_form_("file", L.deal.filing_no, L.deal.do_file) ?><?cs /if ?>
  <?cs call:buttons_open() ?>
  <?cs if:can.confirm ?><?cs call:post_button("/sales/deals/" + deal.id + "/confirm", L.deal.do_confirm, "primary") ?><?cs /if ?>
  <?cs if:can.sign ?><?cs call:button_link("/sales/deals/" + deal.id + "/sign", L.deal.do_sign, "primary", "edit") ?><?cs /if ?>
  <?cs if:can.pay ?><?cs call:button_link("/finance/slips/new?tab_id=" + deal.tab_id, L.deal.enter_slip, "primary", "yen") ?><?cs /if ?>
  <?cs if:can.drop ?><?cs call:post_button("/sales/deals/" + deal.id + "/drop", L.deal.do_drop, "danger") ?><?cs /if ?>
  <?cs call:buttons_close() ?>
</div></section><?cs /def ?>

<?cs def:parties_() ?>
<?cs call:card_open(L.deal.buyers) ?>
<?cs call:facts_open() ?><?cs each:p = Parties ?>
<dt><?cs if:Page.may.customer_read ?><a href="/customer/customers/<?cs var:p.id ?>"><?cs var:p.name ?></a><?cs else ?><?cs var:p.name ?><?cs /if ?></dt><dd class="tn"><?cs var:p.phone ?> · <?cs var:p.share_ppm ?></dd><?cs /each ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:price_() ?>
<?cs call:card_note_open(L.deal.steps, deal.method_name) ?>
<div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.deal.steps ?>"><table class="table"><thead><tr><th scope="col"><?cs var:L.deal.step_line ?></th><th scope="col" class="n"><?cs var:L.deal.step_value ?></th><th scope="col" class="n"><?cs var:L.deal.step_running ?></th></tr></thead><tbody><?cs call:kept_steps_body() ?></tbody></table></div>
<?cs call:facts_open() ?>
<?cs call:fact_money(L.deal.unit_price_fen, deal.unit_price_fen) ?>
<?cs call:fact_money(L.deal.tail_fen, deal.tail_fen) ?>
<?cs call:fact(L.deal.price_version, deal.price_version) ?>
<?cs call:fact(L.deal.scheme_name, deal.scheme_name) ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:facts_() ?>
<?cs call:card_open(L.deal.facts) ?>
<?cs call:facts_open() ?>
<?cs call:fact_link(L.deal.unit_code, "/sales/units/" + deal.unit_id, deal.unit_code) ?>
<?cs call:fact(L.unit.gross_dm2, deal.gross_dm2 + " ㎡") ?>
<?cs call:fact_money(L.deal.total_fen, deal.total_fen) ?>
<?cs call:fact_money(L.deal.paid_fen, Sum.paid_fen) ?>
<?cs call:fact_money(L.deal.unpaid_fen, Sum.unpaid_fen) ?>
<?cs call:fact_money(L.deal.deposit_fen, deal.deposit_fen) ?>
<?cs call:fact(L.deal.owner_name, deal.owner_name) ?>
<?cs if:deal.reg_no ?><?cs call:fact_link(L.deal.registration, "/sales/pre_registrations/" + deal.registration_id, deal.reg_no) ?><?cs /if ?>
<?cs call:fact(L.deal.subscribed_on, deal.subscribed_on) ?>
<?cs call:fact(L.deal.sign_by_on, deal.sign_by_on) ?>
<?cs if:deal.signed_on ?><?cs call:fact(L.deal.contract_no, deal.contract_no) ?><?cs call:fact(L.deal.signed_on, deal.signed_on) ?><?cs /if ?>
<?cs if:deal.online_on ?><?cs call:fact(L.deal.online_no, deal.online_no) ?><?cs call:fact(L.deal.online_on, deal.online_on) ?><?cs /if ?>
<?cs if:deal.filing_on ?><?cs call:fact(L.deal.filing_no, deal.filing_no) ?><?cs call:fact(L.deal.filing_on, deal.filing_on) ?><?cs /if ?>
<?cs if:deal.covered_on ?><?cs call:fact(L.deal.covered_on, deal.covered_on) ?><?cs /if ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(deal.unit_code, "deal", deal.state, deal.deal_no) ?>
<?cs if:deal.is.draft || deal.is.lapsed ?><?cs else ?><?cs call:button_link("/sales/deals/" + deal.id + "/form", L.deal.form, "", "print") ?><?cs call:button_link("/sales/deals/" + deal.id + "/contract", L.deal.contract, "", "paper") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div><?cs call:next_() ?>
<?cs if:Plan.0.seq ?><section class="card"><div class="card-header"><h2><?cs var:L.deal.plan ?></h2></div><?cs call:plan_table() ?></section><?cs /if ?>
<?cs if:can.pay ?><?cs call:slips_card("/finance/slips/new?tab_id=" + deal.tab_id) ?><?cs else ?><?cs call:slips_card("") ?><?cs /if ?>
<?cs call:timeline_card() ?></div>
<div><?cs call:facts_() ?><?cs call:parties_() ?><?cs call:price_() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
