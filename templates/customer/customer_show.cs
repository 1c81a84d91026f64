<?cs # The card: Customer.*, Form.* (the next conversation; asking for a number), Revealed.{phone,id_no},
   Talks.0, Suspects.N, Timeline.N; Customer.open: there is somebody behind it. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.customer.title ?> <?cs var:Customer.name ?><?cs /def ?>

<?cs def:next_step() ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.customer.next_step ?></h2><?cs if:Customer.late ?><span class="tag r"><?cs call:icon("warn") ?> <?cs var:L.customer.late ?> <?cs var:Customer.late_days ?> <?cs var:L.customer.days ?></span><?cs elif:Customer.due ?><span class="tag w"><?cs call:icon("clock") ?> <?cs var:L.customer.due_today ?></span><?cs elif:Customer.next_follow_on ?><span class="tag"><?cs var:Customer.next_follow_on ?></span><?cs else ?><span class="tag n"><?cs var:L.customer.no_next ?></span><?cs /if ?></div>
  <div class="card-body">
  <?cs if:Talks.0.content ?><p><?cs var:Talks.0.content ?> <span class="dim">· <?cs var:Talks.0.user ?> <?cs var:Talks.0.contacted_on ?></span></p><?cs /if ?>
  <?cs if:Page.may.customer_edit ?>
  <?cs call:form_open_draft("/customer/customers/" + Customer.id + "/follow_ups") ?>
  <?cs call:field_area_text_hint(Form.content, L.customer.content, L.customer.content_hint) ?>
  <div class="frow"><?cs call:field_date(Form.contacted_on, L.customer.contacted_on) ?><?cs call:field_date(Form.next_on, L.customer.next_on) ?></div>
  <?cs call:submit(L.customer.do_follow) ?>
  <?cs call:form_close() ?><?cs /if ?>
  </div>
</section><?cs /def ?>

<?cs def:entry(e) ?>
<li>
  <span class="dot" aria-hidden="true"></span>
  <?cs if:e.url ?><a href="<?cs var:e.url ?>"><b><?cs var:e.what_label ?></b></a><?cs else ?><b><?cs var:e.what_label ?></b><?cs /if ?><?cs if:e.amount ?> <span class="tn">¥ <?cs var:e.amount ?></span><?cs /if ?>
  <?cs if:e.to_label ?><span class="step"><?cs if:e.from_label ?><?cs var:e.from_label ?> → <?cs /if ?><?cs var:e.to_label ?></span><?cs /if ?>
  <span class="dim"><time><?cs var:e.at ?></time> · <?cs var:e.user ?></span>
  <?cs if:e.reason ?><p><?cs var:e.reason ?></p><?cs /if ?>
</li><?cs /def ?>

<?cs def:history() ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.customer.timeline ?></h2><span class="dim"><?cs var:L.touch.kind.call ?> <?cs var:Customer.call_count ?> · <?cs var:L.touch.kind.visit ?> <?cs var:Customer.visit_count ?><?cs if:Customer.first_visit_on ?> · <?cs var:L.touch.state.first ?> <?cs var:Customer.first_visit_on ?><?cs /if ?></span></div>
  <div class="card-body"><ol class="tl"><?cs each:e = Timeline ?><?cs call:entry(e) ?><?cs /each ?></ol></div>
</section><?cs /def ?>

<?cs def:number(label, masked, whole) ?><dt><?cs var:label ?></dt><dd><?cs if:whole ?><b class="tn" data-revealed><?cs var:whole ?></b><?cs elif:masked ?><?cs var:masked ?><?cs else ?>—<?cs /if ?></dd><?cs /def ?>

<?cs def:consent_act(kind, basis, label) ?><?cs call:form_open("/customer/customers/" + Customer.id + "/consents") ?><?cs call:hidden("kind", kind) ?><?cs call:submit_named("basis", basis, "sm", label) ?><?cs call:form_close() ?><?cs /def ?>
<?cs def:consent_acts() ?>
  <?cs call:buttons_open() ?><?cs call:consent_act("notice", "told", L.consent.do_told) ?>
  <?cs if:Consent.marketing == "consent" ?><?cs call:consent_act("marketing", "withdrawn", L.consent.do_alone) ?><?cs else ?><?cs call:consent_act("marketing", "consent", L.consent.do_marketing) ?><?cs /if ?>
  <?cs if:!Consent.marketing ?><?cs call:consent_act("marketing", "withdrawn", L.consent.do_alone) ?><?cs /if ?><?cs call:buttons_close() ?><?cs /def ?>
<?cs # What he was told and said: one line, the rest folded. ?>
<?cs def:consent_box() ?>
<details class="means"><summary><?cs call:icon("check") ?><?cs var:L.consent.title ?><?cs if:Customer.open && !Consent.notice ?> <?cs call:tag("w", L.consent.not_told) ?><?cs /if ?></summary>
  <?cs each:s = Consents ?><p><?cs var:L.consent.kind[s.kind] ?> · <?cs var:L.consent.basis[s.basis] ?> · <?cs var:L.privacy_notice.version_no ?> <?cs var:s.version_no ?> · <span class="dim"><?cs var:s.at ?> <?cs var:s.user ?></span></p><?cs /each ?>
  <?cs if:Page.may.customer_edit && Customer.open ?><?cs call:consent_acts() ?><?cs /if ?>
  <?cs if:Page.may.privacy_enter && Customer.open ?><?cs call:button_link("/customer/privacy_requests/new?customer_id=" + Customer.id, L.privacy_request.create, "sm", "") ?> <?cs call:button_link("/customer/disclosures/new?customer_id=" + Customer.id, L.disclosure.create, "sm", "") ?><?cs /if ?>
