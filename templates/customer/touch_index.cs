<?cs # The register of calls and visits: Tabs.N, List. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:List.title ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(List.title, Page.project.name) ?>
<?cs call:list_exports() ?><?cs call:print_button("") ?>
<?cs if:List.create.url ?><?cs call:button_link(List.create.url, List.create.label, "primary", "plus") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs call:tabs(Tabs) ?>
<section class="card list-card">
<?cs call:list_filters() ?>
<?cs call:list_table() ?>
</section>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
