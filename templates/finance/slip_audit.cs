<?cs # Finance books it: Slip.*, Slip.{can_audit,why_not}, Form.{note,received_on}. ?>
<?cs include!"finance/slip_parts.cs" ?>
<?cs def:title() ?><?cs var:L.slip.do_audit ?> <?cs var:Slip.slip_no ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(L.slip.do_audit + " " + Slip.slip_no, "slip", Slip.state, L.slip.type[Slip.type]) ?><?cs call:head_close() ?>
<div class="g2"><div><?cs call:slip_card() ?></div><div>
<?cs call:card_open(L.slip.verdict) ?>
<?cs call:errors() ?>
<?cs if:Slip.can_audit ?><?cs else ?><p class="ban"><?cs call:icon("warn") ?><span><?cs var:Slip.why_not ?></span></p><?cs /if ?>
<?cs call:form_open("/finance/slips/" + Slip.id + "/audit") ?>
<?cs call:field_date_hint(Form.received_on, L.slip.received_on, L.slip.received_on_hint) ?>
<?cs call:field_area_text_hint(Form.note, L.slip.note, L.slip.note_hint) ?>
<?cs call:buttons_open() ?><?cs if:Slip.can_audit ?><?cs call:submit_named("accept", "1", "primary", L.slip.accept_audit) ?><?cs /if ?><?cs call:submit_named("accept", "0", "danger", L.slip.give_back) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
</div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
