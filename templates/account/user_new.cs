<?cs # A new log-in; its first password is issued and shown afterwards. ?>
<?cs include!"account/user_form.cs" ?>

<?cs def:title() ?><?cs var:L.user.new ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.user.new, "") ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/account/users/new") ?>
  <?cs call:errors() ?>
  <?cs call:field_text_hint(Form.login, L.user.login, L.user.login_hint) ?>
  <?cs call:user_fields() ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.user.create_submit) ?><?cs call:button_link("/account/users", L.common.cancel, "", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
