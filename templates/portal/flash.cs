<?cs # Flash report.  Every figure is a finished text; a missing one is "—" from the program.
   Flash.{on,weekday,as_of}      "2026-11-24", "周二", "18:30"
   Flash.{prev,next,today}       urls; next and today are absent on the last day
   Flash.closed=1                the day is closed
   Flash.live                    url of the event stream, absent for a day that is past
   Flash.self                    url of this very page: fetched again when an event comes
   Flash.exports.{xlsx,csv,json}
   Flash.pick.N.{id,name,selected}   the user's projects; none selected: all of them
   Flash.kpis.N.{label,value,unit,note,tone,url,at,max}
                                 tone good, bad, warn or ""; at and max: plain numbers for a bar
   Flash.waiting.N.{tag,tag_kind,title,url,detail,action}
   pieces: Flash.trend (flash_day.cs, thirty), Flash.rows (flash_row.cs), Flash.stock
                                 (flash_stock.cs)
   Flash.projects.N.{name,url,visits,sub,sub_amt,sign_amt,collect,completion,sell_through}
   Flash.total.{visits,sub,sub_amt,sign_amt,collect,completion,sell_through} ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.flash.title ?> <?cs var:Flash.on ?><?cs /def ?>

<?cs def:days_() ?>
<span class="seg"><a href="<?cs var:Flash.prev ?>"><?cs var:L.flash.prev ?></a><?cs if:Flash.next ?><a href="<?cs var:Flash.next ?>"><?cs var:L.flash.next ?></a><a href="<?cs var:Flash.today ?>"><?cs var:L.flash.today ?></a><?cs else ?><a href="<?cs var:Flash.self ?>" aria-current="date"><?cs var:L.flash.today ?></a><?cs /if ?></span><?cs /def ?>

<?cs def:kpi_(k) ?>
<div class="kpi">
  <p class="k"><?cs var:k.label ?></p>
  <div class="v"><?cs if:k.url ?><a href="<?cs var:k.url ?>"><?cs var:k.value ?></a><?cs else ?><?cs var:k.value ?><?cs /if ?><?cs if:k.unit ?><small><?cs var:k.unit ?></small><?cs /if ?></div>
  <?cs if:k.max ?><?cs call:meter(k.at, k.max, k.label) ?><?cs /if ?>
  <?cs if:k.note ?><p class="<?cs if:k.tone ?><?cs var:k.tone ?><?cs else ?>dim<?cs /if ?>"><?cs var:k.note ?></p><?cs /if ?>
</div><?cs /def ?>

<?cs def:project_(p) ?><td class="n"><?cs var:p.visits ?></td><td class="n"><?cs var:p.sub ?></td><td class="n"><?cs var:p.sub_amt ?></td><td class="n"><?cs var:p.sign_amt ?></td><td class="n"><?cs var:p.collect ?></td><td class="n"><?cs var:p.completion ?></td><td class="n"><?cs var:p.sell_through ?></td><?cs /def ?>

<?cs def:projects_() ?><?cs if:Flash.projects.0.name ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.flash.projects ?></h2></div>
  <div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.flash.projects ?>" data-fresh="projects"><table class="table">
    <thead><tr><th scope="col"><?cs var:L.flash.project ?></th><th scope="col" class="n"><?cs var:L.flash.visits ?></th><th scope="col" class="n"><?cs var:L.flash.sub ?></th><th scope="col" class="n"><?cs var:L.flash.sub_amt ?></th><th scope="col" class="n"><?cs var:L.flash.sign_amt ?></th><th scope="col" class="n"><?cs var:L.flash.collect ?></th><th scope="col" class="n"><?cs var:L.flash.completion ?></th><th scope="col" class="n"><?cs var:L.flash.sell_through ?></th></tr></thead>
    <tbody><?cs each:p = Flash.projects ?><tr><th scope="row" class="nw"><a href="<?cs var:p.url ?>"><?cs var:p.name ?></a></th><?cs call:project_(p) ?></tr><?cs /each ?></tbody>
    <tfoot><tr><th scope="row"><?cs var:L.flash.total ?></th><?cs call:project_(Flash.total) ?></tr></tfoot>
  </table></div>
</section><?cs /if ?><?cs /def ?>

<?cs def:trend_() ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.flash.trend ?></h2></div>
  <div class="card-body">
    <p class="chart-key"><span><i></i><?cs var:L.flash.visits ?></span><span><i class="l"></i><?cs var:L.flash.sub ?></span></p>
    <div class="chart-box" id="trend" tabindex="0" role="group" aria-label="<?cs var:L.flash.trend ?>"></div>
    <details class="figures" open><summary><?cs var:L.common.figures ?></summary>
      <div data-fresh="trend"><table class="table" data-chart="trend">
        <caption class="visually-hidden"><?cs var:L.flash.trend ?></caption>
        <thead><tr><th scope="col"><?cs var:L.flash.date ?></th><th scope="col" class="n"><?cs var:L.flash.visits ?></th><th scope="col" class="n"><?cs var:L.flash.sub ?></th></tr></thead>
        <tbody><?cs var:pieces("Flash.trend") ?></tbody>
      </table></div>
    </details>
  </div>
