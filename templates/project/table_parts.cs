<?cs # What the tables of the project pages share. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:table_open(label) ?><div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:label ?>"><table class="table stack"><?cs /def ?>
<?cs def:table_close() ?></table></div><?cs /def ?>
<?cs def:th(label) ?><th scope="col"><?cs var:label ?></th><?cs /def ?>
<?cs def:thn(label) ?><th scope="col" class="n"><?cs var:label ?></th><?cs /def ?>
<?cs def:td(label, text) ?><td data-label="<?cs var:label ?>"><?cs var:text ?></td><?cs /def ?>
<?cs def:tn(label, text) ?><td class="n" data-label="<?cs var:label ?>"><?cs var:text ?></td><?cs /def ?>
<?cs def:td_link(label, url, text) ?><td data-label="<?cs var:label ?>"><a class="c" href="<?cs var:url ?>"><?cs var:text ?></a></td><?cs /def ?>
<?cs def:td_badge(label, noun, state) ?><td data-label="<?cs var:label ?>"><?cs call:badge(noun, state) ?></td><?cs /def ?>
<?cs # The project a form is for: the one in the bar, else one of his. ?>
<?cs def:project_field() ?><?cs if:Page.project.id ?><?cs call:hidden("project_id", Page.project.id) ?><?cs else ?>
<div class="fld<?cs if:Form.project_id.error ?> err<?cs /if ?>">
  <label class="form-label" for="project_id"><?cs var:L.common.project ?></label>
  <?cs if:Form.project_id.error ?><p class="msg" id="project_id-error"><?cs call:icon("warn") ?> <?cs var:Form.project_id.error ?></p><?cs /if ?>
  <select class="form-select" id="project_id" name="project_id"><option value=""><?cs var:L.common.choose ?></option><?cs each:p = Page.projects ?>
    <option value="<?cs var:p.id ?>"<?cs if:p.id == Form.project_id ?> selected<?cs /if ?>><?cs var:p.name ?></option><?cs /each ?>
  </select>
</div><?cs /if ?><?cs /def ?>
