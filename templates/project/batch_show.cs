<?cs # A launch batch: batch.*, lack.*_count, Versions; can.{propose,release,import}. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.launch_batch.index ?> <?cs var:batch.name ?><?cs /def ?>
<?cs def:lack_(count, text) ?><?cs if:count != "0" ?><p><?cs call:icon("warn") ?> <b class="tn"><?cs var:count ?></b> <?cs var:text ?></p><?cs /if ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(batch.name, "launch_batch", batch.state, batch.project_name) ?>
<?cs if:can.import ?><?cs call:button_link("/project/price_imports/new?batch_id=" + batch.id + "&project_id=" + batch.project_id, L.project.import_prices, "", "plus") ?><?cs /if ?><?cs call:button_link("/project/projects/" + batch.project_id, L.common.back, "", "") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div>
<?cs call:card_open(L.launch_batch.conditions) ?>
<p class="hint"><?cs var:L.launch_batch.conditions_hint ?></p>
<?cs if:lack.none ?><p><?cs call:icon("check") ?> <?cs var:L.launch_batch.ready ?></p><?cs /if ?>
<?cs if:lack.unit_count == "0" ?><p><?cs var:L.launch_batch.nothing ?></p><?cs else ?>
<?cs call:lack_(lack.no_permit_count, L.launch_batch.no_permit_count) ?>
<?cs call:lack_(lack.no_price_count, L.launch_batch.no_price_count) ?>
<?cs call:lack_(lack.no_area_count, L.launch_batch.no_area_count) ?>
<?cs call:lack_(lack.encumbered_count, L.launch_batch.encumbered_count) ?><?cs /if ?>
<?cs if:can.propose && lack.waiting_count != "0" ?><?cs call:form_open("/project/batches/" + batch.id + "/propose") ?><?cs call:submit(L.launch_batch.propose) ?><?cs call:form_close() ?><?cs /if ?>
<?cs if:can.release ?><?cs call:form_open("/project/batches/" + batch.id + "/release") ?><?cs if:lack.no_price_count != "0" ?><?cs call:field_check(Form.partial, L.launch_batch.partial) ?><?cs /if ?><?cs call:submit(L.launch_batch.release) ?><?cs call:form_close() ?><?cs /if ?>
<?cs call:card_close() ?></div><div>
<?cs call:card_open(L.project.facts) ?><?cs call:facts_open() ?>
<?cs call:fact(L.launch_batch.unit_count, lack.unit_count) ?>
<?cs call:fact(L.launch_batch.on_sale_count, lack.on_sale_count) ?>
<?cs call:fact(L.launch_batch.waiting_count, lack.waiting_count) ?>
<?cs call:fact(L.launch_batch.gross_dm2, lack.gross_dm2) ?>
<?cs call:fact_money(L.launch_batch.total_fen, lack.total_fen) ?>
<?cs call:fact(L.launch_batch.opens_on, batch.opens_on) ?>
<?cs call:fact(L.launch_batch.proposed_by, batch.proposed_by) ?>
<?cs call:fact(L.launch_batch.released_by, batch.released_by) ?>
<?cs call:fact(L.launch_batch.released_on, batch.released_on) ?>
<?cs call:facts_close() ?><?cs call:card_close() ?>
<?cs if:Page.may.price_read && Versions.0.id ?><?cs call:card_open(L.launch_batch.versions) ?><?cs each:t = Versions ?><p><a href="/project/price_tables/<?cs var:t.id ?>"><?cs var:L.price_table.version_no ?> <?cs var:t.version_no ?></a> <?cs call:badge("price_table", t.state) ?> <span class="dim tn"><?cs var:t.effective_at ?></span></p><?cs /each ?><?cs call:card_close() ?><?cs /if ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
