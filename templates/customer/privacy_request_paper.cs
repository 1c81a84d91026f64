<?cs # All that is held of one person, A4: Request.*, Copy.N.{title,columns.N.label,rows.N.cells.N.text}. ?>
<?cs include!"common/parts.cs" ?>
<?cs def:title() ?><?cs var:L.privacy_request.paper ?><?cs /def ?>
<?cs def:actions() ?><?cs call:button_link("/customer/privacy_requests/" + Request.id, L.common.back, "", "left") ?><?cs call:button_link("/customer/privacy_requests/" + Request.id + "/file?copied=" + Request.copied, L.privacy_request.file, "", "down") ?><?cs /def ?>
<?cs # Each record by itself: a line a column. ?>
<?cs def:tall(p) ?><?cs each:row = p.rows ?><table><tbody><?cs each:cell = row.cells ?>
    <tr><th scope="row"><?cs var:cell.label ?></th><td><?cs var:cell.text ?></td></tr><?cs /each ?></tbody></table><?cs /each ?><?cs /def ?>
<?cs def:part(p) ?>
  <h2><?cs var:p.title ?></h2>
  <?cs if:!subcount(p.rows) ?><p><?cs var:L.privacy_request.none ?></p><?cs elif:p.tall ?><?cs call:tall(p) ?><?cs else ?><table><thead><tr><?cs each:c = p.columns ?><th scope="col"><?cs var:c.label ?></th><?cs /each ?></tr></thead><tbody><?cs each:row = p.rows ?>
    <tr><?cs each:cell = row.cells ?><td><?cs var:cell.text ?></td><?cs /each ?></tr><?cs /each ?>
  </tbody></table><?cs /if ?><?cs /def ?>
<?cs def:content() ?>
<article class="sheet a4">
  <h1><?cs var:L.privacy_request.paper ?></h1>
  <p><?cs var:Request.company ?> <span class="tn"><?cs var:Request.company_phone ?></span> · <?cs var:Request.project ?></p>
  <p><?cs var:L.privacy_request.paper_note ?></p><?cs each:p = Copy ?><?cs call:part(p) ?><?cs /each ?>
</article>
<?cs /def ?>
<?cs include!"common/print.cs" ?>
