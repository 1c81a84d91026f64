<?cs # The shell around a page: top bar, navigation by rights, banners.  Included by layout.cs. ?>

<?cs # POST forms of the bar go back to where the user is. ?>
<?cs def:here_() ?><input type="hidden" name="_token" value="<?cs var:Page.token ?>"><input type="hidden" name="next" value="<?cs var:Page.path ?>"><?cs /def ?>

<?cs def:project_choice() ?><?cs if:Page.projects.0.id ?>
<form class="lp-project" method="post" action="/account/project"><?cs call:here_() ?>
  <label class="visually-hidden" for="project_id"><?cs var:L.common.project ?></label>
  <select class="form-select" id="project_id" name="project_id" data-autosubmit><?cs if:Page.projects.1.id ?>
    <option value=""><?cs var:L.common.all_projects ?></option><?cs /if ?><?cs each:p = Page.projects ?>
    <option value="<?cs var:p.id ?>"<?cs if:p.current ?> selected<?cs /if ?>><?cs var:p.name ?></option><?cs /each ?>
  </select>
  <button class="btn btn-sm" type="submit" data-noscript><?cs var:L.common.switch ?></button>
</form><?cs /if ?><?cs /def ?>

<?cs def:preference_(field, value, label, current) ?><button type="submit" name="<?cs var:field ?>" value="<?cs var:value ?>"<?cs if:current == value ?> aria-pressed="true"<?cs else ?> aria-pressed="false"<?cs /if ?>><?cs var:label ?></button><?cs /def ?>

<?cs def:user_menu() ?>
<details class="menu">
  <summary><?cs call:icon("user") ?><span class="visually-hidden"><?cs var:L.common.account ?> </span><span class="nm"><?cs var:Page.user.name ?> <span class="dim">· <?cs var:L.role[Page.user.role] ?></span></span></summary>
  <div class="menu-box">
    <p><b><?cs var:Page.user.name ?></b> <span class="dim"><?cs var:Page.user.login ?> · <?cs var:L.role[Page.user.role] ?></span></p>
    <form method="post" action="/account/preferences"><?cs call:here_() ?>
      <div class="seg full" role="group" aria-label="<?cs var:L.common.language ?>"><?cs call:preference_("language", "zh", "中文", Page.lang) ?><?cs call:preference_("language", "en", "English", Page.lang) ?></div>
      <div class="seg full" role="group" aria-label="<?cs var:L.common.theme ?>"><?cs call:preference_("theme", "light", L.common.light, Page.theme) ?><?cs call:preference_("theme", "dark", L.common.dark, Page.theme) ?></div>
    </form>
    <a href="/account/password"><?cs call:icon("lock") ?><?cs var:L.common.password ?></a>
    <a href="/account/second"><?cs call:icon("phone") ?><?cs var:L.nav.second ?></a>
  </div>
</details><?cs /def ?>

<?cs def:top_bar() ?>
<header class="lp-top noprint">
  <a class="lp-brand" href="/portal/home"><i aria-hidden="true">楼</i><span><?cs var:L.common.product ?></span><b class="visually-hidden"><?cs var:L.nav.home ?></b></a>
  <?cs call:project_choice() ?>
  <form class="lp-search" role="search" method="get" action="/portal/search">
    <label class="visually-hidden" for="q"><?cs var:L.common.search ?></label>
    <?cs call:icon("search") ?><input class="form-control" id="q" name="q" type="search" placeholder="<?cs var:L.common.search_hint ?>" autocomplete="off"><kbd aria-hidden="true">/</kbd>
  </form>
  <div class="lp-user">
    <?cs call:user_menu() ?>
    <form method="post" action="/account/logout"><input type="hidden" name="_token" value="<?cs var:Page.token ?>"><button class="btn btn-link" type="submit"><?cs var:L.common.logout ?></button></form>
  </div>
</header><?cs /def ?>

<?cs # Where the page's path begins with url, the user is there. ?>
<?cs def:nav_link_(url, icon, label) ?><a href="<?cs var:url ?>"<?cs if:string.find(Page.path, url) == #0 ?> aria-current="page"<?cs /if ?>><?cs call:icon(icon) ?><span><?cs var:label ?></span></a><?cs /def ?>

