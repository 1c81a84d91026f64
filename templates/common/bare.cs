<?cs # The layout of pages without a shell (log in, the public check page), included last. ?>
<?cs include!"common/head.cs" ?>
<?cs call:page_head(Page.theme) ?>
  <meta name="robots" content="noindex">
</head>
<body class="lp">
<?cs call:content() ?>
</body>
</html>
