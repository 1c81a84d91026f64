package Loupan::Bench::Pages;

# The pages of the sales office as they are served, with session, rights and navigation, at 16 and
# 64 connections: a board of 180 units and three more pages made anew for each look ({n} in their
# URL is another one each time, so that no page in memory is the one that is asked for), the board
# unchanged since the last look, and a slip recorded.  Beside each, in turn, nginx with a static
# file of the same size and the smallest FastCGI program; then memory, and the time from the
# start of a program to its first page.
#
# Targets are those of the peers (PHP-FPM and Node with the same rows, of which docs/performance.md
# tells), as a share of nginx static.

use v5.36;
use utf8;
use Loupan::Bench qw(office note anchors load drive spent median figure start stop free_port);
use Time::HiRes qw(time usleep);

sub about() { return 'pages through nginx beside a static file and a bare FastCGI program' }

my @programs = qw(account authz project customer sales finance portal receipt);

# name, who, program, path, share of static that is to be reached, longest p99 in ms at 64
my @pages = (
    [ board_changed   => consultant => sales   => '/sales/board?look={n}',   0.034 ],
    [ board_unchanged => consultant => sales   => '/sales/board',            0.12, 20 ],
    [ slips_changed   => secretary  => finance => '/finance/slips?look={n}', 0.04 ],
    [ flash_changed   => director   => portal  => '/portal/flash?look={n}',  0.08 ],
    [ slip_recorded   => consultant => finance => '/finance/slips/new',      0.091, 25 ],
);

sub cookie($name) {
    my $cookie = Loupan::as($name)->{cookie};
    return 'Cookie: ' . join '; ', map { "$_=$cookie->{$_}" } sort keys %$cookie;
}

# 180 units, a third of them sold, and a list of slips that is longer than a page.
sub furnish() {
    note('180 units, 60 deals and slips');
    Loupan::given(slip => state => $_ % 3 ? 'audited' : 'submitted') for 1 .. 60;
    return map { Loupan::given('tab') } 1 .. 4;
}

sub request($p, @tabs) {
    my ($name, $who, $program, $path) = @$p;
    return { method => 'GET', path => $path, status => 200, head => cookie($who) } if $name ne 'slip_recorded';
    my $today = Loupan::today();
    my $token = Loupan::as($who)->form_token;
    return { method => 'POST', path => $path, status => 303, head => cookie($who), body => join '|', map {
        "_token=$token&_key={k}&tab_id=$_&means=transfer&account=1002.02&reference=B{n}&payer=A&paid_on=$today"
        . '&kind_0=deposit&amount_fen_0=1.00' } @tabs };
}

# CPU of a request in microseconds: nginx, program, database.
sub cost($before, $after, $requests) {
    return join '+', map { int(($after->{$_} - $before->{$_}) * 1e6 / ($requests || 1)) } qw(web app db);
}

sub page($at, $base, $p, $n, $request, %option) {
    my ($name, $who, $program, undef, $target, $longest) = @$p;
    my $of = { connections => $n, seconds => $option{seconds} };
    my (@share, @hello, @mine, $cost);
    for (1 .. $option{rounds}) {
        my $static = load("$base/$name.html", %$of)->{rate};
        my $before = spent($at, $program);
        my $got = drive($at->{url}, $of, $request);
        $cost = cost($before, spent($at, $program), $got->{rate} * $option{seconds});
        die "bench: $name: $got->{wrong} wrong answers\n" if $got->{wrong};
        push @mine, $got;
        push @share, $got->{rate} / $static;
        push @hello, $got->{rate} / load("$base/hello", %$of)->{rate};
    }
    my ($p50, $p99) = map { my $of = $_; median(map { $_->{$of} } @mine) } qw(p50 p99);
    my $share = median(@share);
    my $slow = $n == 64 && $longest && $p99 > $longest;
    return figure($share, $target, reached => $share >= $target && !$slow ? 1 : 0, cpu_us => $cost, p50_ms => $p50,
        p99_ms => $p99, rate => int median(map { $_->{rate} } @mine), of_hello => sprintf('%.3f', median(@hello)));
}

# All programs' processes together, as they are after the loads above.
sub memory($at) {
    my $kib = 0;
    $kib += Loupan::Bench::kib($_, 'Pss') for map { Loupan::Bench::workers($at, $_) } @programs;
    return figure($kib / 1024 / 15, 1, at_most => 1, mib => sprintf('%.1f', $kib / 1024));
}

# The program of the board from its start to its first page, through nginx that runs.
sub cold($at, $rounds) {
    my ($socket, @ms) = "$at->{run}/sales.sock";
    open my $f, '<', "$at->{dir}/pid/sales.pid" or die "bench: no sales\n";
    chomp(my $leader = <$f>);
    my @old = ($leader, Loupan::Bench::workers($at, 'sales'));
    kill TERM => $leader;
    Loupan::Bench::wait_until('the end of sales', sub { !grep { -e "/proc/$_" } @old });
    for (1 .. $rounds) {
        unlink $socket;
        my $began = time;
        my $pid = start('spawn-fcgi', '-n', '-s', $socket, '-M', '0600', '-b', 1024, '--', '/usr/bin/multiwatch',
            '-f', 2, '-r', 1000, '-s', 'TERM', '--', "$ENV{LOUPAN_BUILD}/loupan-sales", '--conf', "$ENV{LOUPAN_ETC}/loupan.hdf");
        usleep(500) until Loupan::as('consultant')->get('/sales/board')->status == 200 || time - $began > 5;
        push @ms, (time - $began) * 1000;
        stop($pid);
    }
    return figure(median(@ms) / 30, 1, at_most => 1, ms => sprintf('%.0f', median(@ms)));
}

sub run(%option) {
    my $at = office(45);
    my @tabs = furnish();
    my (%size, %result);
    for my $p (@pages) {
        my $answer = Loupan::as($p->[1])->get($p->[3]);
        die "bench: $p->[3] answers " . $answer->status . "\n" if $answer->status != 200;
        $size{ $p->[0] } = $p->[0] eq 'slip_recorded' ? 30_766 : length $answer->bytes;    # 303: the peers' file
    }
    my $base = anchors(%size);
    for my $p (@pages) {
        my $request = request($p, @tabs);
        for my $n (16, 64) {
            note("$p->[0] at $n");
            $result{"pages.$p->[0].$n"} = { %{ page($at, $base, $p, $n, $request, %option) }, bytes => $size{ $p->[0] } };
        }
    }
    $result{'pages.memory'} = memory($at);
    $result{'pages.cold_start'} = cold($at, $option{rounds});
    return \%result;
}

1;
