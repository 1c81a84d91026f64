# The chain of the trail: whoever may do everything in the database, and has no key, changes,
# removes or puts in no row unseen; and nothing honest is suspected, neither numbers that are
# committed out of order nor a job that was killed.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use DBI;
use Digest::SHA 'hmac_sha256_hex';
use Encode 'encode_utf8';
use JSON::PP ();
use POSIX ();
use Time::HiRes 'time';
use Loupan;
use Loupan::Instance qw(own_instance driver);

own_instance();
my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $head = "$ENV{LOUPAN_ETC}/trail.head";

sub slurp ($path) { open my $in, '<', $path or return ''; local $/; return <$in> // '' }
sub spew ($path, $text) { open my $out, '>', $path or die "$path: $!\n"; print {$out} $text; close $out }
sub connection () {
    return DBI->connect("DBI:MariaDB:database=loupan;mariadb_socket=$ENV{LOUPAN_SOCK}", scalar getpwuid $>, '',
        { RaiseError => 1, PrintError => 0 });
}

# How the job ended, and what it said.
sub job ($name, %o) {
    my $conf = $o{conf} // "$ENV{LOUPAN_ETC}/loupan.hdf";
    open my $out, '-|', "exec '$build/loupan-gateway' --conf '$conf' --job $name 2>&1" or die;
    local $/;
    my $said = <$out> // '';
    close $out;
    return ($? >> 8, $said);
}
sub chain () { my ($exit, $said) = job('chain'); is $exit, 0, 'linked' or diag $said }
sub well ($what) { my ($exit, $said) = job('check'); is $exit, 0, $what or diag $said; return $said }
sub found ($wanted, $what) {
    my ($exit, $said) = job('check');
    isnt $exit, 0, "$what: the check fails";
    is_deeply [ $said =~ /^check: (event\.\w+ \d+, project \d+)$/mg ], [ ref $wanted ? @$wanted : $wanted ], '... and names it'
        or diag $said;
    return $said;
}

# The publisher does the same once a minute; here nobody is to come in between.
my ($gateway) = grep { $_->{name} eq 'gateway' } JSON::PP->new->utf8->decode(driver('status', '--json'))->{programs}->@*;
kill TERM => $gateway->{pid};
for (1 .. 200) { last if !-e "/proc/$gateway->{pid}" || slurp("/proc/$gateway->{pid}/stat") =~ /\) Z /; select undef, undef, undef, 0.05 }

# ---- an honest chain -------------------------------------------------------------------------------

my $slip = given(slip => state => 'audited');
given('customer', project => 'T2');
my ($project, $foreign) = map { project_id($_) } qw(T1 T2);
chain();
my $said = well('what nobody touched is well');
my $db = connection();
my $events = db('SELECT COUNT(*) FROM event');
cmp_ok $events, '>=', 8, "$events events";
is db('SELECT COUNT(*) FROM event_link'), $events, 'each has its link';

# The same chain by another hand: columns in their order, those that are not NULL.
my @columns = $db->selectcol_arrayref("SELECT column_name FROM information_schema.columns"
    . " WHERE table_schema = 'loupan' AND table_name = 'event' ORDER BY ordinal_position")->@*;
