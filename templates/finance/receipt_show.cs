<?cs # A receipt on paper: A5, or an 80 mm roll; the other one is left out of the print.
   Receipt.{id,no,state}            state genuine, voided, replaced or reversed
   Receipt.{company,project}
   Receipt.{issued_on,issued_at}    "2026 年 11 月 24 日", "2026-11-24 14:36"
   Receipt.{payer,unit,kinds}       kinds: "首付款"; several are joined by the program
   Receipt.{document_no}            the deal's or the registration's number
   Receipt.{amount,amount_upper}    "768,095.00", "柒拾陆万捌仟零玖拾伍元整"
   Receipt.{means,reference}        "POS 刷卡", "004183"
   Receipt.{paid,unpaid}            so far, and what is left; absent without a deal
   Receipt.{cashier,auditor}
   Receipt.code                     the short code in groups: "7Q4K-M2XD-93FH-A2QZ"
   Receipt.qr.{path,modules}        of qr_svg_path()
   Receipt.copy                     which print this is, as text; absent: not counted
   Receipt.slip.{id,no}
   Receipt.may_recover, may_void, may_print    1: these buttons are offered; Form.reason
   Receipt.came_back, again         1: with finance; issued a second time
   Timeline.N                       see timeline() in common/parts.cs ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.paper.title ?> <?cs var:Receipt.no ?><?cs /def ?>

<?cs def:qr_() ?><svg class="qr" viewBox="0 0 <?cs var:Receipt.qr.modules ?> <?cs var:Receipt.qr.modules ?>" role="img" aria-label="<?cs var:L.paper.qr ?>" shape-rendering="crispEdges"><path d="<?cs var:Receipt.qr.path ?>"></path></svg><?cs /def ?>
<?cs def:stamp_() ?><?cs if:Receipt.state == "genuine" ?><?cs else ?><?cs call:tag("r", L.check[Receipt.state].title) ?><?cs /if ?><?cs /def ?>

<?cs def:a5_() ?>
<article class="sheet a5" id="a5">
  <div class="row2">
    <div><?cs var:Receipt.company ?><br><?cs var:L.paper.project ?> <?cs var:Receipt.project ?></div>
    <h2 class="name"><?cs var:L.paper.title ?></h2>
    <div class="end tn">No. <?cs var:Receipt.no ?><br><?cs var:Receipt.issued_on ?></div>
  </div>
  <table><tbody>
    <tr><th scope="row"><?cs var:L.paper.payer ?></th><td><?cs var:Receipt.payer ?></td><th scope="row"><?cs var:L.paper.unit ?></th><td><?cs var:Receipt.unit ?></td></tr>
    <tr><th scope="row"><?cs var:L.paper.kinds ?></th><td><?cs var:Receipt.kinds ?></td><th scope="row"><?cs var:L.paper.document ?></th><td class="tn"><?cs var:Receipt.document_no ?></td></tr>
    <tr><th scope="row"><?cs var:L.paper.in_words ?></th><td colspan="3" class="amt"><?cs var:L.paper.rmb ?> <?cs var:Receipt.amount_upper ?></td></tr>
    <tr><th scope="row"><?cs var:L.paper.amount ?></th><td class="amt tn">¥ <?cs var:Receipt.amount ?></td><th scope="row"><?cs var:L.paper.means ?></th><td><?cs var:Receipt.means ?><?cs if:Receipt.reference ?> · <?cs var:Receipt.reference ?><?cs /if ?></td></tr>
    <?cs if:Receipt.paid ?><tr><th scope="row"><?cs var:L.paper.paid ?></th><td class="tn">¥ <?cs var:Receipt.paid ?></td><th scope="row"><?cs var:L.paper.unpaid ?></th><td class="tn">¥ <?cs var:Receipt.unpaid ?></td></tr><?cs /if ?>
  </tbody></table>
  <div class="row2">
    <div class="sigs"><p><?cs var:L.paper.remark ?></p><p><?cs call:stamp_() ?></p><p><?cs var:L.paper.cashier ?> <?cs var:Receipt.cashier ?>　<?cs var:L.paper.auditor ?> <?cs var:Receipt.auditor ?>　<?cs var:L.paper.sign ?> ________</p></div>
    <div class="seal"><?cs var:L.paper.seal ?></div>
    <div class="verify"><div><?cs var:L.paper.verify ?><br><b class="tn nw"><?cs var:Receipt.code ?></b><?cs if:Receipt.copy ?><br><?cs var:L.paper.copy ?> <?cs var:Receipt.copy ?><?cs /if ?></div><?cs call:qr_() ?></div>
  </div>
