<?cs # What a page shows instead of an answer: Error.{status,code,request_id}. ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.error[Error.status].title ?><?cs /def ?>

<?cs def:content() ?>
<section class="oops">
  <p class="code tn"><?cs var:Error.status ?></p>
  <h1><?cs call:title() ?></h1>
  <p><?cs if:Error.text ?><?cs var:Error.text ?><?cs else ?><?cs var:L.error[Error.status].text ?><?cs /if ?></p>
  <?cs if:Error.request_id ?><p class="dim"><?cs var:L.error.number ?> <code><?cs var:Error.request_id ?></code></p><?cs /if ?>
  <div class="btns"><?cs if:Error.status == "401" ?><?cs call:button_link("/account/login", L.common.login, "primary", "") ?><?cs else ?><?cs call:button_link("/portal/home", L.common.back_home, "primary", "home") ?><?cs /if ?></div>
</section>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
