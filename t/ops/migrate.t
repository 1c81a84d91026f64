# A migration is killed at each of its statements and run again: in the end the schema and the
# rows are those of one that ran through.  Two do not run at once; a newer schema is left alone.
use v5.36;
use utf8;
use Test::More;
use DBI;
use Cwd 'abs_path';
use File::Basename 'dirname';
use File::Temp 'tempdir';

my $root = abs_path(dirname(__FILE__) . '/../..');
my $temp = tempdir('loupan-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my ($socket, $user, $parent, $server) = ("$temp/db.sock", scalar getpwuid $>, $$, 0);
END {
    if ($server && $parent == $$) {
        my $status = $?;
        kill TERM => $server;
        waitpid $server, 0;
        $? = $status;
    }
}

# How it ended (the signal if it was killed) and what it said.
sub said (@command) {
    my $pid = open my $out, '-|';
    die "fork: $!\n" if !defined $pid;
    if (!$pid) { $parent = 0; open STDERR, '>&', \*STDOUT; exec @command or die }
    local $/;
    my $all = <$out> // '';
    close $out;
    return ($? & 127 ? -($? & 127) : $? >> 8, $all);
}

my ($exit, $out) = said('mariadb-install-db', '--no-defaults', "--datadir=$temp/db", '--skip-test-db', '--skip-name-resolve',
    '--auth-root-authentication-method=socket', "--auth-root-socket-user=$user", "--user=$user");
is $exit, 0, 'a database of its own' or BAIL_OUT($out);
$server = fork // die;
if (!$server) {
    $parent = 0;
    open STDERR, '>', "$temp/log";
    # What is killed here is the client; that the server forgets nothing is tested in t/fault.
    exec -x '/usr/sbin/mariadbd' ? '/usr/sbin/mariadbd' : 'mariadbd', '--no-defaults', "--user=$user", "--datadir=$temp/db",
        "--socket=$socket", '--skip-networking', '--innodb-buffer-pool-size=64M', "--tmpdir=$temp",
        '--innodb-flush-log-at-trx-commit=0', '--character-set-server=utf8mb4', '--collation-server=utf8mb4_unicode_ci';
}
for (1 .. 600) {
    last if (said('mariadb-admin', '--no-defaults', "--socket=$socket", "--user=$user", 'ping'))[0] == 0;
    select undef, undef, undef, 0.05;
}
mkdir "$temp/secrets";
for my $program (map { m{(\w+)\.sql\z} } glob "$root/sql/grants/*.sql") {
    open my $key, '>', "$temp/secrets/db-$program" or die;
    print {$key} "password-of-$program";
}

my @migrate = ("$root/tools/migrate", $socket, $user, "$temp/secrets", 'real');
sub db () { return DBI->connect("DBI:MariaDB:mariadb_socket=$socket", $user, '', { RaiseError => 1, PrintError => 0 }) }

# Schema, rows and rights, without moments.
sub state_of () {
    my ($how, $dump) = said('mariadb-dump', '--no-defaults', "--socket=$socket", "--user=$user", '--skip-dump-date',
        '--skip-extended-insert', '--order-by-primary', '--skip-comments', '--skip-tz-utc', 'loupan');
    die $dump if $how;
    $dump =~ s/'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d'/AT/g;
    $dump =~ s/ AUTO_INCREMENT=\d+//g;
    my $db = db();
    my @grants = map { $db->selectcol_arrayref("SHOW GRANTS FOR $_")->@* }
        $db->selectcol_arrayref("SELECT CONCAT(User, '\@', Host) FROM mysql.global_priv WHERE User LIKE 'loupan%' ORDER BY 1")->@*;
    return $dump . join "\n", sort @grants;
}

sub drop_all () {
    my $db = db();
    $db->do('DROP DATABASE loupan');
    $db->do("DROP USER loupan_$_\@localhost") for map { m{(\w+)\.sql\z} } glob "$root/sql/grants/*.sql";
}

($exit, $out) = said(@migrate);
is $exit, 0, 'one that runs through' or BAIL_OUT($out);
my $whole = state_of();
cmp_ok length $whole, '>', 50_000, 'leaves a schema';
($exit, $out) = said(@migrate);
is "$exit $out", "0 the schema is up to date\n", 'a second time there is nothing to do';
is state_of(), $whole, '... and nothing is done';

# Each run is killed one statement later than the one before got to: a numbered file goes on
# where it was, so there the first new statement; the files that begin anew, one further.
drop_all();
my ($runs, $killed, $last, $further) = (0, 0, '', 1);
my $noted = "SELECT CONCAT_WS(' ', (SELECT COUNT(*) FROM loupan.migration), (SELECT COUNT(*) FROM loupan.migration_step),"
    . " (SELECT SUM(done_count) FROM loupan.migration_step))";
while ($runs++ < 2000) {
    my ($how, $what) = said($^X, "-I$root/t/lib", "-MKillAt=$further", @migrate);
    last if $how == 0;
    if ($how != -9) { fail("run $runs stopped by itself: $what"); last }
    $killed++;
    my $now = eval { db()->selectrow_array($noted) } // '';
    # Four statements of its own come first: the database, two tables, and what is noted next.
    $further = $now eq $last ? $further + 1 : 4;
    $last = $now;
}
cmp_ok $killed, '>', 100, "killed $killed times";
is state_of() eq $whole, 1, 'the same schema, rows and rights' or do {
    open my $a, '>:utf8', "$temp/a"; print {$a} $whole; close $a;
    open my $b, '>:utf8', "$temp/b"; print {$b} state_of(); close $b;
    diag((said('diff', "$temp/a", "$temp/b"))[1]);
};

# ---- one at a time ---------------------------------------------------------------------------------------

my $holder = db();
$holder->selectrow_array("SELECT GET_LOCK('loupan.migrate', 10)");
my $waiting = open my $second, '-|', @migrate or die;
my $waits = 0;
for (1 .. 400) {
    $waits = $holder->selectrow_array("SELECT COUNT(*) FROM information_schema.processlist WHERE state = 'User lock'");
    last if $waits;
    select undef, undef, undef, 0.05;
}
is $waits, 1, 'a second one waits for the first';
$holder->do("DO RELEASE_LOCK('loupan.migrate')");
like do { local $/; <$second> }, qr/up to date/, '... and then has nothing to do';
close $second;

# ---- newer, changed ---------------------------------------------------------------------------------------

$holder->do("INSERT INTO loupan.migration VALUES (9999, '9999_later.sql', 'x', '2000-01-01')");
my $before = state_of();
($exit, $out) = said(@migrate);
isnt $exit, 0, 'a newer schema is refused';
like $out, qr/migration 9999, which this version does not know/, '... in words';
is state_of(), $before, '... and left alone';
$holder->do('DELETE FROM loupan.migration WHERE number = 9999');
$holder->do("UPDATE loupan.migration SET sha256 = 'y' WHERE number = 1");
($exit, $out) = said(@migrate);
isnt $exit, 0, 'a migration that was changed afterwards is refused';
like $out, qr/was changed after this database had applied it/, '... in words';
done_testing;
