<?cs # The layout of pages without a shell (log in, the public check page), included last. ?>
<!doctype html>
<html lang="<?cs var:L.common.html_lang ?>" data-bs-theme="<?cs if:Page.theme ?><?cs var:Page.theme ?><?cs else ?>light<?cs /if ?>">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title><?cs call:title() ?> · <?cs var:L.common.product ?></title>
  <link rel="icon" href="<?cs var:Page.static ?>/img/loupan.svg" type="image/svg+xml">
  <link rel="stylesheet" href="<?cs var:Page.static ?>/vendor/tabler.min.css">
  <link rel="stylesheet" href="<?cs var:Page.static ?>/css/loupan.css">
  <script src="<?cs var:Page.static ?>/js/loupan.js" defer></script>
</head>
<body class="lp">
<?cs call:content() ?>
</body>
</html>
