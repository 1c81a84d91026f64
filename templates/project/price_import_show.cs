<?cs # The preview of an import: import.*, Count.*, Forecast.*, Blocks.N, Problems.N, Units.N, Unread; can.take. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.price_import.preview ?> <?cs var:import.file_name ?><?cs /def ?>
<?cs def:sums_() ?>
<?cs if:Count.units ?><section class="card"><div class="card-body"><?cs call:facts_open() ?>
<?cs call:fact(L.price_import.units, Count.units + " " + L.price_import.set) ?>
<?cs call:fact(L.price_import.priced, Count.priced + " " + L.price_import.set) ?>
<?cs call:fact(L.price_import.gross, Count.gross + " ㎡") ?>
<?cs call:fact_money(L.price_import.total, Count.total) ?>
<?cs call:fact(L.price_import.average, Count.average + " " + L.price_import.per_m2) ?>
<?cs call:facts_close() ?></div></section><?cs /if ?><?cs /def ?>

<?cs def:decide_() ?>
<?cs if:import.unchanged ?><section class="card"><div class="card-body"><p><?cs call:icon("check") ?> <?cs var:L.price_import.unchanged ?></p></div></section><?cs /if ?>
<?cs if:import.waiting ?><section class="card"><div class="card-body">
<?cs if:Count.error != "0" ?><p role="alert"><?cs call:icon("warn") ?> <b><?cs var:L.price_import.all_or_nothing ?></b></p><?cs /if ?>
<?cs if:Forecast.nothing ?><p><?cs call:icon("check") ?> <?cs var:L.price_import.nothing ?></p>
<?cs elif:can.take ?><p><?cs var:L.price_import.forecast ?> <b class="tn"><?cs var:Forecast.units_new ?></b> <?cs var:L.price_import.units_new ?> · <b class="tn"><?cs var:Forecast.units_changed ?></b> <?cs var:L.price_import.units_changed ?> · <b class="tn"><?cs var:Forecast.prices ?></b> <?cs var:L.price_import.prices ?></p><?cs /if ?>
<div class="btns" data-progress="/project/price_imports/<?cs var:import.id ?>/progress"><?cs if:can.take ?><?cs call:post_button("/project/price_imports/" + import.id + "/take", L.price_import.take, "primary") ?><?cs /if ?><?cs if:import.large ?><span class="tn" role="status" aria-live="polite"></span><script src="<?cs var:Page.static ?>/js/progress.js" defer></script><?cs /if ?>
<?cs call:button_link("/project/price_imports/" + import.id + "/mapping", L.price_import.mapping, "", "") ?>
<?cs call:post_button("/project/price_imports/" + import.id + "/drop", L.price_import.drop, "link") ?></div>
</div></section><?cs /if ?><?cs /def ?>

