<?cs # A rest day set or taken out: Form.rest_on. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.rest_day.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.rest_day.create, "") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/rest_days/new") ?>
<?cs call:field_date_hint(Form.rest_on, L.rest_day.rest_on, L.rest_day.hint) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:button_link("/project/rest_days", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
