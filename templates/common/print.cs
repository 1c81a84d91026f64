<?cs # The layout of pages that are papers first (contract, form, receipt): the sheets, and one
   line of buttons on the screen.  Included last, after title(), actions() and content(). ?>
<!doctype html>
<html lang="<?cs var:L.common.html_lang ?>" data-bs-theme="light">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title><?cs call:title() ?> · <?cs var:L.common.product ?></title>
  <link rel="icon" href="<?cs var:Page.static ?>/img/loupan.svg" type="image/svg+xml">
  <link rel="stylesheet" href="<?cs var:Page.static ?>/vendor/tabler.min.css">
  <link rel="stylesheet" href="<?cs var:Page.static ?>/css/loupan.css">
  <script src="<?cs var:Page.static ?>/js/loupan.js" defer></script>
</head>
<body class="lp" data-user="<?cs var:Page.user.id ?>">
<a class="skip" href="#main"><?cs var:L.common.skip ?></a>
<header class="lp-print noprint"><?cs call:actions() ?><?cs call:print_button("primary") ?></header>
<main class="lp-papers" id="main" tabindex="-1"><?cs call:content() ?></main>
<p class="ponly"><?cs var:L.common.printed_by ?> <?cs var:Page.user.name ?> · <?cs var:Page.now ?></p>
</body>
</html>
