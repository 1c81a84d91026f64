<?cs # Sales control board: one table a building, one cell a unit.
   Board.scope                  "云栖江岸 · 一期"
   Board.as_of                  "14:32:08"
   Board.live                   "/events/board-<project>"
   Board.exports.xlsx
   Board.states.N.{state,css,sign,label,count,off}
                                the legend, in the order of ux.md rule 26; sign is the
                                character of the state, off=1 where it is filtered out
   Board.layouts.N.{value,text,selected}   "三房两厅两卫"
   Board.kinds.N.{value,text,selected}     residence "住宅"; from here on the server filters
   Board.filter.{gross_dm2_from,gross_dm2_to,list_total_fen_from,list_total_fen_to}
   Board.filtered               1: one of these is set
   Board.{total,shown,sold_pct} "360", "170", "40.1%"
   Board.buildings.N.{id,name,note,available,wide}
                                note: "30 层 × 6 户"; wide=1: more than eight columns
   Board.buildings.N.refresh    url of a page that holds this building as it is now:
                                fetched when an event of Board.live names one of its units
   Board.buildings.N.columns.M.{label,area}          "01", "143㎡"
   The floors of building N are pieces by its id (board_row.cs) ?>
<?cs include!"common/parts.cs" ?>

<?cs def:title() ?><?cs var:L.board.title ?><?cs /def ?>

<?cs def:building_(b) ?>
<section class="card bld<?cs if:b.wide ?> wide<?cs /if ?>" id="b<?cs var:b.id ?>" aria-labelledby="bt<?cs var:b.id ?>" data-refresh="<?cs var:b.refresh ?>">
  <div class="bld-h"><h2 id="bt<?cs var:b.id ?>"><?cs var:b.name ?></h2><span class="dim"><?cs var:b.note ?> · <?cs var:L.board.available ?> <b class="good" data-fresh="available-<?cs var:b.id ?>"><?cs var:b.available ?></b> · <?cs var:L.board.in_cells ?></span></div>
  <div class="bld-box"><table class="ug" data-nav>
    <caption class="visually-hidden"><?cs var:b.name ?> <?cs var:L.board.keys ?></caption>
    <thead><tr><th scope="col"><span class="visually-hidden"><?cs var:L.board.floor ?></span></th><?cs each:c = b.columns ?><th scope="col"><?cs var:c.label ?> <br><?cs var:c.area ?></th><?cs /each ?></tr></thead>
    <tbody><?cs var:pieces(b.id) ?></tbody>
  </table></div>
</section><?cs /def ?>

<?cs def:between_(field, from, to, least, most) ?><span class="pair noprint"><input class="form-control tn" name="<?cs var:field ?>_from" value="<?cs var:from ?>" placeholder="<?cs var:least ?>" aria-label="<?cs var:least ?>" inputmode="decimal" autocomplete="off"><input class="form-control tn" name="<?cs var:field ?>_to" value="<?cs var:to ?>" placeholder="<?cs var:most ?>" aria-label="<?cs var:most ?>" inputmode="decimal" autocomplete="off"></span><?cs /def ?>

