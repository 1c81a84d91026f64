<?cs # What several pages of a slip share: Slip.*, Lines.N, Older.N, Same.N, Tab.*, Plan.N. ?>
<?cs include!"common/parts.cs" ?>

<?cs def:slip_amount_(fen) ?><span class="tn nw"><?cs var:fen ?></span><?cs /def ?>

<?cs # What somebody who checks it must not overlook. ?>
<?cs def:slip_alerts() ?>
<?cs if:Slip.excess_fen ?><p class="ban"><?cs call:icon("warn") ?><span><?cs var:L.slip.excess ?> <b class="tn">¥ <?cs var:Slip.excess_fen ?></b> <?cs var:L.slip.excess_more ?></span></p><?cs /if ?>
<?cs each:o = Same ?><p class="ban"><?cs call:icon("warn") ?><span><?cs var:L.slip.same_reference ?> <a href="/finance/slips/<?cs var:o.id ?>"><?cs var:o.slip_no ?></a> <span class="tn">¥ <?cs var:o.amount_fen ?></span> <?cs var:L.slip.state[o.state] ?></span></p><?cs /each ?>
<?cs if:Slip.other_payer ?><p class="ban"><?cs call:icon("warn") ?><span><?cs var:L.slip.other_payer ?> <b><?cs var:Slip.tab_payer ?></b></span></p><?cs /if ?>
<?cs /def ?>

<?cs def:slip_facts() ?>
<?cs call:facts_open() ?>
  <?cs call:fact_link(L.slip.tab, "/finance/tabs/" + Slip.tab_id, Slip.tab_payer + " " + Slip.unit_code) ?>
  <?cs call:fact(L.slip.project, Slip.project) ?>
  <?cs call:fact(L.slip.payer, Slip.payer) ?>
  <?cs call:fact(L.slip.means, L.slip.means[Slip.means]) ?>
  <?cs call:fact(L.slip.account, Slip.account + " " + Slip.account_name) ?>
  <?cs call:fact(L.slip.reference, Slip.reference) ?>
  <?cs call:fact(L.slip.paid_on, Slip.paid_on) ?>
  <?cs if:Slip.received_on ?><?cs call:fact(L.slip.received_on, Slip.received_on) ?><?cs call:fact(L.slip.count_on, Slip.count_on) ?><?cs call:fact(L.slip.post_on, Slip.post_on) ?><?cs /if ?>
  <?cs call:fact(L.slip.entered_by, Slip.entered_by + " " + Slip.entered_at) ?>
  <?cs if:Slip.reviewed_by ?><?cs call:fact(L.slip.reviewed_by, Slip.reviewed_by + " " + Slip.reviewed_at) ?><?cs /if ?>
  <?cs if:Slip.approved_by ?><?cs call:fact(L.slip.approved_by, Slip.approved_by + " " + Slip.approved_at) ?><?cs /if ?>
  <?cs if:Slip.audited_by ?><?cs call:fact(L.slip.audited_by, Slip.audited_by + " " + Slip.audited_at) ?><?cs /if ?>
  <?cs if:Slip.reverses_id ?><?cs call:fact_link(L.slip.reverses, "/finance/slips/" + Slip.reverses_id, Slip.reverses_no) ?><?cs /if ?>
  <?cs if:Slip.red_id ?><?cs call:fact_link(L.slip.reversed_by, "/finance/slips/" + Slip.red_id, Slip.red_no) ?><?cs /if ?>
  <?cs if:Slip.note ?><?cs call:fact(L.slip.note, Slip.note) ?><?cs /if ?>
<?cs call:facts_close() ?>
<?cs /def ?>

<?cs def:slip_lines() ?>
<div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.slip.lines ?>">
<table class="table stack">
  <thead><tr><th scope="col"><?cs var:L.slip.kind ?></th><th scope="col"><?cs var:L.slip.unit_code ?></th><th scope="col" class="n"><?cs var:L.slip.amount_fen ?></th></tr></thead>
  <tbody><?cs each:l = Lines ?>
    <tr><td data-label="<?cs var:L.slip.kind ?>"><span class="c"><?cs var:L.slip.kinds[l.kind] ?></span></td><td data-label="<?cs var:L.slip.unit_code ?>"><span class="c"><?cs if:l.unit_code ?><?cs var:l.unit_code ?><?cs else ?><?cs var:L.slip.no_unit ?><?cs /if ?></span></td><td class="n" data-label="<?cs var:L.slip.amount_fen ?>"><span class="c<?cs if:Slip.negative ?> bad<?cs /if ?>"><?cs var:l.amount_fen ?></span></td></tr><?cs /each ?>
  </tbody>
  <tfoot><tr><th scope="row" colspan="2"><?cs var:L.slip.sum ?> <span class="dim"><?cs var:Slip.upper ?></span></th><td class="n"><b class="tn<?cs if:Slip.negative ?> bad<?cs /if ?>">¥ <?cs var:Slip.amount_fen ?></b></td></tr></tfoot>
</table>
</div>
<?cs if:Older.0.kind ?><details class="figures"><summary><?cs var:L.slip.older ?></summary>
<ul><?cs each:l = Older ?><li class="dim"><?cs var:L.slip.revision ?> <?cs var:l.revision_no ?> · <?cs var:L.slip.kinds[l.kind] ?> <span class="tn"><?cs var:l.amount_fen ?></span></li><?cs /each ?></ul></details><?cs /if ?>
<?cs /def ?>

<?cs def:slip_card() ?>
<?cs call:slip_alerts() ?>
<?cs call:card_open(L.slip.lines) ?><?cs call:slip_lines() ?><?cs call:card_close() ?>
<?cs call:card_open(L.slip.facts) ?><?cs call:slip_facts() ?><?cs call:card_close() ?>
<?cs /def ?>

