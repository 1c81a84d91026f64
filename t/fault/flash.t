# The flash report under way: some hundred random writes of two projects, on days that straddle
# a year, many of them entered late, while the folder of its facts is killed ten times, five of
# them in the middle of its transaction.  Every figure of every project, day and span must be
# the bytes that plain SQL makes of events, lines, units and plans (Loupan::Figures).
# LOUPAN_SEED repeats a run, LOUPAN_WRITES makes it longer.
use v5.36;
use utf8;
use Test::More;
use Cwd 'abs_path';
use File::Basename 'dirname';
use File::Temp 'tempdir';
use JSON::PP ();
use lib 't/lib', 'tools/lib';
use Loupan::Db;
use Loupan::Figures qw(figures told text_of);

my $root = abs_path(dirname(__FILE__) . '/../..');
my $dir = tempdir('loupan-flash-XXXXXX', TMPDIR => 1, CLEANUP => 1) . '/instance';
my $writes = $ENV{LOUPAN_WRITES} // 300;
my $seed = $ENV{LOUPAN_SEED} // 20261;

sub driver(@words) {
    delete local @ENV{qw(LOUPAN_DIR LOUPAN_URL LOUPAN_SOCK LOUPAN_ETC)};
    open(my $out, '-|', "$root/loupan", @words, '--dir', $dir) or die "./loupan: $!\n";
    local $/;
    return scalar <$out>;
}

my $parent = $$;
END { driver('reset') if $parent && $$ == $parent }

driver('new', '--mode', 'test', '--no-build');
die "no instance in $dir\n" if $?;
my $status = JSON::PP->new->decode(driver('status', '--json'));
open(my $run, '<', "$dir/etc/run") or die "$dir/etc/run: $!\n";
chomp(my $sockets = <$run>);
@ENV{qw(LOUPAN_DIR LOUPAN_URL LOUPAN_SOCK LOUPAN_ETC)} = ($dir, $status->{url}, "$sockets/db.sock", "$dir/etc");
require Loupan;
Loupan->import;

my @days = qw(2025-12-30 2025-12-31 2026-01-01 2026-02-28 2026-03-31 2026-04-01 2026-05-12 2026-05-13);
my $db = Loupan::Db->new;
my $today;

sub begin_day($day) {
    $today = $day;
    $db->run("UPDATE instance SET fixed_at = '$day 10:00:00'");
}

begin_day($days[0]);
Loupan::world();
my @code = map { Loupan::code_of({ project => $_ }) } qw(T1 T2);
my @id = map { Loupan::project_id($_) } qw(T1 T2);

# ---- writes ---------------------------------------------------------------------------------

srand $seed;
diag "LOUPAN_SEED=$seed";
my ($done, $taken, %made) = (0, 0);

# One POST through its page; the random story may ask for what is refused, and goes on.
sub act(@words) {
    $done++;
    return eval { Loupan::play(@words); ++$taken };
}

sub late($most) { return Loupan::days_on(-int rand $most + 1, $today) }
sub one(@of) { return $of[ rand @of ] }
sub who($t, $name) { return ($t ? 'other_' : '') . $name }

