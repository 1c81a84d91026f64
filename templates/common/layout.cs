<?cs # The one layout: included last by a page, after it has defined title() and content().
   Signed in: top bar, navigation, main.  Signed out: the page alone. ?>
<?cs include!"common/nav.cs" ?>
<?cs include!"common/head.cs" ?>
<?cs call:page_head(Page.theme) ?>
<?cs if:Page.session_seconds ?><script src="<?cs var:Page.static ?>/js/session.js" defer></script><?cs /if ?>
</head>
<body class="lp" data-user="<?cs var:Page.user.id ?>"<?cs if:Page.session_seconds ?> data-session="<?cs var:Page.session_seconds ?>"<?cs /if ?>>
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
