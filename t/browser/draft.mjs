// A form half filled in survives a closed tab and a change to the tablet; the end of the session is
// said before it comes, and put off.
import { as, end, is, ok, sound, url, visit, world } from '../lib/browser.mjs';

const w = world();
const login = w.users.consultant;
const note = '要南向，先生从上海回来';
const phone = `129${String(process.pid % 10000).padStart(4, '0')}0417`;
const saved = page => page.waitForResponse(r => r.url().endsWith('/account/draft') && r.request().method() === 'POST');

const pc = await as(login, 'pc');
await pc.clock.install();
await visit(pc, '/customer/customers/new');
await pc.fill('#name', '陈嘉怡');
await pc.fill('#phone', phone);
await pc.fill('#note', note);
await pc.check('input[name=intent_grade][value=A]', { force: true });
const keeping = saved(pc);
await pc.clock.fastForward(11000);
is((await keeping).status(), 200, 'after ten seconds of change it is kept');
await pc.goto('about:blank');                     // the tab is gone

const tablet = await as(login, 'tablet');
await visit(tablet, '/customer/customers/new');
await tablet.waitForSelector('[data-kept]:not([hidden])');
await sound(tablet, 'draft', 'tablet');
is(await tablet.inputValue('#note'), '', 'nothing is filled in before he says so');
await tablet.click('[data-restore]');
is(await tablet.inputValue('#note'), note, 'on the tablet he goes on where he was');
is(await tablet.inputValue('#phone'), phone, '... with the phone');
ok(await tablet.isChecked('input[name=intent_grade][value=A]'), '... and the choice');
ok(await tablet.isHidden('[data-kept]'), '... and the bar is gone');
await Promise.all([tablet.waitForURL(/\/customer\/customers\/\d+$/), tablet.click('form[data-draft] button[type=submit]')]);
ok((await tablet.textContent('main')).includes(note), 'what was sent is there');
const asked = tablet.waitForResponse(r => r.url().includes('/account/draft?'));
await visit(tablet, '/customer/customers/new');
is((await (await asked).json()).fields, '', 'what was sent is forgotten');

// ---- the session --------------------------------------------------------------------------------
await visit(pc, '/customer/customers/new');
await pc.fill('#note', '写到一半');
ok(await pc.isHidden('#ending'), 'in the middle of the session nothing is said');
const last = saved(pc);
await pc.clock.fastForward('28:00');
await pc.waitForSelector('#ending:not([hidden])');
is((await last).status(), 200, 'before it ends what is typed is kept');
await sound(pc, 'session-ending', 'pc');
await pc.click('[data-stay]');
await pc.waitForSelector('#ending', { state: 'hidden' });
is(await pc.inputValue('#note'), '写到一半', 'he stays, and so does the form');
await pc.goto(`${url}/customer/customers/new`);
await pc.waitForSelector('[data-kept]:not([hidden])');
const gone = saved(pc);
await pc.click('[data-discard]');
is((await gone).status(), 200, 'discarded');
await end();
