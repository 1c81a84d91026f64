<?cs # A new password.  account.must_change: the one in use was issued, and nothing else opens. ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.account.password ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.account.password, "") ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs if:account.must_change == "1" ?><p class="ban"><?cs var:L.account.must_change ?></p><?cs /if ?>
<?cs call:form_open("/account/password") ?>
  <?cs call:errors() ?>
  <?cs call:field_password(Form.current, L.account.current) ?>
  <?cs call:field_new_password_hint(Form.password, L.account.new_password, L.account.password_hint) ?>
  <?cs call:field_new_password(Form.again, L.account.again) ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.account.password_submit) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<p class="dim"><?cs var:L.account.password_effect ?></p>
<?cs call:card_close() ?>
<?cs if:Tokens.0.id ?>
<?cs call:card_open(L.token.mine) ?>
<?cs call:facts_open() ?><?cs each:t = Tokens ?><?cs call:fact_link(t.name, "/account/tokens/" + t.id, t.created_at) ?><?cs /each ?><?cs call:facts_close() ?>
<?cs call:card_close() ?>
<?cs /if ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
