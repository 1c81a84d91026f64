// A person asks for a copy of his data, at the desk: entered by a consultant on a phone, granted
// by the manager, printed; and the pages beside it, each sound at every width.
import { as, end, ok, press, sound, visit, widths, world } from '../lib/browser.mjs';

const w = world('customer');

async function ask(width) {
  const page = await as(w.users.consultant, width);
  await visit(page, `/customer/privacy_requests/new?customer_id=${w.customer_id}`);
  await page.click('main form[action^="/customer/privacy_requests/new"] button[type=submit]');
  await page.waitForSelector('[aria-invalid=true]');
  await sound(page, 'privacy-error', width);
  await page.locator('[name=kind][value=copy]').check();
  await page.fill('[name=wish]', '想知道你们留了我哪些信息');
  await page.fill('[name=proof]', '本人持身份证到场');
  await press(page, 'main form[action^="/customer/privacy_requests/new"] button[type=submit]', /privacy_requests\/\d+$/);
  await sound(page, 'privacy-asked', width);
  return page.url().match(/\d+$/)[0];
}

async function grant(width, id) {
  const page = await as(w.users.manager, width);
  await visit(page, `/customer/privacy_requests/${id}`);
  await sound(page, 'privacy-decide', width);
  await press(page, 'button[name=verdict][value=done]', new RegExp(`privacy_requests/${id}$`));
  await press(page, `form[action$="/${id}/copy"] button`, /\/paper\?/);
  ok(/本人持身份证到场|想知道/.test(await page.textContent('body')), 'the copy holds what he asked');
  await sound(page, 'privacy-paper', width);
}

for (const width of Object.keys(widths)) {
  await grant(width, await ask(width));
  const consultant = await as(w.users.consultant, width);
  for (const path of ['/customer/customers/new', `/customer/customers/${w.customer_id}`, '/customer/customers/retention',
    `/customer/disclosures/new?customer_id=${w.customer_id}`, '/customer/disclosures', '/customer/privacy_requests']) {
    await visit(consultant, path);
    await sound(consultant, path.slice(10).replace(/\W+/g, '-'), width);
  }
  const director = await as(w.users.director, width);
  await visit(director, '/customer/privacy_notices/new');
  await director.fill('[name=body]', `我们为了向您介绍房源而登记姓名与手机号。${width}`);
  await sound(director, 'notice-new', width);
  await press(director, 'main form[action="/customer/privacy_notices/new"] button[type=submit]', /privacy_notices\/\d+$/);
  await sound(director, 'notice', width);
}
await end();
