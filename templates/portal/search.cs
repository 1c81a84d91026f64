<?cs # What the box of the bar found: Search.{q,count}, Hits.N.{kind,name,detail,phone,url}; without url:
   there, but not his to open. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.search.title ?> <?cs var:Search.q ?><?cs /def ?>

<?cs def:hit_(h) ?>
<li>
  <?cs call:tag("n", h.kind) ?>
  <div><p class="t"><?cs if:h.url ?><a href="<?cs var:h.url ?>"><?cs var:h.name ?></a><?cs else ?><?cs var:h.name ?><?cs /if ?><?cs if:h.phone ?> <span class="tn"><?cs var:h.phone ?></span><?cs /if ?></p><?cs if:h.detail ?><p class="dim"><?cs var:h.detail ?></p><?cs /if ?></div>
  <?cs if:h.url ?><a class="btn btn-sm" href="<?cs var:h.url ?>"><?cs var:L.search.open ?><span class="visually-hidden"> <?cs var:h.name ?></span></a><?cs /if ?>
</li><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(L.search.title, Search.q) ?><?cs call:head_close() ?>
<section class="card">
  <form class="card-body lp-find" role="search" method="get" action="/portal/search">
    <label class="form-label" for="again"><?cs var:L.search.hint ?></label>
    <input class="form-control" id="again" name="q" type="search" value="<?cs var:Search.q ?>" autocomplete="off">
  </form>
  <?cs if:Hits.0.kind ?><ul class="wl"><?cs each:h = Hits ?><?cs call:hit_(h) ?><?cs /each ?></ul>
  <?cs elif:Search.q ?><?cs call:empty(L.search.nothing, "", "") ?>
  <?cs else ?><?cs call:empty(L.search.hint, "", "") ?><?cs /if ?>
</section>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
