<?cs # The fields that a new card and a changed one share. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:project_field() ?><?cs if:Page.project.id ?><?cs call:hidden("project_id", Page.project.id) ?><?cs else ?>
<div class="fld<?cs if:Form.project_id.error ?> err<?cs /if ?>">
  <label class="form-label" for="project_id"><?cs var:L.customer.project ?></label>
  <?cs if:Form.project_id.error ?><p class="msg" id="project_id-error"><?cs call:icon("warn") ?> <?cs var:Form.project_id.error ?></p><?cs /if ?>
  <select class="form-select" id="project_id" name="project_id"><option value=""><?cs var:L.common.choose ?></option><?cs each:p = Page.projects ?>
    <option value="<?cs var:p.id ?>"<?cs if:p.id == Form.project_id ?> selected<?cs /if ?>><?cs var:p.name ?></option><?cs /each ?>
  </select>
</div><?cs /if ?><?cs /def ?>

<?cs # A form about one person: Customer.{id,name,phone} where a link named him, else by his number. ?>
<?cs def:person_form_open(path) ?>
<?cs if:Customer.id ?>
<?cs call:form_open_draft(path + "?customer_id=" + Customer.id) ?>
<?cs call:hidden("customer_id", Customer.id) ?>
<p><b><?cs var:Customer.name ?></b> <span class="tn"><?cs var:Customer.phone ?></span></p>
<?cs else ?>
<?cs call:form_open_draft(path) ?>
<?cs call:project_field() ?>
<?cs call:field_phone_hint(Form.phone, L.customer.phone, L.privacy_request.phone_hint) ?>
<?cs /if ?><?cs /def ?>

<?cs # Folded, as the usual answer stands in its summary. ?>
<?cs def:id_basis_field() ?>
<details class="means"<?cs if:Form.id_basis.error ?> open<?cs /if ?>><summary><?cs call:icon("lock") ?><?cs var:L.consent.id_basis_fold ?></summary>
<?cs call:field_radio_hint(Form.id_basis, L.consent.id_basis, L.consent.id_basis_hint) ?></details><?cs /def ?>

<?cs # What he is told before anything of him is kept: Notice.*, folded. ?>
<?cs def:notice_fields() ?>
<?cs call:field_check(Form.notified, L.consent.notified) ?>
<details class="means"><summary><?cs call:icon("paper") ?><?cs var:L.privacy_notice.look ?></summary>
<p><b><?cs var:Notice.company ?></b> <?cs var:Notice.company_phone ?></p><?cs each:line = Notice.lines ?>
<p><?cs var:line ?></p><?cs /each ?></details>
<?cs call:field_check_hint(Form.marketing, L.consent.marketing, L.consent.marketing_hint) ?>
<?cs /def ?>

<?cs def:card_fields() ?>
<div class="frow">
<?cs call:field_radio(Form.intent_grade, L.customer.intent_grade) ?>
<?cs call:field_pick(Form.source, L.customer.source) ?>
</div>
<div class="frow">
<?cs call:field_text(Form.intent_layout, L.customer.intent_layout) ?>
<?cs call:field_money_hint(Form.budget_fen, L.customer.budget_fen, L.customer.budget_hint) ?>
</div>
<?cs call:field_date_hint(Form.next_follow_on, L.customer.next_follow_on, L.customer.next_hint) ?>
<?cs call:field_area_text(Form.note, L.customer.note) ?>
<?cs /def ?>
