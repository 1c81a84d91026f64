<?cs # His second factor.
   second.second_at           since when a code is asked for; absent: it is not
   second.left_count          recovery codes that were not used
   Second.must                he must have one, by his role or where he comes from
   Second.{path,modules,secret}   while he enrols: the QR code, and what it says to be typed
   Codes.N                    new recovery codes, until he has noted them ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.second.title ?><?cs /def ?>

<?cs def:codes_() ?>
<?cs call:card_open(L.second.codes) ?>
<p><?cs var:L.second.codes_text ?></p>
<ul class="codes"><?cs each:k = Codes ?><li><code><?cs var:k ?></code></li><?cs /each ?></ul>
<?cs call:buttons_open() ?><?cs call:post_button("/account/second/taken", L.account.taken, "primary") ?><?cs call:print_button("") ?><?cs call:buttons_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:have_() ?>
<?cs call:card_open("") ?>
<?cs call:facts_open() ?>
<?cs call:fact(L.second.state, L.second.state.yes) ?>
<?cs call:fact(L.second.second_at, second.second_at) ?>
<?cs call:fact(L.second.left_count, second.left_count) ?>
<?cs call:facts_close() ?>
<p class="dim"><?cs var:L.second.have_text ?></p>
<?cs call:buttons_open() ?><?cs call:post_button("/account/second/codes", L.second.codes_new, "") ?><?cs call:post_button("/account/second/remove", L.second.remove, "danger") ?><?cs call:buttons_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:enrol_() ?>
<?cs call:card_open(L.second.enrol) ?>
<p><?cs var:L.second.scan ?></p>
<svg class="qr big" viewBox="0 0 <?cs var:Second.modules ?> <?cs var:Second.modules ?>" role="img" aria-label="<?cs var:L.second.qr ?>" shape-rendering="crispEdges"><path d="<?cs var:Second.path ?>"></path></svg>
<?cs call:facts_open() ?><?cs call:fact_secret(L.second.secret, Second.secret) ?><?cs call:facts_close() ?>
<?cs call:form_open("/account/second/confirm") ?>
  <?cs call:errors() ?>
  <?cs call:field_code_hint(Form.code, L.second.code, L.second.code_hint) ?>
  <?cs call:buttons_open() ?><?cs call:submit(L.second.confirm) ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:none_() ?>
<?cs call:card_open("") ?>
<p><?cs var:L.second.what ?></p>
<?cs call:buttons_open() ?><?cs call:post_button("/account/second/begin", L.second.begin, "primary") ?><?cs call:buttons_close() ?>
<?cs call:card_close() ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.second.title, "") ?><?cs call:head_close() ?>
<?cs if:Form.error ?><?cs call:errors() ?><?cs /if ?>
<?cs if:Second.must && !second.second_at ?><p class="ban"><?cs var:L.second.must ?></p><?cs /if ?>
<?cs if:Codes.0 ?><?cs call:codes_() ?><?cs /if ?>
<?cs if:second.second_at ?><?cs call:have_() ?><?cs elif:Second.path ?><?cs call:enrol_() ?><?cs else ?><?cs call:none_() ?><?cs /if ?>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
