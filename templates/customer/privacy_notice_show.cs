<?cs # A version of the notice, to be shown and printed: Notice.*. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.privacy_notice.one ?><?cs /def ?>
<?cs def:actions() ?><?cs call:button_link("/customer/privacy_notices", L.common.back, "", "left") ?><?cs /def ?>
<?cs def:content() ?>
<article class="sheet a4">
  <h1><?cs var:L.privacy_notice.one ?></h1>
  <p><?cs var:Notice.company ?> <span class="tn"><?cs var:Notice.company_phone ?></span> · <?cs var:Notice.project ?></p><?cs each:line = Notice.lines ?>
  <p><?cs var:line ?></p><?cs /each ?>
  <p class="dim"><?cs var:L.privacy_notice.version_no ?> <?cs var:Notice.version_no ?> · <?cs var:Notice.published_at ?></p>
</article>
<?cs /def ?>
<?cs include!"common/print.cs" ?>
