<?cs # A payment method: method.*, Parts, Schemes; can.scheme. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:method.name ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(method.name, method.project_name) ?>
<?cs if:can.scheme ?><?cs call:button_link("/project/schemes/new?method_id=" + method.id, L.discount_scheme.create, "primary", "plus") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div><?cs if:Page.may.price_read ?><?cs call:card_open(L.payment_method.schemes) ?>
<?cs if:Schemes.0.id ?><?cs each:s = Schemes ?><p><a href="/project/schemes/<?cs var:s.id ?>"><?cs var:s.name ?></a> <?cs call:badge("discount_scheme", s.state) ?> <span class="dim tn"><?cs var:s.valid_from_on ?> – <?cs var:s.valid_to_on ?></span></p><?cs /each ?><?cs else ?><p><?cs var:L.payment_method.none ?></p><?cs /if ?>
<?cs call:card_close() ?><?cs /if ?></div><div>
<?cs call:card_open(L.project.facts) ?><?cs call:facts_open() ?>
<?cs call:fact(L.payment_method.code, method.code) ?><?cs call:fact(L.payment_method.kind, L.payment_method.kind[method.kind]) ?><?cs call:fact(L.payment_method.days, method.days) ?><?cs call:fact(L.payment_method.ltv_ppm, method.ltv_ppm) ?><?cs call:fact_money(L.payment_method.loan_step_fen, method.loan_step_fen) ?><?cs call:fact(L.payment_method.loan_days, method.loan_days) ?>
<?cs each:p = Parts ?><?cs call:fact(L.payment_method.share + " " + p.seq, p.share_ppm + " · " + L.payment_method.part_days + " " + p.days) ?><?cs /each ?>
<?cs call:facts_close() ?><?cs call:card_close() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
