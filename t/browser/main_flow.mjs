// One home is sold, by mouse and by hand: a visit is registered, the home subscribed and the
// subscription confirmed, money entered, reviewed, audited, its receipt printed and checked by
// a stranger's phone, and the flash report shows it.  Each width sells a home of its own.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { as, end, is, ok, press, sound, url, visit, widths, world } from '../lib/browser.mjs';

const w = world();
const free = [w.unit_id, w.unit2_id, w.unit3_id];
let n = 0;


async function register(page, width, phone) {
  await visit(page, '/customer/touches/new?kind=visit');
  await page.fill('[name=phone]', phone);
  await page.fill('[name=name]', '陈嘉怡');
  await page.locator('[name=source]').selectOption({ index: 1 });
  await sound(page, 'visit', width);
  await press(page, 'main form[action^="/customer/touches"] button[type=submit]', /\/customer\/(customers|touches)/);
}

async function subscribe(page, width, unit, phone) {
  await visit(page, `/customer/customers?phone=${phone}`);
  const href = await page.locator('main table a[href^="/customer/customers/"]').first().getAttribute('href');
  const customer = href.match(/(\d+)$/)[1];
  await visit(page, `/customer/customers/${customer}/edit`);
  await page.fill('[name=id_no]', '990101199001010019');
  await press(page, 'main form button[type=submit]', new RegExp(`/customer/customers/${customer}$`));
  await sound(page, 'customer', width);
  await visit(page, `/sales/deals/new?unit_id=${unit}&method=lump`);
  await page.locator('[name=customer_id_0]').fill(customer).catch(async () => page.locator('[name=customer_id_0]').selectOption(customer));
  await page.fill('[name=deposit_fen]', '50,000');
  await sound(page, 'subscribe', width);
  await press(page, 'main form[action^="/sales/deals"] button[type=submit]:not([formmethod=get])', /\/sales\/deals\/\d+$/);
  return page.url().match(/(\d+)$/)[1];
}

async function confirm(page, width, deal) {
  await visit(page, `/sales/deals/${deal}`);
  await press(page, `form[action="/sales/deals/${deal}/confirm"] button`, /\/sales\/deals\/\d+$/);
  await sound(page, 'deal', width);
}

async function enter(page, width, deal) {
  await visit(page, `/sales/deals/${deal}`);
  const link = page.locator('a[href^="/finance/slips/new?tab_id="]').first();
  await press(page, 'a[href^="/finance/slips/new?tab_id="] >> nth=0', /\/finance\/slips\/new/).catch(async () => link.click());
  await page.locator('[name=kind_0]').selectOption('deposit');
  await page.fill('[name=amount_fen_0]', '1.234');
  await page.locator('main form[action="/finance/slips/new"] button[type=submit]').first().click();
  await page.waitForSelector('[aria-invalid=true]');
  is(await page.inputValue('[name=amount_fen_0]'), '1.234', 'what was typed wrongly is kept');
  await sound(page, 'slip-error', width);
  await page.fill('[name=amount_fen_0]', '50,000.00');
  await page.locator('[name=account]').selectOption('1002.02').catch(() => {});
  await press(page, 'main form[action="/finance/slips/new"] button[type=submit]', /\/finance\/slips\/\d+$/);
  return page.url().match(/(\d+)$/)[1];
}

async function review(page, width, slip) {
  await visit(page, `/finance/slips/${slip}/review`);
  await sound(page, 'review', width);
  await press(page, `form[action="/finance/slips/${slip}/review"] button[value="1"]`, /\/finance\/slips\/\d+$/);
}

async function audit(page, width, slip) {
  await visit(page, `/finance/slips/${slip}`);
  if (!await page.locator(`form[action="/finance/slips/${slip}/audit"]`).count())
    await visit(page, `/finance/slips/${slip}/audit`);
  await sound(page, 'audit', width);
  await press(page, `form[action="/finance/slips/${slip}/audit"] button[value="1"]`, /\/finance\/slips\/\d+$/);
  await visit(page, `/finance/slips/${slip}`);
  await press(page, `form[action="/finance/slips/${slip}/receipt"] button`, /\/finance\/receipts\/\d+$/);
  await sound(page, 'receipt', width);
}

// The printed code is read back from the page as a printer draws it, four dots a pixel.
async function check(page, width) {
  const file = `${mkdtempSync(`${tmpdir()}/loupan-qr-`)}/qr.png`;
  const qr = page.locator('svg.qr:visible').first();
  await qr.evaluate(e => e.scrollIntoView({ block: 'center' }));     // clear of bars that stay put
  const box = await qr.boundingBox();
  const devtools = await page.context().newCDPSession(page);
  const shot = await devtools.send('Page.captureScreenshot', {
    clip: { ...box, y: box.y + await page.evaluate(() => scrollY), scale: 4 } });
  writeFileSync(file, Buffer.from(shot.data, 'base64'));
  let text = '';
  try {
    text = execFileSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' }).trim();
  } catch (e) {
    text = `zbarimg: ${e.message}`;
  }
  ok(/\/R\/R1\./i.test(text), `the code is read from the page at ${width}`, text);
  const stranger = await as('', 'phone');
  const answer = await stranger.goto(url + text.slice(text.toUpperCase().indexOf('/R/')));
  is(answer.status(), 200, 'a stranger\'s phone opens it');
  ok(/50,000\.00/.test(await stranger.textContent('main')), 'and sees the amount of the paper');
  ok(!/陈嘉怡/.test(await stranger.textContent('main')), 'and not the name');
  await sound(stranger, 'check', 'phone');
}

async function report(page, width, before) {
  await visit(page, `/portal/flash?project_id=${w.project_id}`);
  await sound(page, 'flash', width);
  const flash = await (await page.request.get(`${url}/portal/flash?project_id=${w.project_id}&as=json`)).json();
  const day = Object.values(flash.projects)[0].day;
  is(day.collect, before + 5000000, `the flash report shows the money to the fen at ${width}`);
  is(day.sub_new, ++n, 'and the subscription');
  return day.collect;
}

let collected = 0;
for (const [i, width] of Object.keys(widths).entries()) {
  const phone = `12${String(process.pid).padStart(7, '0').slice(-7)}${10 + i}`;
  const consultant = await as(w.users.consultant, width);
  await sound(consultant, 'home', width);
  await register(consultant, width, phone);
  const deal = await subscribe(consultant, width, free[i], phone);
  await confirm(await as(w.users.secretary, width), width, deal);
  const slip = await enter(consultant, width, deal);
  await review(await as(w.users.secretary, width), width, slip);
  const clerk = await as(w.users.finance, width);
  await audit(clerk, width, slip);
  await check(clerk, width);
  collected = await report(await as(w.users.director, width), width, collected);
}

// Every page that a director reads all day, at every width.
for (const width of Object.keys(widths)) {
  const page = await as(w.users.director, width);
  for (const path of ['/portal/home', '/sales/board', '/sales/units', '/sales/deals', '/sales/pre_registrations',
    '/customer/customers', '/customer/touches', '/finance/slips', '/finance/receipts', '/finance/arrears',
    '/portal/flash', '/project/projects', '/project/price_tables']) {
    await visit(page, path);
    await sound(page, path.slice(1).replace('/', '-'), width);
  }
}
await end();
