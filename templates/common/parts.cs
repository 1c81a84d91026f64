<?cs # Components: each is one macro.  This is the only file that knows the classes of
   Tabler and of loupan.css; a page calls macros and writes no class but "frow" and "g2".

   A page:   include! parts, def title, def content, include! layout (last).
   Forms:    form_open(action) errors() field_...(Form.x, L.noun.x) submit(label) form_close()
             Field macros:  field_text  field_money  field_area  field_date  field_int  field_percent
             field_area_text  field_pick  field_radio  field_file  field_check  field_phone
             field_password  field_new_password  field_hidden  field_code_hint
             With a hint:   the same name + _hint (f, label, hint)
             In a repeated group:  row_text  row_money  row_pick  row_percent  row_date (row, "field", label),
             between rows_open(legend) line_open() ... line_close() rows_close(label)
             Macros that end in _ are for this file only.
   Buttons:  submit  submit_named  submit_to  button_link  post_button  post_button_with  undo
             kind is "primary" (one a page), "danger", "link" or "" (plain)
   Facts:    facts_open fact fact_money fact_link facts_close, badge, tag, money, kpi, meter
   Frames:   head_open/head_close (title line with buttons), card_open/card_close, empty, tabs
   Lists:    list_table (data List), pager; timeline(rows) ?>

<?cs # ---- small things --------------------------------------------------------------- ?>

<?cs def:icon(name) ?><svg class="ic" aria-hidden="true"><use href="<?cs var:Page.static ?>/img/icons.svg#<?cs var:name ?>"></use></svg><?cs /def ?>

<?cs def:tag(kind, text) ?><span class="tag <?cs var:kind ?>"><?cs var:text ?></span><?cs /def ?>

<?cs def:badge(noun, state) ?><?cs if:state ?><span class="tag st st-<?cs var:state ?>"><?cs var:L[noun].state[state] ?></span><?cs /if ?><?cs /def ?>

<?cs def:money(text) ?><span class="tn amount"><?cs var:text ?></span><?cs /def ?>

<?cs def:meter(value, max, label) ?><meter min="0" max="<?cs var:max ?>" value="<?cs var:value ?>" aria-label="<?cs var:label ?>"></meter><?cs /def ?>

<?cs def:kpi(label, value, unit, note) ?>
<div class="kpi">
  <p class="k"><?cs var:label ?></p>
  <div class="v"><?cs var:value ?><?cs if:unit ?><small><?cs var:unit ?></small><?cs /if ?></div>
  <?cs if:note ?><p class="dim"><?cs var:note ?></p><?cs /if ?>
</div>
<?cs /def ?>

<?cs # ---- frames ---------------------------------------------------------------------- ?>

<?cs # The line at the top of a page; between open and close stand its buttons. ?>
<?cs def:head_open(title, sub) ?>
<div class="lp-head">
  <h1><?cs var:title ?></h1>
  <?cs if:sub ?><span class="sub"><?cs var:sub ?></span><?cs /if ?>
  <div class="act"><?cs /def ?>
<?cs def:head_badge_open(title, noun, state, sub) ?>
<div class="lp-head">
  <h1><?cs var:title ?></h1> <?cs call:badge(noun, state) ?>
  <?cs if:sub ?><span class="sub"><?cs var:sub ?></span><?cs /if ?>
  <div class="act"><?cs /def ?>
<?cs def:head_close() ?></div>
</div><?cs /def ?>

<?cs def:card_open(title) ?>
<section class="card">
  <?cs if:title ?><div class="card-header"><h2><?cs var:title ?></h2></div><?cs /if ?>
  <div class="card-body"><?cs /def ?>
<?cs def:card_note_open(title, note) ?>
<section class="card">
  <div class="card-header"><h2><?cs var:title ?></h2><span class="dim ms-auto"><?cs var:note ?></span></div>
  <div class="card-body"><?cs /def ?>
<?cs def:card_close() ?></div>
</section><?cs /def ?>

<?cs # Nothing here yet: why, and the next step.  url "" leaves the step out. ?>
<?cs def:empty(text, url, label) ?>
<div class="empty">
  <p><?cs var:text ?></p>
  <?cs if:url ?><a class="btn" href="<?cs var:url ?>"><?cs var:label ?></a><?cs /if ?>
</div>
<?cs /def ?>