</section><?cs /def ?>

<?cs def:stock_() ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.flash.stock ?></h2><span class="dim"><?cs var:L.flash.day_end ?></span></div>
  <div class="card-body" data-fresh="stock"><?cs call:facts_open() ?><?cs var:pieces("Flash.stock") ?><?cs call:facts_close() ?></div>
</section><?cs /def ?>

<?cs def:waiting_() ?><?cs if:Flash.waiting.0.title ?>
<section class="card noprint">
  <div class="card-header"><h2><?cs var:L.flash.decide ?></h2></div>
  <ul class="wl" data-fresh="waiting"><?cs each:w = Flash.waiting ?>
    <li><?cs call:tag(w.tag_kind, w.tag) ?><div><p class="t"><a href="<?cs var:w.url ?>"><?cs var:w.title ?></a></p><?cs if:w.detail ?><p class="dim"><?cs var:w.detail ?></p><?cs /if ?></div><a class="btn btn-sm" href="<?cs var:w.url ?>"><?cs var:w.action ?><span class="visually-hidden"> <?cs var:w.title ?></span></a></li><?cs /each ?>
  </ul>
</section><?cs /if ?><?cs /def ?>

<?cs def:pick_project_() ?><?cs if:Flash.pick.1.id ?>
<form class="noprint" method="get" action="/portal/flash">
  <input type="hidden" name="on" value="<?cs var:Flash.on ?>">
  <label class="visually-hidden" for="of"><?cs var:L.flash.project ?></label>
  <select class="form-select" id="of" name="project_id" data-autosubmit><option value="all"><?cs var:L.flash.all ?></option><?cs each:p = Flash.pick ?><option value="<?cs var:p.id ?>"<?cs if:p.selected ?> selected<?cs /if ?>><?cs var:p.name ?></option><?cs /each ?></select>
  <button class="btn btn-sm" type="submit" data-noscript><?cs var:L.common.switch ?></button>
</form><?cs /if ?><?cs /def ?>

<?cs def:content() ?>
<div<?cs if:Flash.live ?> data-live="<?cs var:Flash.live ?>" data-refresh="<?cs var:Flash.self ?>"<?cs /if ?>>
<div class="lp-head">
  <h1><?cs var:L.flash.title ?></h1>
  <span class="sub tn"><?cs var:Flash.on ?> <?cs var:Flash.weekday ?> · <?cs var:L.flash.as_of ?> <time data-fresh="now"><?cs var:Flash.as_of ?></time></span>
  <?cs if:Flash.closed ?><?cs call:tag("n", L.flash.closed) ?><?cs elif:Flash.live ?><?cs call:tag("g live", L.common.live) ?> <?cs call:tag("n", L.flash.open) ?><?cs else ?><?cs call:tag("n", L.flash.open) ?><?cs /if ?>
  <div class="act"><?cs call:pick_project_() ?><?cs call:days_() ?>
    <?cs if:Flash.exports.xlsx ?><?cs call:button_link(Flash.exports.xlsx, L.common.export, "", "down") ?><?cs /if ?><?cs call:print_button("") ?></div>
</div>
<section class="kpis" aria-label="<?cs var:L.flash.day ?>" data-fresh="kpis"><?cs each:k = Flash.kpis ?><?cs call:kpi_(k) ?><?cs /each ?></section>
<?cs call:waiting_() ?>
<section class="card">
  <div class="card-header"><h2><?cs var:L.flash.figures ?></h2><span class="dim ms-auto"><?cs var:L.flash.view ?></span></div>
  <div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:L.flash.figures ?>" data-fresh="rows"><table class="table figures-table">
    <thead><tr><th scope="col"><?cs var:L.flash.figure ?></th><th scope="col" class="n"><?cs var:L.flash.day ?></th><th scope="col" class="n"><?cs var:L.flash.mtd ?></th><th scope="col" class="n"><?cs var:L.flash.qtd ?></th><th scope="col" class="n"><?cs var:L.flash.ytd ?></th><th scope="col" class="n"><?cs var:L.flash.target ?></th><th scope="col" class="n"><?cs var:L.flash.completion ?></th><th scope="col" class="n"><?cs var:L.flash.yoy ?></th><th scope="col" class="n"><?cs var:L.flash.yoy_year ?></th><th scope="col" class="n"><?cs var:L.flash.mom ?></th></tr></thead>
    <tbody><?cs var:pieces("Flash.rows") ?></tbody>
  </table></div>
</section>
<div class="g2"><div><?cs call:trend_() ?></div><div><?cs call:stock_() ?></div></div>
<?cs call:projects_() ?>
</div>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
