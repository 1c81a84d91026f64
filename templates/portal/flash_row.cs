<?cs # A figure of the flash report, a piece:
   code, group, label, unit, day, mtd, qtd, ytd, target, completion, yoy, yoy_year, mom
                                 group: a heading before this row, absent otherwise
   day_url, mtd_url, qtd_url, ytd_url   the list that the figure counts ?>
<?cs include!"portal/flash_parts.cs" ?>

<?cs def:figure_(text, url) ?><td class="n"><?cs if:url ?><a href="<?cs var:url ?>"><?cs var:text ?></a><?cs else ?><?cs var:text ?><?cs /if ?></td><?cs /def ?>
<?cs if:group ?><tr class="group"><th scope="rowgroup" colspan="10"><?cs var:group ?></th></tr><?cs /if ?>
<tr>
  <th scope="row"><?cs call:meaning_(code, label, unit) ?></th>
  <?cs call:figure_(day, day_url) ?><?cs call:figure_(mtd, mtd_url) ?><?cs call:figure_(qtd, qtd_url) ?><?cs call:figure_(ytd, ytd_url) ?>
  <td class="n"><?cs var:target ?></td><td class="n"><?cs var:completion ?></td><td class="n"><?cs var:yoy ?></td><td class="n"><?cs var:yoy_year ?></td><td class="n"><?cs var:mom ?></td>
</tr>
