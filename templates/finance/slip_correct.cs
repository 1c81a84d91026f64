<?cs # Other lines for a returned slip: Slip.*, Form.*. ?>
<?cs include!"finance/slip_parts.cs" ?>
<?cs def:title() ?><?cs var:L.slip.correct ?> <?cs var:Slip.slip_no ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(L.slip.correct + " " + Slip.slip_no, "slip", Slip.state, "") ?><?cs call:head_close() ?>
<?cs if:Slip.note ?><p class="ban"><?cs call:icon("warn") ?><span><?cs var:L.slip.returned_because ?> <b><?cs var:Slip.note ?></b></span></p><?cs /if ?>
<div class="g2"><div>
<?cs call:card_open("") ?>
<?cs call:errors() ?>
<?cs call:form_open_draft("/finance/slips/" + Slip.id + "/correct") ?>
<?cs call:field_hidden(Form.version) ?>
<?cs if:Slip.type == "red" ?><p><?cs var:L.slip.red_keeps ?></p><?cs else ?>
<?cs call:slip_rows() ?>
<div class="frow"><?cs call:field_pick_hint(Form.account, L.slip.account, L.slip.account_hint) ?><?cs call:field_text_hint(Form.reference, L.slip.reference, L.slip.reference_hint) ?></div>
<div class="frow"><?cs call:field_text_hint(Form.payer, L.slip.payer, L.slip.payer_hint) ?><?cs call:field_date_hint(Form.paid_on, L.slip.paid_on, L.slip.paid_on_hint) ?></div><?cs /if ?>
<?cs call:buttons_open() ?><?cs call:submit(L.slip.do_resubmit) ?><?cs call:button_link("/finance/slips/" + Slip.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
</div><div><?cs call:slip_card() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
