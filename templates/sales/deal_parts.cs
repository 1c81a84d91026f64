<?cs # What pages of deals, registrations and units share.  Includes common/parts.cs. ?>
<?cs include!"common/parts.cs" ?>

<?cs # How a price came about: rows.N.{label,value,reason,running} ?>
<?cs def:price_steps(rows) ?>
<div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.deal.steps ?>"><table class="table">
  <thead><tr><th scope="col"><?cs var:L.deal.step_line ?></th><th scope="col" class="n"><?cs var:L.deal.step_value ?></th><th scope="col" class="n"><?cs var:L.deal.step_running ?></th></tr></thead>
  <tbody><?cs each:s = rows ?>
    <tr><td><?cs var:s.label ?><?cs if:s.reason ?> <span class="dim">· <?cs var:s.reason ?></span><?cs /if ?></td><td class="n tn"><?cs var:s.value ?></td><td class="n tn"><?cs var:s.running ?></td></tr><?cs /each ?>
  </tbody>
</table></div><?cs /def ?>

<?cs # The lines as they were kept with a deal: Steps.N.{kind,value_ppm,value_fen,running_fen} ?>
<?cs def:kept_steps_body() ?><?cs each:s = Steps ?>
    <tr><td><?cs var:L.deal.step[s.kind] ?></td><td class="n tn"><?cs if:s.value_ppm ?><?cs if:s.kind == "points" ?>−<?cs /if ?><?cs var:s.value_ppm ?><?cs elif:s.value_fen ?>−<?cs var:s.value_fen ?><?cs /if ?></td><td class="n tn"><?cs var:s.running_fen ?></td></tr><?cs /each ?><?cs /def ?>

<?cs # The receivable plan: Plan.N.{item_kind,payer,amount_fen,paid_fen,open_fen,due_on,late,done} ?>
<?cs def:plan_item_name(kind) ?><?cs if:L.deal.item[kind] ?><?cs var:L.deal.item[kind] ?><?cs else ?><?cs var:kind ?><?cs /if ?><?cs /def ?>
<?cs def:plan_table() ?>
<div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.deal.plan ?>"><table class="table stack">
  <thead><tr><th scope="col"><?cs var:L.deal.item_kind ?></th><th scope="col"><?cs var:L.deal.item_payer ?></th><th scope="col"><?cs var:L.deal.due_on ?></th><th scope="col" class="n"><?cs var:L.deal.amount ?></th><th scope="col" class="n"><?cs var:L.deal.paid_fen ?></th><th scope="col" class="n"><?cs var:L.deal.open ?></th></tr></thead>
  <tbody><?cs each:p = Plan ?>
    <tr><td data-label="<?cs var:L.deal.item_kind ?>"><span class="c"><?cs call:plan_item_name(p.item_kind) ?></span></td><td data-label="<?cs var:L.deal.item_payer ?>"><span class="c"><?cs var:L.deal.payer[p.payer] ?></span></td><td data-label="<?cs var:L.deal.due_on ?>"><span class="c"><?cs if:p.due_on ?><?cs var:p.due_on ?><?cs else ?>—<?cs /if ?><?cs if:p.late == "1" ?> <?cs call:tag("r", L.deal.late) ?><?cs elif:p.done == "1" ?> <?cs call:tag("g", L.deal.done) ?><?cs /if ?></span></td><td class="n tn" data-label="<?cs var:L.deal.amount ?>"><?cs var:p.amount_fen ?></td><td class="n tn" data-label="<?cs var:L.deal.paid_fen ?>"><?cs var:p.paid_fen ?></td><td class="n tn" data-label="<?cs var:L.deal.open ?>"><?cs var:p.open_fen ?></td></tr><?cs /each ?>
  </tbody>
</table></div><?cs /def ?>

<?cs # Slips.N.{id,slip_no,type,amount_fen,paid_on,state} ?>
<?cs def:slips_card(url) ?><?cs if:Page.may.slip_read ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.deal.slips ?></h2><?cs if:url ?><a class="ms-auto" href="<?cs var:url ?>"><?cs var:L.deal.enter_slip ?></a><?cs /if ?></div>
  <?cs if:Slips.0.id ?><div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.deal.slips ?>"><table class="table stack">
    <thead><tr><th scope="col"><?cs var:L.deal.slip_no ?></th><th scope="col"><?cs var:L.deal.slip_paid_on ?></th><th scope="col" class="n"><?cs var:L.deal.amount ?></th><th scope="col"><?cs var:L.deal.state_word ?></th></tr></thead>
    <tbody><?cs each:s = Slips ?>
      <tr data-open><td data-label="<?cs var:L.deal.slip_no ?>"><a class="c" href="/finance/slips/<?cs var:s.id ?>"><?cs var:s.slip_no ?></a></td><td data-label="<?cs var:L.deal.slip_paid_on ?>"><span class="c"><?cs var:s.paid_on ?></span></td><td class="n tn" data-label="<?cs var:L.deal.amount ?>"><?cs var:s.amount_fen ?></td><td data-label="<?cs var:L.deal.state_word ?>"><span class="c"><?cs var:L.deal.slip_state[s.state] ?></span></td></tr><?cs /each ?>
    </tbody>
  </table></div>
  <?cs else ?><div class="card-body"><p class="dim"><?cs var:L.deal.no_slips ?></p></div><?cs /if ?>
</section><?cs /if ?><?cs /def ?>

<?cs def:timeline_card() ?><?cs call:card_open(L.common.timeline) ?><?cs call:timeline(Timeline) ?><?cs call:card_close() ?><?cs /def ?>
