<?cs # The password that was just issued to user.{id,login,name}.
   secret   absent: it was noted down, has run out, or another administrator issued it ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.user.issued ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.user.issued, user.name) ?><?cs call:head_close() ?>
<?cs call:card_open("") ?>
<?cs if:secret ?>
<p><?cs var:L.user.issued_text ?></p>
<?cs call:facts_open() ?>
<?cs call:fact(L.user.login, user.login) ?>
<?cs call:fact_secret(L.user.issued, secret) ?>
<?cs call:facts_close() ?>
<?cs call:buttons_open() ?><?cs call:post_button("/account/users/" + user.id + "/issued", L.account.taken, "primary") ?><?cs call:buttons_close() ?>
<?cs else ?>
<?cs call:empty(L.account.gone, "/account/users/" + user.id, user.name) ?>
<?cs /if ?>
<?cs call:card_close() ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
