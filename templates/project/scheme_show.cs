<?cs # A discount scheme: scheme.*, Steps (an example), Form.reason; can.decide. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:scheme.name ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(scheme.name, "discount_scheme", scheme.state, scheme.project_name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div><?cs call:card_open(L.discount_scheme.example) ?><?cs call:table_open(L.discount_scheme.example) ?>
<thead><tr><?cs call:th(L.discount_scheme.step) ?><?cs call:thn(L.discount_scheme.value) ?><?cs call:th(L.discount_scheme.reason) ?><?cs call:thn(L.discount_scheme.running) ?></tr></thead>
<tbody><?cs each:s = Steps ?><tr><?cs call:td(L.discount_scheme.step, s.label) ?><?cs call:tn(L.discount_scheme.value, s.value) ?><?cs call:td(L.discount_scheme.reason, s.reason) ?><?cs call:tn(L.discount_scheme.running, s.running) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs call:card_close() ?></div><div>
<?cs if:can.decide ?><?cs call:card_open(L.discount_scheme.decide) ?><?cs call:form_open("/project/schemes/" + scheme.id + "/decide") ?><?cs call:field_text_hint(Form.reason, L.price_table.reason, L.price_table.reason_hint) ?><?cs call:buttons_open() ?><?cs call:submit_named("accept", "1", "primary", L.price_table.accept.1) ?><?cs call:submit_named("accept", "0", "danger", L.price_table.accept.0) ?><?cs call:buttons_close() ?><?cs call:form_close() ?><?cs call:card_close() ?><?cs /if ?>
<?cs call:card_open(L.project.facts) ?><?cs call:facts_open() ?>
<?cs call:fact(L.discount_scheme.method_name, scheme.method_name) ?><?cs call:fact(L.discount_scheme.valid_from_on, scheme.valid_from_on) ?><?cs call:fact(L.discount_scheme.valid_to_on, scheme.valid_to_on) ?><?cs call:fact_money(L.discount_scheme.round_unit_fen, scheme.round_unit_fen) ?><?cs call:fact(L.discount_scheme.round_mode, L.discount_scheme.round_mode[scheme.round_mode]) ?><?cs call:fact(L.discount_scheme.created_by, scheme.created_by) ?><?cs call:fact(L.discount_scheme.approved_by, scheme.approved_by) ?>
<?cs call:facts_close() ?><?cs call:card_close() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
