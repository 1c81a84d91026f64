<?cs # One slip: Slip.*, Lines.N, Older.N, Same.N, Receipts.N, Timeline.N,
   Do.<step>.{on,why}: a step that the reader may do; why says what it still waits for. ?>
<?cs include!"finance/slip_parts.cs" ?>
<?cs def:title() ?><?cs var:L.slip.one ?> <?cs var:Slip.slip_no ?><?cs /def ?>

<?cs def:step_link(act, kind, label) ?><?cs if:Do[act].on ?><?cs call:button_link("/finance/slips/" + Slip.id + "/" + act, label, kind, "") ?><?cs elif:Do[act].why ?><button class="btn" type="button" disabled aria-describedby="why-<?cs var:act ?>"><?cs var:label ?></button><?cs /if ?><?cs /def ?>
<?cs def:step_post(act, kind, label) ?><?cs if:Do[act].on ?><?cs call:post_button("/finance/slips/" + Slip.id + "/" + act, label, kind) ?><?cs elif:Do[act].why ?><button class="btn" type="button" disabled aria-describedby="why-<?cs var:act ?>"><?cs var:label ?></button><?cs /if ?><?cs /def ?>
<?cs def:why_(act, label) ?><?cs if:Do[act].why ?><p class="dim" id="why-<?cs var:act ?>"><b><?cs var:label ?></b> · <?cs var:Do[act].why ?></p><?cs /if ?><?cs /def ?>

<?cs def:reasons_() ?><?cs if:Do.review.why || Do.correct.why || Do.approve.why || Do.audit.why || Do.receipt.why || Do.red.why ?>
<?cs call:card_open(L.slip.not_now) ?>
<?cs call:why_("review", L.slip.do_review) ?><?cs call:why_("correct", L.slip.do_correct) ?><?cs call:why_("approve", L.slip.do_approve) ?><?cs call:why_("audit", L.slip.do_audit) ?><?cs call:why_("receipt", L.slip.do_receipt) ?><?cs call:why_("red", L.slip.do_red) ?>
<?cs call:card_close() ?><?cs /if ?><?cs /def ?>

<?cs def:papers_() ?><?cs if:Receipts.0.id ?>
<?cs call:card_open(L.slip.receipts) ?>
<ul><?cs each:p = Receipts ?><li><?cs if:Page.may.receipt_read ?><a href="/finance/receipts/<?cs var:p.id ?>"><?cs var:p.receipt_no ?></a><?cs else ?><?cs var:p.receipt_no ?><?cs /if ?> <span class="tn">¥ <?cs var:p.amount_fen ?></span> <?cs call:badge("receipt", p.state) ?></li><?cs /each ?></ul>
<?cs call:card_close() ?><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(L.slip.one + " " + Slip.slip_no, "slip", Slip.state, L.slip.type[Slip.type]) ?>
<?cs call:step_link("review", "primary", L.slip.do_review) ?>
<?cs call:step_link("correct", "primary", L.slip.do_correct) ?>
<?cs call:step_post("approve", "primary", L.slip.do_approve) ?>
<?cs if:Do.audit.on ?><?cs call:step_link("audit", "primary", L.slip.do_audit) ?><?cs elif:Do.give_back.on ?><?cs call:button_link("/finance/slips/" + Slip.id + "/audit", L.slip.do_return, "", "") ?><?cs /if ?>
<?cs call:step_post("receipt", "primary", L.slip.do_receipt) ?>
<?cs call:step_link("red", "", L.slip.do_red) ?>
<?cs call:button_link("/finance/slips/" + Slip.id + "/paper", L.slip.paper, "", "print") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div><?cs call:slip_card() ?></div>
<div><?cs call:reasons_() ?><?cs call:papers_() ?><?cs call:card_open(L.common.timeline) ?><?cs call:timeline(Timeline) ?><?cs call:card_close() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
