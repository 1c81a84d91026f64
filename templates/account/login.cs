<?cs # Log in.
   Form.{login,password,next}   next: where to go afterwards
   Form.error                   "账号或密码不对。还可试 3 次，之后锁定 15 分钟。"
   Replay                       see replay_parts.cs ?>
<?cs include!"account/replay_parts.cs" ?>

<?cs def:title() ?><?cs var:L.signin.title ?><?cs /def ?>

<?cs def:content() ?>
<div class="login">
  <?cs call:art() ?>
  <main id="main" tabindex="-1"><div>
    <h1><?cs var:L.signin.title ?></h1>
    <?cs if:Replay.path ?><p class="ban"><?cs var:L.signin.replay ?></p><?cs /if ?>
    <?cs call:form_open("/account/login") ?>
      <?cs call:errors() ?>
      <?cs call:field_hidden(Form.next) ?><?cs call:replay_hidden() ?>
      <?cs call:field_login(Form.login, L.signin.login) ?>
      <?cs call:field_password(Form.password, L.signin.password) ?>
      <?cs call:submit(L.signin.submit) ?>
    <?cs call:form_close() ?>
    <p class="dim mt-3"><?cs var:L.signin.forgotten ?></p>
  </div></main>
</div>
<?cs /def ?>

<?cs include!"common/bare.cs" ?>
