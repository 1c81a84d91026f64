<?cs # A project: project.*, Phases, Buildings, Permits, Batches, Accounts; can.{edit,rules,import}. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:project.name ?><?cs /def ?>
<?cs def:add_(path, label) ?><?cs if:can.edit ?><div class="btns"><?cs call:button_link("/project/projects/" + project.id + "/" + path, label, "", "plus") ?></div><?cs /if ?><?cs /def ?>

<?cs def:buildings_() ?>
<?cs call:card_note_open(L.building.index, Phases.0.name) ?>
<?cs if:Buildings.0.id ?><?cs call:table_open(L.building.index) ?>
<thead><tr><?cs call:th(L.building.name) ?><?cs call:th(L.building.entrances) ?><?cs call:thn(L.building.unit_count) ?><?cs call:thn(L.building.gross_dm2) ?><?cs call:th(L.building.permits) ?></tr></thead>
<tbody><?cs each:b = Buildings ?><tr><?cs call:td_link(L.building.name, "/project/buildings/" + b.id, b.name) ?><?cs call:td(L.building.entrances, b.entrances) ?><?cs call:tn(L.building.unit_count, b.unit_count) ?><?cs call:tn(L.building.gross_dm2, b.gross_dm2) ?><td data-label="<?cs var:L.building.permits ?>"><?cs if:b.permits ?><?cs var:b.permits ?><?cs elif:b.completed == "1" ?><?cs call:tag("", L.building.completed_short) ?><?cs else ?><?cs call:tag("w", L.building.no_permit) ?><?cs /if ?></td></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs else ?><p><?cs var:L.project.none_built ?></p><?cs /if ?>
<?cs if:can.edit ?><div class="btns"><?cs call:button_link("/project/projects/" + project.id + "/buildings", L.building.create, "", "plus") ?><?cs call:button_link("/project/projects/" + project.id + "/phases", L.phase.create, "", "plus") ?></div><?cs /if ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:permits_() ?>
<?cs call:card_open(L.permit.index) ?>
<?cs if:Permits.0.id ?><?cs call:table_open(L.permit.index) ?>
<thead><tr><?cs call:th(L.permit.permit_no) ?><?cs call:th(L.permit.permitted_on) ?><?cs call:th(L.permit.buildings) ?></tr></thead>
<tbody><?cs each:p = Permits ?><tr><?cs call:td(L.permit.permit_no, p.permit_no) ?><?cs call:td(L.permit.permitted_on, p.permitted_on) ?><?cs call:td(L.permit.buildings, p.buildings) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs else ?><p><?cs var:L.project.none_permitted ?></p><?cs /if ?>
<?cs call:add_("permits", L.permit.create) ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:batches_() ?>
<?cs call:card_open(L.launch_batch.index) ?>
<?cs if:Batches.0.id ?><?cs call:table_open(L.launch_batch.index) ?>
<thead><tr><?cs call:th(L.launch_batch.name) ?><?cs call:th(L.launch_batch.state) ?><?cs call:thn(L.launch_batch.unit_count) ?><?cs call:thn(L.launch_batch.on_sale_count) ?><?cs call:th(L.launch_batch.opens_on) ?></tr></thead>
<tbody><?cs each:b = Batches ?><tr><?cs call:td_link(L.launch_batch.name, "/project/batches/" + b.id, b.name) ?><?cs call:td_badge(L.launch_batch.state, "launch_batch", b.state) ?><?cs call:tn(L.launch_batch.unit_count, b.unit_count) ?><?cs call:tn(L.launch_batch.on_sale_count, b.on_sale_count) ?><?cs call:td(L.launch_batch.opens_on, b.opens_on) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs else ?><p><?cs var:L.project.none_released ?></p><?cs /if ?>
<?cs call:add_("batches", L.launch_batch.create) ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:accounts_() ?>
<?cs call:card_open(L.bank_account.index) ?>
<?cs if:Accounts.0.id ?><?cs call:table_open(L.bank_account.index) ?>
<thead><tr><?cs call:th(L.bank_account.kind) ?><?cs call:th(L.bank_account.bank) ?><?cs call:th(L.bank_account.account_no) ?><?cs call:th(L.bank_account.holder) ?></tr></thead>
<tbody><?cs each:a = Accounts ?><tr><?cs call:td(L.bank_account.kind, L.bank_account.kind[a.kind]) ?><?cs call:td(L.bank_account.bank, a.bank) ?><?cs call:td(L.bank_account.account_no, a.account_no) ?><?cs call:td(L.bank_account.holder, a.holder) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs else ?><p><?cs var:L.project.none_account ?></p><?cs /if ?>
<?cs if:can.rules ?><div class="btns"><?cs call:button_link("/project/projects/" + project.id + "/accounts", L.bank_account.create, "", "plus") ?></div><?cs /if ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:dossier_() ?>
<?cs call:card_open(L.project.facts) ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.project.code, project.code) ?>
<?cs call:fact_link(L.project.company, "/project/companies/" + project.company_id, project.company) ?>
<?cs call:fact(L.project.city, project.city) ?>
<?cs call:fact(L.project.plot_no, project.plot_no) ?>
<?cs call:fact(L.project.plot_location, project.plot_location) ?>
<?cs call:fact(L.project.plot_area_dm2, project.plot_area_dm2 + " ㎡") ?>
<?cs call:fact(L.project.land_use, project.land_use) ?>
<?cs call:fact(L.project.land_grant_no, project.land_grant_no) ?>
<?cs call:fact(L.project.land_grant_on, project.land_grant_on) ?>
<?cs call:fact(L.project.land_term_years, project.land_term_years + " " + L.project.years) ?>
<?cs call:fact(L.project.saleable_area_dm2, project.saleable_area_dm2 + " ㎡") ?>
<?cs call:fact(L.project.launched_area_dm2, project.launched_area_dm2 + " ㎡") ?>
<?cs call:fact(L.project.title_no, project.title_no) ?>
<?cs call:fact(L.project.title_on, project.title_on) ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:parameters_() ?>
<?cs call:card_open(L.project.parameters) ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.project.lock_minutes, project.lock_minutes) ?>
<?cs call:fact(L.project.lock_cap, project.lock_cap) ?>
<?cs call:fact(L.project.hold_days, project.hold_days) ?>
<?cs call:fact(L.project.hold_cap, project.hold_cap) ?>
<?cs call:fact(L.project.sign_days, project.sign_days) ?>
<?cs call:fact(L.project.backdate_days, project.backdate_days) ?>
<?cs call:fact(L.project.first_payment_rule, L.project.first_payment_rule[project.first_payment_rule]) ?>
<?cs call:fact(L.project.vat_rate_pct, project.vat_rate_pct) ?>
<?cs call:fact(L.project.retention_months, project.retention_months) ?>
<?cs call:fact(L.project.sales_closed_on, project.sales_closed_on) ?>
<?cs call:fact(L.project.finance_closed_on, project.finance_closed_on) ?>
<?cs call:facts_close() ?>
<div class="btns"><?cs if:can.rules ?><?cs call:button_link("/project/projects/" + project.id + "/rules", L.common.edit, "", "") ?><?cs /if ?><?cs call:button_link("/project/methods?project_id=" + project.id, L.payment_method.index, "", "") ?><?cs if:Page.may.price_read ?><?cs call:button_link("/project/schemes?project_id=" + project.id, L.discount_scheme.index, "", "") ?><?cs /if ?><?cs if:Page.may.flash_read ?><?cs call:button_link("/project/targets?project_id=" + project.id, L.target.index, "", "") ?><?cs /if ?><?cs call:button_link("/project/rest_days", L.rest_day.index, "", "") ?></div>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(project.name, project.company) ?>
<?cs if:can.import ?><?cs call:button_link("/project/price_imports/new?project_id=" + project.id, L.project.import_prices, "primary", "plus") ?><?cs /if ?>
<?cs if:can.edit ?><?cs call:button_link("/project/projects/" + project.id + "/edit", L.project.edit, "", "") ?><?cs /if ?>
<?cs if:Page.may.unit_read ?><?cs call:button_link("/project/units?project_id=" + project.id, L.project.units, "", "house") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div><?cs call:buildings_() ?><?cs call:permits_() ?><?cs call:batches_() ?><?cs call:accounts_() ?></div>
<div><?cs call:dossier_() ?><?cs call:parameters_() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