<?cs # rows.N.{url,label,count,current} ?>
<?cs def:tabs(rows) ?>
<nav class="seg tabs" aria-label="<?cs var:L.common.views ?>"><?cs each:t = rows ?>
  <a href="<?cs var:t.url ?>"<?cs if:t.current ?> aria-current="page"<?cs /if ?>><?cs var:t.label ?><?cs if:t.count ?> <span class="cnt"><?cs var:t.count ?></span><?cs /if ?></a><?cs /each ?>
</nav>
<?cs /def ?>

<?cs # ---- facts ------------------------------------------------------------------------ ?>

<?cs def:facts_open() ?><dl class="facts"><?cs /def ?>
<?cs def:facts_close() ?></dl><?cs /def ?>
<?cs def:fact(label, text) ?><dt><?cs var:label ?></dt><dd><?cs if:text ?><?cs var:text ?><?cs else ?>—<?cs /if ?></dd><?cs /def ?>
<?cs def:fact_money(label, text) ?><dt><?cs var:label ?></dt><dd class="tn"><?cs if:text ?>¥ <?cs var:text ?><?cs else ?>—<?cs /if ?></dd><?cs /def ?>
<?cs def:fact_link(label, url, text) ?><dt><?cs var:label ?></dt><dd><?cs if:url ?><a href="<?cs var:url ?>"><?cs var:text ?></a><?cs else ?>—<?cs /if ?></dd><?cs /def ?>
<?cs def:fact_secret(label, text) ?><dt><?cs var:label ?></dt><dd><code><?cs var:text ?></code></dd><?cs /def ?>
<?cs def:fact_badge(label, noun, state) ?><dt><?cs var:label ?></dt><dd><?cs call:badge(noun, state) ?></dd><?cs /def ?>

<?cs # ---- forms ------------------------------------------------------------------------ ?>

<?cs def:form_keys_() ?><input type="hidden" name="_token" value="<?cs var:Page.token ?>"><input type="hidden" name="_key" value="<?cs var:Page.key ?>"><?cs /def ?>
<?cs def:form_open(action) ?>
<form method="post" action="<?cs var:action ?>" novalidate data-guard><?cs call:form_keys_() ?><?cs /def ?>
<?cs def:form_open_file(action) ?>
<form method="post" action="<?cs var:action ?>" enctype="multipart/form-data" novalidate data-guard><?cs call:form_keys_() ?><?cs /def ?>
<?cs # A long form: what is half filled in is kept for the same person (draft.js). ?>
<?cs def:form_open_draft(action) ?>
<form method="post" action="<?cs var:action ?>" novalidate data-guard data-draft><?cs call:form_keys_() ?><script src="<?cs var:Page.static ?>/js/draft.js" defer></script>
<div class="ban" data-kept role="status" hidden><?cs call:icon("clock") ?><span><?cs var:L.common.kept ?> <span class="tn" data-kept-at></span></span> <button class="btn btn-sm" type="button" data-restore><?cs var:L.common.restore ?></button> <button class="btn btn-sm btn-link" type="button" data-discard><?cs var:L.common.discard ?></button></div><?cs /def ?>
<?cs def:form_close() ?></form><?cs /def ?>

<?cs # What is wrong, at the top of a form, each line a way to its field; loupan.js puts the focus here. ?>
<?cs def:errors() ?><?cs if:Form.error || Form.errors.0.text ?>
<div class="errsum" role="alert" tabindex="-1" data-focus>
  <h2><?cs if:Form.error ?><?cs var:Form.error ?><?cs else ?><?cs var:L.common.errors ?><?cs /if ?></h2>
  <ul><?cs each:e = Form.errors ?><li><a href="#<?cs var:e.name ?>"><?cs var:e.text ?></a></li><?cs /each ?></ul>
</div><?cs /if ?><?cs /def ?>

<?cs def:label_(f, label) ?><?cs var:label ?><?cs if:f.required ?> <span class="req" aria-hidden="true">*</span><?cs /if ?><?cs /def ?>
<?cs def:notes_(f, hint, id) ?>
  <?cs if:hint ?><p class="hint" id="<?cs var:id ?>-hint"><?cs var:hint ?></p><?cs /if ?>
  <?cs if:f.error ?><p class="msg" id="<?cs var:id ?>-error"><?cs call:icon("warn") ?> <?cs var:f.error ?></p><?cs /if ?><?cs /def ?>