<?cs def:nav_links_() ?>
  <a href="/portal/home"<?cs if:Page.path == "/portal/home" ?> aria-current="page"<?cs /if ?>><?cs call:icon("home") ?><span><?cs var:L.nav.home ?></span><?cs if:Page.worklist_count && Page.worklist_count != "0" ?><span class="cnt"><span class="visually-hidden"><?cs var:L.nav.waiting ?> </span><?cs var:Page.worklist_count ?></span><?cs /if ?></a>
  <?cs if:Page.may.unit_read ?><?cs call:nav_link_("/sales/board", "board", L.nav.board) ?><?cs /if ?>
  <?cs if:Page.may.customer_read ?><?cs call:nav_link_("/customer/customers", "user", L.nav.customers) ?><?cs /if ?>
  <?cs if:Page.may.deal_read ?><?cs call:nav_link_("/sales/deals", "deal", L.nav.deals) ?><?cs /if ?>
  <?cs if:Page.may.slip_read ?><?cs call:nav_link_("/finance/slips", "yen", L.nav.slips) ?><?cs /if ?>
  <?cs if:Page.may.customer_read ?><?cs call:nav_link_("/customer/touches", "phone", L.nav.touches) ?><?cs /if ?>
  <?cs if:Page.may.registration_read ?><?cs call:nav_link_("/sales/pre_registrations", "ticket", L.nav.pre_registrations) ?><?cs /if ?>
  <?cs if:Page.may.receipt_read ?><?cs call:nav_link_("/finance/receipts", "paper", L.nav.receipts) ?><?cs /if ?>
  <?cs if:Page.may.flash_read ?><?cs call:nav_link_("/portal/flash", "chart", L.nav.flash) ?><?cs /if ?>
  <?cs if:Page.may.slip_read ?><?cs call:nav_link_("/finance/arrears", "clock", L.nav.arrears) ?><?cs /if ?>
  <?cs if:Page.may.ledger_read ?><?cs call:nav_link_("/finance/ledger", "ledger", L.nav.ledger) ?><?cs /if ?>
  <?cs if:Page.may.project_read ?><?cs call:nav_link_("/project/projects", "house", L.nav.projects) ?><?cs /if ?>
  <?cs if:Page.may.price_read ?><?cs call:nav_link_("/project/price_tables", "tag", L.nav.prices) ?><?cs /if ?>
  <?cs if:Page.may.user_read ?><?cs call:nav_link_("/account/users", "users", L.nav.users) ?><?cs /if ?>
  <?cs if:Page.may.user_edit ?><?cs call:nav_link_("/account/sign_in_rules", "lock", L.nav.sign_in_rules) ?><?cs /if ?>
  <?cs if:Page.may.event_read ?><?cs call:nav_link_("/portal/events", "list", L.nav.events) ?><?cs /if ?><?cs /def ?>

<?cs # On a phone the bar shows the first five and "more" holds the rest. ?>
<?cs def:side_nav() ?>
<nav class="lp-nav noprint" aria-label="<?cs var:L.nav.main ?>">
  <div class="links"><?cs call:nav_links_() ?></div>
  <details class="menu more">
    <summary><?cs call:icon("more") ?><span><?cs var:L.nav.more ?></span></summary>
    <div class="menu-box"><?cs call:nav_links_() ?></div>
  </details>
</nav><?cs /def ?>

<?cs # Shown by loupan.js: no network, a live page that is late, a session that ends in two
   minutes, a form that could not be sent. ?>
<?cs def:banners() ?>
<div class="ban noprint" id="offline" role="status" hidden><?cs call:icon("warn") ?><span><?cs var:L.common.offline ?> <span class="tn" data-time><?cs var:Page.now ?></span> <?cs var:L.common.offline_more ?></span></div>
<div class="ban noprint" id="late" role="status" hidden><?cs call:icon("warn") ?><span><?cs var:L.common.late ?> <span class="tn" data-time><?cs var:Page.now ?></span></span></div>
<div class="ban noprint" id="ending" role="alert" hidden><?cs call:icon("clock") ?><span><?cs var:L.common.ending ?></span> <button class="btn btn-sm" type="button" data-stay><?cs var:L.common.stay ?></button></div>
<div class="ban noprint" id="unsent" role="alert" hidden><?cs call:icon("warn") ?><span><?cs var:L.common.unsent ?></span></div><?cs /def ?>
