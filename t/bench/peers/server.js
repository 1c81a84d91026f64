'use strict';
// The peer on Node: Loupan's board, slip list, flash report and recording of a slip, from the same
// rows.  Two workers with eight connections each; statements stay prepared, templates compiled
// (EJS without its `with`, which costs twice the time).  argv[2]: the directory with data.json.
const cluster = require('node:cluster');
const crypto = require('node:crypto');

const dir = process.argv[2];
const data = require(dir + '/data.json');
const { words, sql } = data;
const cookieLike = new RegExp(data.cookie + '=([^;]+)');

const moment = (days = 0) => new Date(Date.now() + (8 * 3600 + days * 86400) * 1000).toISOString();
const nowText = () => moment().slice(0, 19).replace('T', ' ');
const group = text => text.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
const number = n => group(String(n));
const money = fen => {
	const n = Math.abs(Number(fen)), whole = Math.trunc(n / 100);
	return (fen < 0 ? '-' : '') + group(String(whole)) + '.' + String(n % 100).padStart(2, '0');
};
const masked = s => s.slice(0, 1) + '*'.repeat(Math.max(0, s.length - 1));
const share = (part, of) => of ? (100 * part / of).toFixed(1) + '%' : '—';

let pool;
const q = async (name, ...values) => (await pool.execute(sql[name], values))[0];

// Who asks, what he may, the projects that he sees.
async function enter(request, reply, name) {
	const cookie = (request.headers.cookie ?? '').match(cookieLike)?.[1] ?? '';
	const [me] = await q('session', crypto.createHash('sha256').update(cookie).digest());
	if (!me) return void reply.code(401).send('log in\n');
	const rights = new Set((await q('rights', me.role)).map(r => r.right_name));
	const projects = await q('projects', me.id);
	if (!projects.length) return void reply.code(404).send('no project\n');
	if (!rights.has(data.right[name])) return void reply.code(403).send('no right\n');
	me.cookie = cookie;
	me.path = data.page[name]?.path ?? '';
	me.nav = words.nav.filter(n => n[0] === '' || rights.has(n[0]));
	return { me, project: projects[0].id };
}

const show = (reply, name, values) => reply.type('text/html; charset=utf-8').view(name + '.ejs',
	{ ...values, page: data.page[name], words, money });

async function board(request, reply) {
	const at = await enter(request, reply, 'board');
	if (!at) return reply;
	const now = nowText(), floors = new Map();
	for (const u of await q('board', now, now.slice(0, 10), now, at.project)) {
		const [css, word, sign] = words.states[u.state];
		if (!floors.has(u.floor_no))
			floors.set(u.floor_no, { name: u.floor_label || u.floor_no + 'F', units: [] });
		// into the row itself: a copy by {...u} takes ten times as long as the rest of the page
		Object.assign(u, { css, word, total: money(u.list_total_fen),
			price: money(u.list_unit_price_fen) + ' 元/㎡', area: money(u.gross_dm2) + ' ㎡',
			who: u.payer === null ? '' : masked(u.payer) + ' · ' + u.owner_name,
			label: css === 'ok' ? (u.list_total_fen / 1e6).toFixed(1) : sign });
		floors.get(u.floor_no).units.push(u);
	}
	return show(reply, 'board', { me: at.me, floors: [...floors.values()] });
}

async function slips(request, reply) {
	const at = await enter(request, reply, 'slips');
	if (!at) return reply;
	const [count] = await q('slip_count', at.project);
	return show(reply, 'slips', { me: at.me, count, slips: await q('slips', at.project) });
}

async function flash(request, reply) {
	const at = await enter(request, reply, 'flash');
	if (!at) return reply;
	const today = nowText().slice(0, 10), month = Number(today.slice(5, 7));
	const quarter = String(month - (month - 1) % 3).padStart(2, '0');
	const spans = [{ from: today }, { from: today.slice(0, 8) + '01' }, { from: `${today.slice(0, 4)}-${quarter}-01` },
		{ from: today.slice(0, 5) + '01-01' }];
	const since = moment(-29).slice(0, 10), first = since < spans[3].from ? since : spans[3].from;
	const sums = {}, days = {}, figures = {}, trend = [];
	for (const row of await q('figures', at.project, first, today, at.project, first, today))
		for (const [column, n] of Object.entries(row)) {
			if (column === 'day') continue;
			const day = days[row.day] ??= {}, sum = sums[column] ??= [0, 0, 0, 0];
			day[column] = (day[column] ?? 0) + Number(n);
			spans.forEach((s, i) => { if (row.day >= s.from) sum[i] += Number(n); });
		}
	for (const r of data.page.flash.rows)
		if (r.column)
			figures[r.column] = spans.map((s, i) => (r.money ? money : number)(sums[r.column]?.[i] ?? 0));
	for (let i = -29; i <= 0; i++) {
		const on = moment(i).slice(0, 10);
		trend.push({ on, visits: days[on]?.visits ?? 0, subs: days[on]?.sub_new ?? 0 });
	}
	return show(reply, 'flash', { me: at.me, spans, today, project: at.project, figures, trend,
		stock: await stock(at.project, today) });
}