<?cs def:filters_() ?>
<form class="card" method="get" data-chips>
  <div class="flt"><fieldset class="leg"><legend><?cs var:L.board.state ?></legend><?cs each:s = Board.states ?>
    <label><input type="checkbox" name="state" value="<?cs var:s.css ?>"<?cs if:s.off ?><?cs else ?> checked<?cs /if ?>><span class="u <?cs var:s.css ?>" aria-hidden="true"><?cs var:s.sign ?></span><?cs var:s.label ?> <b data-fresh="count-<?cs var:s.css ?>"><?cs var:s.count ?></b></label><?cs /each ?>
  </fieldset></div>
  <div class="flt list pt-0">
    <?cs if:Board.layouts.0.value ?><label class="visually-hidden" for="layout"><?cs var:L.board.layout ?></label><select class="form-select noprint" id="layout" name="layout"><option value=""><?cs var:L.board.all_layouts ?></option><?cs each:l = Board.layouts ?><option value="<?cs var:l.value ?>"<?cs if:l.selected ?> selected<?cs /if ?>><?cs var:l.text ?></option><?cs /each ?></select><?cs /if ?>
    <?cs if:Board.kinds.1.value ?><label class="visually-hidden" for="unit_kind"><?cs var:L.board.kind ?></label><select class="form-select noprint" id="unit_kind" name="unit_kind"><option value=""><?cs var:L.board.all_kinds ?></option><?cs each:k = Board.kinds ?><option value="<?cs var:k.value ?>"<?cs if:k.selected ?> selected<?cs /if ?>><?cs var:k.text ?></option><?cs /each ?></select><?cs /if ?>
    <?cs call:between_("gross_dm2", Board.filter.gross_dm2_from, Board.filter.gross_dm2_to, L.board.area_from, L.board.area_to) ?>
    <?cs call:between_("list_total_fen", Board.filter.list_total_fen_from, Board.filter.list_total_fen_to, L.board.total_from, L.board.total_to) ?>
    <input type="hidden" name="project_id" value="<?cs var:Board.project_id ?>">
    <button class="btn noprint" type="submit"><?cs var:L.common.filter ?></button><?cs if:Board.filtered ?><a class="btn btn-link noprint" href="/sales/board?project_id=<?cs var:Board.project_id ?>"><?cs var:L.common.clear ?></a><?cs /if ?>
    <span class="dim ms-auto" role="status"><?cs var:L.board.hits ?> <b class="tn" data-hits><?cs var:Board.shown ?></b> / <span class="tn"><?cs var:Board.total ?></span> <?cs var:L.board.units ?> · <?cs var:L.board.sold ?> <b class="tn" data-fresh="sold"><?cs var:Board.sold_pct ?></b></span>
  </div>
</form><?cs /def ?>

<?cs def:content() ?>
<div class="board" data-live="<?cs var:Board.live ?>">
<?cs if:Board.buildings.0.id || Board.filtered ?>
<div class="lp-head">
  <h1><?cs call:title() ?></h1>
  <span class="sub"><?cs var:Board.scope ?> · <?cs var:L.common.updated ?> <time class="tn" data-fresh="now"><?cs var:Board.as_of ?></time></span> <?cs call:tag("g live", L.common.live) ?>
  <div class="act"><?cs if:Board.exports.xlsx ?><?cs call:button_link(Board.exports.xlsx, L.common.export, "", "down") ?><?cs /if ?><?cs call:print_button("") ?><?cs call:button_link("/sales/units?project_id=" + Board.project_id, L.board.as_list, "", "list") ?></div>
</div>
<?cs call:filters_() ?>
<nav class="seg bldtab noprint" aria-label="<?cs var:L.board.buildings ?>"><?cs each:b = Board.buildings ?><a href="#b<?cs var:b.id ?>"><?cs var:b.name ?> <?cs var:L.board.available ?> <?cs var:b.available ?></a><?cs /each ?></nav>
<div class="blds"><?cs each:b = Board.buildings ?><?cs call:building_(b) ?><?cs /each ?></div><?cs if:Board.buildings.0.id ?><?cs else ?><section class="card"><?cs call:empty(L.common.no_hit, "/sales/board?project_id=" + Board.project_id, L.common.clear) ?></section><?cs /if ?>
<p class="ponly"><?cs var:L.common.printed_by ?> <?cs var:Page.user.name ?> · <?cs var:Page.now ?> · <?cs var:L.common.internal ?></p>
<div class="tip" id="tip" role="status" hidden>
  <div class="between"><b data-k="code"></b><b data-k="word"></b></div>
  <div class="big"><small>¥</small> <span data-k="total"></span></div>
  <dl class="facts"><dt><?cs var:L.board.unit_price ?></dt><dd data-k="price"></dd><dt><?cs var:L.board.area ?></dt><dd data-k="area"></dd><dt><?cs var:L.board.layout ?></dt><dd data-k="layout"></dd><dt><?cs var:L.board.who ?></dt><dd data-k="who"></dd></dl>
</div>
<?cs else ?><?cs call:head_open(L.board.title, Board.scope) ?><?cs call:head_close() ?><section class="card"><?cs call:empty(L.board.nothing, "", "") ?></section><?cs /if ?>
</div>
<?cs /def ?>

<?cs include!"common/layout.cs" ?>
