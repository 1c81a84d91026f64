<?cs # A new project: Form.* of the dossier. ?>
<?cs include!"project/project_form.cs" ?>
<?cs def:title() ?><?cs var:L.project.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.project.create, "") ?>
<?cs call:button_link("/project/companies", L.company.index, "", "house") ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open_draft("/project/projects/new") ?>
<?cs call:field_pick(Form.company_id, L.project.company_id) ?>
<?cs call:dossier_fields() ?>
<?cs call:buttons_open() ?><?cs call:submit(L.project.do_create) ?><?cs call:button_link("/project/projects", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
