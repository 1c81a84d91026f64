<?cs # A buyer's account: Tab.*, Plan.N, Slips.N, Receipts.N, Timeline.N. ?>
<?cs include!"finance/slip_parts.cs" ?>
<?cs def:title() ?><?cs var:L.tab.title ?> <?cs var:Tab.payer ?><?cs /def ?>

<?cs def:slips_() ?>
<?cs if:Slips.0.id ?><div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.slip.index ?>">
<table class="table stack">
  <thead><tr><th scope="col"><?cs var:L.slip.slip_no ?></th><th scope="col"><?cs var:L.slip.means ?></th><th scope="col"><?cs var:L.slip.paid_on ?></th><th scope="col"><?cs var:L.slip.received_on ?></th><th scope="col" class="n"><?cs var:L.tab.here_fen ?></th><th scope="col"><?cs var:L.slip.state ?></th></tr></thead>
  <tbody><?cs each:s = Slips ?>
    <tr data-open><td data-label="<?cs var:L.slip.slip_no ?>"><a class="c" href="/finance/slips/<?cs var:s.id ?>"><?cs var:s.slip_no ?></a></td><td data-label="<?cs var:L.slip.means ?>"><span class="c"><?cs var:L.slip.means[s.means] ?></span></td><td data-label="<?cs var:L.slip.paid_on ?>"><span class="c tn"><?cs var:s.paid_on ?></span></td><td data-label="<?cs var:L.slip.received_on ?>"><span class="c tn"><?cs var:s.received_on ?></span></td><td class="n" data-label="<?cs var:L.tab.here_fen ?>"><span class="c"><?cs var:s.here_fen ?></span></td><td data-label="<?cs var:L.slip.state ?>"><?cs call:badge("slip", s.state) ?></td></tr><?cs /each ?>
  </tbody>
</table></div><?cs else ?><p class="dim"><?cs var:L.tab.no_slips ?></p><?cs /if ?><?cs /def ?>

<?cs def:papers_() ?><?cs if:Receipts.0.id ?>
<?cs call:card_open(L.slip.receipts) ?>
<ul><?cs each:p = Receipts ?><li><?cs if:Page.may.receipt_read ?><a href="/finance/receipts/<?cs var:p.id ?>"><?cs var:p.receipt_no ?></a><?cs else ?><?cs var:p.receipt_no ?><?cs /if ?> <span class="tn">¥ <?cs var:p.amount_fen ?></span> <?cs call:badge("receipt", p.state) ?></li><?cs /each ?></ul>
<?cs call:card_close() ?><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.tab.title + " " + Tab.payer, Tab.unit_code) ?>
<?cs if:Page.may.slip_enter && Tab.takes ?><?cs call:button_link("/finance/slips/new?tab_id=" + Tab.id, L.slip.create, "primary", "plus") ?><?cs /if ?>
<?cs call:print_button("") ?>
<?cs call:head_close() ?>
<div class="g2"><div>
<?cs if:Tab.sale ?><?cs call:card_open(L.tab.plan) ?><?cs call:plan_table() ?><?cs call:card_close() ?><?cs /if ?>
<?cs call:card_open(L.slip.index) ?><?cs call:slips_() ?><?cs call:card_close() ?>
</div><div>
<?cs call:card_open(L.tab.facts) ?><?cs call:tab_facts() ?><?cs call:card_close() ?>
<?cs call:papers_() ?>
<?cs if:Timeline.0.at ?><?cs call:card_open(L.common.timeline) ?><?cs call:timeline(Timeline) ?><?cs call:card_close() ?><?cs /if ?>
</div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
