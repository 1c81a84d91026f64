<?cs # The books, one view of them: List.*, Views.N.{url,label,current}. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:List.title ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(List.title, Page.project.name) ?>
<?cs call:list_exports() ?>
<?cs call:print_button("") ?>
<?cs if:Page.may.money_settle ?><?cs call:button_link("/finance/settlements/new", L.settlement.title, "", "") ?><?cs call:button_link("/finance/sweeps/new", L.sweep.title, "", "") ?><?cs /if ?>
<?cs if:Page.may.day_close_finance ?><?cs call:button_link("/finance/days/close", L.closing.title, "", "clock") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs call:tabs(Views) ?>
<section class="card list-card">
<?cs call:list_filters() ?>
<?cs call:list_table() ?>
</section>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
