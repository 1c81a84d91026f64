<?cs # A registration: reg.*, reg.is.<state>, Slips.N, Timeline.N, can.{confirm,withdraw,subscribe,pay} ?>
<?cs include!"sales/deal_parts.cs" ?>
<?cs def:title() ?><?cs var:L.pre_registration.title ?> <?cs if:reg.reg_no ?><?cs var:reg.reg_no ?><?cs else ?><?cs var:reg.customer_name ?><?cs /if ?><?cs /def ?>
<?cs def:next_() ?>
<?cs call:card_open(L.deal.next_step) ?>
<p><?cs var:L.pre_registration.next[reg.state] ?></p>
<?cs call:buttons_open() ?>
<?cs if:can.confirm ?><?cs call:post_button("/sales/pre_registrations/" + reg.id + "/confirm", L.pre_registration.do_confirm, "primary") ?><?cs /if ?>
<?cs if:can.pay ?><?cs call:button_link("/finance/slips/new?tab_id=" + reg.tab_id, L.deal.enter_slip, "", "yen") ?><?cs /if ?>
<?cs if:can.subscribe ?><?cs call:button_link("/sales/board?project_id=" + reg.project_id, L.pre_registration.choose_unit, "primary", "board") ?><?cs /if ?>
<?cs if:reg.deal_id ?><?cs call:button_link("/sales/deals/" + reg.deal_id, L.pre_registration.deal, "", "deal") ?><?cs /if ?>
<?cs if:can.withdraw ?><?cs call:post_button("/sales/pre_registrations/" + reg.id + "/withdraw", L.pre_registration.do_withdraw, "danger") ?><?cs /if ?>
<?cs call:buttons_close() ?>
<?cs call:card_close() ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_badge_open(reg.customer_name, "pre_registration", reg.state, reg.reg_no) ?><?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div><?cs call:next_() ?><?cs if:can.pay ?><?cs call:slips_card("/finance/slips/new?tab_id=" + reg.tab_id) ?><?cs else ?><?cs call:slips_card("") ?><?cs /if ?><?cs call:timeline_card() ?></div>
<div><?cs call:card_open(L.pre_registration.facts) ?>
<?cs call:facts_open() ?>
<?cs if:Page.may.customer_read ?><?cs call:fact_link(L.pre_registration.customer_name, "/customer/customers/" + reg.customer_id, reg.customer_name) ?><?cs else ?><?cs call:fact(L.pre_registration.customer_name, reg.customer_name) ?><?cs /if ?>
<?cs call:fact(L.pre_registration.phone, reg.phone) ?>
<?cs call:fact(L.pre_registration.id_no, reg.id_no) ?>
<?cs call:fact(L.pre_registration.project_name, reg.project_name) ?>
<?cs call:fact(L.pre_registration.batch_name, reg.batch_name) ?>
<?cs call:fact(L.pre_registration.intent, reg.intent) ?>
<?cs call:fact_money(L.pre_registration.sincerity_fen, reg.sincerity_fen) ?>
<?cs call:fact(L.pre_registration.owner_name, reg.owner_name) ?>
<?cs call:fact(L.pre_registration.registered_on, reg.registered_on) ?>
<?cs call:fact(L.pre_registration.confirmed_by, reg.confirmed_by) ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
