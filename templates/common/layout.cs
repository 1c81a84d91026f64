<?cs # The one layout: included last by a page, after it has defined title() and content().
   Signed in: top bar, navigation, main.  Signed out: the page alone. ?>
<?cs include!"common/nav.cs" ?>
<!doctype html>
<html lang="<?cs var:L.common.html_lang ?>" data-bs-theme="<?cs if:Page.theme ?><?cs var:Page.theme ?><?cs else ?>light<?cs /if ?>">
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
<?cs if:Page.mode == "demo" || Page.mode == "test" ?><aside class="ban mode noprint"><?cs var:L.mode[Page.mode] ?> · <?cs var:L.common.business_clock ?> <span class="tn"><?cs var:Page.now ?></span></aside><?cs /if ?>
<?cs if:Page.user.id ?><div class="lp-shell">
<?cs call:top_bar() ?>
<?cs call:side_nav() ?>
<main class="lp-main" id="main" tabindex="-1">
<?cs call:banners() ?>
<?cs call:content() ?>
</main>
</div><?cs else ?><main class="lp-alone" id="main" tabindex="-1"><?cs call:content() ?></main><?cs /if ?>
</body>
</html>
