<?cs # What was being sent when somebody had to say who he is: it travels through the page that
   asks as r.<name>, replay_path and replay_user.
   Replay.{path,user}, Replay.fields.N.{name,value}.  Includes common/parts.cs. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:replay_hidden() ?><?cs if:Replay.path ?><?cs call:hidden("replay_path", Replay.path) ?><?cs call:hidden("replay_user", Replay.user) ?><?cs /if ?><?cs each:f = Replay.fields ?><input type="hidden" name="r.<?cs var:f.name ?>" value="<?cs var:f.value ?>"><?cs /each ?><?cs /def ?>
<?cs def:art() ?>
  <aside class="art">
    <p class="lp-brand"><i aria-hidden="true">楼</i><span><?cs var:L.common.product ?></span></p>
    <h2><?cs var:L.signin.slogan ?></h2>
    <p><?cs var:L.signin.inside ?></p>
    <img class="sky" src="<?cs var:Page.static ?>/img/sky.svg" alt="">
  </aside><?cs /def ?>
