<?cs # A board is of one project: whoever has several and has chosen none does it here. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.board.title ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.board.title, L.board.choose) ?><?cs call:head_close() ?>
<section class="card"><div class="card-body">
<?cs if:Page.projects.0.id ?><ul class="wl"><?cs each:p = Page.projects ?><li><span class="dim"><?cs var:p.code ?></span><span class="t"><a href="/sales/board?project_id=<?cs var:p.id ?>"><?cs var:p.name ?></a></span><span></span></li><?cs /each ?></ul>
<?cs else ?><?cs call:empty(L.board.no_project, "", "") ?><?cs /if ?>
</div></section>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
