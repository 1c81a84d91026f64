package Loupan::Bench::Flash;

# The flash report over three years of 300 projects: the page of one project and of all of them,
# made anew, at 5,000,000 payments against itself at 50,000 and against the same figures by
# plain SQL; then 20,000 random writes with the folder killed ten times, after which page and
# plain SQL must be the same bytes.
#   --payments N   instead of 5,000,000; --writes N instead of 20,000

use v5.36;
use utf8;
use Digest::SHA qw(sha256_hex);
use POSIX ();
use Time::HiRes qw(time);
use Loupan::Bench qw(instance median figure note);
use Loupan::Db;
use Loupan::Figures qw(figures told text_of);
use Loupan::Http;

my ($today, $rounds) = ('2026-11-26', 9);
my $projects = 300;    # a tenth of them in a trial with few payments
my $now = "$today 10:00:00";
my $token = 'flash-bench-reads-and-nothing-else';
my $failures = 0;

sub about() { return 'the flash report of 300 projects and three years, against itself and plain SQL' }

sub run(%option) {
    my $payments = $option{payments} // 5_000_000;
    my $little = $payments / 100;
    $projects = 30 if $payments < 100_000;
    my %result;
    my ($small, $large) = map { filled($_) } $little, $payments;
    look($small, $large) for 0 .. $rounds;    # in turn: what else the machine does hits both
    $_->{one} = median($_->{one}->@[ 1 .. $rounds ]), $_->{all} = median($_->{all}->@[ 1 .. $rounds ]) for $small, $large;
    note(sprintf '%d payments: one project %.1f ms, all %.1f ms, plain SQL %.0f ms', $_->@{qw(payments one all sql)})
        for $small, $large;
    for my $page (qw(one all)) {
        $result{"flash.$page"} = figure($large->{$page} / $small->{$page}, 1.3, at_most => 1,
            ms => sprintf('%.1f', $large->{$page}), ms_at_little => sprintf('%.1f', $small->{$page}),
            payments => $large->{payments}, payments_at_little => $small->{payments});
    }
    $result{'flash.of_sql'} = figure($large->{all} / $large->{sql}, 1, at_most => 1,
        sql_ms => sprintf('%.0f', $large->{sql}), ms => sprintf('%.1f', $large->{all}));
    $result{'flash.load'} = figure($large->{load} / 60, undef, what => 'minutes to load',
        rows => $large->{payments}, rebuild_s => sprintf('%.1f', $large->{rebuild}), disk_mib => $large->{disk});
    $result{'flash.exact'} = exact($large->{at}, $option{writes} // 20_000);
    return \%result;
}

# ---- three years by set-based SQL -----------------------------------------------------------

# Of each project: old deals, ten payments each, all of it paid; and the same few that are open
# whatever N is.  $deals are all old ones.  Rows go in by the order of their days, each table by
# one statement, so that InnoDB builds the indexes of an empty table by sorting.
sub statements($deals) {
    my $from = "DATE('$today') - INTERVAL 1095 DAY";
    # deal k: subscribed on its day, project by turns; open ones are the last 8 of each project
    my $all = $deals + 8 * $projects;
    my $day = "(CASE WHEN k.seq > $deals THEN 1095 - 40 + k.seq % 37 ELSE FLOOR((k.seq - 1) * 1000 / $deals) END)";
    my $project = "(1 + k.seq % $projects)";
    my $price = '(150000000 + k.seq * 7919 % 90000000)';
    my $nth = "FLOOR((k.seq - $deals - 1) / $projects)";    # of the open ones, 0 to 7
    my $open = "k.seq > $deals";
    my $signed = "(NOT ($open) OR $nth >= 4)";
    # units: sold ones have the deal's number; then 200 on sale and 50 not released in each project
    my $free = 250 * $projects;
    # payment j of 1..10: the deposit, price, and of two deals in three a loan at the end
    my $kind = "(CASE WHEN j.seq = 1 THEN 'deposit' WHEN j.seq = 10 AND k.seq % 3 > 0 THEN 'loan' ELSE 'price' END)";
    my $made = "(NOT ($open) OR j.seq <= IF($nth < 4, 1, 5))";
    my $fen = "(CASE WHEN j.seq = 1 THEN 10000000 WHEN j.seq < 10 THEN FLOOR($price / 12) ELSE $price - 10000000 - 8 * FLOOR($price / 12) END)";
    my $paid = "($from + INTERVAL ($day + (j.seq - 1) * IF($open, 1, 7)) DAY)";
    my $deal_of = "seq_1_to_$all k";
    my $met = "($from + INTERVAL ($day + IF(j.seq = 6, IF($open, 3, 7), 0)) DAY)";
    return (
        [ project => "INSERT INTO project (company_id, code, name) SELECT 1, CONCAT('P', LPAD(seq, 3, '0')), CONCAT('项目', seq) FROM seq_1_to_$projects" ],
        [ launch_batch => "INSERT INTO launch_batch (project_id, name, state, released_on) SELECT id, '一批', 'released', '2023-01-01' FROM project" ],
        [ building => "INSERT INTO building (project_id, name) SELECT id, '1栋' FROM project" ],
        [ payment_method => "INSERT INTO payment_method (project_id, code, name, kind) SELECT id, 'lump', '一次性', 'lump' FROM project" ],
        [ price_table => "INSERT INTO price_table (project_id, batch_id, version_no, state, effective_at, created_by, created_at, reviewed_by, approved_by, approved_at) "
            . "SELECT id, id, 1, 'approved', '2023-01-01', 1, '2023-01-01', 2, 3, '2023-01-01' FROM project" ],
        [ unit => "INSERT INTO unit (id, project_id, batch_id, building_id, code, room, floor_no, unit_kind, pricing_basis, gross_dm2, inner_dm2, sale_state) "
            . "SELECT k.seq, $project, $project, $project, CONCAT('1-', k.seq), CONCAT(k.seq), 1 + k.seq % 30, 'residence', 'gross', 8000 + k.seq * 131 % 6000, 6400, "
            . "CASE WHEN k.seq > $all THEN IF(FLOOR((k.seq - $all - 1) / $projects) < 200, 'available', 'not_released') "
            . "WHEN NOT $signed THEN 'subscribed' WHEN k.seq < $deals / 5 THEN 'handed_over' ELSE 'contracted' END FROM seq_1_to_" . ($all + $free) . ' k' ],
        [ price_row => "INSERT INTO price_row (price_table_id, project_id, unit_id, list_total_fen, anchor) SELECT project_id, project_id, id, 150000000 + id * 7919 % 90000000, 'total' FROM unit" ],
        [ tab => "INSERT INTO tab (id, project_id, owner_id, unit_id, payer, total_fen, signed_on, covered_on) "
            . "SELECT k.seq, $project, 1, k.seq, '客户', $price, IF($signed, $from + INTERVAL ($day + IF($open, 3, 7)) DAY, NULL), "
            . "IF($open, NULL, $from + INTERVAL ($day + 63) DAY) FROM $deal_of" ],
        [ plan_item => "INSERT INTO plan_item (project_id, tab_id, version_no, live, seq, item_kind, pot, payer, amount_fen, due_on) "
            . "SELECT $project, k.seq, 1, 1, j.seq, ELT(j.seq, 'deposit', 'balance', 'bank_loan'), ELT(j.seq, 'deposit', 'price', 'loan'), IF(j.seq = 3, 'bank', 'customer'), "
            . "CASE j.seq WHEN 1 THEN 10000000 WHEN 2 THEN IF(k.seq % 3 > 0, 8 * FLOOR($price / 12), $price - 10000000) ELSE $price - 10000000 - 8 * FLOOR($price / 12) END, "
            . "$from + INTERVAL ($day + IF($open, ELT(j.seq, 0, 5 + $nth * 4, 60), 70)) DAY FROM $deal_of JOIN seq_1_to_3 j WHERE j.seq < 3 OR k.seq % 3 > 0" ],
        [ deal => "INSERT INTO deal (id, project_id, unit_id, tab_id, owner_id, serial, deal_no, subscription_state, contract_state, method_id, price_table_id, pricing_basis, "
            . "gross_dm2, inner_dm2, list_total_fen, total_fen, unit_price_fen, tail_fen, deposit_fen, subscribed_on, sign_by_on, signed_on, created_at) "
            . "SELECT k.seq, $project, k.seq, k.seq, 1, k.seq, CONCAT('RG-', k.seq), IF($signed, 'converted', 'active'), IF($signed, 'signed', NULL), $project, $project, 'gross', "
            . "8000 + k.seq * 131 % 6000, 6400, $price, $price, 1, 0, 10000000, $from + INTERVAL $day DAY, $from + INTERVAL ($day + 7 + k.seq % 20) DAY, "
            . "IF($signed, $from + INTERVAL ($day + IF($open, 3, 7)) DAY, NULL), '2023-01-01' FROM $deal_of" ],
        # numbered by deal: ten in a row, so the days of a project rise as those of its deals do
        [ slip => "INSERT INTO slip (id, project_id, serial, slip_no, type, tab_id, means, account, payer, paid_on, amount_fen, state, entered_by, entered_at, reviewed_by, "
            . "reviewed_at, audited_by, audited_at, audited_on, received_on, count_on, post_on) "
            . "SELECT (k.seq - 1) * 10 + j.seq, $project, (k.seq - 1) * 10 + j.seq, CONCAT('JK-', (k.seq - 1) * 10 + j.seq), 'receipt', k.seq, 'transfer', '1002.02', '客户', "
            . "$paid, $fen, 'audited', 1, '2023-01-01', 2, '2023-01-01', 3, '2023-01-01', $paid, $paid, $paid, $paid FROM $deal_of JOIN seq_1_to_10 j WHERE $made" ],
        [ slip_line => "INSERT INTO slip_line (id, project_id, slip_id, revision_no, seq, tab_id, kind, amount_fen) "
            . "SELECT (k.seq - 1) * 10 + j.seq, $project, (k.seq - 1) * 10 + j.seq, 1, 1, k.seq, $kind, $fen FROM $deal_of JOIN seq_1_to_10 j WHERE $made" ],
        # a deal has four touches before it, is subscribed, and signed
        [ event => "INSERT INTO event (id, project_id, noun, about_id, what, state_to, biz_on, count_on, post_on, amount_fen, area_dm2, unit_id, user_id, from_where, at, created_at) "
            . "SELECT (k.seq - 1) * 6 + j.seq, $project, IF(j.seq < 5, 'touch', 'deal'), k.seq, ELT(j.seq, 'touch.call', 'touch.visit', 'touch.visit', 'touch.call', 'deal.subscribed', 'deal.signed'), "
            . "ELT(j.seq, 'new', 'first', 'again', 'again', 'active', 'signed'), $met, $met, $met, IF(j.seq < 5, 0, $price), IF(j.seq < 5, 0, 8000 + k.seq * 131 % 6000), k.seq, 1, 'bench', "
            . "'2023-01-01', '2023-01-01' FROM $deal_of JOIN seq_1_to_6 j WHERE j.seq < 6 OR $signed" ],
        [ past_day => "INSERT INTO past_day (project_id, count_on, code, amount) SELECT p.id, '2023-01-15' + INTERVAL m.seq MONTH, 'collect', 1000000 * p.id FROM project p JOIN seq_0_to_9 m" ],
    );
}

# Fills an instance; the facts of it are made at once at the end.
sub load($at, $payments) {
    my $db = $at->{db};
    my $began = time;
    $db->run("SET GLOBAL innodb_flush_log_at_trx_commit = 0; SET GLOBAL innodb_buffer_pool_size = 1 << 30");
    $db->run("INSERT INTO company (name) VALUES ('测试'); INSERT INTO user (login, name, role, password_hash, must_change) "
        . "VALUES ('a', 'a', 'CO', '-', 0), ('b', 'b', 'SE', '-', 0), ('c', 'c', 'FC', '-', 0), ('reader', 'reader', 'AU', '-', 0); "
        . "INSERT INTO token (token_hash, user_id, name, created_at) SELECT UNHEX(SHA2('$token', 256)), id, 'bench', NOW() FROM user WHERE login = 'reader'; "
        . "UPDATE instance SET fixed_at = '$now'");
    my @triggers = map { ($db->run("SHOW CREATE TRIGGER $_->[0]"))[0][2] } $db->run("SELECT trigger_name FROM information_schema.triggers "
        . "WHERE trigger_schema = 'loupan' AND event_manipulation = 'INSERT'");
    my @names = map { $_->[0] } $db->run("SELECT trigger_name FROM information_schema.triggers WHERE trigger_schema = 'loupan' AND event_manipulation = 'INSERT'");
    $db->run("DROP TRIGGER $_") for @names;
    $db->run('SET foreign_key_checks = 0, unique_checks = 0');
    for (statements(int $payments / 10)) {
        my $from = time;
        $db->run($_->[1]);
        note(sprintf '%s: %.1f s', $_->[0], time - $from) if time - $from > 1;
    }
    $db->run('SET foreign_key_checks = 1, unique_checks = 1');
    $db->run("DELIMITER //\n$_//\nDELIMITER ") for @triggers;    # some are several statements
    $db->run('CALL board_rebuild()');
    $db->run('ANALYZE TABLE slip, slip_line, event, unit, deal, tab, plan_item, price_row');
    keep_open($db);
    my $from = time;
    $db->run('START TRANSACTION; CALL flash_rebuild(); CALL stock_rebuild(); COMMIT');
    my $rebuild = time - $from;
    $db->run('ANALYZE TABLE tab, flash_sum, stock_sum, value_sum');
    $db->run('SET GLOBAL innodb_flush_log_at_trx_commit = 1');
    my ($disk) = `du -sm '$at->{dir}/db'` =~ /^(\d+)/;
    note(sprintf '%d payments in %.1f min, sums in %.1f s', $payments, (time - $began) / 60, $rebuild);
    return (load => time - $began, rebuild => $rebuild, disk => $disk, payments => $db->value('SELECT COUNT(*) FROM slip'));
}

# What tab_review() keeps: none of the old deals owes anything.
sub keep_open($db) {
    $db->run("UPDATE (SELECT o.tab_id, MIN(IF(o.pot <> 'loan' AND (o.signed_on IS NOT NULL OR o.pot = 'deposit') "
        . "AND o.amount_fen > o.paid_fen, o.due_on, NULL)) AS due_on, SUM(IF(o.pot = 'loan' AND o.signed_on IS NOT NULL, "
        . 'o.amount_fen - o.paid_fen, 0)) AS loan_fen FROM (SELECT i.tab_id, i.pot, i.due_on, i.amount_fen, k.signed_on, '
        . '(SELECT COALESCE(SUM(l.amount_fen), 0) FROM slip_line l WHERE l.tab_id = i.tab_id AND l.kind = i.pot) AS paid_fen '
        . 'FROM tab k STRAIGHT_JOIN plan_item i ON i.tab_id = k.id WHERE k.covered_on IS NULL) o GROUP BY o.tab_id) w '
        . 'STRAIGHT_JOIN tab t ON t.id = w.tab_id SET t.next_due_on = w.due_on, t.loan_open_fen = w.loan_fen');
}

# ---- looks ----------------------------------------------------------------------------------

sub get($at, $query) {
    my $r = ($at->{http} //= Loupan::Http->new(default_headers => { authorization => "Bearer $token" }, timeout => 120))
        ->get("$at->{url}/portal/flash?$query");
    die "bench: /portal/flash?$query answers $r->{status}\n" if $r->{status} != 200;
    return $r->{content};
}

# Milliseconds of a page that is made anew: somebody has just changed something.
sub page_ms($at, $query) {
    $at->{db}->run('INSERT INTO project_version VALUES (0, 1) ON DUPLICATE KEY UPDATE version_count = version_count + 1');
    my $from = time;
    get($at, $query);
    return (time - $from) * 1000;
}

sub look(@of) {
    for my $of (@of) {
        push @{ $of->{one} }, page_ms($of->{at}, 'project_id=17');
        push @{ $of->{all} }, page_ms($of->{at}, 'project_id=all');
    }
}

# An instance with so many payments, whose page says what plain SQL says.
sub filled($payments) {
    my $at = instance('test');
    my %of = (at => $at, load($at, $payments));
    my $from = time;
    my $wanted = text_of(figures($at->{db}, $today, $now));
    $of{sql} = (time - $from) * 1000;
    die "bench: the page says other figures than plain SQL before the first write\n"
        if text_of(told(get($at, 'project_id=all&as=json'))) ne $wanted;
    return \%of;
}

# ---- random writes --------------------------------------------------------------------------

my @whats = ([ 'touch.call', 'new' ], [ 'touch.visit', 'first' ], [ 'touch.visit', undef ],
    [ 'registration.confirmed', 'active' ], [ 'tab.emptied', undef ],
    map { [ "deal.$_", 'x' ] } qw(subscribed unsubscribed signed rescinded swapped renamed filed));

sub one(@of) { return $of[ rand @of ] }

# A fact of any kind, half of them entered late; moves of units and of what they are sold by.
sub random_write($n, $i, $units) {
    my ($project, $unit, $dice) = (1 + int rand $projects, int rand $units, rand);
    my $on = "DATE('$today') - INTERVAL " . int(rand() < 0.5 ? rand 3 : rand 800) . ' DAY';
    my $fen = 2 * int(rand 200_000_000) - 99_999_999;    # never 0
    if ($dice < 0.5) {
        my ($what, $to) = one(@whats)->@*;
        return "INSERT INTO event (project_id, noun, about_id, what, state_to, biz_on, count_on, post_on, amount_fen, area_dm2, "
            . "user_id, from_where, at, created_at) VALUES ($project, 'deal', 1, '$what', " . ($to ? "'$to'" : 'NULL')
            . ", $on, $on, $on, $fen, " . int($fen / 15_000) . ", 1, 'bench', '$now', '$now')";
    }
    if ($dice < 0.85) {
        my ($kind, $type) = (one(qw(deposit price loan sincerity deed_tax)), one(qw(receipt receipt refund transfer)));
        my $serial = 1_000_000_000 + $n * 1_000_000 + $i;
        return "INSERT INTO tab (project_id, owner_id, payer) VALUES ($project, 1, 'x'); SET \@tab = LAST_INSERT_ID(); "
            . 'INSERT INTO slip (project_id, serial, slip_no, type, tab_id, means, account, payer, paid_on, amount_fen, entered_by, '
            . "entered_at) VALUES ($project, $serial, 'x', '$type', \@tab, 'transfer', '1002.01', 'x', '$today', $fen, 1, '$now'); "
            . 'SET @slip = LAST_INSERT_ID(); INSERT INTO slip_line (project_id, slip_id, revision_no, seq, tab_id, kind, amount_fen) '
            . "VALUES ($project, \@slip, 1, 1, \@tab, '$kind', $fen), ($project, \@slip, 1, 2, \@tab, 'price', 77), "
            . "($project, \@slip, 2, 1, \@tab, 'price', 99); UPDATE slip SET state = 'audited', reviewed_by = 2, reviewed_at = '$now', "
            . "approved_by = 3, audited_by = 4, audited_at = '$now', audited_on = '$today', received_on = '2023-01-01', count_on = $on, "
            . "post_on = '$today' WHERE id = \@slip";
    }
    return "INSERT IGNORE INTO past_day (project_id, count_on, code, amount) VALUES ($project, $on, 'contract_net_amt', $fen)"
        if $dice < 0.9;
    my $state = one(qw(available subscribed contracted handed_over));
    return "UPDATE unit SET sale_state = '$state', held_until = IF(id % 3, NULL, '$today') WHERE project_id = $project "
        . "AND sale_state <> 'not_released' AND id >= $unit ORDER BY id LIMIT 1; UPDATE tab SET covered_on = IF(covered_on IS NULL, "
        . "'$today', NULL) WHERE project_id = $project AND unit_id >= $unit ORDER BY unit_id LIMIT 1; UPDATE deal SET contract_state = "
        . "IF(contract_state = 'signed', 'cancelled', 'signed') WHERE project_id = $project AND subscription_state = 'converted' "
        . "AND unit_id >= $unit ORDER BY unit_id LIMIT 1";
}

# One client: each write is a transaction, one in ten is taken back.  A deadlock is tried again.
sub client($n, $writes, $units) {
    my $db = Loupan::Db->new;
    srand 7 * $n + 1;
    for my $i (1 .. $writes) {
        my $sql = 'START TRANSACTION; ' . random_write($n, $i, $units) . '; ' . (rand() < 0.1 ? 'ROLLBACK' : 'COMMIT');
        next if eval { $db->run($sql); 1 };
        $db = Loupan::Db->new;
        redo if $failures++ < 50;
        die "client $n: $@";
    }
}

sub until_true($what, $is) {
    my $end = time + 900;
    until ($is->()) {
        die "bench: $what did not come about\n" if time > $end;
        select undef, undef, undef, 0.05;
    }
}

# Ours alone: the children of the leader that the instance's pid file names.
sub kill_folder($at) {
    my @folders = Loupan::Bench::workers($at, 'gateway');
    return kill KILL => @folders;
}

sub exact($at, $writes) {
    my ($db, $clients, $from) = ($at->{db}, 4, time);
    my $units = $db->value('SELECT MAX(id) FROM unit');
    my $count = sub { $db->value('SELECT (SELECT MAX(id) FROM event) + (SELECT MAX(id) FROM slip)') };
    my ($begin, $killed, $failed, %left) = ($count->(), 0, 0);
    for my $n (1 .. $clients) {
        my $pid = fork // die "fork: $!\n";
        if (!$pid) {
            my $done = eval { client($n, int $writes / $clients, $units); 1 };
            print STDERR $@ if !$done;
            POSIX::_exit($done ? 0 : 1);
        }
        $left{$pid} = 1;
    }
    for my $n (1 .. 10) {
        until_true("kill $n", sub {
            for (keys %left) { delete $left{$_}, $failed += !!$? if waitpid $_, POSIX::WNOHANG() }
            return !%left || $count->() - $begin > $writes * 0.85 * $n / 12;
        });
        until_true('a folder', sub { kill_folder($at) && ++$killed });
    }
    for (keys %left) { waitpid $_, 0; $failed += !!$? }
    die "bench: $failed clients failed\n" if $failed;
    my $took = time - $from;
    my @days = ($today, '2026-11-25', '2026-09-30', '2026-01-01', '2025-12-31', '2024-02-29');
    my ($wrong, $figures) = (0, 0);
    for my $folded (0, 1) {
        for my $on (@days) {
            my $wanted = text_of(figures($db, $on, $now));
            $figures += $wanted =~ tr/\n//;
            $wrong++ if text_of(told(get($at, "project_id=all&as=json&on=$on"))) ne $wanted;
        }
        until_true('the end of folding',
            sub { !$db->value('SELECT (SELECT COUNT(*) FROM flash_delta) + (SELECT COUNT(*) FROM stock_delta) + (SELECT COUNT(*) FROM value_delta)') });
    }
    return figure($wrong, 0, at_most => 1, figures => $figures, writes => $writes, killed => $killed, seconds => int $took);
}

1;
