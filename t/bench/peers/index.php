<?php
declare(strict_types=1);
// The peer in PHP: Loupan's board, slip list, flash report and recording of a slip, from the same
// rows.  A persistent connection, one round trip a statement (emulated preparing), templates
// compiled by Twig and kept by opcache.  PEER_DIR has what the bench made: data.php.
require '/usr/share/php/Twig/autoload.php';
date_default_timezone_set('Asia/Shanghai');
$data = require $_SERVER['PEER_DIR'] . '/data.php';
$now = date('Y-m-d H:i:s');
$today = substr($now, 0, 10);

function db(): PDO {
	global $data;
	static $db;
	return $db ??= new PDO("mysql:unix_socket={$data['socket']};dbname=loupan;charset=utf8mb4", 'loupan_test',
		$data['password'], [PDO::ATTR_PERSISTENT => true, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
		PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC]);
}

function q(string $name, mixed ...$values): PDOStatement {
	global $data;
	$s = db()->prepare($data['sql'][$name]);
	$s->execute($values);
	return $s;
}

function end_with(int $status, string $say): never {
	http_response_code($status);
	header('Content-Type: text/plain; charset=utf-8');
	echo $say, "\n";
	exit;
}

function show(string $name, array $values): never {
	global $data, $me;
	$twig = new \Twig\Environment(new \Twig\Loader\FilesystemLoader(__DIR__ . '/twig'),
		['cache' => $_SERVER['PEER_DIR'] . '/twig', 'auto_reload' => false, 'autoescape' => 'html']);
	$twig->addFilter(new \Twig\TwigFilter('money', money(...)));
	header('Content-Type: text/html; charset=utf-8');
	echo $twig->render("$name.twig", $values + ['page' => $data['page'][$name], 'words' => $data['words'], 'me' => $me]);
	exit;
}

function money(int|string|null $fen): string { return number_format((int)$fen / 100, 2); }
function masked(string $s): string { return mb_substr($s, 0, 1) . str_repeat('*', max(0, mb_strlen($s) - 1)); }

// Who asks, what he may, the projects that he sees.
$cookie = $_COOKIE[$data['cookie']] ?? '';
$me = q('session', hash('sha256', $cookie, true))->fetch() ?: end_with(401, 'log in');
$rights = array_fill_keys(q('rights', $me['role'])->fetchAll(PDO::FETCH_COLUMN), true);
$projects = q('projects', $me['id'])->fetchAll() ?: end_with(404, 'no project');
$project = (int)$projects[0]['id'];
$asked = basename($_SERVER['PATH_INFO']);
$me['path'] = $data['page'][$asked]['path'] ?? '';
$me['nav'] = array_values(array_filter($data['words']['nav'], fn($n) => $n[0] === '' || isset($rights[$n[0]])));
isset($rights[$data['right'][$asked] ?? end_with(404, 'not here')]) || end_with(403, 'no right');

function board(): never {
	global $data, $project, $now, $today;
	$floors = [];
	foreach (q('board', $now, $today, $now, $project) as $u) {
		[$u['css'], $u['word'], $sign] = $data['words']['states'][$u['state']];
		$u['total'] = money($u['list_total_fen']);
		$u['price'] = money($u['list_unit_price_fen']) . ' 元/㎡';
		$u['area'] = money($u['gross_dm2']) . ' ㎡';
		$u['who'] = $u['payer'] === null ? '' : masked($u['payer']) . ' · ' . $u['owner_name'];
		$u['label'] = $u['css'] === 'ok' ? number_format($u['list_total_fen'] / 1e6, 1, '.', '') : $sign;
		$floor = &$floors[$u['floor_no']];
		$floor['name'] ??= $u['floor_label'] ?: $u['floor_no'] . 'F';
		$floor['units'][] = $u;
	}
	show('board', ['floors' => $floors]);
}

function flash(): never {
	global $data, $project, $today;
	$month = (int)substr($today, 5, 2);
	$spans = [['from' => $today], ['from' => substr($today, 0, 8) . '01'],
		['from' => sprintf('%s-%02d-01', substr($today, 0, 4), $month - ($month - 1) % 3)], ['from' => substr($today, 0, 5) . '01-01']];
	$since = date('Y-m-d', strtotime("$today -29 days"));
	$first = min($spans[3]['from'], $since);
	$sums = $days = [];
	foreach (q('figures', $project, $first, $today, $project, $first, $today) as $row)
		foreach ($row as $column => $n) {
			if ($column === 'day')
				continue;
			$days[$row['day']][$column] = ($days[$row['day']][$column] ?? 0) + (int)$n;
			foreach ($spans as $i => $s)
				$sums[$column][$i] = ($sums[$column][$i] ?? 0) + ($row['day'] >= $s['from'] ? (int)$n : 0);
		}
	$figures = $trend = [];
	foreach ($data['page']['flash']['rows'] as $r)
		if (isset($r['column']))
			foreach ($spans as $i => $s) {
				$n = $sums[$r['column']][$i] ?? 0;
				$figures[$r['column']][$i] = $r['money'] ? money($n) : number_format($n);
			}
	for ($i = 29; $i >= 0; $i--) {
		$on = date('Y-m-d', strtotime("$today -$i days"));
		$trend[] = ['on' => $on, 'visits' => $days[$on]['visits'] ?? 0, 'subs' => $days[$on]['sub_new'] ?? 0];
	}
	show('flash', ['spans' => $spans, 'today' => $today, 'project' => $project, 'figures' => $figures,
		'trend' => $trend, 'stock' => stock($project, $today)]);
}