my $key = pack 'H*', slurp("$ENV{LOUPAN_ETC}/secrets/trail.key") =~ s/\s//gr;
my $hash = "\0" x 32;
for my $row ($db->selectall_arrayref('SELECT e.* FROM event e JOIN event_link l ON l.event_id = e.id ORDER BY l.id')->@*) {
    my $text = join '', map { my $v = encode_utf8($row->[$_] // ''); defined $row->[$_] ? "$columns[$_]=" . length($v) . ":$v;" : () } 0 .. $#columns;
    $hash = pack 'H*', hmac_sha256_hex($hash . $text, $key);
}
like $said, qr/^trail: $events links, the last is ${\unpack 'H*', $hash}$/m, 'its last hash is the one that another hand computes';
like slurp($head), qr/\A$events ${\unpack 'H*', $hash} \d{4}-\d\d-\d\dT[\d:]+\+08:00\n\z/, '... and stands outside of the database';
is((stat $head)[2] & 07, 0, '... not for everybody');

# ---- a row is changed ----------------------------------------------------------------------------------

my $id = db("SELECT MIN(id) FROM event WHERE noun = 'slip' AND about_id = $slip");
for my $column (grep { $_ ne 'id' } @columns) {
    my ($was) = $db->selectrow_array("SELECT $column FROM event WHERE id = $id");
    my $new = $column =~ /_on\z/ ? '2001-02-03' : $column =~ /at\z/ ? '2001-02-03 04:05:06'
        : $column =~ /_(?:id|fen|dm2)\z/ ? 1 + ($was // 0) : 'x' . ($was // '') =~ s/\A.//r;
    $db->do("UPDATE event SET $column = ? WHERE id = $id", undef, $new);
    found("event.changed $id, project $project", "$column is changed");
    $db->do("UPDATE event SET $column = ? WHERE id = $id", undef, $was);
}
well('all is as it was, and well');
my ($code) = $db->selectrow_array("SELECT code FROM project WHERE id = $project");
my @lines = as('admin')->get('/portal/home')->texts('.wl li');
is scalar(grep { index($_, "操作记录被人改过：$code #$id") >= 0 } @lines), 1, 'the administrator has a line of it';
like as('admin')->get('/account/users?role=AU')->html, qr/auditor/, '... which leads to whom to tell';
my $log = as('auditor')->get("/portal/events?what=event.changed&about_id=$id&as=json")->json;
cmp_ok $log->{total_count}, '>=', @columns - 1, 'the auditor finds it in the log';

# ---- rows are removed -------------------------------------------------------------------------------------

sub without ($where, $wanted, $what, @tables) {
    $db->do("CREATE TABLE kept_$_ AS SELECT * FROM $_ WHERE $where->{$_}") for @tables;
    $db->do("DELETE FROM $_ WHERE $where->{$_}") for @tables;
    my $told = found($wanted, $what);
    $db->do("INSERT INTO $_ SELECT * FROM kept_$_") for @tables;
    $db->do("DROP TABLE kept_$_") for @tables;
    well('put back, it is well');
    return $told;
}
chain();
my ($link) = $db->selectrow_array("SELECT id FROM event_link WHERE event_id = $id");
without({ event => "id = $id" }, "event.removed $id, project $project", 'a row is removed', 'event');
without({ event_link => "id = $link" }, "event.unchained $link, project 0", 'its link', 'event_link');
without({ event => "id = $id", event_link => "id = $link" }, "event.unchained $link, project 0", 'both', qw(event event_link));

my ($last, $of) = $db->selectrow_array('SELECT id, event_id FROM event_link ORDER BY id DESC LIMIT 1');
my ($newest_project) = $db->selectrow_array("SELECT COALESCE(project_id, 0) FROM event WHERE id = $of");
without({ event => "id = $of" }, "event.removed $of, project $newest_project", 'the newest row', 'event');
$said = without({ event => "id >= $of", event_link => "id > $last - 3" },
    "event.unchained $last, project 0", 'the newest rows with their links', qw(event event_link));
like $said, qr/does not hold link $last .*, noted in \Q$head\E/, '... for their last was noted elsewhere';

# ---- the chain is made again -----------------------------------------------------------------------------------

$db->do("CREATE TABLE kept AS SELECT * FROM event_link");
$db->do("UPDATE event_link SET hash = UNHEX(SHA2(CONCAT(id, 'x'), 256))");
my ($exit, $told) = job('check');
isnt $exit, 0, 'other hashes: the check fails';
like $told, qr/^check: and \d+ more$/m, '... and does not tell each';
my ($fen) = $db->selectrow_array("SELECT amount_fen FROM event WHERE id = $id");
$db->do("UPDATE event SET amount_fen = amount_fen + 1 WHERE id = $id");
$db->do('DELETE FROM event_link');
chain();
is db('SELECT COUNT(*) FROM event_link'), db('SELECT COUNT(*) FROM event'), 'the chain is removed, and made again';
found("event.unchained $last, project 0", 'over a row that was changed');
$db->do("UPDATE event SET amount_fen = $fen WHERE id = $id");
$db->do('DELETE FROM event_link');
$db->do('INSERT INTO event_link SELECT * FROM kept');
$db->do('DROP TABLE kept');
chain();
well('with the old one it is well');

# ---- a row is put in -----------------------------------------------------------------------------------------------

sub anew () { $db->do('DELETE FROM event_link'); unlink $head; chain() }
sub insert ($db, %change) {
    my %row = $db->selectrow_hashref("SELECT * FROM event WHERE id = $id")->%*;
    %row = (%row, %change);
    delete $row{id} if !$change{id};
    $db->do('INSERT INTO event (' . join(', ', keys %row) . ') VALUES (' . join(', ', ('?') x keys %row) . ')', undef, values %row);
    return $change{id} // $db->last_insert_id(undef, undef, 'event', 'id');
}
my $now = db("SELECT UTC_TIMESTAMP() + INTERVAL 8 HOUR");
my $early = insert($db, created_at => db("SELECT '$now' - INTERVAL 2 DAY"), amount_fen => 12345);
chain();
found("event.inserted $early, project $project", 'a row of the day before yesterday comes today');
$db->do("DELETE FROM event WHERE id = $early");
my $future = insert($db, created_at => db("SELECT '$now' + INTERVAL 2 DAY"));
anew();
found("event.inserted $future, project $project", 'one of the day after tomorrow');
$db->do("DELETE FROM event WHERE id = $future");

# ---- numbers are committed out of order ------------------------------------------------------------------------------

anew();
$now = db("SELECT UTC_TIMESTAMP() + INTERVAL 8 HOUR");
my $slow = connection();
$slow->begin_work;
my $first = insert($slow, created_at => $now);
my $second = insert($db, created_at => $now);
cmp_ok $second, '>', $first, 'a greater number is committed first';
chain();
is db("SELECT COUNT(*) FROM event_link WHERE event_id IN ($first, $second)"), 1, '... and linked';
$slow->commit;
chain();
is join(' ', $db->selectcol_arrayref("SELECT event_id FROM event_link WHERE event_id IN ($first, $second) ORDER BY id")->@*),
    "$second $first", 'the other comes behind it';
well('which is as it should be');

my @writers = map { connection() } 1 .. 4;
my (@open, %left) = map { 0 } @writers;
srand 35;
for my $step (1 .. 400) {
    my $n = int rand @writers;
    if (!$open[$n]) { $writers[$n]->begin_work; $open[$n] = 1 }
    insert($writers[$n], created_at => $now);
    if (rand() < 0.3) { rand() < 0.8 ? $writers[$n]->commit : $writers[$n]->rollback; $open[$n] = 0 }
    job('chain') if $step % 25 == 0;
}
$open[$_] and $writers[$_]->commit for 0 .. $#writers;
my @two = map { my $pid = fork // die; if (!$pid) { POSIX::_exit((job('chain'))[0]) } $pid } 1 .. 2;
is scalar(grep { waitpid $_, 0; $? } @two), 0, 'two jobs at once both end well';
is db('SELECT COUNT(*) FROM event_link'), db('SELECT COUNT(*) FROM event'), 'four writers at once: all is linked';
cmp_ok db('SELECT COUNT(*) FROM event_link a JOIN event_link b ON b.id = a.id + 1 WHERE b.event_id < a.event_id'), '>', 3, '... not in order';
well('... and well');

# ---- a job is killed -----------------------------------------------------------------------------------------------------

my $many = 60_000;
$db->do("INSERT INTO event (project_id, noun, about_id, what, biz_on, count_on, post_on, user_id, from_where, at, created_at)"
    . " SELECT $project, 'bulk', seq, 'slip.entered', '2026-03-06', '2026-03-06', '2026-03-06', 1, 'test', '$now', '$now' FROM seq_1_to_$many");
my ($kills, $all) = (0, db('SELECT COUNT(*) FROM event'));
for my $round (1 .. 50) {
    my $before = db('SELECT COUNT(*) FROM event_link');
    last if $before == $all;
    my $pid = fork // die;
    if (!$pid) { exec "$build/loupan-gateway", '--conf', "$ENV{LOUPAN_ETC}/loupan.hdf", '--job', 'chain' or POSIX::_exit(127) }
    if ($kills < 5) {
        for (1 .. 20_000) { last if db('SELECT COUNT(*) FROM event_link') > $before }
        kill KILL => $pid;
    }
    waitpid $pid, 0;
    $kills++ if $? == 9;
}
is $kills, 5, 'killed five times';
is db('SELECT COUNT(*) FROM event_link'), $all, 'in the end all is linked';
my $began = time;
well('and well');
diag sprintf '%d links are checked in %.2f s', $all, time - $began;

# Far behind what was linked, a free number of today.
my $free = db("SELECT MIN(e.id) + 1 FROM event e WHERE e.id > $first AND NOT EXISTS (SELECT 1 FROM event n WHERE n.id = e.id + 1)");
cmp_ok $free, '<', $all - 50_000, "number $free was rolled back";
insert($db, id => $free, created_at => db("SELECT UTC_TIMESTAMP() + INTERVAL 8 HOUR"));
chain();
is db("SELECT COUNT(*) FROM event_link WHERE event_id = $free"), 0, 'a row under it is not linked';
found("event.inserted $free, project $project", '... but found');
$db->do("DELETE FROM event WHERE id = $free");

# ---- another key ------------------------------------------------------------------------------------------------------------

my $old = slurp("$ENV{LOUPAN_ETC}/secrets/trail.key") =~ s/\s//gr;
spew("$ENV{LOUPAN_ETC}/secrets/trail.key", 'ab' x 32 . "\n$old\n");
insert($db, created_at => db("SELECT UTC_TIMESTAMP() + INTERVAL 8 HOUR"));
chain();
well('a new key above the old one: old and new links are well');
spew("$ENV{LOUPAN_ETC}/secrets/trail.key", "$old\n");
isnt((job('check'))[0], 0, '... but not without it');

# ---- the clock ----------------------------------------------------------------------------------------------------------------

# As the kernel tells it: struct timex of 64 bits, status after five longs, the bound is the third.
my %adjtimex = (x86_64 => 159, aarch64 => 171);
{
    my $buffer = "\0" x 256;
    my $answer = syscall $adjtimex{ (POSIX::uname())[4] } // die('which system is this?'), $buffer;
    my (undef, undef, undef, $bound, undef, $status) = unpack 'l x4 q q q q l', $buffer;
    my $doubted = $answer < 0 || $answer == 5 || $status & 64 || $bound > 2_000_000;
    my $conf = slurp("$ENV{LOUPAN_ETC}/loupan.hdf") =~ s/^mode = .*$/mode = real/mr;
    spew("$ENV{LOUPAN_ETC}/real.hdf", $conf);
    my $noted = sub () { return join ' ', map { $_->[0] } rows("SELECT what FROM event WHERE noun = 'instance' AND what LIKE '%clock%' ORDER BY id") };
    job('clock');
    is $noted->(), '', 'a test has a clock of its own: nobody is told';
    is((job('clock', conf => "$ENV{LOUPAN_ETC}/real.hdf"))[0], 0, 'where work is real the clock is watched') for 1 .. 2;
    is $noted->(), $doubted ? 'instance.clock_doubted' : '', '... and doubted where the kernel says so, once';
    my $other = $doubted ? 'instance.clock_trusted' : 'instance.clock_doubted';
    my $line = sub () { return scalar grep { /服务器时钟/ } as('admin')->get('/portal/home')->texts('.wl li') };
    is $line->(), $doubted ? 1 : 0, '... in a line for the administrator';
    $db->do("INSERT INTO event (noun, about_id, what, biz_on, count_on, post_on, user_id, from_where, at, created_at)"
        . " SELECT 'instance', 0, '$other', '2026-03-06', '2026-03-06', '2026-03-06', 0, 'test', '$now', '$now'");
    $db->do('UPDATE project_version SET version_count = version_count + 1');
    is $line->(), $doubted ? 0 : 1, 'which stands while it lasts';
    job('clock', conf => "$ENV{LOUPAN_ETC}/real.hdf");
    is $noted->(), $doubted ? "instance.clock_doubted $other instance.clock_doubted" : "$other instance.clock_trusted", 'a change is noted';
}

done_testing;
