<?cs # Finance closes its days, which cannot be undone: Form.*, Day.*. ?>
<?cs include!"finance/book_parts.cs" ?>
<?cs def:title() ?><?cs var:L.closing.title ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.closing.title, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<p class="dim"><?cs var:L.closing.text ?></p>
<?cs if:Day.today_fen ?><?cs call:facts_open() ?>
<?cs call:fact(L.closing.finance_closed_on, Day.finance_closed_on) ?>
<?cs call:fact(L.closing.sales_closed_on, Day.sales_closed_on) ?>
<?cs call:fact_money(L.closing.today_fen, Day.today_fen) ?>
<?cs call:fact_link(L.closing.submitted, "/finance/slips?state=submitted", Day.submitted_count) ?>
<?cs call:fact_link(L.closing.reviewed, "/finance/slips?state=reviewed", Day.reviewed_count) ?>
<?cs call:facts_close() ?><?cs /if ?>
<?cs call:errors() ?>
<?cs call:form_open("/finance/days/close") ?>
<?cs call:project_field() ?>
<?cs call:field_date_hint(Form.through_on, L.closing.through_on, L.closing.through_hint) ?>
<?cs call:buttons_open() ?><?cs call:button_link("/finance/slips", L.common.back, "", "") ?><?cs call:submit_to("/finance/days/close", "danger", L.closing.do) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
