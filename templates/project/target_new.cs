<?cs # A month's target: Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.target.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.target.create, Page.project.name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/targets/new") ?>
<?cs call:project_field() ?>
<div class="frow"><?cs call:field_date_hint(Form.month_on, L.target.month_on, L.target.month_hint) ?><?cs call:field_money(Form.amount_fen, L.target.amount_fen) ?></div>
<?cs call:field_radio(Form.measure, L.target.measure) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/targets", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
