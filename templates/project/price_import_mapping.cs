<?cs # Another mapping of columns: import.*, Choices.N.{name,label,now,proposed,columns}, Form.{first_row,money_unit}, Unread. ?>
<?cs include!"project/table_parts.cs" ?>
<?cs def:title() ?><?cs var:L.price_import.mapping ?><?cs /def ?>
<?cs def:content() ?>
<?cs call:head_open(L.price_import.mapping, import.file_name) ?>
<?cs call:head_close() ?>
<?cs call:errors() ?>
<?cs call:card_open("") ?>
<?cs call:form_open("/project/price_imports/" + import.id + "/mapping") ?>
<?cs call:field_hidden(Form.version) ?>
<?cs if:Unread ?><p class="msg"><?cs call:icon("warn") ?> <?cs var:Unread ?></p><?cs /if ?>
<p class="hint"><?cs var:L.price_import.mapping_hint ?></p>
<div class="frow"><?cs call:field_int_hint(Form.first_row, L.price_import.first_row, L.price_import.first_row_hint) ?><?cs call:field_pick(Form.money_unit, L.price_import.money_unit) ?></div>
<?cs each:c = Choices ?><div class="fld<?cs if:Form[c.name].error ?> err<?cs /if ?>"><label class="form-label" for="<?cs var:c.name ?>"><?cs var:c.label ?></label>
  <?cs if:Form[c.name].error ?><p class="msg" id="<?cs var:c.name ?>-error"><?cs call:icon("warn") ?> <?cs var:Form[c.name].error ?></p><?cs /if ?>
  <select class="form-select" id="<?cs var:c.name ?>" name="<?cs var:c.name ?>"><option value="0"><?cs var:L.price_import.as_proposed ?><?cs if:c.proposed ?>: <?cs var:c.proposed ?><?cs /if ?></option><option value="-1"<?cs if:c.now == "-1" ?> selected<?cs /if ?>><?cs var:L.price_import.not_taken ?></option><?cs each:o = c.columns ?>
    <option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?></select></div><?cs /each ?>
<?cs call:buttons_open() ?><?cs call:submit(L.price_import.save_mapping) ?><?cs call:button_link("/project/price_imports/" + import.id, L.common.cancel, "link", "") ?><?cs call:buttons_close() ?>
<?cs call:form_close() ?>
<?cs call:card_close() ?>
<?cs /def ?>
<?cs include!"common/layout.cs" ?>