<?cs def:state_(f, hint, id) ?><?cs if:f.required ?> required<?cs /if ?><?cs if:f.error ?> aria-invalid="true"<?cs /if ?><?cs if:f.error || hint ?> aria-describedby="<?cs if:f.error ?><?cs var:id ?>-error <?cs /if ?><?cs if:hint ?><?cs var:id ?>-hint<?cs /if ?>"<?cs /if ?><?cs /def ?>
<?cs def:field_open_(f, label, hint, id) ?>
<div class="fld<?cs if:f.error ?> err<?cs /if ?>">
  <label class="form-label" for="<?cs var:id ?>"><?cs call:label_(f, label) ?></label><?cs call:notes_(f, hint, id) ?><?cs /def ?>
<?cs def:ids_(id) ?>id="<?cs var:id ?>" name="<?cs var:id ?>"<?cs /def ?>

<?cs def:text_(f, label, hint, id) ?><?cs call:field_open_(f, label, hint, id) ?>
  <input class="form-control" <?cs call:ids_(id) ?> value="<?cs var:f ?>" autocomplete="off"<?cs if:f.max ?> maxlength="<?cs var:f.max ?>"<?cs /if ?><?cs call:state_(f, hint, id) ?>>
</div><?cs /def ?>
<?cs def:money_(f, label, hint, id) ?><?cs call:field_open_(f, label, hint, id) ?>
  <input class="form-control money" <?cs call:ids_(id) ?> value="<?cs var:f ?>" inputmode="decimal" autocomplete="off" data-upper<?cs call:state_(f, hint, id) ?>>
  <p class="cap" hidden><?cs var:L.common.in_words ?><span></span></p>
</div><?cs /def ?>
<?cs def:number_(f, label, hint, id, unit) ?><?cs call:field_open_(f, label, hint, id) ?>
  <div class="unit"><input class="form-control tn" <?cs call:ids_(id) ?> value="<?cs var:f ?>" inputmode="decimal" autocomplete="off"<?cs call:state_(f, hint, id) ?>><?cs if:unit ?><span><?cs var:unit ?></span><?cs /if ?></div>
</div><?cs /def ?>
<?cs def:pick_(f, label, hint, id) ?><?cs call:field_open_(f, label, hint, id) ?>
  <select class="form-select" <?cs call:ids_(id) ?><?cs call:state_(f, hint, id) ?>>
    <option value=""><?cs var:L.common.choose ?></option><?cs each:o = f.options ?>
    <option value="<?cs var:o.value ?>"<?cs if:o.selected || o.value == f ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
  </select>
</div><?cs /def ?>
<?cs def:typed_(f, label, hint, id, type, autocomplete) ?><?cs call:field_open_(f, label, hint, id) ?>
  <input class="form-control tn" type="<?cs var:type ?>" <?cs call:ids_(id) ?> value="<?cs var:f ?>" autocomplete="<?cs var:autocomplete ?>"<?cs call:state_(f, hint, id) ?>>
</div><?cs /def ?>
<?cs def:password_(f, label, hint, id, autocomplete) ?>
<div class="fld<?cs if:f.error ?> err<?cs /if ?>">
  <div class="between"><label class="form-label" for="<?cs var:id ?>"><?cs call:label_(f, label) ?></label>
    <button class="btn btn-link" type="button" data-showpw="<?cs var:id ?>" data-other="<?cs var:L.common.hide ?>" aria-pressed="false" hidden><?cs var:L.common.show ?></button></div><?cs call:notes_(f, hint, id) ?>
  <input class="form-control" type="password" <?cs call:ids_(id) ?> autocomplete="<?cs var:autocomplete ?>"<?cs call:state_(f, hint, id) ?>>
</div><?cs /def ?>