sub touch($t) {
    my $day = late(6);
    act(one(qw(call visit visit)), who($t, 'consultant'), customer => one(Loupan::person(), $made{"person $t"} // Loupan::person()),
        project => $code[$t], source => 'walk_in', $day eq $today ? () : (biz_on => $day, reason => '补录'));
    $made{"person $t"} = Loupan::person() if !$made{"person $t"};
}

sub slip($t, $by, @on) {
    my $label = Loupan::label('S');
    act('slip_enter', $by, slip => $label, project => $code[$t], paid_on => $today, @on) or return;
    pass_on($t, $label);
    return $label;
}

# Reviewed, approved where money goes out, audited for a day that may be long gone.
sub pass_on($t, $label) {
    act('slip_review', who($t, 'secretary'), slip => $label);
    act('slip_approve', who($t, 'finance_manager'), slip => $label) if rand() < 0.2 || $label =~ /^Z/;
    act('slip_audit', who($t, 'finance'), slip => $label, received_on => late(20)) if rand() < 0.9;
}

sub money($t) {
    my $deal = one(@{ $made{"deals $t"} // [] }) // return subscribe($t);
    my $kind = one($made{"signed $deal"} ? qw(price price loan) : qw(deposit price));
    my $slip = slip($t, who($t, 'consultant'), deal => $deal, means => 'transfer', account => '1002.02',
        lines => [ { kind => $kind, amount_fen => one(1, 100, 4_999_999, 50_000_00, 300_000_00) } ]);
    push @{ $made{"slips $t"} }, $slip if $slip;
}

sub red($t) {
    my $slip = shift @{ $made{"slips $t"} //= [] } // return money($t);
    my $label = Loupan::label('Z');
    act('slip_red', who($t, 'consultant'), slip => $label, reverses => $slip, reason => '冲错') or return;
    pass_on($t, $label);
}

sub subscribe($t) {
    my $deal = eval { Loupan::deal({ project => $t ? 'T2' : 'T1', state => 'active', method => one(qw(lump mortgage instalment)) }) };
    $done += 2;
    push @{ $made{"deals $t"} }, $deal if $deal;
}

sub sign($t) {
    my ($deal) = grep { !$made{"signed $_"} } @{ $made{"deals $t"} // [] };
    return subscribe($t) if !$deal;
    $made{"signed $deal"} = act('sign', who($t, 'secretary'), deal => $deal, contract_no => "HT-$deal");
}

sub register($t) {
    my $reg = eval { Loupan::registration({ project => $t ? 'T2' : 'T1', state => 'active' }) };
    $done += 2;
    return if !$reg;
    slip($t, who($t, 'consultant'), reg => $reg, means => 'pos', account => '1012.01', lines => [ { kind => 'sincerity', amount_fen => 20_000_00 } ])
        if rand() < 0.6;
    act('withdraw_pre_registration', who($t, 'consultant'), reg => $reg) if rand() < 0.4;
    slip($t, who($t, 'consultant'), reg => $reg, means => 'refund', account => '1002.01', lines => [ { kind => 'sincerity', amount_fen => -20_000_00 } ])
        if rand() < 0.3;
}

sub close_day($t) {
    my $day = Loupan::days_on(-1, $today);
    act('day_close', who($t, one(qw(secretary finance))), side => one(qw(sales finance)), project => $code[$t], through => $day);
}

# What no page does yet: ends of deals, price money that goes back, and the books of before.
sub elsewhere($t) {
    my $what = one(qw(deal.unsubscribed deal.rescinded deal.swapped deal.renamed));
    my $fen = $what =~ /swapped/ ? int rand 2_000_000 : -int rand 200_000_000;
    my $on = late(200);
    $db->run("INSERT INTO event (project_id, noun, about_id, what, state_to, biz_on, count_on, post_on, amount_fen, area_dm2, "
        . "user_id, from_where, at, created_at) VALUES ($id[$t], 'deal', 1, '$what', 'cancelled', '$on', '$on', '$on', $fen, "
        . int($fen / 15_000) . ", 1, 'test', '$today 10:00:00', '$today 10:00:00')");
    my $back = -1 - int rand 1_000_000;
    $db->run("INSERT INTO tab (project_id, owner_id, payer) VALUES ($id[$t], 1, 'x'); SET \@tab = LAST_INSERT_ID(); "
        . 'INSERT INTO slip (project_id, serial, slip_no, type, tab_id, means, account, payer, paid_on, amount_fen, entered_by, entered_at) '
        . "SELECT $id[$t], 1000000 + \@tab, 'x', 'refund', \@tab, 'refund', '1002.02', 'x', '$on', $back, 1, '$today'; "
        . 'SET @slip = LAST_INSERT_ID(); INSERT INTO slip_line (project_id, slip_id, revision_no, seq, tab_id, kind, amount_fen) '
        . "VALUES ($id[$t], \@slip, 1, 1, \@tab, 'price', $back); UPDATE slip SET state = 'audited', reviewed_by = 2, reviewed_at = '$today', "
        . "approved_by = 3, audited_by = 4, audited_at = '$today', audited_on = '$today', received_on = '$on', count_on = '$on', "
        . "post_on = '$today' WHERE id = \@slip") if rand() < 0.5;
    my $past = one(qw(calls contract_net_amt collect sub_new));
    $on = Loupan::days_on(-365 - int rand 60, $today);
    $db->run("INSERT IGNORE INTO past_day (project_id, count_on, code, amount) VALUES ($id[$t], '$on', '$past', " . int(rand 1000) . ')');
    $done += 2;
}

sub hold($t) {
    my ($unit) = one($db->run("SELECT code FROM unit WHERE project_id = $id[$t] AND sale_state = 'available' ORDER BY id DESC LIMIT 5"));
    act('hold', who($t, 'manager'), unit => $unit->[0], until => Loupan::days_on(2, $today), reason => '领导保留') if $unit;
}

# Prices of a batch: approved at once or for later, some of them changed or put in anew afterwards,
# some taken back; and a home that goes over to another batch.
sub price($t) {
    my ($table, $batch) = one($db->run("SELECT id, batch_id FROM price_table WHERE project_id = $id[$t] AND state = 'approved'"))->@*;
    my $from = one("$today 00:00:00", "$today 09:59:59", Loupan::days_on(1, $today), Loupan::days_on(3, $today));
    my $more = int rand 1_000_000;
    $db->run('INSERT INTO price_table (project_id, batch_id, version_no, state, effective_at, created_by, created_at, reviewed_by) '
        . "SELECT project_id, batch_id, MAX(version_no) + 1, 'reviewed', '$from', 1, '$today', 2 FROM price_table WHERE batch_id = $batch; "
        . 'SET @table = LAST_INSERT_ID(); INSERT INTO price_row (price_table_id, project_id, unit_id, list_total_fen, anchor) '
        . "SELECT \@table, project_id, unit_id, list_total_fen + $more, anchor FROM price_row WHERE price_table_id = $table; "
        . "UPDATE price_table SET state = 'approved', approved_by = 3, approved_at = '$today' WHERE id = \@table; "
        . one('', "UPDATE price_row SET list_total_fen = list_total_fen + 7 WHERE price_table_id = \@table AND unit_id % 3 = 0",
            'DELETE FROM price_row WHERE price_table_id = @table AND unit_id % 5 = 0; INSERT INTO price_row (price_table_id, project_id, '
                . "unit_id, list_total_fen, anchor) SELECT \@table, project_id, unit_id, list_total_fen + 11, anchor FROM price_row "
                . "WHERE price_table_id = $table AND unit_id % 5 = 0",
            q{UPDATE price_table SET state = 'rejected' WHERE id = @table}));
    $db->run("INSERT IGNORE INTO launch_batch (project_id, name, state) VALUES ($id[$t], 'another', 'released'); "
        . "UPDATE unit SET batch_id = (SELECT id FROM launch_batch WHERE project_id = $id[$t] ORDER BY RAND(" . int(rand 1000)
        . ") LIMIT 1) WHERE project_id = $id[$t] AND sale_state = 'available' ORDER BY id DESC LIMIT 1");
    $done += 2;
}

my @acts = ((\&touch) x 6, (\&money) x 5, (\&red) x 2, (\&subscribe) x 2, (\&sign) x 2, (\&register) x 2, \&close_day,
    (\&elsewhere) x 2, \&hold, \&price);

# ---- the folder -----------------------------------------------------------------------------

my ($gateway) = grep { $_->{name} eq 'gateway' } @{ $status->{programs} };

sub folders() {
    my @found;
    for my $stat (glob '/proc/[0-9]*/stat') {
        open(my $in, '<', $stat) or next;
        my ($pid, $ppid) = (<$in> // '') =~ /\A(\d+) \(.*\) \S (\d+)/s or next;
        push @found, $pid if $ppid == $gateway->{pid};
    }
    return @found;
}

sub until_true($what, $is) {
    for (1 .. 600) {
        return 1 if $is->();
        select undef, undef, undef, 0.05;
    }
    die "$what did not come about in 30 seconds\n";
}

my ($killed, $in_the_middle) = (0, 0);

sub kill_folder() {
    until_true('a folder', sub { folders() });
    $killed += kill KILL => folders();
}

# It has read facts and waits to add them: then nothing of it may remain.
sub kill_in_the_middle($t) {
    my $other = Loupan::Db->new;
    $other->run('START TRANSACTION; SELECT COUNT(*) FROM flash_sum FOR UPDATE');
    elsewhere($t);
    until_true('a fold', sub { $db->value("SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'loupan_gateway' "
        . "AND info LIKE 'INSERT INTO flash_sum%'") });
    kill_folder();
    $in_the_middle++;
    $other->run('ROLLBACK');
}

my %seen;    # figures that were not nothing

# ---- the comparison -------------------------------------------------------------------------

sub compare($when) {
    my $now = "$today 10:00:00";
    for my $on (@days, '2026-02-15', '2025-12-15') {
        next if $on gt $today;
        my $page = Loupan::bearer('auditor')->get("/portal/flash?as=json&project_id=all&on=$on");
        my ($found, $wanted) = (text_of(told($page->bytes)), text_of(figures($db, $on, $now)));
        $seen{"$1 $2"} = 1 while $wanted =~ /^\S+ (ytd|stock) (\S+) -?[1-9]/mg;
        next if ok $found eq $wanted, sprintf '%s: %s, %d figures', $when, $on, $wanted =~ tr/\n//;
        my @found = split /\n/, $found;
        my @wanted = split /\n/, $wanted;
        my @wrong = grep { ($found[$_] // '') ne ($wanted[$_] // '') } 0 .. $#wanted;
        diag "found  $found[$_]\nwanted $wanted[$_]" for @wrong[ 0 .. ($#wrong < 9 ? $#wrong : 9) ];
    }
}

my $next_kill = my $step = $writes / 10;
for my $n (0 .. $#days) {
    begin_day($days[$n]);
    hold(0);
    while ($done < $writes * ($n + 1) / @days) {
        my $t = rand() < 0.3;
        one(@acts)->($t ? 1 : 0);
        next if $done < $next_kill;
        $killed % 2 ? kill_in_the_middle($t ? 1 : 0) : kill_folder();
        $next_kill += $step;
    }
}
kill_folder() while $killed < 10;
cmp_ok $done, '>=', $writes, "$done writes";
cmp_ok $taken, '>', $done / 3, "... of which $taken of the random ones were taken";
cmp_ok $killed, '>=', 10, "the folder was killed $killed times";
cmp_ok $in_the_middle, '>=', 4, "... $in_the_middle times in the middle of its work";
compare('as it is');
until_true('the end of folding', sub { !$db->value('SELECT (SELECT COUNT(*) FROM flash_delta) + (SELECT COUNT(*) FROM stock_delta) + (SELECT COUNT(*) FROM value_delta)') });
compare('all folded');

my @never = grep { !$seen{$_} } map({ "ytd $_" } @Loupan::Figures::codes), map { "stock $_" }
    grep { !/handed_over|not_released|locked|loaned/ } @Loupan::Figures::stocks;
is "@never", '', 'every figure had something to count';

my $sums = "SELECT * FROM flash_sum ORDER BY 1, 2, 3; SELECT * FROM stock_sum WHERE unit_count <> 0 OR area_dm2 <> 0 ORDER BY 1, 2; "
    . 'SELECT * FROM value_sum WHERE list_fen <> 0 ORDER BY 1';
my $kept = join "\n", map { join ' ', @$_ } $db->run($sums);
cmp_ok $kept =~ tr/\n//, '>', 30, 'there are sums';
$db->run('START TRANSACTION; CALL flash_rebuild(); CALL stock_rebuild(); COMMIT');
is join("\n", map { join ' ', @$_ } $db->run($sums)), $kept, 'made anew from their sources they are the same rows';

done_testing;
