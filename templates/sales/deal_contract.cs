<?cs # The sheet of a contract's business terms, A4: deal.*, Parties.N, Plan.N ?>
<?cs include!"sales/deal_parts.cs" ?>
<?cs def:title() ?><?cs var:L.deal.contract ?> <?cs var:deal.contract_no ?><?cs /def ?>
<?cs def:actions() ?><?cs call:button_link("/sales/deals/" + deal.id, L.common.back, "", "left") ?><?cs /def ?>
<?cs def:content() ?>
<article class="sheet a4">
  <h1><?cs var:L.deal.contract ?></h1>
  <p><?cs var:L.deal.contract_no ?> <span class="tn"><?cs if:deal.contract_no ?><?cs var:deal.contract_no ?><?cs else ?>____________<?cs /if ?></span></p>
  <h2><?cs var:L.deal.parties ?></h2>
  <table><tbody>
    <tr><th scope="row"><?cs var:L.deal.seller ?></th><td colspan="3"><?cs var:deal.company_name ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.credit_code ?></th><td colspan="3" class="tn"><?cs var:deal.credit_code ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.address ?></th><td colspan="3"><?cs var:deal.company_address ?> · <span class="tn"><?cs var:deal.company_phone ?></span></td></tr><?cs each:p = Parties ?>
    <tr><th scope="row"><?cs var:L.deal.buyer ?></th><td><?cs var:p.name ?> · <span class="tn"><?cs var:p.share_ppm ?></span></td><th scope="row"><?cs var:L.pre_registration.id_no ?></th><td class="tn"><?cs var:p.id_no ?></td></tr><?cs /each ?>
  </tbody></table>
  <h2><?cs var:L.deal.object ?></h2>
  <table><tbody>
    <tr><th scope="row"><?cs var:L.unit.project_name ?></th><td><?cs var:deal.project_name ?></td><th scope="row"><?cs var:L.deal.unit_code ?></th><td><?cs var:deal.unit_code ?></td></tr>
    <tr><th scope="row"><?cs var:L.unit.building_name ?></th><td><?cs var:deal.building_name ?></td><th scope="row"><?cs var:L.unit.unit_kind ?></th><td><?cs var:L.unit.unit_kind[deal.unit_kind] ?></td></tr>
    <tr><th scope="row"><?cs var:L.unit.gross_dm2 ?></th><td class="tn"><?cs var:deal.gross_dm2 ?> ㎡</td><th scope="row"><?cs var:L.unit.inner_dm2 ?></th><td class="tn"><?cs var:deal.inner_dm2 ?> ㎡</td></tr>
  </tbody></table>
  <h2><?cs var:L.deal.price ?></h2>
  <table><tbody>
    <tr><th scope="row"><?cs var:L.unit.pricing_basis ?></th><td><?cs var:L.unit.pricing_basis[deal.pricing_basis] ?></td><th scope="row"><?cs var:L.deal.unit_price_fen ?></th><td class="tn"><?cs var:deal.unit_price_fen ?> <?cs var:L.unit.per_m2 ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.total_fen ?></th><td class="tn">¥ <?cs var:deal.total_fen ?></td><th scope="row"><?cs var:L.deal.method_name ?></th><td><?cs var:deal.method_name ?></td></tr>
    <tr><th scope="row"><?cs var:L.deal.in_words ?></th><td colspan="3"><?cs var:deal.total_upper ?></td></tr>
  </tbody></table>
  <?cs if:Plan.0.seq ?><h2><?cs var:L.deal.plan ?></h2>
  <table><thead><tr><th scope="col"><?cs var:L.deal.item_kind ?></th><th scope="col"><?cs var:L.deal.item_payer ?></th><th scope="col"><?cs var:L.deal.due_on ?></th><th scope="col"><?cs var:L.deal.amount ?></th></tr></thead><tbody><?cs each:p = Plan ?>
    <tr><td><?cs call:plan_item_name(p.item_kind) ?></td><td><?cs var:L.deal.payer[p.payer] ?></td><td class="tn"><?cs var:p.due_on ?></td><td class="tn">¥ <?cs var:p.amount_fen ?></td></tr><?cs /each ?>
  </tbody></table><?cs /if ?>
  <p><?cs var:L.deal.contract_terms ?></p>
  <p><?cs var:L.deal.sign_buyer ?> ____________　　<?cs var:L.deal.sign_seller ?> ____________　　<?cs var:L.deal.signed_on ?> <span class="tn"><?cs if:deal.signed_on ?><?cs var:deal.signed_on ?><?cs else ?>____________<?cs /if ?></span></p>
</article>
<?cs /def ?>
<?cs include!"common/print.cs" ?>
