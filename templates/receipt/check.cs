<?cs # The public page behind a receipt's QR code and short code: is this paper genuine?
   Check.verdict        genuine, voided, replaced, reversed or unknown
   Check.signed         a QR text whose signature is right: with unknown, paper that was signed
                        and is not in the books
   Check.changed_on     when it ceased to be genuine
   Check.successor      number of the receipt in its place
   Check.{no,amount,issued_on,payer,unit,kinds,code,project,company}
                        payer and unit masked; all absent for unknown
   Check.host           the address that a genuine QR code leads to
   Check.{phone,phone_link}   of the finance office; absent: no button
   Check.at             "2026-11-24 19:05" ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.check.title ?><?cs /def ?>

<?cs def:verdict_() ?>
<?cs if:Check.verdict == "genuine" ?><div class="verdict"><?cs call:icon("seal-good") ?><?cs elif:Check.verdict == "replaced" ?><div class="verdict warn"><?cs call:icon("warn") ?><?cs else ?><div class="verdict bad"><?cs call:icon("seal-bad") ?><?cs /if ?>
  <h1><?cs var:L.check[Check.verdict].title ?></h1>
  <p><?cs if:Check.signed && Check.verdict == "unknown" ?><?cs var:L.check.only_signed ?><?cs else ?><?cs var:L.check[Check.verdict].text ?><?cs /if ?><?cs if:Check.changed_on ?> <span class="tn"><?cs var:Check.changed_on ?></span><?cs /if ?></p>
</div><?cs /def ?>

<?cs def:content() ?>
<main class="vbox" id="main" tabindex="-1">
  <p class="brand"><span class="lp-brand"><i aria-hidden="true">楼</i></span><?cs if:Check.company ?><?cs var:Check.company ?> · <?cs /if ?><?cs var:L.check.title ?></p>
  <?cs call:verdict_() ?>
  <?cs if:Check.no ?><?cs call:card_open("") ?>
    <div class="dim"><?cs var:L.paper.amount_received ?></div>
    <div class="big mb-2">¥ <?cs var:Check.amount ?></div>
    <?cs call:facts_open() ?>
    <?cs call:fact(L.paper.no, Check.no) ?>
    <?cs call:fact(L.check.issued_on, Check.issued_on) ?>
    <?cs call:fact(L.paper.payer, Check.payer) ?>
    <?cs call:fact(L.paper.project, Check.project) ?>
    <?cs call:fact(L.paper.unit, Check.unit) ?>
    <?cs if:Check.kinds ?><?cs call:fact(L.paper.kinds, Check.kinds) ?><?cs /if ?>
    <?cs if:Check.code ?><?cs call:fact(L.check.code, Check.code) ?><?cs /if ?>
    <?cs if:Check.successor ?><?cs call:fact(L.check.successor, Check.successor) ?><?cs /if ?>
    <?cs call:facts_close() ?>
  <?cs call:card_close() ?><?cs /if ?>
  <?cs call:card_open(L.check.compare) ?>
    <ol class="ps-3">
      <li><?cs var:L.check.same_figures ?></li>
      <li><?cs var:L.check.same_host ?> <b><?cs var:Check.host ?></b></li>
      <?cs if:Check.company ?><li><?cs var:L.check.same_account ?> <b><?cs var:Check.company ?></b></li><?cs /if ?>
    </ol>
    <?cs if:Check.phone ?><?cs call:button_link(Check.phone_link, Check.phone, "", "phone") ?><?cs /if ?>
  <?cs call:card_close() ?>
  <p class="dim text-center"><?cs var:L.check.asked_at ?> <span class="tn"><?cs var:Check.at ?></span> · <?cs var:L.check.private ?></p>
</main>
<?cs /def ?>

<?cs include!"common/bare.cs" ?>
