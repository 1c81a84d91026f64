// One home is sold by keyboard alone: no mouse, no focus set by a script.  On the way each place
// that the keyboard reaches must show that it is reached, in the order of reading, and none may
// hold it.  Four people sit down one after another at the same computer.
import { as, end, is, ok, password, url, world } from '../lib/browser.mjs';

const w = world('customer');
const page = await as('', 'pc');
const press = (key, times = 1) => Array.from({ length: times }).reduce(p => p.then(() => page.keyboard.press(key)), Promise.resolve());
const TAB_MOST = 150;

// Where the keyboard is: whether it is the place wanted, and what a person sees of it.
const look = wanted => page.evaluate(selector => {
  const e = document.activeElement, before = globalThis.keyboardWasAt, outside = e === document.body;
  globalThis.keyboardWasAt = outside ? null : e;
  if (outside) return { outside };
  const shows = [e, e.closest('label')].filter(Boolean).map(x => [x, getComputedStyle(x), x.getBoundingClientRect()]);
  const ringed = shows.filter(([, s]) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 &&
    !/transparent|, 0\)$/.test(s.outlineColor));
  const seen = ringed.some(([x, s, b]) => {
    const x0 = Math.max(0, b.left), y0 = Math.max(0, b.top);
    const at = document.elementFromPoint((x0 + Math.min(innerWidth, b.right)) / 2, (y0 + Math.min(innerHeight, b.bottom)) / 2);
    return b.width > 1 && b.height > 1 && s.visibility === 'visible' && at && (x.contains(at) || at.contains(x));
  });
  return {
    hit: selector !== '' && e.matches(selector), seen, name: e.outerHTML.slice(0, 120),
    backwards: Boolean(before?.isConnected) &&
      Boolean(before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING),
  };
}, wanted);

// Tab until the place wanted; everything passed on the way is judged too.
async function reach(wanted, what) {
  const dark = [], back = [];
  let at = {};
  for (let i = 0; i < TAB_MOST && !at.hit; i++) {
    await press('Tab');
    at = await look(wanted);
    if (at.outside) break;
    if (!at.seen) dark.push(at.name);
    if (at.backwards) back.push(at.name);
  }
  is(dark.join('\n'), '', `every stop on the way to ${what} shows itself`);
  is(back.join('\n'), '', '... in the order of reading');
  if (!ok(at.hit, `Tab reaches ${what}`, `${wanted} on ${page.url()}`)) throw new Error(`no way to ${what}`);
}

async function go(key, arrive, what) {
  await Promise.all([page.waitForURL(arrive), press(key)]);
  ok(arrive.test(page.url()), what);
}

// Past the bars at the top by the skip link.
async function skip() {
  await reach('.skip', 'the skip link');
  await press('Enter');
  await press('Tab');
  ok(await page.evaluate(() => Boolean(document.activeElement.closest('main'))), 'the next stop after it is in the page itself');
}

async function retype(text) {
  await press('Control+a');
  await page.keyboard.type(text);
}

async function logIn(login) {
  await reach('#login', 'the name');
  await page.keyboard.type(login);
  await reach('#password', 'the password');
  await page.keyboard.type(password);
  await go('Enter', /\/portal\/home/, `${login} is in`);
}

async function logOut() {
  await reach('form[action="/account/logout"] button', 'the way out');
  await go('Space', /\/account\/login/, '... and out');
}

// The whole page, and out of it at its end: nothing holds the keyboard.
async function through(what) {
  const dark = [];
  for (let i = 0; i < 2 * TAB_MOST; i++) {
    await press('Tab');
    const at = await look('');
    if (at.outside) {
      is(dark.join('\n'), '', `${what}: every stop shows itself`);
      return ok(true, '... and Tab leaves it at its end');
    }
    if (!at.seen) dark.push(at.name);
  }
  return ok(false, `${what}: Tab leaves it at its end`, (await look('')).name);
}

// ---- the consultant ------------------------------------------------------------------------------
await page.goto(`${url}/account/login`);
await logIn(w.users.consultant);
await reach('.lp-nav a[href="/sales/board"]', 'the board');
await go('Enter', /\/sales\/board/, 'the board opens');
await skip();
await reach('table[data-nav] a.u', 'the first home of the board');
const stops = await page.evaluate(() => document.querySelectorAll('table[data-nav] a.u[tabindex="0"]').length);
is(stops, await page.evaluate(() => document.querySelectorAll('table[data-nav]').length), 'one stop a building');

// As a person does it: down to its floor, then along.
const place = `a.u[data-id="${w.unit_id}"]`;
const [down, along] = await page.evaluate(to => {
  const cell = e => [e.closest('tr').sectionRowIndex, e.closest('td').cellIndex];
  const there = document.querySelector(to), here = there.closest('table').querySelector('a.u[tabindex="0"]');
  return cell(there).map((n, i) => n - cell(here)[i]);
}, place);
for (let i = 0; i < 9 && !await page.evaluate(to => document.activeElement.closest('table').contains(document.querySelector(to)), place); i++)
  await reach('table[data-nav] a.u', 'the next building');
