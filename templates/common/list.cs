<?cs # A list page from the data of list_show(): heading with its buttons, filters, table, totals, pages.
   Views.N.{url,label,current}: other views of the same, where there are any ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:List.title ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(List.title, Page.project.name) ?>
<?cs call:list_exports() ?>
<?cs call:print_button("") ?>
<?cs each:k = List.links ?><?cs call:button_link(k.url, k.label, "", "") ?><?cs /each ?>
<?cs if:List.create.url ?><?cs call:button_link(List.create.url, List.create.label, "primary", "plus") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs if:Views.0.url ?><?cs call:tabs(Views) ?><?cs /if ?>
<section class="card list-card">
<?cs call:list_filters() ?>
<?cs call:list_table() ?>
</section>
<p class="ponly"><?cs var:L.common.printed_by ?> <?cs var:Page.user.name ?> · <?cs var:Page.now ?></p>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
