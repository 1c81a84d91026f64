<?cs # Log in.
   Form.{login,password,next}   next: where to go afterwards
   Form.error                   "账号或密码不对。还可试 3 次，之后锁定 15 分钟。"
   Replay.{path,user}, Replay.fields.N.{name,value}
                                what was being sent when the session ran out; it travels
                                through this form as r.<name>, replay_path and replay_user ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.signin.title ?><?cs /def ?>

<?cs def:content() ?>
<div class="login">
  <aside class="art">
    <p class="lp-brand"><i aria-hidden="true">楼</i><span><?cs var:L.common.product ?></span></p>
    <h2><?cs var:L.signin.slogan ?></h2>
    <p><?cs var:L.signin.inside ?></p>
    <img class="sky" src="<?cs var:Page.static ?>/img/sky.svg" alt="">
  </aside>
  <main id="main" tabindex="-1"><div>
    <h1><?cs var:L.signin.title ?></h1>
    <?cs if:Replay.path ?><p class="ban"><?cs var:L.signin.replay ?></p><?cs /if ?>
    <?cs call:form_open("/account/login") ?>
      <?cs call:errors() ?>
      <?cs call:field_hidden(Form.next) ?>
      <?cs if:Replay.path ?><?cs call:hidden("replay_path", Replay.path) ?><?cs call:hidden("replay_user", Replay.user) ?><?cs /if ?>
      <?cs each:f = Replay.fields ?><input type="hidden" name="r.<?cs var:f.name ?>" value="<?cs var:f.value ?>"><?cs /each ?>
      <?cs call:field_login(Form.login, L.signin.login) ?>
      <?cs call:field_password(Form.password, L.signin.password) ?>
      <?cs call:submit(L.signin.submit) ?>
    <?cs call:form_close() ?>
    <p class="dim mt-3"><?cs var:L.signin.forgotten ?></p>
  </div></main>
</div>
<?cs /def ?>

<?cs include!"common/bare.cs" ?>
