<?cs # A payment slip on paper, A5: what the secretary signs and stamps (Slip.*, Lines.N, Company.name). ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs if:Slip.type == "red" ?><?cs var:L.slip.paper_red ?><?cs else ?><?cs var:L.slip.paper ?><?cs /if ?> <?cs var:Slip.slip_no ?><?cs /def ?>
<?cs def:actions() ?><?cs call:button_link("/finance/slips/" + Slip.id, L.common.back, "", "left") ?><?cs /def ?>
<?cs def:content() ?>
<article class="sheet a5">
  <div class="row2">
    <div><?cs var:Company.name ?><br><?cs var:Slip.project ?></div>
    <h1 class="name"><?cs if:Slip.type == "red" ?><?cs var:L.slip.paper_red ?><?cs else ?><?cs var:L.slip.paper ?><?cs /if ?></h1>
    <div class="end tn">No. <?cs var:Slip.slip_no ?><br><?cs var:Slip.paid_on ?></div>
  </div>
  <table><tbody>
    <tr><th scope="row"><?cs var:L.slip.payer ?></th><td><?cs var:Slip.payer ?></td><th scope="row"><?cs var:L.slip.unit_code ?></th><td><?cs var:Slip.unit_code ?></td></tr><?cs each:l = Lines ?>
    <tr><th scope="row"><?cs var:L.slip.kinds[l.kind] ?></th><td colspan="3" class="tn">¥ <?cs var:l.amount_fen ?></td></tr><?cs /each ?>
    <tr><th scope="row"><?cs var:L.slip.amount_fen ?></th><td colspan="3" class="amt"><span class="tn">¥ <?cs var:Slip.amount_fen ?></span> · <?cs var:Slip.upper ?></td></tr>
    <tr><th scope="row"><?cs var:L.slip.means ?></th><td><?cs var:L.slip.means[Slip.means] ?></td><th scope="row"><?cs var:L.slip.reference ?></th><td class="tn"><?cs var:Slip.reference ?></td></tr>
    <tr><th scope="row"><?cs var:L.slip.account ?></th><td><?cs var:Slip.account_name ?></td><th scope="row"><?cs var:L.slip.received_on ?></th><td class="tn"><?cs var:Slip.received_on ?></td></tr><?cs if:Slip.reverses_no ?>
    <tr><th scope="row"><?cs var:L.slip.reverses ?></th><td class="tn"><?cs var:Slip.reverses_no ?></td><th scope="row"><?cs var:L.slip.note ?></th><td><?cs var:Slip.note ?></td></tr><?cs /if ?>
  </tbody></table>
  <div class="row2">
    <div class="sigs"><p><?cs var:L.slip.entered_by ?> <?cs var:Slip.entered_by ?>　<?cs var:L.slip.reviewed_by ?> <?cs var:Slip.reviewed_by ?>　<?cs if:Slip.approved_by ?><?cs var:L.slip.approved_by ?> <?cs var:Slip.approved_by ?>　<?cs /if ?><?cs var:L.slip.audited_by ?> <?cs var:Slip.audited_by ?></p>
    <p><?cs var:L.slip.paper_sign ?> ________</p></div>
    <div class="seal"><?cs var:L.slip.paper_seal ?></div>
  </div>
</article>
<?cs /def ?>
<?cs include!"common/print.cs" ?>
