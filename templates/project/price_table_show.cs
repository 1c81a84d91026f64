<?cs # A version of prices: table.*, sum.*, Rows, Form.*; can.{submit,review,approve,import}. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.price_table.title ?> <?cs var:table.batch_name ?> <?cs var:L.price_table.version_no ?> <?cs var:table.version_no ?><?cs /def ?>
<?cs def:facts_() ?>
<?cs call:card_open(L.project.facts) ?><?cs call:facts_open() ?>
<?cs call:fact(L.price_table.created_by, table.created_by) ?>
<?cs call:fact(L.price_table.created_at, table.created_at) ?>
<?cs call:fact(L.price_table.reviewed_by, table.reviewed_by) ?>
<?cs call:fact(L.price_table.approved_by, table.approved_by) ?>
<?cs call:fact(L.price_table.approved_at, table.approved_at) ?>
<?cs call:fact(L.price_table.effective_at, table.effective_at) ?>
<?cs call:fact(L.price_table.reason, table.reason) ?>
<?cs if:table.import_id && can.import ?><?cs call:fact_link(L.price_table.source, "/project/price_imports/" + table.import_id, L.price_import.index) ?><?cs /if ?>
<?cs call:facts_close() ?><?cs if:table.is_coming ?><p><?cs call:tag("w", L.price_table.coming) ?></p><?cs /if ?><?cs call:card_close() ?><?cs /def ?>

<?cs def:verdict_(action, label, with_time) ?>
<?cs call:card_open(label) ?><?cs call:form_open(action) ?>
<?cs if:with_time ?><?cs call:field_text_hint(Form.effective_at, L.price_table.effective_at, L.price_table.effective_hint) ?><?cs /if ?>
<?cs call:field_text_hint(Form.reason, L.price_table.reason, L.price_table.reason_hint) ?>
<?cs call:buttons_open() ?><?cs call:submit_named("accept", "1", "primary", L.price_table.accept.1) ?><?cs call:submit_named("accept", "0", "danger", L.price_table.accept.0) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?><?cs call:card_close() ?><?cs /def ?>
<?cs def:decide_() ?>
<?cs if:can.submit ?><?cs call:card_open(L.price_table.submit) ?><p class="hint"><?cs var:L.price_table.submit_hint ?></p><?cs call:post_button("/project/price_tables/" + table.id + "/submit", L.price_table.submit, "primary") ?><?cs call:card_close() ?><?cs /if ?>
<?cs if:can.review ?><?cs call:verdict_("/project/price_tables/" + table.id + "/review", L.price_table.review, "") ?><?cs /if ?>
<?cs if:can.approve ?><?cs call:verdict_("/project/price_tables/" + table.id + "/approve", L.price_table.approve, "1") ?><?cs /if ?><?cs /def ?>

<?cs def:rows_() ?>
<?cs call:card_open(L.price_table.rows) ?><p class="hint"><?cs var:L.price_table.rows_first ?></p><?cs call:table_open(L.price_table.rows) ?>
<thead><tr><?cs call:th(L.price_row.code) ?><?cs call:thn(L.price_row.gross_dm2) ?><?cs call:thn(L.price_row.list_unit_price_fen) ?><?cs call:thn(L.price_row.list_total_fen) ?><?cs call:thn(L.price_row.change_fen) ?></tr></thead>
<tbody><?cs each:p = Rows ?><tr><?cs call:td_link(L.price_row.code, "/project/units/" + p.id, p.code) ?><?cs call:tn(L.price_row.gross_dm2, p.gross_dm2) ?><?cs call:tn(L.price_row.list_unit_price_fen, p.list_unit_price_fen) ?><?cs call:tn(L.price_row.list_total_fen, p.list_total_fen) ?><?cs call:tn(L.price_row.change_fen, p.change_fen) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs call:card_close() ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(table.batch_name + " · " + L.price_table.version_no + " " + table.version_no, "price_table", table.state, table.project_name) ?>
<?cs call:button_link("/project/price_tables/" + table.id + "?as=xlsx&price_table_id=" + table.id, "Excel", "", "down") ?><?cs call:button_link("/project/batches/" + table.batch_id, L.launch_batch.index, "", "") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div>
<section class="card"><div class="card-body"><?cs call:facts_open() ?>
<?cs call:fact(L.price_table.unit_count, sum.unit_count + " " + L.price_import.set) ?>
<?cs call:fact(L.price_table.gross_dm2, sum.gross_dm2 + " ㎡") ?>
<?cs call:fact_money(L.price_table.total_fen, sum.total_fen) ?>
<?cs call:fact(L.price_table.average_fen, sum.average_fen + " " + L.price_import.per_m2) ?>
<?cs call:facts_close() ?></div></section>
<?cs call:rows_() ?></div><div><?cs call:decide_() ?><?cs call:facts_() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
