// The pictures of the manual, and every page of them is sound.  LOUPAN_PICTURES names the folder;
// without it this is a test like the others.  In a demo its people and its six months are shown
// (LOUPAN_DIR, LOUPAN_URL), else a test's own company with something on every desk.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { as, end, is, ok, press, sound, url, visit, world } from '../lib/browser.mjs';

const folder = process.env.LOUPAN_PICTURES;
const logins = `${process.env.LOUPAN_DIR}/etc/logins`;
const names = { CO: 'consultant', SE: 'secretary', SM: 'manager', FC: 'finance', FM: 'finance_manager',
  PL: 'planner', PD: 'director', GE: 'group', AD: 'admin', AU: 'auditor' };
const demo = existsSync(logins);
const people = {};
let project;
if (demo) {
  for (const line of readFileSync(logins, 'utf8').trim().split('\n')) {
    const [login, password, role] = line.split('\t');
    people[role] = [login, password];
  }
} else {
  const w = world('stage');
  for (const role of Object.keys(names)) people[role] = [w.users[names[role]]];
  project = w.project_id;
}
const of = (role, width) => role ? as(people[role][0], width, people[role][1]) : as('', width);

// What the page shows of the house's own words: a key without a sentence is shown as the key.
async function worded(page, name) {
  const text = await page.textContent('body');
  ok(!/\bL\.[a-z_]+\.\w/.test(text), `${name}: no word is missing`, text.match(/\bL\.[a-z_]+\.\S*/)?.[0]);
}

async function shoot(page, name, width) {
  await page.evaluate(() => scrollTo(0, 0));
  await worded(page, name);
  await sound(page, name, width, { fullPage: false });
}

async function take(role, width, name, path) {
  const page = await of(role, width);
  await visit(page, path);
  await shoot(page, name, width);
  return page;
}

// The first record of a list, as its reader sees it.
async function first(role, width, path) {
  const page = await of(role, width);
  await visit(page, path);
  const link = page.locator('main table.stack tbody a').first();
  if (!await link.count()) return ok(false, `${path} has a first row`), '/portal/home';
  return link.getAttribute('href');
}

// The step of the worklist whose action leads there.
const slip = (role, state) => first(role, 'pc', `/finance/slips?state=${state}&type=receipt`);

await take('', 'pc', 'login', '/account/login');
await take('CO', 'pc', 'home', '/portal/home');
await take('CO', 'phone', 'home', '/portal/home');
const board = await take('CO', 'pc', 'board', '/sales/board');
await take('CO', 'phone', 'board', '/sales/board');

const free = (await (await board.request.get(`${url}/sales/units?as=json&state=available`)).json()).rows.length;
ok(free > 0, 'a home is for sale');
await take('CO', 'pc', 'visit', '/customer/touches/new');
await take('CO', 'pc', 'customer', await first('CO', 'pc', '/customer/customers'));
const unit = await first('CO', 'pc', '/sales/units?state=available');
await take('CO', 'pc', 'unit', unit);
await take('CO', 'pc', 'subscribe', `/sales/deals/new?unit_id=${unit.match(/\d+/)[0]}`);
await take('CO', 'pc', 'deal', await first('CO', 'pc', '/sales/deals?state=active'));
const tab = await first('CO', 'pc', '/finance/slips/new');
await take('CO', 'pc', 'slip', tab);
await take('CO', 'phone', 'slip', tab);

await take('SE', 'pc', 'review', `${await slip('SE', 'submitted')}/review`);
await take('SM', 'pc', 'manager-home', '/portal/home');
await take('FC', 'pc', 'audit', `${await slip('FC', 'reviewed')}/audit`);
await take('FM', 'pc', 'ledger', '/finance/ledger');

const receipt = await take('FC', 'pc', 'receipt', await first('FC', 'pc', '/finance/receipts'));
const code = (await receipt.locator('.verify b').first().textContent()).trim();
const paper = await take('', 'phone', 'check', `/r/${code}`);
ok(await paper.locator('.verdict').count() === 1, 'the paper is found genuine or not');

await take('GE', 'pc', 'flash', '/portal/flash');
await take('GE', 'phone', 'flash', '/portal/flash');
await take('PD', 'pc', 'project', await first('PD', 'pc', '/project/projects'));
await take('AD', 'pc', 'users', '/account/users');
await take('AD', 'pc', 'user', await first('AD', 'pc', '/account/users?role=CO'));
await take('AU', 'pc', 'events', '/portal/events');

// A price table with two mistakes and a doubt, as they come.
const sheet = `${mkdtempSync(`${tmpdir()}/prices-`)}/首批价格表.csv`;
const building = demo ? '1号楼' : '1栋';
writeFileSync(sheet, `\ufeff楼栋,楼层,房号,用途,建筑面积(㎡),套内面积(㎡),单价(元/㎡),总价(元)
${building},18,1801,住宅,89.27,71.46,12680,1131943.60
${building},18,1802,住宅,八十九,71.46,12680,1131944
${building},17,1701,住宅,89.27,71.46,12630,112748
${building},１６,1601,住宅,89.27,71.46,12580,1123017
${building},15,1501,住宅,89.27,71.46,12530,1118553
${building},15,1502,住宅,89.27,71.46,12530,1118553
`);
const planner = await of('PL', 'pc');
await visit(planner, `/project/price_imports/new${project ? `?project_id=${project}` : ''}`);
await planner.setInputFiles('[name=file]', sheet);
const choice = planner.locator('main select[name=project_id]');
if (demo && await choice.count()) await choice.selectOption({ label: '云栖雅园' });
await press(planner, 'main form[enctype] button[type=submit]', /\/project\/price_imports\/\d+$/);
await shoot(planner, 'import', 'pc');
is(await planner.locator('form[action$="/take"]').count(), 0, 'a file with mistakes is not taken');
await visit(planner, `${new URL(planner.url()).pathname}/mapping`);
await shoot(planner, 'mapping', 'pc');
await press(planner, 'main a[href*="/project/price_imports/"] >> nth=0', /price_imports\/\d+$/);
await press(planner, 'form[action$="/drop"] button', /price_imports/);

// Fewer colours, a third of the size; without ImageMagick they stay as they are.
if (folder) {
  for (const file of readdirSync(folder).filter(f => f.endsWith('.png'))) {
    try {
      execFileSync('convert', [`${folder}/${file}`, '+dither', '-colors', '128', `PNG8:${folder}/${file}`]);
    } catch (e) {
      if (e.code !== 'ENOENT') throw e;
    }
  }
}
await end();