<?cs def:field_text(f, label) ?><?cs call:text_(f, label, "", name(f)) ?><?cs /def ?>
<?cs def:field_text_hint(f, label, hint) ?><?cs call:text_(f, label, hint, name(f)) ?><?cs /def ?>
<?cs def:field_money(f, label) ?><?cs call:money_(f, label, "", name(f)) ?><?cs /def ?>
<?cs def:field_money_hint(f, label, hint) ?><?cs call:money_(f, label, hint, name(f)) ?><?cs /def ?>
<?cs def:field_area(f, label) ?><?cs call:number_(f, label, "", name(f), "㎡") ?><?cs /def ?>
<?cs def:field_area_hint(f, label, hint) ?><?cs call:number_(f, label, hint, name(f), "㎡") ?><?cs /def ?>
<?cs def:field_percent(f, label) ?><?cs call:number_(f, label, "", name(f), "%") ?><?cs /def ?>
<?cs def:field_percent_hint(f, label, hint) ?><?cs call:number_(f, label, hint, name(f), "%") ?><?cs /def ?>
<?cs def:field_int(f, label) ?><?cs call:number_(f, label, "", name(f), "") ?><?cs /def ?>
<?cs def:field_int_hint(f, label, hint) ?><?cs call:number_(f, label, hint, name(f), "") ?><?cs /def ?>
<?cs def:field_date(f, label) ?><?cs call:typed_(f, label, "", name(f), "date", "off") ?><?cs /def ?>
<?cs def:field_date_hint(f, label, hint) ?><?cs call:typed_(f, label, hint, name(f), "date", "off") ?><?cs /def ?>
<?cs def:field_phone(f, label) ?><?cs call:typed_(f, label, "", name(f), "tel", "off") ?><?cs /def ?>
<?cs def:field_phone_hint(f, label, hint) ?><?cs call:typed_(f, label, hint, name(f), "tel", "off") ?><?cs /def ?>
<?cs def:field_pick(f, label) ?><?cs call:pick_(f, label, "", name(f)) ?><?cs /def ?>
<?cs def:field_pick_hint(f, label, hint) ?><?cs call:pick_(f, label, hint, name(f)) ?><?cs /def ?>
<?cs def:field_password(f, label) ?><?cs call:password_(f, label, "", name(f), "current-password") ?><?cs /def ?>
<?cs def:field_password_hint(f, label, hint) ?><?cs call:password_(f, label, hint, name(f), "current-password") ?><?cs /def ?>
<?cs def:field_new_password(f, label) ?><?cs call:password_(f, label, "", name(f), "new-password") ?><?cs /def ?>
<?cs def:field_new_password_hint(f, label, hint) ?><?cs call:password_(f, label, hint, name(f), "new-password") ?><?cs /def ?>
<?cs # A code of the second factor, six digits or a recovery code. ?>
<?cs def:field_code_hint(f, label, hint) ?><?cs call:typed_(f, label, hint, name(f), "text", "one-time-code") ?><?cs /def ?>
<?cs def:field_hidden(f) ?><input type="hidden" name="<?cs var:name(f) ?>" value="<?cs var:f ?>"><?cs /def ?>
<?cs def:hidden(name, value) ?><input type="hidden" name="<?cs var:name ?>" value="<?cs var:value ?>"><?cs /def ?>

<?cs # The user's own word for who he is: the browser may offer it. ?>
<?cs def:field_login(f, label) ?><?cs call:typed_(f, label, "", name(f), "text", "username") ?><?cs /def ?>

<?cs # A phone number whose answer (is he known?) comes from url while it is typed. ?>
<?cs def:field_phone_lookup(f, label, hint, url) ?><?cs call:field_open_(f, label, hint, name(f)) ?>
  <input class="form-control tn" type="tel" <?cs call:ids_(name(f)) ?> value="<?cs var:f ?>" autocomplete="off" data-lookup="<?cs var:url ?>"<?cs call:state_(f, hint, name(f)) ?>>
  <div class="answer" id="<?cs var:name(f) ?>-answer" aria-live="polite"></div>
</div><?cs /def ?>

<?cs def:field_area_text_hint(f, label, hint) ?><?cs call:field_open_(f, label, hint, name(f)) ?>
  <textarea class="form-control" <?cs call:ids_(name(f)) ?> rows="3"<?cs if:f.max ?> maxlength="<?cs var:f.max ?>"<?cs /if ?><?cs call:state_(f, hint, name(f)) ?>><?cs var:f ?></textarea>
</div><?cs /def ?>
<?cs def:field_area_text(f, label) ?><?cs call:field_area_text_hint(f, label, "") ?><?cs /def ?>

<?cs def:field_file_hint(f, label, hint) ?><?cs call:field_open_(f, label, hint, name(f)) ?>
  <input class="form-control" type="file" <?cs call:ids_(name(f)) ?><?cs call:state_(f, hint, name(f)) ?>>
</div><?cs /def ?>
<?cs def:field_file(f, label) ?><?cs call:field_file_hint(f, label, "") ?><?cs /def ?>

