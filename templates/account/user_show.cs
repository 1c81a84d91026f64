<?cs # One user: what he may, his tokens, his trail.
   user.{id,login,name,role,employer,state,locked_until_at,projects,seen_at,must_change,second_at}
   is_self   it is the reader himself: only the name can be changed (S3)
   Tokens.N.{id,name,created_at,revoked_at}, Timeline ?>
<?cs include!"account/user_form.cs" ?>

<?cs def:title() ?><?cs var:user.name ?><?cs /def ?>

<?cs def:reset_() ?><?cs call:post_button("/account/users/" + user.id + "/reset_password", L.user.reset_password, "") ?><?cs if:user.second_at ?><?cs call:post_button("/account/users/" + user.id + "/reset_second", L.user.reset_second, "") ?><?cs /if ?><?cs /def ?>

<?cs def:actions_() ?><?cs if:Page.may.user_edit ?>
<?cs if:user.locked_until_at ?><?cs call:post_button("/account/users/" + user.id + "/release", L.user.release, "") ?><?cs /if ?>
<?cs if:Page.may.token_edit ?><?cs call:button_link("/account/tokens", L.token.index, "", "") ?><?cs /if ?>
<?cs if:!is_self ?><?cs call:reset_() ?><?cs /if ?><?cs /if ?><?cs /def ?>

<?cs def:facts_() ?>
<?cs call:card_open("") ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.user.login, user.login) ?>
<?cs call:fact(L.user.role, L.role[user.role]) ?>
<?cs call:fact(L.user.employer, L.user.employer[user.employer]) ?>
<?cs call:fact(L.user.projects, user.projects) ?>
<?cs call:fact(L.user.seen_at, user.seen_at) ?>
<?cs if:Holdings.owns == "1" || Holdings.lock_count != "0" || Holdings.hold_count != "0" ?><?cs call:fact(L.user.holdings, L.user.customers + " " + Holdings.customer_count + " · " + L.user.registrations + " " + Holdings.registration_count + " · " + L.user.deals + " " + Holdings.deal_count + " · " + L.user.locks + " " + Holdings.lock_count + " · " + L.user.holds + " " + Holdings.hold_count) ?><?cs /if ?>
<?cs if:user.second_at ?><?cs call:fact(L.user.second, user.second_at) ?><?cs else ?><?cs call:fact(L.user.second, L.user.second.no) ?><?cs /if ?>
<?cs if:user.locked_until_at ?><?cs call:fact(L.user.locked_until_at, user.locked_until_at) ?><?cs /if ?>
<?cs call:facts_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:edit_() ?><?cs if:Page.may.user_edit ?>
<?cs call:card_open(L.common.edit) ?>
<?cs if:is_self ?><p class="ban"><?cs var:L.user.self ?></p><?cs /if ?>
<?cs call:form_open("/account/users/" + user.id) ?>
  <?cs call:errors() ?>
  <?cs call:user_fields() ?>
  <?cs call:field_radio_hint(Form.state, L.user.state, L.user.state_hint) ?>
  <?cs if:Holdings.owns == "1" && !is_self ?><?cs call:field_pick_hint(Form.hand_to_id, L.user.hand_to, L.user.hand_to_hint) ?><?cs /if ?>
  <?cs call:field_hidden(Form.version) ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.common.save) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?><?cs /if ?><?cs /def ?>

<?cs def:tokens_() ?><?cs if:Tokens.0.id || Page.may.token_edit ?>
<?cs call:card_open(L.token.index) ?>
<?cs call:facts_open() ?><?cs each:t = Tokens ?><?cs if:t.revoked_at ?><?cs call:fact(t.name, L.token.state.revoked) ?><?cs elif:Page.may.token_edit ?><?cs call:fact_link(t.name, "/account/tokens/" + t.id, t.created_at) ?><?cs else ?><?cs call:fact(t.name, t.created_at) ?><?cs /if ?><?cs /each ?><?cs call:facts_close() ?>
<?cs if:Page.may.token_edit && user.state != "disabled" ?><?cs call:button_link("/account/tokens/new?user_id=" + user.id, L.token.new, "", "plus") ?><?cs /if ?>
<?cs call:card_close() ?><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_badge_open(user.name, "user", user.state, user.login) ?><?cs call:actions_() ?><?cs call:head_close() ?>
<div class="g2">
<div><?cs call:facts_() ?><?cs call:edit_() ?></div>
<div><?cs call:tokens_() ?><?cs call:card_open(L.common.timeline) ?><?cs call:timeline(Timeline) ?><?cs call:card_close() ?></div>
</div>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
