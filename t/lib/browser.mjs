// What every browser test shares: real Chromium, three widths, and what must hold on each page:
// no CSP report, no console error, no sideways scroll, no finding of axe-core.  TAP on stdout.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const require = createRequire(`${root}/htdocs/package.json`);
const { chromium } = require('playwright-core');
const axePath = require.resolve('axe-core/axe.min.js');

export const url = process.env.LOUPAN_URL.replace(/\/$/, '');
export const password = 'Loupan-test-2026';
export const widths = { pc: [1440, 900], tablet: [820, 1180], phone: [390, 844] };

let count = 0, failed = 0;
export function ok(right, what, detail = '') {
  count++;
  if (!right) failed++;
  console.log(`${right ? 'ok' : 'not ok'} ${count} - ${what}`);
  if (!right && detail) console.log(String(detail).replace(/^/gm, '# '));
  return right;
}
export const is = (got, wanted, what) => ok(got === wanted, what, `got ${got}, wanted ${wanted}`);

export const world = (...wanted) => JSON.parse(
  execFileSync('perl', [`${root}/t/browser/world.pl`, ...wanted], { encoding: 'utf8', cwd: root }));

let browser;
const contexts = new Map();

// One context a person and width: his own cookie.
export async function as(login, width, word = password) {
  const key = `${login} ${width}`;
  if (contexts.has(key)) return contexts.get(key);
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    env: { ...process.env, LANGUAGE: 'zh_CN' },     // the calendar of a date field speaks it
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  const [w, h] = widths[width];
  const context = await browser.newContext({
    viewport: { width: w, height: h }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai',
    hasTouch: width !== 'pc', reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on('console', m => { if (m.type() === 'error' && !/status of 4\d\d/.test(m.text())) page.complaints.push(m.text()); });
  page.on('pageerror', e => page.complaints.push(String(e)));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', e => console.error(`CSP ${e.violatedDirective} ${e.blockedURI}`));
  });
  page.setDefaultTimeout(10000);
  contexts.set(key, page);
  if (login) {
    await page.goto(`${url}/account/login`);
    await page.fill('[name=login]', login);
    await page.fill('[name=password]', word);
    await Promise.all([page.waitForURL(/\/portal\/home/), page.click('main form[action="/account/login"] button[type=submit]')]);
  }
  return page;
}

// What must hold on every page; the picture is kept when somebody asked for pictures.
export async function sound(page, name, width, options = { fullPage: true }) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  ok(wide <= 0, `${name} at ${width}: no sideways scroll`, `${wide} px too wide`);
  await page.evaluate(await axeSource());
  // What passes is not described; style sheets are not fetched again for the one rule that
  // looks for an orientation in them (there is no such word in ours).
  const found = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'], preload: false,
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  ok(found.violations.length === 0, `${name} at ${width}: axe finds nothing`,
    found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')}`).join('\n'));
  ok(page.complaints.length === 0, `${name} at ${width}: no CSP report, no error in the console`, page.complaints.join('\n'));
  page.complaints.length = 0;
  await picture(page, `${name}-${width}`, options);
}

export async function picture(page, name, options = { fullPage: true }) {
  const folder = process.env.LOUPAN_PICTURES;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, ...options });
}

let axe;
async function axeSource() {
  axe ??= (await import('node:fs')).readFileSync(axePath, 'utf8');
  return axe;
}

// Go there, and find the page.
export async function visit(page, path) {
  const answer = await page.goto(url + path);
  is(answer.status(), 200, `GET ${path.replace(/\d{3,}/g, 'N')}`);
  return page;
}

// Press the button of a form whose action ends so, and arrive at another page.
export async function press(page, selector, arrive) {
  await Promise.all([page.waitForURL(arrive), page.click(selector)]);
  return page;
}

export async function end() {
  await browser?.close();
  console.log(`1..${count}`);
  process.exitCode = failed ? 1 : 0;
}