<?cs # Two to five words side by side; the first option carries the field's id, so that a link from errors() finds it. ?>
<?cs def:field_radio_hint(f, label, hint) ?>
<fieldset class="fld<?cs if:f.error ?> err<?cs /if ?>" id="<?cs var:name(f) ?>" tabindex="-1">
  <legend class="form-label"><?cs call:label_(f, label) ?></legend><?cs call:notes_(f, hint, name(f)) ?>
  <div class="seg full"><?cs each:o = f.options ?>
    <label><input type="radio" name="<?cs var:name(f) ?>" value="<?cs var:o.value ?>"<?cs if:o.selected || o.value == f ?> checked<?cs /if ?>><?cs var:o.text ?></label><?cs /each ?>
  </div>
</fieldset><?cs /def ?>
<?cs def:field_radio(f, label) ?><?cs call:field_radio_hint(f, label, "") ?><?cs /def ?>

<?cs def:field_check_hint(f, label, hint) ?>
<div class="fld<?cs if:f.error ?> err<?cs /if ?>">
  <label class="tick"><input class="form-check-input" type="checkbox" <?cs call:ids_(name(f)) ?> value="1"<?cs if:f == "1" ?> checked<?cs /if ?><?cs call:state_(f, hint, name(f)) ?>><?cs call:label_(f, label) ?></label><?cs call:notes_(f, hint, name(f)) ?>
</div><?cs /def ?>
<?cs def:field_check(f, label) ?><?cs call:field_check_hint(f, label, "") ?><?cs /def ?>

<?cs # Any number of a few things: ticks_open(legend) each: tick(name, value, on, text) ticks_close(). ?>
<?cs def:ticks_open(legend) ?><fieldset class="fld"><legend class="form-label"><?cs var:legend ?></legend><?cs /def ?>
<?cs def:tick(name, value, on, text) ?><label class="tick"><input class="form-check-input" type="checkbox" name="<?cs var:name ?>" value="<?cs var:value ?>"<?cs if:on ?> checked<?cs /if ?>><?cs var:text ?></label><?cs /def ?>
<?cs def:ticks_close() ?></fieldset><?cs /def ?>

<?cs # Repeated lines; row is one of the group's, field the name without its number:
     call:rows_open(L.slip.lines)
     each:row = Form.lines
       call:line_open() call:row_pick(row, "kind", L.slip.kind) call:row_money(row, "amount_fen", L.slip.amount_fen) call:line_close()
     /each
     call:rows_close(L.slip.add_line)
   With scripts on, a button adds and removes lines; the server offers at least one, and
   better two or three, so that it also works without. ?>
<?cs def:rows_open(legend) ?><fieldset class="rows" data-rows><legend class="form-label"><?cs var:legend ?></legend><?cs /def ?>
<?cs def:rows_close(label) ?><button class="btn btn-sm" type="button" data-add hidden><?cs call:icon("plus") ?><?cs var:label ?></button></fieldset><?cs /def ?>
<?cs def:line_open() ?><div class="line" data-line><?cs /def ?>
<?cs def:line_close() ?><button class="btn btn-link" type="button" data-remove hidden aria-label="<?cs var:L.common.remove_line ?>"><?cs call:icon("x") ?></button></div><?cs /def ?>
<?cs def:row_text(row, field, label) ?><?cs call:text_(row[field + "_" + name(row)], label, "", field + "_" + name(row)) ?><?cs /def ?>
<?cs def:row_money(row, field, label) ?><?cs call:money_(row[field + "_" + name(row)], label, "", field + "_" + name(row)) ?><?cs /def ?>
<?cs def:row_pick(row, field, label) ?><?cs call:pick_(row[field + "_" + name(row)], label, "", field + "_" + name(row)) ?><?cs /def ?>
<?cs def:row_percent(row, field, label) ?><?cs call:number_(row[field + "_" + name(row)], label, "", field + "_" + name(row), "%") ?><?cs /def ?>
<?cs def:row_date(row, field, label) ?><?cs call:typed_(row[field + "_" + name(row)], label, "", field + "_" + name(row), "date", "off") ?><?cs /def ?>

<?cs # ---- buttons ----------------------------------------------------------------------- ?>

