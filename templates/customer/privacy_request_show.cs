<?cs # A request: Request.*, Form.{verdict,answer}, can.{decide,copy}, Given.N. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.privacy_request.kind[Request.kind] ?> <?cs var:Request.customer ?><?cs /def ?>

<?cs def:decision() ?>
<?cs call:card_open(L.privacy_request.decide) ?>
<p><?cs var:L.privacy_request.means[Request.kind] ?></p>
<?cs call:form_open("/customer/privacy_requests/" + Request.id + "/decide") ?>
<?cs call:field_area_text_hint(Form.answer, L.privacy_request.answer, L.privacy_request.answer_hint) ?>
<?cs call:buttons_open() ?><?cs call:submit_named("verdict", "done", "primary", L.privacy_request.do[Request.kind]) ?><?cs call:submit_named("verdict", "rejected", "danger", L.privacy_request.do_reject) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:outcome() ?>
<?cs call:card_open(L.privacy_request.outcome) ?>
<?cs if:Request.state == "asked" ?><p><?cs var:L.privacy_request.waits ?></p><?cs /if ?>
<?cs if:Request.rests ?><p><?cs call:icon("lock") ?> <?cs var:L.privacy_request.kept[Request.kept] ?></p><?cs /if ?>
<?cs if:Request.answer ?><p><?cs var:Request.answer ?></p><?cs /if ?>
<?cs if:Request.decided_by ?><p class="dim"><?cs var:Request.decided_by ?> · <?cs var:Request.decided_at ?></p><?cs /if ?>
<?cs if:can.copy ?><p><?cs var:L.privacy_request.copy_hint ?></p><?cs call:post_button("/customer/privacy_requests/" + Request.id + "/copy", L.privacy_request.do_copy, "primary") ?><?cs /if ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs # Who has his data from us, and has to hear of it. ?>
<?cs def:given() ?>
<?cs call:card_open(L.privacy_request.given) ?>
<ul><?cs each:g = Given ?><li><?cs var:g.recipient ?> · <?cs var:g.contents ?> · <span class="tn"><?cs var:g.given_on ?></span></li><?cs /each ?></ul>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(L.privacy_request.kind[Request.kind], "privacy_request", Request.state, Request.project) ?><?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div><?cs if:can.decide ?><?cs call:decision() ?><?cs else ?><?cs call:outcome() ?><?cs /if ?><?cs if:Given.0.recipient ?><?cs call:given() ?><?cs /if ?></div>
<div><?cs call:card_open(L.privacy_request.facts) ?>
<?cs call:facts_open() ?>
<?cs if:Page.may.customer_read ?><?cs call:fact_link(L.privacy_request.customer, "/customer/customers/" + Request.customer_id, Request.customer) ?><?cs else ?><?cs call:fact(L.privacy_request.customer, Request.customer) ?><?cs /if ?>
<?cs call:fact(L.customer.phone, Request.phone) ?>
<?cs call:fact(L.privacy_request.wish, Request.wish) ?>
<?cs call:fact(L.privacy_request.proof, Request.proof) ?>
<?cs call:fact(L.privacy_request.received_on, Request.received_on) ?>
<dt><?cs var:L.privacy_request.due_on ?></dt><dd class="tn"><?cs var:Request.due_on ?><?cs if:Request.late ?> <?cs call:tag("r", L.privacy_request.late) ?><?cs /if ?></dd>
<?cs call:fact(L.privacy_request.entered_by, Request.entered_by) ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
