<?cs # A discount scheme: Form.*, Form.lines.N. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.discount_scheme.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.discount_scheme.create, "") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/project/schemes/new") ?>
<div class="frow"><?cs call:field_pick(Form.method_id, L.discount_scheme.method_id) ?><?cs call:field_text(Form.name, L.discount_scheme.name) ?></div>
<div class="frow"><?cs call:field_date(Form.valid_from_on, L.discount_scheme.valid_from_on) ?><?cs call:field_date_hint(Form.valid_to_on, L.discount_scheme.valid_to_on, L.discount_scheme.valid_hint) ?></div>
<?cs if:Form.lines.error ?><p class="msg" id="lines"><?cs call:icon("warn") ?> <?cs var:Form.lines.error ?></p><?cs /if ?>
<?cs call:rows_open(L.discount_scheme.lines) ?><p class="hint"><?cs var:L.discount_scheme.value_hint ?></p><?cs each:row = Form.lines ?><?cs call:line_open() ?><?cs call:row_pick(row, "kind", L.discount_scheme.kind) ?><?cs call:row_text(row, "value", L.discount_scheme.value) ?><?cs call:row_text(row, "reason", L.discount_scheme.reason) ?><?cs call:line_close() ?><?cs /each ?><?cs call:rows_close(L.discount_scheme.add_line) ?>
<div class="frow"><?cs call:field_money(Form.round_unit_fen, L.discount_scheme.round_unit_fen) ?><?cs call:field_radio(Form.round_mode, L.discount_scheme.round_mode) ?></div>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/schemes", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