</article><?cs /def ?>

<?cs def:roll_() ?>
<article class="sheet roll" id="roll">
  <h2 class="name"><?cs var:L.paper.title ?></h2>
  <p class="mid"><?cs var:Receipt.company ?><br><?cs var:Receipt.project ?></p>
  <?cs if:Receipt.state == "genuine" ?><?cs else ?><p class="mid"><?cs call:stamp_() ?></p><?cs /if ?>
  <dl>
    <dt><?cs var:L.paper.no ?></dt><dd class="tn"><?cs var:Receipt.no ?></dd>
    <dt><?cs var:L.paper.at ?></dt><dd class="tn"><?cs var:Receipt.issued_at ?></dd>
    <dt><?cs var:L.paper.payer ?></dt><dd><?cs var:Receipt.payer ?></dd>
    <dt><?cs var:L.paper.unit ?></dt><dd><?cs var:Receipt.unit ?></dd>
    <dt><?cs var:L.paper.kinds ?></dt><dd><?cs var:Receipt.kinds ?></dd>
    <dt><?cs var:L.paper.means ?></dt><dd><?cs var:Receipt.means ?><?cs if:Receipt.reference ?> · <?cs var:Receipt.reference ?><?cs /if ?></dd>
  </dl>
  <div class="amt tn"><span><?cs var:L.paper.received ?></span><span>¥ <?cs var:Receipt.amount ?></span></div>
  <p><?cs var:Receipt.amount_upper ?></p>
  <p><?cs var:L.paper.cashier ?> <?cs var:Receipt.cashier ?>　<?cs var:L.paper.auditor ?> <?cs var:Receipt.auditor ?></p>
  <?cs call:qr_() ?>
  <p class="mid"><?cs var:L.paper.verify ?> <b class="tn nw"><?cs var:Receipt.code ?></b></p>
</article><?cs /def ?>

<?cs def:end_() ?><?cs if:Receipt.may_recover || Receipt.may_void ?>
<?cs call:card_open(L.paper.end) ?>
<p class="dim"><?cs var:L.paper.end_text ?></p>
<?cs call:form_open("/finance/receipts/" + Receipt.id + "/recover") ?>
  <?cs call:errors() ?>
  <?cs call:field_text(Form.reason, L.paper.reason) ?>
  <?cs call:buttons_open() ?><?cs if:Receipt.may_recover ?><?cs call:submit_to("/finance/receipts/" + Receipt.id + "/recover", "", L.paper.recover) ?><?cs /if ?><?cs if:Receipt.may_void ?><?cs call:submit_to("/finance/receipts/" + Receipt.id + "/lost", "", L.receipt.do_lost) ?><?cs call:submit_to("/finance/receipts/" + Receipt.id + "/void", "danger", L.paper.void) ?><?cs /if ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<div class="papers">
<div class="lp-head noprint">
  <h1><?cs call:title() ?></h1>
  <?cs if:Receipt.state == "genuine" ?><?cs call:tag("g", L.check.genuine.title) ?><?cs else ?><?cs call:tag("r", L.check[Receipt.state].title) ?><?cs /if ?><?cs if:Receipt.came_back ?> <?cs call:tag("w", L.receipt.came_back) ?><?cs /if ?><?cs if:Receipt.again ?> <?cs call:tag("n", L.receipt.again) ?><?cs /if ?>
  <a class="sub" href="/finance/slips/<?cs var:Receipt.slip.id ?>"><?cs var:Receipt.slip.no ?></a>
  <div class="act"><span class="seg which"><a href="#a5"><?cs var:L.paper.a5 ?></a><a href="#roll"><?cs var:L.paper.roll ?></a></span><?cs if:Receipt.may_print ?><?cs call:post_button("/finance/receipts/" + Receipt.id + "/print", L.receipt.count_print, "") ?><?cs /if ?><?cs call:print_button("primary") ?></div>
</div>
<?cs call:a5_() ?>
<?cs call:roll_() ?>
<div class="g2 noprint"><div><?cs if:Timeline.0.at ?><?cs call:card_open(L.common.timeline) ?><?cs call:timeline(Timeline) ?><?cs call:card_close() ?><?cs /if ?></div><div><?cs call:end_() ?></div></div>
</div>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
