<?cs # One token.  token.{id,name,login,owner,created_at,revoked_at,state,waiting}: absent for who
   neither owns nor administers it.  is_own; secret: for the owner, until he has noted it. ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.token.one ?><?cs /def ?>

<?cs def:secret_() ?><?cs if:secret ?>
<?cs call:card_open(L.token.secret) ?>
<p><?cs var:L.token.secret_text ?></p>
<?cs call:facts_open() ?><?cs call:fact_secret(L.token.secret, secret) ?><?cs call:facts_close() ?>
<?cs call:buttons_open() ?><?cs call:post_button("/account/tokens/" + token.id + "/taken", L.account.taken, "primary") ?><?cs call:buttons_close() ?>
<?cs call:card_close() ?>
<?cs elif:token.waiting == "1" ?><p class="ban"><?cs var:L.token.waiting ?></p><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<?cs if:token.id ?>
<?cs call:head_badge_open(token.name, "token", token.state, "") ?><?cs if:Page.may.token_edit && token.state == "live" ?><?cs call:post_button("/account/tokens/" + token.id + "/revoke", L.token.revoke, "danger") ?><?cs /if ?><?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:secret_() ?>
<?cs call:card_open("") ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.token.user_id, token.owner + " · " + token.login) ?>
<?cs call:fact(L.token.created_at, token.created_at) ?>
<?cs if:token.revoked_at ?><?cs call:fact(L.token.revoked_at, token.revoked_at) ?><?cs /if ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?>
<?cs else ?>
<?cs call:card_open(L.token.one) ?><?cs call:errors() ?><?cs call:empty(L.token.not_yours, "/account/password", L.common.account) ?><?cs call:card_close() ?>
<?cs /if ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
