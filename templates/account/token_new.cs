<?cs # A token for a script that acts as one user. ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.token.new ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.token.new, "") ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/account/tokens/new") ?>
  <?cs call:errors() ?>
  <?cs call:field_pick_hint(Form.user_id, L.token.user_id, L.token.user_hint) ?>
  <?cs call:field_text_hint(Form.name, L.token.name, L.token.name_hint) ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.token.create_submit) ?><?cs call:button_link("/account/tokens", L.common.cancel, "", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
