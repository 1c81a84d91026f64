<?cs # A company: company.*, Projects, Accounts; can.edit. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:company.name ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(company.name, L.company.index) ?>
<?cs if:can.edit ?><?cs call:button_link("/project/companies/" + company.id + "/edit", L.company.edit, "", "") ?><?cs call:button_link("/project/projects/new?company_id=" + company.id, L.project.create, "primary", "plus") ?><?cs /if ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<div class="g2"><div>
<?cs call:card_open(L.company.projects) ?>
<?cs if:Projects.0.id ?><?cs call:table_open(L.company.projects) ?><thead><tr><?cs call:th(L.project.code) ?><?cs call:th(L.project.name) ?></tr></thead>
<tbody><?cs each:p = Projects ?><tr><?cs call:td_link(L.project.code, "/project/projects/" + p.id, p.code) ?><?cs call:td(L.project.name, p.name) ?></tr><?cs /each ?></tbody><?cs call:table_close() ?><?cs else ?><p><?cs var:L.company.none ?></p><?cs /if ?>
<?cs call:card_close() ?>
<?cs call:card_open(L.bank_account.index) ?>
<?cs each:a = Accounts ?><p><?cs var:L.bank_account.kind[a.kind] ?> · <?cs var:a.bank ?> · <span class="tn"><?cs var:a.account_no ?></span> · <?cs var:a.holder ?></p><?cs /each ?>
<?cs call:card_close() ?></div><div>
<?cs call:card_open(L.project.facts) ?><?cs call:facts_open() ?>
<?cs call:fact(L.company.credit_code, company.credit_code) ?><?cs call:fact(L.company.phone, company.phone) ?><?cs call:fact(L.company.address, company.address) ?>
<?cs call:facts_close() ?><?cs call:card_close() ?></div></div>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