<?cs def:kind_(kind) ?>btn<?cs if:kind ?> btn-<?cs var:kind ?><?cs /if ?><?cs /def ?>
<?cs # The buttons of a form, on one line. ?>
<?cs def:buttons_open() ?><div class="btns"><?cs /def ?>
<?cs def:buttons_close() ?></div><?cs /def ?>
<?cs def:submit(label) ?><button class="btn btn-primary" type="submit"><?cs var:label ?></button><?cs /def ?>
<?cs def:submit_named(name, value, kind, label) ?><button class="<?cs call:kind_(kind) ?>" type="submit" name="<?cs var:name ?>" value="<?cs var:value ?>"><?cs var:label ?></button><?cs /def ?>
<?cs # A second verb for the same fields, sent to another address. ?>
<?cs def:submit_to(action, kind, label) ?><button class="<?cs call:kind_(kind) ?>" type="submit" formaction="<?cs var:action ?>"><?cs var:label ?></button><?cs /def ?>
<?cs def:button_link(url, label, kind, icon) ?><a class="<?cs call:kind_(kind) ?>" href="<?cs var:url ?>"><?cs if:icon ?><?cs call:icon(icon) ?><?cs /if ?><?cs var:label ?></a><?cs /def ?>
<?cs def:post_button(action, label, kind) ?><form class="one" method="post" action="<?cs var:action ?>" data-guard><?cs call:form_keys_() ?><button class="<?cs call:kind_(kind) ?>" type="submit"><?cs var:label ?></button></form><?cs /def ?>
<?cs def:post_button_with(action, name, value, label, kind) ?><form class="one" method="post" action="<?cs var:action ?>" data-guard><?cs call:form_keys_() ?><button class="<?cs call:kind_(kind) ?>" type="submit" name="<?cs var:name ?>" value="<?cs var:value ?>"><?cs var:label ?></button></form><?cs /def ?>
<?cs # What the reader has just done, and the way back from it: undo instead of confirm (ux.md 9). ?>
<?cs def:undo(text, action) ?><div class="ban undo noprint" role="status"><?cs call:icon("clock") ?><span><?cs var:text ?></span> <?cs call:post_button(action, L.common.undo, "sm") ?></div><?cs /def ?>
<?cs def:print_button(kind) ?><button class="<?cs call:kind_(kind) ?>" type="button" data-print hidden><?cs call:icon("print") ?><?cs var:L.common.print ?></button><?cs /def ?>

<?cs # ---- lists -------------------------------------------------------------------------- ?>

<?cs def:list_filter_(f) ?>
<div class="f f-<?cs var:f.kind ?>">
  <?cs if:f.kind == "pick" ?><label for="f-<?cs var:f.name ?>"><?cs var:f.label ?></label>
  <select class="form-select" id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>">
    <option value=""><?cs var:L.common.all ?></option><?cs each:o = f.options ?>
    <option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
  </select>
  <?cs elif:f.kind == "range" ?><label for="f-<?cs var:f.name ?>"><?cs var:f.label ?></label>
  <span class="pair<?cs if:f.date ?> date<?cs /if ?>"><input class="form-control tn"<?cs if:f.date ?> type="date"<?cs /if ?> id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>_from" value="<?cs var:f.from ?>" placeholder="<?cs var:L.common.from ?>" autocomplete="off">
  <input class="form-control tn"<?cs if:f.date ?> type="date"<?cs /if ?> name="<?cs var:f.name ?>_to" value="<?cs var:f.to ?>" placeholder="<?cs var:L.common.to ?>" aria-label="<?cs var:f.label ?> <?cs var:L.common.to ?>" autocomplete="off"></span>
  <?cs else ?><label for="f-<?cs var:f.name ?>"><?cs var:f.label ?></label>
  <input class="form-control" id="f-<?cs var:f.name ?>" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>" autocomplete="off"><?cs /if ?>
</div><?cs /def ?>

<?cs def:list_filters() ?><?cs if:List.filters.0.name ?>
<details class="flt-box"<?cs if:List.filtered ?> open<?cs /if ?>>
  <summary><?cs call:icon("filter") ?><?cs var:L.common.filter ?></summary>
  <form class="flt list" method="get" role="search" aria-label="<?cs var:L.common.filter ?>"><?cs each:f = List.filters ?><?cs call:list_filter_(f) ?><?cs /each ?>
    <div class="f f-go"><button class="btn" type="submit"><?cs call:icon("search") ?><?cs var:L.common.filter ?></button><?cs if:List.filtered ?><a class="btn btn-link" href="<?cs var:List.clear ?>"><?cs var:L.common.clear ?></a><?cs /if ?></div>
  </form>
