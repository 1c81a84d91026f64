<?cs # The layout of pages that are papers first (contract, form, receipt): the sheets, and one
   line of buttons on the screen.  Included last, after title(), actions() and content(). ?>
<?cs include!"common/head.cs" ?>
<?cs call:page_head("light") ?>
</head>
<body class="lp" data-user="<?cs var:Page.user.id ?>">
<a class="skip" href="#main"><?cs var:L.common.skip ?></a>
<header class="lp-print noprint"><?cs call:actions() ?><?cs call:print_button("primary") ?></header>
<main class="lp-papers" id="main" tabindex="-1"><?cs call:content() ?></main>
<p class="ponly"><?cs var:L.common.printed_by ?> <?cs var:Page.user.name ?> · <?cs var:Page.now ?></p>
</body>
</html>
