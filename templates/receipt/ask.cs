<?cs # The public page where the code of a receipt is typed.  Check.host ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.check.title ?><?cs /def ?>

<?cs def:content() ?>
<main class="vbox" id="main" tabindex="-1">
  <?cs call:head_open(L.check.title, "") ?><?cs call:head_close() ?>
  <?cs call:card_open("") ?>
  <form method="get" action="/r/">
    <?cs call:field_text_hint(Form.code, L.check.ask, L.check.ask_hint) ?>
    <?cs call:buttons_open() ?><?cs call:submit(L.check.ask_submit) ?><?cs call:buttons_close() ?>
  </form>
  <?cs call:card_close() ?>
  <p class="dim text-center"><?cs var:L.check.same_host ?> <b><?cs var:Check.host ?></b></p>
</main>
<?cs /def ?>

<?cs include!"common/bare.cs" ?>
