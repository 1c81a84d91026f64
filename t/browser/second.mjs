// The second factor as a person meets it: scan the code on the screen, come in with six digits,
// and say once more who one is before a right changes, without typing the form again.
import { execFileSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { as, end, is, ok, password, sound, visit, world, widths } from '../lib/browser.mjs';

const w = world();
const folder = mkdtempSync(`${tmpdir()}/loupan-second-`);
const sql = text => execFileSync(process.env.LOUPAN, ['db', '--dir', process.env.LOUPAN_DIR, '-e', text]);

// RFC 6238 and RFC 4648, as a telephone computes them.
function code(secret) {
  const bits = [...secret].map(c => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const mac = createHmac('sha1', key).update(step).digest();
  return String((mac.readUInt32BE(mac[19] & 15) & 0x7fffffff) % 1e6).padStart(6, '0');
}

const people = { pc: 'manager', tablet: 'aftersales', phone: 'planner' };
for (const width of Object.keys(widths)) {
  const login = w.users[people[width]];
  const page = await as(login, width);
  await visit(page, '/account/second');
  await sound(page, 'second-none', width);
  await page.click('form[action="/account/second/begin"] button');
  const file = `${folder}/${width}.png`;
  await page.locator('svg.qr').screenshot({ path: file });
  const text = execFileSync('zbarimg', ['-q', '--raw', file], { encoding: 'utf8' }).trim();
  ok(text.startsWith(`otpauth://totp/Loupan:${login}?secret=`), `${width}: the code on the screen is read by a telephone`, text);
  await sound(page, 'second-enrol', width);
  const secret = new URL(text).searchParams.get('secret');
  await page.fill('[name=code]', code(secret));
  await page.click('form[action="/account/second/confirm"] button[type=submit]');
  await page.waitForSelector('.codes');
  is(await page.locator('.codes code').count(), 10, `${width}: ten recovery codes`);
  await sound(page, 'second-codes', width);
  await page.click('form[action="/account/second/taken"] button');
  await sound(page, 'second-have', width);

  await page.click('form[action="/account/logout"] button');
  await page.fill('[name=login]', login);
  await page.fill('[name=password]', password);
  await page.click('main form[action="/account/login"] button[type=submit]');
  await page.waitForURL(/\/account\/code/);
  await sound(page, 'code', width);
  // the digits that enrolled are used up, and the next come in half a minute
  sql(`UPDATE second_factor SET step_count = 0 WHERE user_id = (SELECT id FROM user WHERE login = '${login}')`);
  await page.fill('[name=code]', code(secret));
  await Promise.all([page.waitForURL(/\/portal\/home/), page.click('main button[type=submit]')]);
  ok(true, `${width}: in`);
}

for (const width of Object.keys(widths)) {
  const page = await as(w.users.admin, width);
  await visit(page, '/account/sign_in_rules');
  await sound(page, 'sign-in-rules', width);
  await visit(page, '/account/users/new');
  const login = `browser.${width}.${process.pid}`;
  await page.fill('[name=login]', login);
  await page.fill('[name=name]', '新来的人');
  await page.selectOption('[name=role]', 'CO');
  sql(`UPDATE session SET proved_at = proved_at - INTERVAL 6 MINUTE WHERE user_id = (SELECT id FROM user WHERE login = '${w.users.admin}')`);
  await page.click('main form[action="/account/users/new"] button[type=submit]');
  await page.waitForSelector('[name=password]');
  await sound(page, 'prove', width);
  await page.fill('[name=password]', password);
  await Promise.all([page.waitForURL(/\/users\/\d+\/issued/), page.click('main form[action="/account/proof"] button[type=submit]')]);
  ok((await page.textContent('main')).includes(login), `${width}: done, without typing it again`);
}
await end();
