<?cs # Home: what waits for me first, then what waits for others, then my month.
   Home.hello                "下午好，周敏"
   Home.day                  "2026-11-24 周二"
   Home.waiting_count        as text; absent or 0: nothing waits
   Home.waiting.N.{tag,tag_kind,title,url,detail,action}
                             by due time; tag "逾期 2 天", tag_kind r (overdue, today) w (soon) n;
                             action is the button's verb: "去签约"
   Home.others_count, Home.others.N.{tag,tag_kind,title,url,detail,action}
                             what I sent and others hold: "在 高经理 处，已 2 小时 10 分"
   Home.month_is_mine        a consultant's own figures; else those of his projects
   Home.month.N.{label,value,of,unit,percent,at,max}
                             value, of (target) and percent are finished texts; at and max
                             are plain numbers for the bar, absent where there is no target ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.nav.home ?><?cs /def ?>

<?cs def:item_(w) ?>
<li>
  <?cs call:tag(w.tag_kind, w.tag) ?>
  <div><p class="t"><a href="<?cs var:w.url ?>"><?cs var:w.title ?></a></p><?cs if:w.detail ?><p class="dim"><?cs var:w.detail ?></p><?cs /if ?></div>
  <?cs if:w.action ?><a class="btn btn-sm" href="<?cs var:w.url ?>"><?cs var:w.action ?><span class="visually-hidden"> <?cs var:w.title ?></span></a><?cs /if ?>
</li><?cs /def ?>

<?cs def:month_(m) ?>
<div class="between"><span><?cs var:m.label ?> <b class="tn"><?cs var:m.value ?></b><?cs if:m.of ?> / <span class="tn"><?cs var:m.of ?></span><?cs /if ?> <?cs var:m.unit ?></span><span class="dim tn"><?cs var:m.percent ?></span></div>
<?cs if:m.max ?><?cs call:meter(m.at, m.max, m.label) ?><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<?cs call:head_open(Home.hello, Home.day) ?>
<?cs if:Page.may.flash_read ?><?cs call:button_link("/portal/flash", L.flash.title, "", "chart") ?><?cs /if ?>
<?cs if:Page.may.unit_read ?><?cs call:button_link("/sales/board", L.home.board, "", "board") ?><?cs /if ?>
<?cs if:Page.may.touch_create ?><?cs call:button_link("/customer/touches/new", L.home.visit, "primary", "plus") ?><?cs /if ?>
<?cs call:head_close() ?>
<div class="g2">
  <div>
    <section class="card">
      <div class="card-header"><h2><?cs var:L.home.waiting ?></h2><?cs if:Home.waiting.0.title ?><span class="cnt"><?cs var:Home.waiting_count ?></span><?cs /if ?><span class="dim ms-auto wide-only"><?cs var:L.home.keys ?></span></div>
      <?cs if:Home.waiting.0.title ?><ul class="wl"><?cs each:w = Home.waiting ?><?cs call:item_(w) ?><?cs /each ?></ul><?cs else ?><?cs call:empty(L.home.nothing, "", "") ?><?cs /if ?>
    </section>
    <?cs if:Home.others.0.title ?><section class="card">
      <div class="card-header"><h2><?cs var:L.home.others ?></h2><span class="dim"><?cs var:Home.others_count ?></span></div>
      <ul class="wl"><?cs each:w = Home.others ?><?cs call:item_(w) ?><?cs /each ?></ul>
    </section><?cs /if ?>
  </div>
  <div>
    <?cs if:Home.month.0.label ?><?cs if:Home.month_is_mine ?><?cs call:card_open(L.home.month) ?><?cs else ?><?cs call:card_open(L.home.month_of_all) ?><?cs /if ?>
    <div class="month"><?cs each:m = Home.month ?><?cs call:month_(m) ?><?cs /each ?></div>
    <?cs call:card_close() ?><?cs /if ?>
  </div>
</div>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