</details><?cs /def ?>

<?cs def:facts_card() ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.customer.facts ?></h2><?cs if:Page.may.customer_edit && Customer.open ?><a class="ms-auto" href="/customer/customers/<?cs var:Customer.id ?>/edit"><?cs var:L.common.edit ?></a><?cs /if ?></div>
  <div class="card-body">
  <?cs call:facts_open() ?>
  <?cs call:number(L.customer.phone, Customer.phone, Revealed.phone) ?>
  <?cs call:number(L.customer.id_no, Customer.id_no, Revealed.id_no) ?>
  <?cs call:fact(L.customer.source, Customer.source_label) ?>
  <?cs call:fact(L.customer.intent_layout, Customer.intent_layout) ?>
  <?cs call:fact_money(L.customer.budget_fen, Customer.budget_fen) ?>
  <?cs call:fact(L.customer.owner, Customer.owner) ?>
  <?cs call:fact(L.customer.protected_until, Customer.protected_until) ?>
  <?cs call:fact(L.customer.created_at, Customer.created_at) ?>
  <?cs call:fact(L.customer.note, Customer.note) ?>
  <?cs call:facts_close() ?>
  <?cs if:Page.may.customer_reveal && Customer.open ?>
  <details class="means"<?cs if:Form.reason.error ?> open<?cs /if ?>><summary><?cs call:icon("eye") ?><?cs var:L.customer.reveal ?></summary>
  <?cs call:form_open("/customer/customers/" + Customer.id + "/reveal") ?>
  <?cs call:field_text_hint(Form.reason, L.customer.reveal_reason, L.customer.reveal_hint) ?>
  <?cs call:buttons_open() ?><?cs call:submit_named("what", "phone", "", L.customer.reveal_phone) ?><?cs if:Customer.id_no ?><?cs call:submit_named("what", "id_no", "", L.customer.reveal_id_no) ?><?cs /if ?><?cs call:buttons_close() ?>
  <?cs call:form_close() ?></details><?cs /if ?>
  <?cs call:consent_box() ?>
  </div>
</section><?cs /def ?>

<?cs def:ruling() ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.customer.ruling ?></h2></div>
  <div class="card-body">
  <p><?cs if:Customer.unprotected ?><?cs call:icon("warn") ?> <?cs var:L.customer.ruling_over ?><?cs else ?><?cs call:icon("check") ?> <?cs var:L.customer.ruling_mine ?><?cs /if ?> <b><?cs var:Customer.owner ?></b><?cs if:Customer.protected_until ?> · <?cs var:L.customer.protected_until ?> <b class="tn"><?cs var:Customer.protected_until ?></b><?cs /if ?></p>
  <?cs each:s = Suspects ?><p class="dim"><?cs var:L.customer.suspect ?> <?cs var:s.name ?> <?cs var:s.phone ?> · <?cs var:s.owner ?></p><?cs /each ?>
  </div>
</section><?cs /def ?>

<?cs def:next_acts() ?><div class="act">
  <?cs if:Page.may.touch_create ?><a class="btn" href="/customer/touches/new?customer_id=<?cs var:Customer.id ?>"><?cs call:icon("phone") ?><?cs var:L.touch.create ?></a><?cs /if ?>
  <?cs if:Page.may.registration_create ?><a class="btn" href="/sales/pre_registrations/new?customer_id=<?cs var:Customer.id ?>"><?cs call:icon("ticket") ?><?cs var:L.customer.pre_register ?></a><?cs /if ?>
  <?cs if:Page.may.deal_create ?><a class="btn btn-primary" href="/sales/board"><?cs call:icon("board") ?><?cs var:L.customer.choose_unit ?></a><?cs /if ?>
  </div><?cs /def ?>

<?cs def:content() ?>
<div class="lp-head">
  <h1><?cs var:Customer.name ?> <span class="tag<?cs if:Customer.intent_grade == "A" ?> r<?cs /if ?>"><?cs var:L.customer.intent_grade[Customer.intent_grade] ?></span> <span class="tag"><?cs var:Customer.grade_label ?></span><?cs if:Customer.left_alone == "1" ?> <span class="tag w"><?cs var:L.customer.left_alone ?></span><?cs /if ?><?cs if:!Customer.open ?> <span class="tag n"><?cs var:L.customer.nobody ?> <?cs var:Customer.anonymised_at ?></span><?cs /if ?></h1>
  <span class="sub"><?cs var:Customer.project ?> · <?cs var:L.customer.owner ?> <?cs var:Customer.owner ?></span>
  <?cs if:Customer.open ?><?cs call:next_acts() ?><?cs /if ?>
</div>
<?cs call:errors() ?>
<div class="g2"><div><?cs if:Customer.open ?><?cs call:next_step() ?><?cs /if ?><?cs call:history() ?></div>
<div><?cs call:facts_card() ?><?cs if:Customer.open ?><?cs call:ruling() ?><?cs /if ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
