<?cs # POS money has arrived at the bank: Form.*, Books.on_way_fen. ?>
<?cs include!"finance/book_parts.cs" ?>
<?cs def:title() ?><?cs var:L.settlement.title ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.settlement.title, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<p class="dim"><?cs var:L.settlement.text ?></p>
<?cs call:facts_open() ?><?cs call:fact_money(L.settlement.on_way, Books.on_way_fen) ?><?cs call:facts_close() ?>
<?cs call:errors() ?>
<?cs call:form_open("/finance/settlements/new") ?>
<?cs call:project_field() ?>
<div class="frow"><?cs call:field_money_hint(Form.gross_fen, L.settlement.gross_fen, L.settlement.gross_hint) ?><?cs call:field_money_hint(Form.fee_fen, L.settlement.fee_fen, L.settlement.fee_hint) ?></div>
<?cs call:buttons_open() ?><?cs call:submit(L.settlement.do) ?><?cs call:button_link("/finance/ledger", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
