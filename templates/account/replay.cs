<?cs # After a new log-in: what was being sent when the session ran out, to be sent again with
   the new session's keys by the same user.
   Replay.path, Replay.fields.N.{name,value}
   Replay.foreign       somebody else had typed it: it was dropped
   Replay.proved        he was only asked for his password again: a script presses the button ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs if:Replay.foreign ?><?cs var:L.account.foreign ?><?cs else ?><?cs var:L.signin.again ?><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<?cs if:Replay.foreign ?>
<?cs call:card_open(L.account.foreign) ?>
<p><?cs var:L.account.foreign_text ?></p>
<?cs call:buttons_open() ?><?cs call:button_link("/portal/home", L.common.back_home, "primary", "home") ?><?cs call:buttons_close() ?>
<?cs call:card_close() ?>
<?cs else ?>
<?cs call:card_open(L.signin.again) ?>
<p<?cs if:Replay.proved ?> data-press<?cs /if ?>><?cs if:Replay.proved ?><?cs var:L.signin.proved_text ?><?cs else ?><?cs var:L.signin.again_text ?><?cs /if ?></p>
<?cs call:form_open(Replay.path) ?>
  <?cs each:f = Replay.fields ?><?cs call:hidden(f.name, f.value) ?><?cs /each ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.signin.send) ?><?cs call:button_link("/portal/home", L.signin.drop, "", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /if ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
