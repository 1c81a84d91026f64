<?cs # A payment method: Form.*, Form.parts.N. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.payment_method.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.payment_method.create, Page.project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/project/methods/new") ?>
<?cs call:project_field() ?>
<div class="frow"><?cs call:field_text_hint(Form.code, L.payment_method.code, L.payment_method.code_hint) ?><?cs call:field_text(Form.name, L.payment_method.name) ?></div>
<?cs call:field_radio(Form.kind, L.payment_method.kind) ?>
<?cs call:field_int(Form.days, L.payment_method.days) ?>
<div class="frow"><?cs call:field_percent(Form.ltv, L.payment_method.ltv) ?><?cs call:field_money(Form.loan_step_fen, L.payment_method.loan_step_fen) ?></div>
<div class="frow"><?cs call:field_int(Form.loan_days, L.payment_method.loan_days) ?><?cs call:field_money(Form.fund_cap_fen, L.payment_method.fund_cap_fen) ?></div>
<?cs if:Form.parts.error ?><p class="msg" id="parts"><?cs call:icon("warn") ?> <?cs var:Form.parts.error ?></p><?cs /if ?>
<?cs call:rows_open(L.payment_method.parts) ?><?cs each:row = Form.parts ?><?cs call:line_open() ?><?cs call:row_percent(row, "share", L.payment_method.share) ?><?cs call:row_text(row, "days", L.payment_method.part_days) ?><?cs call:line_close() ?><?cs /each ?><?cs call:rows_close(L.payment_method.add_part) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/methods", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
