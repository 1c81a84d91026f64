<?cs # The subscription form on paper (认购书), A4: deal.*, Parties.N, Steps.N, Plan.N ?>
<?cs include!"sales/deal_parts.cs" ?>
<?cs def:title() ?><?cs var:L.deal.form ?> <?cs var:deal.deal_no ?><?cs /def ?>
<?cs def:actions() ?><?cs call:button_link("/sales/deals/" + deal.id, L.common.back, "", "left") ?><?cs /def ?>
<?cs def:content() ?>
<article class="sheet a4">
  <h1><?cs var:L.deal.form ?></h1>
  <p>No. <span class="tn"><?cs var:deal.deal_no ?></span> · <?cs var:deal.company_name ?> · <?cs var:deal.project_name ?></p>
  <table><tbody><?cs each:p = Parties ?>
    <tr><th scope="row"><?cs var:L.deal.buyer ?></th><td colspan="3"><?cs var:p.name ?> · <?cs var:L.deal.share_ppm ?> <span class="tn"><?cs var:p.share_ppm ?></span></td></tr>
    <tr><th scope="row"><?cs var:L.pre_registration.id_no ?></th><td colspan="3" class="tn"><?cs var:p.id_no ?></td></tr>
    <tr><th scope="row"><?cs var:L.pre_registration.phone ?></th><td colspan="3" class="tn"><?cs var:p.phone ?></td></tr><?cs /each ?>
    <tr><th scope="row"><?cs var:L.deal.unit_code ?></th><td><?cs var:deal.unit_code ?></td><th scope="row"><?cs var:L.unit.layout ?></th><td><?cs var:deal.layout ?></td></tr>
    <tr><th scope="row"><?cs var:L.unit.gross_dm2 ?></th><td class="tn"><?cs var:deal.gross_dm2 ?> ㎡</td><th scope="row"><?cs var:L.unit.inner_dm2 ?></th><td class="tn"><?cs var:deal.inner_dm2 ?> ㎡</td></tr>
    <tr><th scope="row"><?cs var:L.deal.total_fen ?></th><td class="tn">¥ <?cs var:deal.total_fen ?></td><th scope="row"><?cs var:L.deal.unit_price_fen ?></th><td class="tn"><?cs var:deal.unit_price_fen ?> <?cs var:L.unit.per_m2 ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.in_words ?></th><td colspan="3"><?cs var:deal.total_upper ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.deposit_fen ?></th><td class="tn">¥ <?cs var:deal.deposit_fen ?></td><th scope="row"><?cs var:L.deal.method_name ?></th><td><?cs var:deal.method_name ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.in_words ?></th><td colspan="3"><?cs var:deal.deposit_upper ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.subscribed_on ?></th><td class="tn"><?cs var:deal.subscribed_on ?></td><th scope="row"><?cs var:L.deal.sign_by_on ?></th><td class="tn"><?cs var:deal.sign_by_on ?></td></tr>
  </tbody></table>
  <h2><?cs var:L.deal.steps ?></h2>
  <table><thead><tr><th scope="col"><?cs var:L.deal.step_line ?></th><th scope="col"><?cs var:L.deal.step_value ?></th><th scope="col"><?cs var:L.deal.step_running ?></th></tr></thead><tbody><?cs call:kept_steps_body() ?></tbody></table>
  <?cs if:deal.over ?><p><?cs var:L.deal.deposit_over ?></p><?cs /if ?>
  <p><?cs var:L.deal.form_terms ?></p>
  <p><?cs var:L.deal.sign_buyer ?> ____________　　<?cs var:L.deal.sign_seller ?> ____________　　<?cs var:L.deal.owner_name ?> <?cs var:deal.owner_name ?></p>
</article>
<?cs /def ?>
<?cs include!"common/print.cs" ?>