async function stock(project, today) {
	const of = {}, area = { sold: 0, all: 0 };
	for (const s of await q('stock', project, project)) {
		of[s.state] = Number(s.n);
		if (s.state !== 'not_released') area.all += Number(s.area_dm2);
		if (s.state !== 'not_released' && s.state !== 'available') area.sold += Number(s.area_dm2);
	}
	const n = (...states) => states.reduce((sum, s) => sum + (of[s] ?? 0), 0);
	const sold = n('subscribed', 'contracted', 'loaned', 'handed_over'), all = sold + n('available', 'locked', 'held');
	const [open] = await q('open', today, project);
	const [late] = await q('arrears', today, project, today);
	const [unsold] = await q('unsold', project);
	return [open.registered, open.unsigned_count, open.late_count, money(late.due_fen), late.tab_count, money(open.loan_fen),
		sold, money(unsold.total_fen), all, money(area.sold), money(area.all), n('available'), n('locked'), n('held'),
		n('subscribed'), n('contracted'), n('loaned'), n('handed_over'), n('not_released'), share(sold, all),
		share(area.sold, area.all)];
}

function formWrong(p, me, today) {
	const token = crypto.createHmac('sha256', data.secret).update(me.cookie).digest('hex');
	if (p._token?.length !== token.length || !crypto.timingSafeEqual(Buffer.from(p._token), Buffer.from(token))) return 403;
	const day = /^\d{4}-\d\d-\d\d$/.test(p.paid_on) && new Date(p.paid_on).toISOString().startsWith(p.paid_on);
	return /^[0-9a-f]{32}$/.test(p._key) && words.means[p.means] && p.account && p.reference.length <= 40 && p.payer
		&& p.payer.length <= 60 && day && p.paid_on <= today && /^\d{1,10}(\.\d\d)?$/.test(p.amount_fen_0) ? 0 : 422;
}

// One transaction; a key that was used before is refused by its unique index.
async function record(c, me, p, now) {
	const ask = async (name, ...values) => (await c.execute(sql[name], values))[0];
	const key = Buffer.from(p._key, 'hex'), fen = Math.round(Number(p.amount_fen_0) * 100), today = now.slice(0, 10);
	await c.query('START TRANSACTION');
	await ask('key', key, me.id, '/slip', now);
	const [t] = await ask('tab', me.id, Number(p.tab_id));
	if (!t || !t.kinds.split(',').includes(p.kind_0) || fen < 1) {
		await c.query('ROLLBACK');
		return 0;
	}
	const { insertId: serial } = await ask('number', t.project_id);
	const { insertId: id } = await ask('slip', t.project_id, serial, `JK-${now.slice(0, 4)}-${String(serial).padStart(6, '0')}`,
		t.id, p.means, p.account, p.reference, p.payer, p.paid_on, fen, me.id, now);
	await ask('line', t.project_id, id, t.id, p.kind_0, fen);
	await ask('event', t.project_id, id, today, today, today, fen, t.customer_id, t.unit_id, me.id, '127.0.0.1',
		crypto.randomBytes(16).toString('hex'), now, now);
	await ask('answered', `/finance/slips/${id}`, key);
	await ask('version', t.project_id);
	await c.query('COMMIT');
	return id;
}

async function slip(request, reply) {
	const at = await enter(request, reply, 'slip');
	if (!at) return reply;
	const now = nowText(), p = request.body, wrong = formWrong(p, at.me, now.slice(0, 10));
	if (wrong) return reply.code(wrong).send('the form\n');
	const c = await pool.getConnection();
	try {
		const id = await record(c, at.me, p, now);
		return id ? reply.code(303).header('Location', `/finance/slips/${id}`).send('') : reply.code(422).send('the tab\n');
	} catch (e) {
		await c.query('ROLLBACK');
		throw e;
	} finally {
		c.release();
	}
}

async function serve() {
	const app = require('fastify')({ logger: false });
	pool = require('mysql2/promise').createPool({ socketPath: data.socket, user: 'loupan_test', password: data.password,
		database: 'loupan', charset: 'utf8mb4', connectionLimit: 8, dateStrings: true, maxPreparedStatements: 64 });
	app.register(require('@fastify/view'), { engine: { ejs: require('ejs') }, root: __dirname + '/ejs', production: true,
		options: { _with: false, localsName: 'o', cache: true, filename: __dirname + '/ejs/page.ejs' } });
	app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' },
		(request, body, done) => done(null, Object.fromEntries(new URLSearchParams(body))));
	app.get('/board', board);
	app.get('/slips', slips);
	app.get('/flash', flash);
	app.post('/slip', slip);
	await app.listen({ path: dir + '/node.sock' });
}

if (cluster.isPrimary) for (let i = 0; i < 2; i++) cluster.fork();
else serve();
