# `make install` into a DESTDIR, loupan-setup against a MariaDB of its own, and the nginx
# configuration that Debian installs, with the one include line: then page tests run through
# it.  In the end --undo leaves nothing.
use v5.36;
use utf8;
use Test::More;
use Cwd 'abs_path';
use File::Basename 'dirname';
use File::Temp 'tempdir';
use HTTP::Tiny;
use IO::Socket::INET;
use POSIX ();

my $root = abs_path(dirname(__FILE__) . '/../..');
my $build = $ENV{LOUPAN_BUILD} // "$root/build";
# Short: the path of a socket ends at 107 bytes.
my $dest = tempdir('loupan-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my ($etc, $run, $user) = ("$dest/etc/loupan", "$dest/run/loupan", scalar getpwuid $>);
my @children;
my $parent = $$;
END {
    if ($parent && $parent == $$) {
        my $status = $?;
        kill TERM => @children;
        waitpid $_, 0 for @children;
        $? = $status;
    }
}

sub slurp ($path) { open my $in, '<', $path or return ''; local $/; return <$in> // '' }
sub spew ($path, $text) { open my $out, '>', $path or die "$path: $!\n"; print {$out} $text; close $out }

sub said (@command) {
    open my $out, '-|', '/bin/sh', '-c', 'exec "$@" 2>&1', 'sh', @command or die;
    local $/;
    my $all = <$out> // '';
    close $out;
    return ($? >> 8, $all);
}

sub start ($log, @command) {
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        $parent = 0;
        open STDOUT, '>>', "$dest/$log.log";
        open STDERR, '>&', \*STDOUT;
        exec @command or POSIX::_exit(127);
    }
    push @children, $pid;
    return $pid;
}

sub until_true ($what, $test) {
    for (1 .. 600) { return 1 if $test->(); select undef, undef, undef, 0.05 }
    die "$what does not come: " . slurp("$dest/$what.log") . "\n";
}

# ---- install -----------------------------------------------------------------------------------

my ($exit, $out) = said('make', '-s', '-C', $build, 'install', "DESTDIR=$dest", 'prefix=/usr', 'sysconfdir=/etc');
is $exit, 0, 'make install' or BAIL_OUT($out);
my %conf = map { $_ => slurp("$etc/nginx/$_") } qw(loupan.conf loupan-http.conf);
spew("$_/loupan.conf", '# as an older version had it') for "$etc/nginx", "$dest/usr/share/loupan/conf";
spew("$etc/nginx/loupan-http.conf", "# edited\n");
is((said('make', '-s', '-C', $build, 'install', "DESTDIR=$dest", 'prefix=/usr', 'sysconfdir=/etc'))[0], 0, '... and again');
is slurp("$etc/nginx/loupan.conf"), $conf{'loupan.conf'}, '... replaces what was not edited';
is slurp("$etc/nginx/loupan-http.conf"), "# edited\n", '... and leaves what was';
is join(' ', map { s{.*/}{}r } glob "$etc/nginx/*.new"), 'loupan-http.conf.new', '... beside which the new one lies';
rename "$etc/nginx/loupan-http.conf.new", "$etc/nginx/loupan-http.conf" or die;
ok -x "$dest/usr/libexec/loupan/loupan-$_", "program $_" for qw(account finance gateway receipt);
ok -s "$dest/usr/share/loupan/$_", $_ for qw(templates/common/error.cs sql/0001_base.sql htdocs/errors/502.html
    htdocs/static/vendor/tabler.min.css conf/common_passwords tools/migrate doc/parts.cdx.json);
my @units = map { s{.*/}{}r } glob "$dest/usr/lib/systemd/system/*";
is scalar @units, 25, "units: @units";

{    # Units are sound; their programs stand below DESTDIR, so the check is told so.
    my $copy = tempdir('loupan-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    spew("$copy/$_", slurp("$dest/usr/lib/systemd/system/$_") =~ s{(?<=[ =])/usr/libexec/}{$dest/usr/libexec/}gr) for @units;
    for my $unit (@units) {
        like slurp("$copy/$unit"), qr/^NoNewPrivileges=yes\n.*^SystemCallFilter=/ms, "$unit is hardened" if $unit =~ /service\z/;
    }
    # What only a running systemd shows (docs/operations.md tells how it was tried).
    for my $unit (grep { /\Aloupan-\w+\.service\z/ } @units) {
        my $text = slurp("$copy/$unit");
        like $text, qr/^\[Unit\]\n[^\[]*^StartLimitIntervalSec=0$/m, "$unit is never given up";
        like $text, $unit =~ /gateway/ ? qr/^SupplementaryGroups=loupan-gateway$/m : qr/^ExecReload=\/bin\/sh -c 'kill -USR2 \$MAINPID'$/m,
            '... reaches nginx, or is reloaded, inside its sandbox';
    }
    my (undef, $security) = said('systemd-analyze', 'security', '--offline=true', "--root=$dest", 'loupan-gateway.service');
    like $security, qr/\@clock is included \(e\.g\. adjtimex/, 'the gateway may ask for the state of the clock';
    like $security, qr/CapabilityBoundingSet=~CAP_SYS_TIME +Service processes cannot change the system clock/, '... and not set it';
    my ($bad, $why) = said('systemd-analyze', 'verify', '--man=no', map { "$copy/$_" } @units);
    $why = join "\n", grep { m{\Q$copy\E|loupan} && !/mariadb\.service|nginx\.service/ } split /\n/, $why;
    is $why, '', 'systemd finds nothing wrong with them';
}

{    # A server that builds nothing needs the libraries by their packages: the list that the docs give.
    my %told = map { $_ => 1 } slurp("$root/docs/operations.md") =~ /[\w.+-]+/g;
    my @direct = map { /^ +NEEDED +(\S+)/mg } map { (said('objdump', '-p', $_))[1] } glob "$dest/usr/libexec/loupan/*";
    my %package = map { my $name = $_; $name => [ (said('dpkg', '-S', "*/$name"))[1] =~ /^([\w.+-]+)(?::\w+)?: /mg ] } @direct;
    my @untold = grep { !grep { $told{$_} || $_ eq 'libc6' } $package{$_}->@* } sort keys %package;
    cmp_ok scalar keys %package, '>', 8, 'libraries: ' . keys %package;
    is "@untold", '', '... whose packages docs/operations.md names';
}

# ---- a MariaDB as it comes ----------------------------------------------------------------------------

my $socket = "$dest/db.sock";
($exit, $out) = said('mariadb-install-db', '--no-defaults', "--datadir=$dest/db", '--skip-test-db', '--skip-name-resolve',
    '--auth-root-authentication-method=socket', "--auth-root-socket-user=$user", "--user=$user");
is $exit, 0, 'a database of its own' or BAIL_OUT($out);
start('mariadbd', -x '/usr/sbin/mariadbd' ? '/usr/sbin/mariadbd' : 'mariadbd', '--no-defaults', "--user=$user",
    "--datadir=$dest/db", "--socket=$socket", '--skip-networking', '--innodb-buffer-pool-size=64M', "--tmpdir=$dest");
until_true(mariadbd => sub { (said('mariadb-admin', '--no-defaults', "--socket=$socket", "--user=$user", 'ping'))[0] == 0 });

# ---- setup ----------------------------------------------------------------------------------------------

my $port = do { my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die; $s->sockport };
my @setup = ("$dest/usr/sbin/loupan-setup", '--root', $dest, '--socket', $socket, '--db-user', $user);
my @url = ('--url', "http://127.0.0.1:$port");

sub sql ($text) {
    return (said('mariadb', '--no-defaults', "--socket=$socket", "--user=$user", '-BNe', $text))[1] =~ s/\s+\z//r;
}

($exit, $out) = said(@setup, @url);
is $exit, 0, 'setup says what it would do' or diag $out;
is scalar(() = $out =~ /^would make: /mg), 7, '... in seven steps' or diag $out;
is sql("SHOW DATABASES LIKE 'loupan'"), '', '... and does nothing';
ok !-e "$etc/secrets", '... not even a secret';
unlike $out, qr/^there: /m, '... for nothing is there';

($exit, $out) = said(@setup, @url, '--yes');
is $exit, 0, 'setup does it' or BAIL_OUT($out);
my ($password) = $out =~ /^log-in admin, password (\S+)/m;
ok $password, 'and issues a password';
like $out, qr{^    include \Q$etc\E/nginx/loupan\.conf;$}m, 'and prints the one line for nginx';
is sql('SELECT mode FROM loupan.instance'), 'real', 'an instance for real work';
my @secrets = glob "$etc/secrets/*/*";
cmp_ok scalar @secrets, '>', 20, scalar(@secrets) . ' secrets';
is scalar(grep { ((stat)[2] & 07777) != 0600 } @secrets), 0, 'each for its owner alone';
ok !-e "$etc/secrets/receipt/seal.key" && !-e "$etc/secrets/gateway/form.key", 'and only where it is needed';
my $before = join '', map { slurp($_) } @secrets;

($exit, $out) = said(@setup, '--yes');
is $exit, 0, 'a second time' or diag $out;
unlike $out, qr/^log-in /m, '... makes no second administrator';
is join('', map { slurp($_) } @secrets), $before, '... and no other secrets';
is sql("SELECT COUNT(*) FROM loupan.user"), 1, '... there is one user';

my %pid_of;
like slurp("$dest/etc/systemd/system/nginx.service.d/loupan.conf"), qr{^ExecStartPre=-/bin/rm -f /run/loupan/publish/nginx\.sock$}m,
    'a killed nginx starts again over its own socket';

# ---- the programs, as the units start them -------------------------------------------------------------------

for my $unit (grep { /\Aloupan-\w+\.service\z/ } @units) {
    my ($name) = $unit =~ /loupan-(\w+)/;
    my ($line) = slurp("$dest/usr/lib/systemd/system/$unit") =~ /^ExecStart=(.*)$/m;
    my @command = map { s{\A(?=/(?:usr/libexec|etc)/)}{$dest}r } split ' ', $line;
    @command = ('spawn-fcgi', '-n', '-s', "$run/$name.sock", '-M', '0600', '-b', 1024, '--', @command) if $name ne 'gateway';
    $pid_of{$name} = start($name, @command);
}

# ---- nginx as Debian installs it ---------------------------------------------------------------------------------

is system('cp', '-a', '/etc/nginx/.', "$dest/etc/nginx"), 0, "the machine's nginx configuration";
mkdir "$dest/log";
for my $file ("$dest/etc/nginx/nginx.conf", "$dest/etc/nginx/sites-available/default", glob "$etc/nginx/*.conf") {
    my $text = slurp($file);
    $text =~ s{/etc/nginx/(?!mime)}{$dest/etc/nginx/}g;
    $text =~ s{/run/(nginx\.pid|loupan/)}{$dest/run/$1}g;
    $text =~ s{/var/log/nginx}{$dest/log}g;
    $text =~ s{/usr/share/loupan}{$dest/usr/share/loupan}g;
    $text =~ s/^user .*;/$> ? '' : 'user root;'/me;
    $text =~ s/^(\s*)listen 80 default_server;/$1listen 127.0.0.1:$port default_server;/m;
    $text =~ s/^\s*listen \[::\]:80.*$//m;
    # this machine's tests are one address
    $text =~ s/^    default 0;$/    default 0;\n    127.0.0.1 1;/m;
    # the one line
    $text =~ s{^(\tserver_name _;)$}{$1\n\tinclude $etc/nginx/loupan.conf;}m if $file =~ /default\z/;
    spew($file, $text);
}
unlink "$dest/etc/nginx/sites-enabled/default";
symlink "$dest/etc/nginx/sites-available/default", "$dest/etc/nginx/sites-enabled/default";
($exit, $out) = said('/usr/sbin/nginx', '-t', '-c', "$dest/etc/nginx/nginx.conf", '-e', "$dest/log/start.log");
is $exit, 0, 'nginx -t' or BAIL_OUT($out);
start('nginx', '/usr/sbin/nginx', '-c', "$dest/etc/nginx/nginx.conf", '-e', "$dest/log/start.log", '-g', 'daemon off;');
my $http = HTTP::Tiny->new(max_redirect => 0, timeout => 20);
until_true(nginx => sub { $http->get("http://127.0.0.1:$port/account/login")->{status} == 200 });

is $http->get("http://127.0.0.1:$port/$_/healthz")->{status}, 200, "$_ is well" for qw(account project customer sales finance portal receipt);
until_true(gateway => sub { $http->get("http://127.0.0.1:$port/gateway/healthz")->{status} == 200 });
pass 'so is the publisher';
my $answer = $http->post_form("http://127.0.0.1:$port/account/login", { login => 'admin', password => $password });
is $answer->{status}, 303, 'the administrator logs in';
like $answer->{headers}{'set-cookie'}, qr/HttpOnly/i, '... and has a session';
like slurp("$dest/log/loupan.log"), qr{"POST /account/login" 303}, 'nginx logs without queries';

# ---- a reload drops nothing ---------------------------------------------------------------------------------------

my ($line) = slurp("$dest/usr/lib/systemd/system/loupan-receipt.service") =~ /^ExecReload=(.*)$/m;
sub workers { return join ' ', sort qx(pgrep -P $pid_of{receipt}) =~ /(\d+)/g }
my ($bad, $at) = (0, workers());
is scalar(split ' ', $at), 2, 'two workers of receipt';
for my $round (1 .. 60) {
    local $ENV{MAINPID} = $pid_of{receipt};
    is system($line), 0, 'as systemctl reload says it' if $round == 20;
    $bad++ if $http->get("http://127.0.0.1:$port/r/")->{status} != 200;
}
until_true(receipt => sub { my %now = map { $_ => 1 } split ' ', workers(); keys %now == 2 && !grep { $now{$_} } split ' ', $at });
pass 'both are replaced';
is $bad, 0, '... sixty requests meanwhile: none is lost';

# ---- page tests through it ----------------------------------------------------------------------------------------

# One directory for all, as the tests know it.
mkdir "$dest/flat";
mkdir "$dest/flat/secrets";
for my $file (@secrets) { my ($name) = $file =~ m{([^/]+)\z}; spew("$dest/flat/secrets/$name", slurp($file)) }
spew("$dest/flat/loupan.hdf", slurp("$etc/loupan.hdf") =~ s{^path\.secrets = .*$}{path.secrets = $dest/flat/secrets}mr);
for my $test (qw(t/http/account/login.t t/http/customer/customer.t t/http/finance/slip.t t/http/portal/home.t)) {
    local @ENV{qw(LOUPAN_URL LOUPAN_SOCK LOUPAN_ETC LOUPAN_DIR)} = ("http://127.0.0.1:$port", $socket, "$dest/flat", $dest);
    ($exit, $out) = said($^X, '-It/lib', $test);
    is $exit, 0, "$test through the stock nginx" or diag join "\n", grep { /^\s*(?:not ok|#)/ } split /\n/, $out;
}

# ---- restored on a server without its accounts, as docs/operations.md says ------------------------------------------

kill TERM => $pid_of{gateway};    # what it adds up later would be a difference
waitpid $pid_of{gateway}, 0;
my @keeper = ("$dest/usr/libexec/loupan/loupan-gateway", '--conf', "$etc/loupan.hdf", '--job');
sql('DELETE FROM loupan.event_link');    # the page tests changed rows of the trail by hand
unlink "$dest/var/lib/loupan/trail.head";
is((said(@keeper, 'chain'))[0], 0, 'the trail is linked');
my $trail = (said(@keeper, 'check'))[1];
like $trail, qr/\Atrail: [1-9]\d* links, the last is [0-9a-f]{64}\n\z/, '... and well';
my @dump = ('mariadb-dump', '--no-defaults', "--socket=$socket", "--user=$user",
    qw(--single-transaction --routines --hex-blob --order-by-primary --skip-dump-date loupan));
my $line_told = join ' ', 'mariadb-dump', @dump[4 .. 9], '|';
like slurp("$root/docs/operations.md"), qr/^\Q$line_told\E$/m, 'the dump of the docs';
my (undef, $was) = said(@dump);
like $was, qr/^-- Dump completed$/m, 'a whole dump';
spew("$dest/dump.sql", $was);
my $accounts = q{SELECT COUNT(*) FROM mysql.global_priv WHERE User LIKE 'loupan%'};
my $had = sql($accounts);
sql('DROP DATABASE loupan; CREATE DATABASE loupan');
sql("DROP USER loupan_$_\@localhost") for map { m{(\w+)\.sql\z} } glob "$root/sql/grants/*.sql";
is sql($accounts), 0, 'no account is left';
is((said('/bin/sh', '-c', 'exec mariadb --no-defaults "--socket=$1" "--user=$2" loupan <"$3"', 'sh', $socket, $user, "$dest/dump.sql"))[1], '', 'loaded');
chmod 0755, "$etc/secrets/sales";
chmod 0644, "$etc/secrets/sales/seal.key";
($exit, $out) = said(@setup, '--yes');
is $exit, 0, 'setup' or diag $out;
is sql($accounts), $had, '... makes the accounts again, though the dump has it that they are there';
is sprintf('%o %o', map { (stat)[2] & 07777 } "$etc/secrets/sales", "$etc/secrets/sales/seal.key"), '700 600', '... and shuts the secrets';
ok((said(@dump))[1] eq $was, '... and what was restored is the dump, byte for byte');
for my $area (qw(sales finance receipt)) {
    until_true($area => sub { $http->get("http://127.0.0.1:$port/$area/healthz")->{status} == 200 });
}
is_deeply [ said(@keeper, 'check') ], [ 0, $trail ], 'the chain of the trail came with it, and is well';
pass 'programs are back by themselves';
is $http->get("http://127.0.0.1:$port/account/login")->{status}, 200, '... with their pages';

# ---- and away -------------------------------------------------------------------------------------------------------

($exit, $out) = said(@setup, '--undo', '--yes');
isnt $exit, 0, 'not while nginx includes it';
like $out, qr{sites-enabled/default includes us}, '... which it would not start without';
ok -s "$etc/loupan.hdf", '... so nothing is gone';
spew("$dest/etc/nginx/sites-available/default", slurp("$dest/etc/nginx/sites-available/default") =~ s/^\tinclude .*loupan.*$//mr);
($exit, $out) = said(@setup, '--undo', '--yes');
is $exit, 0, '--undo' or diag $out;
is join(' ', map { s/:.*//sr } grep { /secrets|the data:/ } split /\n/, $out), 'stays stays', '... says what stays' or diag $out;
is sql("SELECT COUNT(*) FROM mysql.global_priv WHERE User LIKE 'loupan%'"), 0, '... leaves no account';
isnt sql("SHOW DATABASES LIKE 'loupan'"), '', '... the data stays';
ok -s "$etc/secrets/sales/seal.key", '... and what opens it';
ok !-e "$dest/etc/nginx/conf.d/loupan-http.conf" && !-e "$dest/etc/systemd/system/nginx.service.d", '... nginx has nothing of it';
is((said(@setup, '--undo', '--yes'))[0], 0, '... and again');
($exit, $out) = said(@setup, '--undo', '--data', '--yes');
is sql("SHOW DATABASES LIKE 'loupan'"), '', '--undo --data takes the data as well';
ok !-e "$etc/secrets", '... and the keys';
is((said('make', '-s', '-C', $build, 'uninstall', "DESTDIR=$dest", 'prefix=/usr', 'sysconfdir=/etc'))[0], 0, 'make uninstall');
is((said('find', "$dest/usr", '-type', 'f'))[1], '', '... leaves no file');
done_testing;
