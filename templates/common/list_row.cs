<?cs # A row of a list, a piece: open, cells.N.{label,text,num,badge}.  Its first cell is its link; on
   a phone each cell carries its column's label. ?>
<?cs def:list_cell_(cell) ?><?cs if:cell.badge ?><span class="tag st st-<?cs var:cell.badge ?>"><?cs var:cell.text ?></span><?cs else ?><span class="c"><?cs var:cell.text ?></span><?cs /if ?><?cs /def ?>
<tr<?cs if:open ?> data-open<?cs /if ?>><?cs each:cell = cells ?>
  <td class="<?cs if:cell.num ?>n<?cs /if ?>" data-label="<?cs var:cell.label ?>"><?cs if:open && first(cell) ?><a class="c" href="<?cs var:open ?>"><?cs var:cell.text ?></a><?cs else ?><?cs call:list_cell_(cell) ?><?cs /if ?></td><?cs /each ?>
</tr>