<?cs # The lines of a form; the server offers what is most probably paid next. ?>
<?cs def:slip_rows() ?>
<?cs call:rows_open(L.slip.lines) ?>
<?cs each:row = Form.lines ?><?cs call:line_open() ?><?cs call:row_pick(row, "kind", L.slip.kind) ?><?cs call:row_money(row, "amount_fen", L.slip.amount_fen) ?><?cs call:line_close() ?><?cs /each ?>
<?cs call:rows_close(L.slip.add_line) ?>
<?cs /def ?>

<?cs # What this tab is asked for. ?>
<?cs def:plan_table() ?>
<?cs if:Plan.0.item_kind ?>
<div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.tab.plan ?>">
<table class="table stack">
  <thead><tr><th scope="col"><?cs var:L.tab.item ?></th><th scope="col"><?cs var:L.tab.due_on ?></th><th scope="col" class="n"><?cs var:L.tab.amount_fen ?></th><th scope="col" class="n"><?cs var:L.tab.paid_fen ?></th><th scope="col" class="n"><?cs var:L.tab.unpaid_fen ?></th></tr></thead>
  <tbody><?cs each:p = Plan ?>
    <tr><td data-label="<?cs var:L.tab.item ?>"><span class="c"><?cs var:L.arrears.item_kind[p.item_kind] ?> <span class="dim"><?cs var:L.tab.payers[p.payer] ?></span></span></td>
    <td data-label="<?cs var:L.tab.due_on ?>"><span class="c"><?cs if:p.due_on ?><span class="tn"><?cs var:p.due_on ?></span><?cs else ?>—<?cs /if ?><?cs if:p.provisional ?><br><span class="tag n"><?cs var:L.tab.provisional ?></span><?cs elif:p.late ?><br><span class="tag r"><?cs call:icon("warn") ?> <?cs var:L.tab.late ?> <?cs var:p.late_days ?> <?cs var:L.tab.days ?></span><?cs /if ?><?cs if:p.penalty ?><br><span class="dim"><?cs var:L.tab.penalty ?> <span class="tn">¥ <?cs var:p.penalty ?></span></span><?cs /if ?></span></td>
    <td class="n" data-label="<?cs var:L.tab.amount_fen ?>"><span class="c"><?cs var:p.amount_fen ?></span></td>
    <td class="n" data-label="<?cs var:L.tab.paid_fen ?>"><span class="c"><?cs var:p.paid_fen ?></span></td>
    <td class="n" data-label="<?cs var:L.tab.unpaid_fen ?>"><span class="c"><?cs if:p.open ?><b><?cs var:p.unpaid_fen ?></b><?cs else ?><span class="good"><?cs call:icon("check") ?> <?cs var:L.tab.settled ?></span><?cs /if ?></span></td></tr><?cs /each ?>
  </tbody>
</table>
</div>
<?cs else ?><p class="dim"><?cs var:L.tab.no_plan ?></p><?cs /if ?>
<?cs /def ?>

<?cs # The same beside a form: what is still open, and when. ?>
<?cs def:plan_short() ?>
<dl class="facts"><?cs each:p = Plan ?>
  <dt><?cs var:L.arrears.item_kind[p.item_kind] ?> <span class="dim"><?cs var:p.due_on ?></span></dt>
  <dd><?cs if:p.open ?><?cs if:p.late ?><span class="tag r"><?cs call:icon("warn") ?> <?cs var:L.tab.late ?> <?cs var:p.late_days ?> <?cs var:L.tab.days ?></span> <?cs elif:p.provisional ?><span class="tag n"><?cs var:L.tab.provisional ?></span> <?cs /if ?><b class="nw">¥ <?cs var:p.unpaid_fen ?></b><?cs else ?><span class="good"><?cs call:icon("check") ?> <?cs var:L.tab.settled ?></span><?cs /if ?></dd><?cs /each ?>
</dl><?cs /def ?>

<?cs def:tab_facts() ?>
<?cs call:facts_open() ?>
  <?cs call:fact_link(L.tab.payer, "/finance/tabs/" + Tab.id, Tab.payer) ?>
  <?cs call:fact(L.tab.project, Tab.project) ?>
  <?cs if:Tab.unit_code ?><?cs call:fact_link(L.tab.unit_code, "/sales/units/" + Tab.unit_id, Tab.unit_code) ?><?cs /if ?>
  <?cs call:fact(L.tab.owner, Tab.owner) ?>
  <?cs if:Tab.sale ?><?cs call:fact_money(L.tab.total_fen, Tab.total_fen) ?><?cs call:fact_money(L.tab.paid_fen, Tab.paid_fen) ?><?cs call:fact_money(L.tab.unpaid_fen, Tab.unpaid_fen) ?><?cs /if ?>
  <?cs if:Tab.sincerity_fen ?><?cs call:fact_money(L.tab.sincerity_fen, Tab.sincerity_fen) ?><?cs /if ?>
  <?cs if:Tab.over_fen ?><?cs call:fact_money(L.tab.over_fen, Tab.over_fen) ?><?cs /if ?>
  <?cs if:Tab.waiting_fen ?><?cs call:fact_money(L.tab.waiting_fen, Tab.waiting_fen) ?><?cs /if ?>
  <?cs if:Tab.signed_on ?><?cs call:fact(L.tab.signed_on, Tab.signed_on) ?><?cs /if ?>
  <?cs if:Tab.covered_on ?><?cs call:fact(L.tab.covered_on, Tab.covered_on) ?><?cs /if ?>
  <?cs if:Tab.emptied_on ?><?cs call:fact(L.tab.emptied_on, Tab.emptied_on) ?><?cs /if ?>
<?cs call:facts_close() ?>
<?cs /def ?>
