<?cs # The fields that a new and a known user share.  Projects.N.{field,id,code,name,on} ?>
<?cs include!"common/parts.cs" ?>
<?cs def:user_fields() ?>
  <?cs call:field_text(Form.name, L.user.name) ?>
  <?cs call:field_pick_hint(Form.role, L.user.role, L.user.role_hint) ?>
  <?cs call:field_radio(Form.employer, L.user.employer) ?>
  <?cs call:ticks_open(L.user.projects) ?><?cs each:p = Projects ?><?cs call:tick(p.field, p.id, p.on, p.name) ?><?cs /each ?><?cs call:ticks_close() ?>
<?cs /def ?>
