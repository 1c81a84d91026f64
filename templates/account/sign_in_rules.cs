<?cs # Who must have a second factor.
   Form.{required,exempt}, Roles.N.{field,role,on}, Rules.from: where the reader comes from ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.rules.title ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.rules.title, "") ?><?cs call:button_link("/account/users?second=no", L.rules.who_has_none, "", "users") ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<p><?cs var:L.rules.text ?></p>
<?cs call:facts_open() ?><?cs call:fact(L.rules.from, Rules.from) ?><?cs call:facts_close() ?>
<?cs call:form_open("/account/sign_in_rules") ?>
  <?cs call:errors() ?>
  <?cs call:ticks_open(L.rules.roles) ?><?cs each:o = Roles ?><?cs call:tick(o.field, o.role, o.on, L.role[o.role]) ?><?cs /each ?><?cs call:ticks_close() ?>
  <?cs call:field_area_text_hint(Form.required, L.rules.required, L.rules.required_hint) ?>
  <?cs call:field_area_text_hint(Form.exempt, L.rules.exempt, L.rules.exempt_hint) ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