await press(down < 0 ? 'ArrowUp' : 'ArrowDown', Math.abs(down));
await press(along < 0 ? 'ArrowLeft' : 'ArrowRight', Math.abs(along));
const at = await look(place);
ok(at.hit, 'arrows reach the home', at.name);
ok(at.seen, '... and it shows itself');
ok(await page.isVisible('#tip'), '... with its price card');
await press('Escape');
ok(await page.isHidden('#tip'), 'Escape closes the card');
await go('Enter', /\/sales\/units\/\d+/, 'the home opens');

await skip();
await reach('a[href^="/sales/deals/new?unit_id="]', 'its subscription');
await go('Enter', /\/sales\/deals\/new/, 'the form opens');
await through('the form');
await reach('[name=method]', 'the way of paying');
await press('ArrowDown');
await press('ArrowUp');
await reach('#customer_id_0', 'the buyer');
await press('ArrowDown');
is(await page.inputValue('#customer_id_0'), String(w.customer_id), 'the arrow picks him');
await reach('#deposit_fen', 'the deposit');
await retype('1.234');
await Promise.all([page.waitForSelector('.errsum'), press('Enter')]);
const told = await look('.errsum');
ok(told.hit && told.seen, 'what is wrong is said where the keyboard is', told.name);
await reach('.errsum a[href="#deposit_fen"]', 'the first wrong field\'s line');
await press('Enter');
ok((await look('#deposit_fen')).hit, 'it leads into the field');
is(await page.inputValue('#deposit_fen'), '1.234', '... where what was typed still stands');
await retype('50,000');
await reach('main form [type=submit]', 'the button');
await go('Space', /\/sales\/deals\/\d+$/, 'the home is locked for him');
const deal = page.url().match(/(\d+)$/)[1];
await logOut();

// ---- the secretary confirms ----------------------------------------------------------------------
await logIn(w.users.secretary);
await skip();
await reach(`.wl a[href="/sales/deals/${deal}"]`, 'the subscription that waits');
await go('Enter', /\/sales\/deals\/\d+$/, 'it opens');
await reach(`form[action="/sales/deals/${deal}/confirm"] button`, 'its confirmation');
await Promise.all([page.waitForSelector('.st-active'), press('Enter')]);
const number = (await page.textContent('.lp-head .sub')).trim();
await logOut();

// ---- the consultant enters the money ----------------------------------------------------------------
await logIn(w.users.consultant);
await press('/');
ok((await look('#q')).hit, 'a stroke finds anything');
await page.keyboard.type(number);
await go('Enter', /\/sales\/deals\/\d+$/, '... its number opens the subscription');
await skip();
await reach('a[href^="/finance/slips/new?tab_id="]', 'the slip');
await go('Enter', /\/finance\/slips\/new/, 'it opens');
await through('the slip');
await reach('#kind_0', 'the kind of the money');
await reach('#amount_fen_0', 'the amount');
await retype('五万');
await Promise.all([page.waitForSelector('.errsum'), press('Enter')]);
await reach('.errsum a[href="#amount_fen_0"]', 'the first wrong field\'s line');
await press('Enter');
ok((await look('#amount_fen_0')).hit, 'it leads into the field');
await retype('50,000.00');
await reach('#reference', 'the voucher');
await page.keyboard.type('POS 004183');
await go('Enter', /\/finance\/slips\/\d+$/, 'Enter hands it to the secretary');
const slip = page.url().match(/(\d+)$/)[1];
await logOut();

// ---- review, audit, receipt --------------------------------------------------------------------------
await logIn(w.users.secretary);
await reach(`.wl a[href="/finance/slips/${slip}"]`, 'the slip that waits');
await go('Enter', /\/finance\/slips\/\d+$/, 'it opens');
await reach(`a[href="/finance/slips/${slip}/review"]`, 'its review');
await go('Enter', /\/review$/, 'it opens');
await through('the review');
await reach('button[name=accept][value="1"]', 'the yes');
await go('Space', /\/finance\/slips\/\d+$/, 'reviewed');
await logOut();

await logIn(w.users.finance);
await reach(`.wl a[href="/finance/slips/${slip}"]`, 'the slip that waits');
await go('Enter', /\/finance\/slips\/\d+$/, 'it opens');
await reach(`a[href="/finance/slips/${slip}/audit"]`, 'its audit');
await go('Enter', /\/audit$/, 'it opens');
await reach('#received_on', 'the day the money came');
await reach('button[name=accept][value="1"]', 'the yes');
await go('Enter', /\/finance\/slips\/\d+$/, 'audited');
await reach(`form[action="/finance/slips/${slip}/receipt"] button`, 'the receipt');
await go('Enter', /\/finance\/receipts\/\d+$/, 'the receipt is there');
ok(/50,000\.00/.test(await page.textContent('#a5')), '... over what was paid');
await through('the receipt');
await end();
