<?cs # The sales side of a project closes its days: project.*, Form.through_on ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.sales_day.close_sales ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.sales_day.close_sales, project.name) ?><?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs if:project.id ?>
<?cs call:card_open("") ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.sales_day.closed_on, project.sales_closed_on) ?>
<?cs call:fact(L.sales_day.drafts, project.draft_count) ?>
<?cs call:fact(L.sales_day.registrations, project.registration_count) ?>
<?cs call:facts_close() ?>
<p><?cs var:L.sales_day.effect ?></p>
<?cs call:form_open("/sales/days/close") ?>
<?cs call:hidden("project_id", project.id) ?>
<?cs call:field_date(Form.through_on, L.sales_day.through_on) ?>
<?cs call:buttons_open() ?><?cs call:button_link("/portal/home", L.common.back, "", "") ?><?cs call:submit(L.sales_day.do_close_sales) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs else ?><section class="card"><div class="card-body"><p><?cs var:L.board.choose ?></p><ul class="wl"><?cs each:p = Page.projects ?><li><span class="dim"><?cs var:p.code ?></span><span class="t"><a href="/sales/days/close?project_id=<?cs var:p.id ?>"><?cs var:p.name ?></a></span><span></span></li><?cs /each ?></ul></div></section><?cs /if ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
