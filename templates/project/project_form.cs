<?cs # The dossier of a project, new or known: Form.*. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:dossier_fields() ?>
<div class="frow"><?cs call:field_text_hint(Form.code, L.project.code, L.project.code_hint) ?><?cs call:field_text(Form.name, L.project.name) ?></div>
<div class="frow"><?cs call:field_text(Form.city, L.project.city) ?><?cs call:field_text(Form.plot_no, L.project.plot_no) ?></div>
<?cs call:field_text(Form.plot_location, L.project.plot_location) ?>
<div class="frow"><?cs call:field_area(Form.plot_area_dm2, L.project.plot_area_dm2) ?><?cs call:field_text(Form.land_use, L.project.land_use) ?></div>
<div class="frow"><?cs call:field_text(Form.land_grant_no, L.project.land_grant_no) ?><?cs call:field_date(Form.land_grant_on, L.project.land_grant_on) ?></div>
<?cs call:field_int(Form.land_term_years, L.project.land_term_years) ?>
<div class="frow"><?cs call:field_area(Form.saleable_area_dm2, L.project.saleable_area_dm2) ?><?cs call:field_area(Form.launched_area_dm2, L.project.launched_area_dm2) ?></div>
<div class="frow"><?cs call:field_text(Form.title_no, L.project.title_no) ?><?cs call:field_date(Form.title_on, L.project.title_on) ?></div><?cs /def ?>
