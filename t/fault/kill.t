# Programs and database are killed (SIGKILL) while three consultants sell the same units and
# their money goes from slip to receipt.  Every client repeats an act with its key until it is
# answered.  In the end the database must agree with every answer that was given: one effect
# for one key, no unit sold twice, no number missing, ledger = audited lines, report = trail.
use v5.36;
use utf8;
use Test::More;
use Cwd 'abs_path';
use File::Basename 'dirname';
use File::Temp 'tempdir';
use HTTP::Tiny;
use JSON::PP ();
use POSIX ();
use Time::HiRes 'time';
use lib 't/lib', 'tools/lib';
use Loupan::Db;

my $root = abs_path(dirname(__FILE__) . '/../..');
my $temp = tempdir('loupan-fault-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my $dir = "$temp/instance";
my $patience = 120;    # seconds in which a killed program must be back
my $json = JSON::PP->new->canonical;

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
my $status = $json->decode(driver('status', '--json'));
open(my $run, '<', "$dir/etc/run") or die "$dir/etc/run: $!\n";
chomp(my $sockets = <$run>);
my $socket = "$sockets/db.sock";
@ENV{qw(LOUPAN_DIR LOUPAN_URL LOUPAN_SOCK LOUPAN_ETC)} = ($dir, $status->{url}, $socket, "$dir/etc");
require Loupan;
Loupan->import;

my $world = Loupan::world();
my $project = Loupan::project_id('T1');
my @units = map { $_->[0] } Loupan::rows("SELECT id FROM unit WHERE project_id = $project ORDER BY id LIMIT 18");
my %customer = map { $_ => Loupan::given(customer => by => $_) } qw(consultant consultant2);
my $first_event = Loupan::db('SELECT MAX(id) FROM event');

pipe(my $heard, my $told) or die "no pipe: $!\n";    # a dot for each answer

# ---- a client that does not give up -----------------------------------------------------------------

sub client($n, $who) {
    open(my $log, '>', "$temp/answers-$n") or die "$temp: $!\n";
    $log->autoflush(1);
    my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 20);
    my $keys = 0;
    my $act = sub ($by, $path, @form) {
        my $key = sprintf '%016x%016x', $n, ++$keys;
        my $until = time + $patience;
        while (time < $until) {
            my $answer = $http->post($status->{url} . $path, {
                headers => { authorization => "Bearer $world->{users}{$by}{token}",
                    'content-type' => 'application/x-www-form-urlencoded' },
                content => Loupan::Season::encode_form(_key => $key, @form) });
            next if $answer->{status} >= 500;
            my ($id) = ($answer->{headers}{location} // '') =~ m{/(\d+)\z};
            print {$log} $json->encode({ path => $path, status => 0 + $answer->{status}, id => $id, key => $key }), "\n";
            syswrite $told, '.';
            return $answer->{status} == 303 ? $id // 1 : undef;
        }
        die "no answer to $path in $patience seconds\n";
    };
    for my $unit (@units) {
        my $deal = $act->($who, '/sales/deals/new', unit_id => $unit, method => 'lump', deposit_fen => '50,000.00',
            customer_id_0 => $customer{$who}, share_ppm_0 => '100') // next;
        $act->('secretary', "/sales/deals/$deal/confirm") // next;
        my $tab = tab_of($http, $who, $deal);
        my $slip = $act->($who, '/finance/slips/new', tab_id => $tab, means => 'transfer', account => '1002.02',
            reference => "K$n-$unit", payer => '', paid_on => Loupan::today(), kind_0 => 'deposit', amount_fen_0 => '50,000.00') // next;
        $act->('secretary', "/finance/slips/$slip/review", accept => 1, note => '') // next;
        $act->('finance', "/finance/slips/$slip/audit", accept => 1, note => '') // next;
        $act->('finance', "/finance/slips/$slip/receipt");
    }
    close $log;
}

sub tab_of($http, $who, $deal) {
    my $until = time + $patience;
    while (time < $until) {
        my $page = $http->get("$status->{url}/sales/deals/$deal",
            { headers => { authorization => "Bearer $world->{users}{$who}{token}" } });
        return $1 if $page->{content} =~ /tab_id=(\d+)/;
    }
    die "deal $deal shows no tab\n";
}

# The business day is read before the killing begins.
my $today = Loupan::today();
{
    no warnings 'redefine';
    *Loupan::today = sub { return $today };
}

# ---- the killing ---------------------------------------------------------------------------------------

sub children($parent) {
    my @found;
    for my $stat (glob '/proc/[0-9]*/stat') {
        open(my $in, '<', $stat) or next;
        my ($pid, $ppid) = (<$in> // '') =~ /\A(\d+) \(.*\) \S (\d+)/s or next;
        push @found, $pid if $ppid == $parent;
    }
    return @found;
}

# Ours alone: the children of the leader that the driver named.
sub kill_program($name) {
    my ($program) = grep { $_->{name} eq $name } @{ $status->{programs} };
    return kill KILL => children($program->{pid});
}

my @victims = grep { my $name = $_; grep { $_->{name} eq $name } @{ $status->{programs} } }
    qw(sales finance mariadbd customer project sales finance portal mariadbd account sales finance);
my %pid;
my $n = 0;
for my $who (qw(consultant consultant2 consultant)) {
    $n++;
    my $pid = fork // die "no client: $!\n";
    if (!$pid) {
        close $heard;
        my $done = eval { client($n, $who); 1 };
        print STDERR $@ if !$done;
        POSIX::_exit($done ? 0 : 1);
    }
    $pid{$pid} = $n;
}

# One victim after another, each when the clients have got some answers since the last; the
# pipe ends with the last client.
close $told;
my ($failed, $killed, $seen) = (0, 0, 0);
while (sysread $heard, my $dots, 4096) {
    $seen += length $dots;
    next if !@victims || $seen < 5;
    $killed += kill_program(shift @victims);
    $seen = 0;
}
for (keys %pid) {
    waitpid $_, 0;
    $failed++ if $?;
}
is $failed, 0, 'every client got an answer to every act';
cmp_ok $killed, '>=', 8, "$killed processes were killed on the way";

# ---- what was answered, and what there is -----------------------------------------------------------------

my %answer;
for my $file (glob "$temp/answers-*") {
    open(my $in, '<', $file) or die "$file: $!\n";
    while (my $line = <$in>) {
        my $a = $json->decode($line);
        my $act = $a->{path} =~ s{/\d+/}{/ID/}r;
        push @{ $answer{$act}{ $a->{status} } }, $a;
    }
}
my $db = Loupan::Db->new(socket => $socket);
my $count = sub ($act, $s = 303) { return scalar @{ $answer{$act}{$s} // [] } };

is $db->value("SELECT COUNT(*) FROM deal WHERE project_id = $project"), $count->('/sales/deals/new'),
    'as many deals as were answered';
my %once;
$once{ $_->{id} }++ for @{ $answer{'/sales/deals/new'}{303} };
is scalar(grep { $_ > 1 } values %once), 0, 'no deal was answered to two keys';
is $db->value("SELECT COUNT(*) FROM deal WHERE project_id = $project AND live = 1"), $count->('/sales/deals/ID/confirm'),
    'as many live deals as confirmations answered';
is $db->value("SELECT COUNT(*) FROM (SELECT unit_id FROM deal WHERE live = 1 GROUP BY unit_id HAVING COUNT(*) > 1) t"), 0,
    'no unit is sold twice';
is $db->value("SELECT COUNT(*) FROM unit u WHERE project_id = $project AND (sale_state = 'subscribed') <> "
    . "EXISTS (SELECT * FROM deal d WHERE d.unit_id = u.id AND d.live = 1)"), 0, 'units agree with deals';

my %slips = (submitted => '/finance/slips/new', reviewed => '/finance/slips/ID/review', audited => '/finance/slips/ID/audit');
is $db->value("SELECT COUNT(*) FROM slip WHERE project_id = $project"), $count->($slips{submitted}), 'slips entered';
is $db->value("SELECT COUNT(*) FROM slip WHERE project_id = $project AND reviewed_by IS NOT NULL"), $count->($slips{reviewed}),
    'slips reviewed';
is $db->value("SELECT COUNT(*) FROM slip WHERE project_id = $project AND audited_on IS NOT NULL"), $count->($slips{audited}),
    'slips audited';
is $db->value("SELECT COUNT(*) FROM receipt WHERE project_id = $project"), $count->('/finance/slips/ID/receipt'), 'receipts issued';

for my $table (qw(slip receipt)) {
    my ($row) = $db->run("SELECT COUNT(*), COALESCE(MAX(serial), 0), (SELECT last_count FROM number_series "
        . "WHERE project_id = $project AND kind = '$table') FROM $table WHERE project_id = $project");
    is_deeply $row, [ ($row->[0]) x 3 ], "$table: numbers without a gap, as many as counted";
}
is $db->value("SELECT COUNT(*) FROM slip s WHERE project_id = $project AND audited_on IS NOT NULL AND amount_fen <> "
    . "(SELECT COALESCE(SUM(g.amount_fen), 0) FROM ledger g JOIN slip_line l ON l.id = g.slip_line_id WHERE l.slip_id = s.id)"), 0,
    'every audited slip is in the ledger once, to the fen';
is $db->value("SELECT COUNT(*) FROM ledger g LEFT JOIN slip_line l ON l.id = g.slip_line_id "
    . "LEFT JOIN slip s ON s.id = l.slip_id WHERE g.project_id = $project AND s.audited_on IS NULL"), 0,
    'nothing is in the ledger without its slip';

my $page = Loupan::bearer('auditor')->get("/portal/flash?as=json&on=$today");
my $day = $page->json->{projects};
my ($code) = map { $_->[0] } $db->run("SELECT code FROM project WHERE id = $project");
is $day->{$code}{day}{sub_new}, $count->('/sales/deals/ID/confirm'), 'the flash report counts what was answered';
is $day->{$code}{day}{collect}, 5_000_000 * $count->($slips{audited}), '... and collects what was audited';

done_testing;
