<?cs # The mirror of an audited slip, which cannot be taken back: Slip.*, Form.reason. ?>
<?cs include!"finance/slip_parts.cs" ?>
<?cs def:title() ?><?cs var:L.slip.do_red ?> <?cs var:Slip.slip_no ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(L.slip.do_red + " " + Slip.slip_no, "slip", Slip.state, "") ?><?cs call:head_close() ?>
<div class="g2"><div><?cs call:slip_card() ?></div><div>
<?cs call:card_open(L.slip.do_red) ?>
<p><?cs var:L.slip.red_effect ?> <b><?cs var:Slip.tab_payer ?> <?cs var:Slip.unit_code ?></b> <b class="tn bad">¥ <?cs var:Slip.amount_fen ?></b></p>
<?cs call:errors() ?>
<?cs call:form_open("/finance/slips/" + Slip.id + "/red") ?>
<?cs call:field_area_text_hint(Form.reason, L.slip.reason, L.slip.reason_hint) ?>
<?cs call:buttons_open() ?><?cs call:button_link("/finance/slips/" + Slip.id, L.common.back, "", "") ?><?cs call:submit_to("/finance/slips/" + Slip.id + "/red", "danger", L.slip.do_red) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
</div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