function stock(int $project, string $today): array {
	$of = [];
	$area = ['sold' => 0, 'all' => 0];
	foreach (q('stock', $project, $project) as $s) {
		$of[$s['state']] = (int)$s['n'];
		$area['all'] += $s['state'] === 'not_released' ? 0 : (int)$s['area_dm2'];
		$area['sold'] += in_array($s['state'], ['available', 'not_released'], true) ? 0 : (int)$s['area_dm2'];
	}
	$n = fn(string ...$states) => array_sum(array_map(fn($s) => $of[$s] ?? 0, $states));
	$sold = $n('subscribed', 'contracted', 'loaned', 'handed_over');
	$all = $sold + $n('available', 'locked', 'held');
	$open = q('open', $today, $project)->fetch();
	$late = q('arrears', $today, $project, $today)->fetch();
	$share = fn($part, $of) => $of ? number_format(100 * $part / $of, 1) . '%' : '—';
	return [$open['registered'], $open['unsigned_count'], $open['late_count'], money($late['due_fen']), $late['tab_count'],
		money($open['loan_fen']), $sold, money(q('unsold', $project)->fetchColumn()), $all, money($area['sold']),
		money($area['all']), $n('available'), $n('locked'), $n('held'), $n('subscribed'), $n('contracted'), $n('loaned'),
		$n('handed_over'), $n('not_released'), $share($sold, $all), $share($area['sold'], $area['all'])];
}

// One transaction; a key that was used before is refused by its unique index.
function slip(): never {
	global $data, $me, $cookie, $now, $today;
	$p = array_map('trim', $_POST) + array_fill_keys(['_token', '_key', 'tab_id', 'means', 'account', 'reference', 'payer',
		'paid_on', 'kind_0', 'amount_fen_0'], '');
	hash_equals(hash_hmac('sha256', $cookie, $data['secret']), $p['_token']) || end_with(403, 'token');
	$day = preg_match('/^(\d{4})-(\d\d)-(\d\d)$/', $p['paid_on'], $d) && checkdate((int)$d[2], (int)$d[3], (int)$d[1]);
	if (!preg_match('/^[0-9a-f]{32}$/', $p['_key']) || !isset($data['words']['means'][$p['means']]) || $p['account'] === ''
		|| mb_strlen($p['reference']) > 40 || $p['payer'] === '' || mb_strlen($p['payer']) > 60 || !$day || $p['paid_on'] > $today
		|| !preg_match('/^(\d{1,10})(?:\.(\d\d))?$/', $p['amount_fen_0'], $m))
		end_with(422, 'the form');
	[$key, $fen] = [hex2bin($p['_key']), (int)$m[1] * 100 + (int)($m[2] ?? 0)];
	db()->beginTransaction();
	try {
		q('key', $key, $me['id'], '/slip', $now);
		$t = q('tab', $me['id'], (int)$p['tab_id'])->fetch();
		if (!$t || !in_array($p['kind_0'], explode(',', $t['kinds']), true) || $fen < 1)
			throw new DomainException('the tab');
		q('number', $t['project_id']);
		$serial = (int)db()->lastInsertId();
		q('slip', $t['project_id'], $serial, sprintf('JK-%s-%06d', substr($today, 0, 4), $serial), $t['id'], $p['means'],
			$p['account'], $p['reference'], $p['payer'], $p['paid_on'], $fen, $me['id'], $now);
		$id = (int)db()->lastInsertId();
		q('line', $t['project_id'], $id, $t['id'], $p['kind_0'], $fen);
		q('event', $t['project_id'], $id, $today, $today, $today, $fen, $t['customer_id'], $t['unit_id'], $me['id'],
			$_SERVER['REMOTE_ADDR'], bin2hex(random_bytes(16)), $now, $now);
		q('answered', "/finance/slips/$id", $key);
		q('version', $t['project_id']);
		db()->commit();
	} catch (DomainException $e) {
		db()->rollBack();
		end_with(422, $e->getMessage());
	}
	http_response_code(303);
	header("Location: /finance/slips/$id");
	exit;
}

match ($asked) {
	'board' => board(),
	'slips' => show('slips', ['count' => q('slip_count', $project)->fetch(), 'slips' => q('slips', $project)->fetchAll()]),
	'flash' => flash(),
	'slip' => slip(),
};
