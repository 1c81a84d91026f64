<?cs # The second step of a log-in: the code of his telephone.
   Form.{code,next}, Form.error; Replay: see replay_parts.cs ?>
<?cs include!"account/replay_parts.cs" ?>

<?cs def:title() ?><?cs var:L.signin.code ?><?cs /def ?>

<?cs def:content() ?>
<div class="login">
  <?cs call:art() ?>
  <main id="main" tabindex="-1"><div>
    <h1><?cs var:L.signin.code ?></h1>
    <?cs if:Replay.path ?><p class="ban"><?cs var:L.signin.replay ?></p><?cs /if ?>
    <?cs call:form_open("/account/code") ?>
      <?cs call:errors() ?>
      <?cs call:field_hidden(Form.next) ?><?cs call:replay_hidden() ?>
      <?cs call:field_code_hint(Form.code, L.signin.code, L.signin.code_hint) ?>
      <?cs call:submit(L.signin.submit) ?>
    <?cs call:form_close() ?>
    <p class="dim mt-3"><?cs var:L.signin.code_lost ?></p>
    <p><a href="/account/login"><?cs var:L.signin.other ?></a></p>
  </div></main>
</div>
<?cs /def ?>

<?cs include!"common/bare.cs" ?>
