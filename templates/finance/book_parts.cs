<?cs # What the forms of the books share. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:project_field() ?><?cs if:Page.project.id ?><?cs call:hidden("project_id", Page.project.id) ?><?cs else ?><?cs call:field_pick(Form.project_id, L.closing.project) ?><?cs /if ?><?cs /def ?>
