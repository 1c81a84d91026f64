<?cs # Before money leaves or a right changes: the same person's password again.
   Form.{password,code}, Form.error; Replay: see replay_parts.cs
   Prove.code   he has a second factor ?>
<?cs include!"account/replay_parts.cs" ?>

<?cs def:title() ?><?cs var:L.signin.prove ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.signin.prove, "") ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<p><?cs var:L.signin.prove_text ?></p>
<?cs call:form_open("/account/proof") ?>
  <?cs call:errors() ?>
  <?cs call:replay_hidden() ?>
  <?cs call:field_password(Form.password, L.signin.password) ?>
  <?cs if:Prove.code ?><?cs call:field_code_hint(Form.code, L.signin.code, L.signin.code_hint) ?><?cs /if ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.signin.prove_submit) ?><?cs call:button_link("/portal/home", L.signin.drop, "", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