<?cs def:problem_(p) ?><tr>
<td data-label="<?cs var:L.price_import.what ?>"><span class="tag <?cs if:p.severity == "error" ?>r<?cs elif:p.severity == "warning" ?>w<?cs else ?>n<?cs /if ?>"><?cs var:p.severity_label ?></span> <?cs var:p.text ?></td>
<?cs call:td(L.price_import.sheet, p.sheet) ?><?cs call:tn(L.price_import.row, p.row) ?><?cs call:td(L.price_import.column_name, p.column) ?><?cs call:td(L.price_import.found, p.found) ?><?cs call:td(L.price_import.expected, p.expected) ?></tr><?cs /def ?>
<?cs def:problems_() ?>
<?cs call:card_open(L.price_import.problems) ?>
<?cs if:Problems.0.code ?><p><?cs if:Count.error != "0" ?><?cs call:tag("r", L.price_import.severity.error) ?> <b class="tn"><?cs var:Count.error ?></b> <?cs /if ?><?cs if:Count.warning != "0" ?><?cs call:tag("w", L.price_import.severity.warning) ?> <b class="tn"><?cs var:Count.warning ?></b> <?cs /if ?><?cs if:Count.normalise != "0" ?><?cs call:tag("n", L.price_import.severity.normalise) ?> <b class="tn"><?cs var:Count.normalise ?></b> <?cs /if ?><?cs if:Count.ignore != "0" ?><?cs call:tag("n", L.price_import.severity.ignore) ?> <b class="tn"><?cs var:Count.ignore ?></b><?cs /if ?></p>
<?cs if:Count.cut ?><p class="hint"><?cs var:L.price_import.shown_first ?></p><?cs /if ?>
<?cs call:table_open(L.price_import.problems) ?>
<thead><tr><?cs call:th(L.price_import.what) ?><?cs call:th(L.price_import.sheet) ?><?cs call:thn(L.price_import.row) ?><?cs call:th(L.price_import.column_name) ?><?cs call:th(L.price_import.found) ?><?cs call:th(L.price_import.expected) ?></tr></thead>
<tbody><?cs each:p = Problems ?><?cs call:problem_(p) ?><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs else ?><p><?cs call:icon("check") ?> <?cs var:L.price_import.no_problems ?></p><?cs /if ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:tables_() ?>
<?cs call:card_open(L.price_import.found_tables) ?><?cs call:table_open(L.price_import.found_tables) ?>
<thead><tr><?cs call:th(L.price_import.sheet) ?><?cs call:thn(L.price_import.header_row) ?><?cs call:thn(L.price_import.rows) ?><?cs call:th(L.price_import.columns) ?></tr></thead>
<tbody><?cs each:b = Blocks ?><tr><td data-label="<?cs var:L.price_import.sheet ?>"><?cs var:b.sheet ?> <?cs call:tag("", b.layout) ?><?cs if:b.wan ?> <?cs call:tag("w", L.price_import.wan) ?><?cs /if ?></td><?cs call:tn(L.price_import.header_row, b.header_row) ?><?cs call:tn(L.price_import.rows, b.first_row + "–" + b.last_row) ?><td data-label="<?cs var:L.price_import.columns ?>"><?cs each:c = b.columns ?><span><?cs var:c.letter ?> <?cs var:c.heading ?> → <?cs var:c.meaning ?></span> · <?cs /each ?></td></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs call:card_close() ?><?cs /def ?>

<?cs def:units_() ?>
<?cs call:card_open(L.price_import.units) ?>
<?cs if:Count.units_cut ?><p class="hint"><?cs var:L.price_import.units_first ?></p><?cs /if ?>
<?cs call:table_open(L.price_import.units) ?>
<thead><tr><?cs call:th(L.unit.code) ?><?cs call:thn(L.unit.floor) ?><?cs call:th(L.unit.unit_kind) ?><?cs call:thn(L.unit.gross_dm2) ?><?cs call:thn(L.unit.inner_dm2) ?><?cs call:thn(L.price_import.column.unit_price) ?><?cs call:thn(L.price_import.column.total) ?></tr></thead>
<tbody><?cs each:u = Units ?><tr><?cs call:td(L.unit.code, u.code) ?><?cs call:tn(L.unit.floor, u.floor) ?><?cs call:td(L.unit.unit_kind, u.kind) ?><?cs call:tn(L.unit.gross_dm2, u.gross_dm2) ?><?cs call:tn(L.unit.inner_dm2, u.inner_dm2) ?><?cs call:tn(L.price_import.column.unit_price, u.unit_price) ?><?cs call:tn(L.price_import.column.total, u.total) ?></tr><?cs /each ?></tbody>
<?cs call:table_close() ?><?cs call:card_close() ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(import.file_name, "price_import", import.state, import.project_name) ?>
<?cs if:import.table_id ?><?cs call:button_link("/project/price_tables/" + import.table_id, L.price_import.to_table, "primary", "tag") ?><?cs /if ?>
<?cs call:button_link("/project/price_imports/new?project_id=" + import.project_id, L.price_import.again, "", "plus") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs if:Unread ?><div class="errsum" role="alert"><h2><?cs var:Unread ?></h2></div><?cs /if ?>
<?cs call:sums_() ?>
<?cs call:decide_() ?>
<?cs call:problems_() ?>
<?cs if:Blocks.0.columns.0.letter || Blocks.0.layout ?><?cs call:tables_() ?><?cs /if ?>
<?cs if:Units.0.code ?><?cs call:units_() ?><?cs /if ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
