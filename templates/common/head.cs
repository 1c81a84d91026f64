<?cs # What stands between the beginning of a page and its body.  theme: light or dark ?>
<?cs def:page_head(theme) ?><!doctype html>
<html lang="<?cs var:L.common.html_lang ?>" data-bs-theme="<?cs if:theme ?><?cs var:theme ?><?cs else ?>light<?cs /if ?>">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><?cs call:title() ?> · <?cs var:L.common.product ?></title>
  <link rel="icon" href="<?cs var:Page.static ?>/img/loupan.svg" type="image/svg+xml">
  <link rel="stylesheet" href="<?cs var:Page.static ?>/vendor/tabler.min.css">
  <link rel="stylesheet" href="<?cs var:Page.static ?>/css/loupan.css">
  <script src="<?cs var:Page.static ?>/js/loupan.js" defer></script><?cs /def ?>
