<?cs # A floor of the board, a piece: floor, cells.M.{id,css,label,code,state_label,total,unit_price,
   area,layout,who}; css ok hold keep sub sign loaned handed off; label is what the cell shows:
   "361.7" (万元), "订", "锁 12′"; no id: no unit ?>
<?cs def:cell_(u) ?><td><?cs if:u.id ?><a class="u <?cs var:u.css ?>" href="/sales/units/<?cs var:u.id ?>" data-id="<?cs var:u.id ?>" data-state="<?cs var:u.css ?>" data-code="<?cs var:u.code ?>" data-word="<?cs var:u.state_label ?>" data-total="<?cs var:u.total ?>" data-price="<?cs var:u.unit_price ?>" data-area="<?cs var:u.area ?>" data-layout="<?cs var:u.layout ?>" data-who="<?cs var:u.who ?>" aria-label="<?cs var:u.code ?> <?cs var:u.state_label ?> <?cs var:u.label ?>"><?cs var:u.label ?></a><?cs /if ?></td><?cs /def ?>
<tr><th scope="row"><?cs var:floor ?></th><?cs each:u = cells ?><?cs call:cell_(u) ?><?cs /each ?></tr>
