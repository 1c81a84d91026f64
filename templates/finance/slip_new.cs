<?cs # A new slip for one tab: Form.*, Tab.*, Plan.N. ?>
<?cs include!"finance/slip_parts.cs" ?>
<?cs def:title() ?><?cs var:L.slip.create ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.slip.create, Tab.payer + " " + Tab.unit_code) ?><?cs call:head_close() ?>
<div class="g2"><div>
<?cs call:card_open("") ?>
<?cs if:Tab.takes ?><?cs else ?><p class="ban"><?cs call:icon("warn") ?><span><?cs var:L.tab.takes_nothing ?></span></p><?cs /if ?>
<?cs if:Tab.asks_back ?><p class="ban"><?cs call:icon("warn") ?><span><?cs var:L.tab.asks_back ?></span></p><?cs /if ?>
<?cs call:errors() ?>
<?cs call:form_open_draft("/finance/slips/new") ?>
<?cs call:hidden("tab_id", Tab.id) ?>
<?cs call:slip_rows() ?>
<?cs call:field_pick(Form.means, L.slip.means) ?>
<div class="frow"><?cs call:field_pick_hint(Form.account, L.slip.account, L.slip.account_hint) ?><?cs call:field_text_hint(Form.reference, L.slip.reference, L.slip.reference_hint) ?></div>
<div class="frow"><?cs call:field_text_hint(Form.payer, L.slip.payer, L.slip.payer_hint) ?><?cs call:field_date_hint(Form.paid_on, L.slip.paid_on, L.slip.paid_on_hint) ?></div>
<?cs call:buttons_open() ?><?cs call:submit(L.slip.do_enter) ?><?cs call:button_link("/finance/tabs/" + Tab.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
</div><div>
<?cs call:card_open(L.tab.title) ?><?cs call:tab_facts() ?><?cs call:card_close() ?>
<?cs if:Tab.sale ?><?cs call:card_open(L.tab.unpaid_plan) ?><?cs call:plan_short() ?><?cs call:card_close() ?><?cs /if ?>
</div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