</details><?cs /if ?><?cs /def ?>

<?cs def:list_head_(c) ?><?cs if:c.sort ?><a href="<?cs var:c.sort ?>"><?cs var:c.label ?><?cs if:c.sorted ?><?cs call:icon(c.sorted) ?><?cs /if ?></a><?cs else ?><?cs var:c.label ?><?cs /if ?><?cs /def ?>

<?cs def:pager() ?>
<?cs if:List.pages.prev || List.pages.next ?><nav class="pager" aria-label="<?cs var:L.common.pages ?>">
  <?cs if:List.pages.prev ?><a class="btn btn-sm" href="<?cs var:List.pages.prev ?>" rel="prev"><?cs call:icon("left") ?><?cs var:L.common.prev ?></a><?cs /if ?>
  <span class="tn"><?cs var:List.pages.page ?> / <?cs var:List.pages.count ?></span>
  <?cs if:List.pages.next ?><a class="btn btn-sm" href="<?cs var:List.pages.next ?>" rel="next"><?cs var:L.common.next ?><?cs call:icon("right") ?></a><?cs /if ?>
</nav><?cs /if ?><?cs /def ?>

<?cs def:list_foot_() ?><?cs if:List.total_count ?>
<div class="list-foot">
  <span><?cs var:L.common.total ?> <b class="tn"><?cs var:List.total_count ?></b> <?cs var:L.common.rows ?></span><?cs each:s = List.sums ?>
  <span><?cs var:s.label ?> <b class="tn"><?cs var:s.text ?></b></span><?cs /each ?>
  <?cs call:pager() ?>
</div><?cs /if ?><?cs /def ?>

<?cs def:list_table() ?>
<?cs if:List.any ?>
<div class="table-responsive" tabindex="0" role="region" aria-label="<?cs var:List.title ?>">
<table class="table stack">
  <thead><tr><?cs each:c = List.columns ?>
    <th scope="col" class="<?cs if:c.num ?>n<?cs /if ?>"<?cs if:c.sorted == "asc" ?> aria-sort="ascending"<?cs elif:c.sorted ?> aria-sort="descending"<?cs /if ?>><?cs call:list_head_(c) ?></th><?cs /each ?>
  </tr></thead>
  <tbody><?cs var:pieces("List.rows") ?></tbody>
</table>
</div>
<?cs elif:List.filtered ?><?cs call:empty(L.common.no_hit, List.clear, L.common.clear) ?>
<?cs else ?><?cs call:empty(L.common.nothing, List.create.url, List.create.label) ?><?cs /if ?>
<?cs call:list_foot_() ?>
<?cs /def ?>

<?cs def:list_exports() ?><?cs if:List.exports.xlsx ?>
<details class="menu">
  <summary class="btn"><?cs call:icon("down") ?><?cs var:L.common.export ?></summary>
  <div class="menu-box">
    <a href="<?cs var:List.exports.xlsx ?>" download>Excel</a>
    <a href="<?cs var:List.exports.csv ?>" download>CSV</a>
    <a href="<?cs var:List.exports.json ?>">JSON</a>
  </div>
</details><?cs /if ?><?cs /def ?>

<?cs # ---- timeline ------------------------------------------------------------------------ ?>

<?cs # rows.N.{at,user,what_label,from_label,to_label,reason,amount,from_where}, the newest first ?>
<?cs def:timeline(rows) ?>
<ol class="tl"><?cs each:e = rows ?>
  <li>
    <span class="dot" aria-hidden="true"></span>
    <b><?cs var:e.what_label ?></b><?cs if:e.amount ?> <span class="tn">¥ <?cs var:e.amount ?></span><?cs /if ?>
    <?cs if:e.to_label ?><span class="step"><?cs if:e.from_label ?><?cs var:e.from_label ?> → <?cs /if ?><?cs var:e.to_label ?></span><?cs /if ?>
    <p class="dim"><time><?cs var:e.at ?></time> · <?cs var:e.user ?><?cs if:e.from_where ?> · <?cs var:e.from_where ?><?cs /if ?></p>
    <?cs if:e.reason ?><p class="why"><?cs var:e.reason ?></p><?cs /if ?>
  </li><?cs /each ?>
</ol><?cs /def ?>
