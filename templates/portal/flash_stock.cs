<?cs # What there is at the end of the day, a piece: code, label, value, unit, url ?>
<?cs include!"portal/flash_parts.cs" ?>
<dt><?cs call:meaning_(code, label, "") ?></dt><dd><?cs if:url ?><a href="<?cs var:url ?>"><?cs var:value ?></a><?cs else ?><?cs var:value ?><?cs /if ?> <small class="dim"><?cs var:unit ?></small></dd>
