<?cs # The parameters of a project: project.*, Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.project.parameters ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.project.parameters, project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/projects/" + project.id + "/rules") ?>
<?cs call:field_hidden(Form.version) ?>
<div class="frow"><?cs call:field_int(Form.lock_minutes, L.project.lock_minutes) ?><?cs call:field_int(Form.lock_cap, L.project.lock_cap) ?></div>
<div class="frow"><?cs call:field_int(Form.hold_days, L.project.hold_days) ?><?cs call:field_int(Form.hold_cap, L.project.hold_cap) ?></div>
<div class="frow"><?cs call:field_int(Form.sign_days, L.project.sign_days) ?><?cs call:field_int(Form.backdate_days, L.project.backdate_days) ?></div>
<?cs call:field_radio(Form.first_payment_rule, L.project.first_payment_rule) ?>
<div class="frow"><?cs call:field_int(Form.vat_rate_pct, L.project.vat_rate_pct) ?><?cs call:field_int_hint(Form.penalty_ppm, L.project.penalty_ppm, L.project.penalty_hint) ?></div>
<?cs call:field_int_hint(Form.retention_months, L.project.retention_months, L.project.retention_hint) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/projects/" + project.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
