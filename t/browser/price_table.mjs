// Prices come in: a file with a mistake and a sound one, the preview, the draft, its review and
// approval by others; and the pages of a project, by mouse and by keyboard, at three widths.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { as, end, is, ok, press, sound, url, visit, widths, world } from '../lib/browser.mjs';

const w = world();
const folder = mkdtempSync(`${tmpdir()}/prices-`);
const head = '\ufeff楼栋,楼层,房号,用途,建筑面积(㎡),套内面积(㎡),单价(元/㎡),总价(元)\n';
let floor = 50;

function file(name, rows) {
  writeFileSync(`${folder}/${name}`, head + rows.join('\n') + '\n');
  return `${folder}/${name}`;
}

async function upload(page, path) {
  await visit(page, `/project/price_imports/new?project_id=${w.project_id}`);
  await page.setInputFiles('[name=file]', path);
  await press(page, 'main form[enctype] button[type=submit]', /\/project\/price_imports\/\d+$/);
  return page.url();
}

for (const width of Object.keys(widths)) {
  floor++;
  const good = file(`good-${width}.csv`, [`1栋,${floor},${floor}01,住宅,90.00,72.00,20000,1800000`, `1栋,${floor},${floor}02,住宅,100.00,80.00,20000,2000000`]);
  const bad = file(`bad-${width}.csv`, [`1栋,${floor},${floor}01,住宅,九十,72.00,20000,1800000`, `1栋,${floor},${floor}02,住宅,100.00,80.00,20000,2000001.5`]);

  const planner = await as(w.users.planner, width);
  await visit(planner, '/project/price_imports/new');
  await sound(planner, 'import', width);
  await upload(planner, bad);
  ok((await planner.textContent('main')).includes('不是一个数字'), 'the mistake is named');
  is(await planner.locator('form[action$="/take"]').count(), 0, 'and there is no way to take it');
  await sound(planner, 'import-errors', width);

  await upload(planner, good);
  await sound(planner, 'import-preview', width);
  const preview = planner.url();
  await planner.goto(`${preview}/mapping`);
  await sound(planner, 'import-mapping', width);
  await planner.goto(preview);
  if (width === 'pc') {       // the keyboard alone does it as well
    await planner.focus('form[action$="/take"] button');
    await Promise.all([planner.waitForURL(/\/project\/price_tables\/\d+$/), planner.keyboard.press('Enter')]);
  } else {
    await press(planner, 'form[action$="/take"] button', /\/project\/price_tables\/\d+$/);
  }
  const table = planner.url();
  await sound(planner, 'price-table', width);
  await Promise.all([planner.waitForURL(table), planner.click('form[action$="/submit"] button')]);

  const director = await as(w.users.director, width);
  await director.goto(table);
  await sound(director, 'price-review', width);
  await Promise.all([director.waitForResponse(r => r.status() === 303), director.click('form[action$="/review"] button[value="1"]')]);
  const group = await as(w.users.group, width);
  await group.goto(table);
  await Promise.all([group.waitForResponse(r => r.status() === 303), group.click('form[action$="/approve"] button[value="1"]')]);
  await group.goto(table);
  ok((await group.textContent('main')).includes('已批准'), 'approved by a third person');

  for (const [name, path] of [['project', `projects/${w.project_id}`], ['stock', 'units'], ['methods', 'methods'], ['scheme', 'schemes/new']]) {
    await visit(planner, `/project/${path}`);
    await sound(planner, name, width);
  }
}

await end();
