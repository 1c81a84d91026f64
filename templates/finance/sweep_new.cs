<?cs # From the general account into escrow: Form.*, Books.{general_fen,escrow_fen}. ?>
<?cs include!"finance/book_parts.cs" ?>
<?cs def:title() ?><?cs var:L.sweep.title ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.sweep.title, Page.project.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<p class="dim"><?cs var:L.sweep.text ?></p>
<?cs call:facts_open() ?><?cs call:fact_money(L.sweep.general, Books.general_fen) ?><?cs call:fact_money(L.sweep.escrow, Books.escrow_fen) ?><?cs call:facts_close() ?>
<?cs call:errors() ?>
<?cs call:form_open("/finance/sweeps/new") ?>
<?cs call:project_field() ?>
<?cs call:field_money(Form.amount_fen, L.sweep.amount_fen) ?>
<?cs call:buttons_open() ?><?cs call:submit(L.sweep.do) ?><?cs call:button_link("/finance/ledger", L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
