package Loupan::Bench::Pages;

# The pages of the sales office as they are served, with session, rights and navigation, at 16 and
# 64 connections: a board of 180 units and two more pages made from the database for each look, the
# board unchanged since the last look, and a slip recorded.  Beside each, in turn, nginx with a
# static file of the same size and the smallest FastCGI program; with --with-peers, the same pages
# from PHP-FPM and Node (Loupan::Peers); then memory, and the time from the start of a program to its
# first page.  The page to log in at is there as one that asks the database almost nothing.
#
# "Changed": a writer that changes a row before each look would be measured with it.  So each look
# has a URL of its own ({n}), of which there is no page in memory; that this costs the same
# statements as a look after a row was changed, and more than a look at what is in memory, is seen
# before anything is measured (statements).
#
# Targets are those of the peers (docs/performance.md): as a share of nginx static, and as a
# multiple of PHP and Node.

use v5.36;
use utf8;
use Loupan::Bench qw(office note anchors load drive spent median figure start stop free_port);
use Loupan::Peers;
use Loupan::Replay;
use Time::HiRes qw(time usleep);

sub about() { return 'pages through nginx beside a static file and a bare FastCGI program (--with-peers: and PHP, Node)' }

my @programs = qw(account authz project customer sales finance portal receipt);

# name, who, program, path, share of static that is to be reached, longest p99 in ms at 64; what the
# peers call it, multiple of each that is to be reached
my @pages = (
    [ board_changed   => consultant => sales   => '/sales/board?look={n}',   0.034, undef, board => { php => 2.8 } ],
    [ board_unchanged => consultant => sales   => '/sales/board',            0.12,  20,    board => { php => 8 } ],
    [ slips_changed   => secretary  => finance => '/finance/slips?look={n}', 0.04,  undef, slips => { php => 1.9, node => 1.7 } ],
    [ slips_unchanged => secretary  => finance => '/finance/slips',          0.03,  undef, slips => {} ],
    [ flash_changed   => director   => portal  => '/portal/flash?look={n}',  0.08,  undef, flash => { php => 4 } ],
    [ flash_unchanged => director   => portal  => '/portal/flash',           0.033, undef, flash => {} ],
    [ login           => ''         => account => '/account/login' ],
    [ slip_recorded   => consultant => finance => '/finance/slips/new',      0.091, 25,    slip => { php => 1.5, node => 1.7 } ],
);

sub browser($name) { return $name ? Loupan::as($name) : Loupan::stranger() }

sub cookie($name) {
    return '' if !$name;
    my $cookie = Loupan::as($name)->{cookie};
    return 'Cookie: ' . join '; ', map { "$_=$cookie->{$_}" } sort keys %$cookie;
}

# 180 units, a third of them sold, a list of slips that is longer than a page, and two years with
# something to count on each day.
sub furnish($at) {
    note('180 units, 60 deals and slips, two years of days');
    Loupan::given(slip => state => $_ % 3 ? 'audited' : 'submitted') for 1 .. 60;
    my ($project, $today, $ones) = (Loupan::project_id(), Loupan::today(), join ', ', (1) x @Loupan::Peers::figures);
    $at->{db}->run("INSERT INTO flash_delta SELECT NULL, $project, 0, '$today' - INTERVAL seq DAY, $ones FROM seq_1_to_730");
    Loupan::Bench::wait_until('the sums of two years', sub { !$at->{db}->value('SELECT COUNT(*) FROM flash_delta') });
    return map { Loupan::given('tab') } 1 .. 4;
}

sub request($p, $path, $token, @tabs) {
    my ($name, $who) = @$p;
    return { method => 'GET', path => $path, status => 200, head => cookie($who) } if $name ne 'slip_recorded';
    my $today = Loupan::today();
    return { method => 'POST', path => $path, status => 303, head => cookie($who), body => join '|', map {
        "_token=$token&_key={k}&tab_id=$_&means=transfer&account=1002.02&reference=B{n}&payer=A&paid_on=$today"
        . '&kind_0=deposit&amount_fen_0=1.00' } @tabs };
}

# How many rows a program asks for to answer.
sub statements($at, $p, $path) {
    return scalar grep { $_->[1] =~ /^SELECT/ } Loupan::Replay::sent($at, $p->[2], sub { Loupan::as($p->[1])->get($path) });
}

# The statements of a look with a URL of its own: as many as after a change, more than of a page
# that is in memory.  Each process of the program has its own memory.
sub proved($at, $p) {
    my ($plain, $fresh) = ($p->[3] =~ s/\?.*//r, $p->[3] =~ s/\{n\}/proved/r);
    my $least = 1e9;
    for (1 .. 16) {
        my $n = statements($at, $p, $plain);
        $least = $n if $n < $least;
    }
    Loupan::given(slip => state => 'submitted');
    my ($after, $new) = (statements($at, $p, $plain), statements($at, $p, $fresh));
    die "bench: $p->[0]: $new statements with a URL of its own, $after after a change, $least from memory\n"
        if $new != $after || $after <= $least;
    return $new;
}

# ---- one page -----------------------------------------------------------------------------

# A run of the load: { rate, p50, p99, cpu_us (a request: nginx, program, database) }.
sub measured($at, $name, $url, $of, $request, $spent) {
    my $before = $spent->();
    my $got = drive($url, $of, $request);
    my $after = $spent->();
    Loupan::Bench::wrong($at, $name, $got->{wrong}) if $got->{wrong};
    my $requests = $got->{rate} * $of->{seconds} || 1;
    $got->{cpu_us} = join '+', map { int(($after->{$_} - $before->{$_}) * 1e6 / $requests) } qw(web app db);
    return $got;
}

sub beside($last, @runs) {
    my %of = map { my $of = $_; ($of => median(map { $_->{$of} } @runs)) } qw(rate p50 p99);
    return (rate => int $of{rate}, p50_ms => $of{p50}, p99_ms => $of{p99}, cpu_us => $last->{cpu_us});
}

# Before anything is measured: compilers at run time want to have seen a page many times.
sub warm($url, $request) { drive($url, { connections => 16, seconds => 3 }, $request) }

# ours: the request through the instance; peers: name => { pid, request }.  In turn in each round.
sub page($at, $anchors, $p, $n, $ours, $peers, %option) {
    my ($name, undef, $program, undef, $target, $longest, undef, $multiple) = @$p;
    my $of = { connections => $n, seconds => $option{seconds} };
    my (@share, @hello, @mine, %peer, %times);
    for (1 .. $option{rounds}) {
        my $static = load("$anchors->{url}/$name.html", %$of)->{rate};
        push @mine, measured($at, $name, $at->{url}, $of, $ours, sub { spent($at, $program) });
        push @share, $mine[-1]{rate} / $static;
        push @hello, $mine[-1]{rate} / load("$anchors->{url}/hello", %$of)->{rate};
        for my $peer (sort keys %$peers) {
            my ($pid, $request) = $peers->{$peer}->@{qw(pid request)};
            push $peer{$peer}->@*, measured($at, "$name of $peer", $anchors->{url}, $of, $request,
                sub { Loupan::Peers::spent($at, $anchors, $pid) });
            push $times{$peer}->@*, $mine[-1]{rate} / $peer{$peer}[-1]{rate};
        }
    }
    my %beside = beside($mine[-1], @mine);
    my $share = median(@share);
    my $slow = $n == 64 && $longest && $beside{p99_ms} > $longest;
    my %result = ("pages.$name.$n" => figure($share, $target, (reached => 0) x !!$slow, %beside,
        of_hello => sprintf('%.3f', median(@hello))));
    $result{"pages.$name.$n.$_"} = figure(median($times{$_}->@*), $multiple->{$_}, beside($peer{$_}[-1], $peer{$_}->@*))
        for keys %peer;
    return %result;
}

sub pss(@pids) {
    my $kib = 0;
    $kib += Loupan::Bench::kib($_, 'Pss') for @pids;
    return $kib / 1024;
}

# Processes of these programs together, as they are after the loads above.
sub memory($at, @of) {
    my $mib = pss(map { Loupan::Bench::workers($at, $_) } @of);
    return figure($mib / 15, 1, at_most => 1, mib => sprintf('%.1f', $mib));
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

# ---- all of it ----------------------------------------------------------------------------

# Loupan's answer to each page; a slip recorded answers nothing, so it is compared with the
# peers' file.
sub answers() {
    my %answer;
    for my $p (@pages) {
        my $answer = browser($p->[1])->get($p->[3]);
        die "bench: $p->[3] answers " . $answer->status . "\n" if $answer->status != 200;
        $answer{ $p->[0] } = $answer;
    }
    return %answer;
}

# The peers with nginx before them, or nginx alone: (anchors, name => pid ..., prepared).
sub set_up($at, $size, $answer, %option) {
    return (anchors($size), {}, undef) unless $option{'with-peers'};
    my ($cookie) = cookie('consultant') =~ /Cookie: (\w+)=/;
    my $peers = Loupan::Peers::prepared($at, $cookie, map { $_ => $answer->{"${_}_changed"}->html } qw(board slips flash));
    my $anchors = anchors($size, %$peers);
    return ($anchors, Loupan::Peers::started($at, $peers, $anchors->{url}), $peers);
}

# What a peer is asked for the same page, and how large its answer is: as large as Loupan's.
sub peer_request($anchors, $p, $peer, $pid, $prepared, $size, @tabs) {
    my $path = "/$peer/$p->[6]";
    my ($value) = cookie($p->[1]) =~ /=(.*)/;
    my $request = request($p, $path, Loupan::Peers::token($prepared, $value), @tabs);
    my $bytes = 0;
    if ($request->{method} eq 'GET') {
        my $answer = HTTP::Tiny->new->get("$anchors->{url}$path", { headers => { split /: /, $request->{head} } });
        die "bench: $path answers $answer->{status}\n" unless $answer->{success};
        $bytes = length $answer->{content};
        die "bench: $path has $bytes bytes, not $size\n" if abs($bytes / $size - 1) > 0.02;
    }
    return { pid => $pid, request => $request, bytes => $bytes };
}

sub run(%option) {
    my $at = office(45);
    my @tabs = furnish($at);
    my %statements = map { $_->[0] => proved($at, $_) } grep { $_->[3] =~ /\{n\}/ } @pages;
    my %answer = answers();
    my %size = map { $_ => $_ eq 'slip_recorded' ? 30_766 : length $answer{$_}->bytes } keys %answer;
    my ($anchors, $pids, $prepared) = set_up($at, \%size, \%answer, %option);
    my %result;
    for my $p (@pages) {
        my $name = $p->[0];
        my $ours = request($p, $p->[3], $name eq 'slip_recorded' ? browser($p->[1])->form_token : '', @tabs);
        my %peers = map { $_ => peer_request($anchors, $p, $_, $pids->{$_}, $prepared, $size{$name}, @tabs) }
            $p->[6] ? keys %$pids : ();
        warm($at->{url}, $ours);
        for my $peer (values %peers) { warm($anchors->{url}, $peer->{request}) }
        for my $n (16, 64) {
            note("$name at $n");
            my %got = page($at, $anchors, $p, $n, $ours, \%peers, %option);
            $got{"pages.$name.$n"}{bytes} = $size{$name};
            $got{"pages.$name.$n"}{statements} = $statements{$name};
            $got{"pages.$name.$n.$_"}{bytes} = $peers{$_}{bytes} for keys %peers;
            %result = (%result, %got);
        }
    }
    $result{'pages.memory'} = memory($at, @programs);
    $result{'pages.memory.board'} = memory($at, 'sales');
    for my $peer (keys %$pids) {
        my $mib = pss(Loupan::Bench::family($pids->{$peer}));
        $result{"pages.memory.$peer"} = figure($result{'pages.memory'}{mib} / $mib, undef, mib => sprintf('%.1f', $mib));
    }
    $result{'pages.cold_start'} = cold($at, $option{rounds});
    return \%result;
}

1;
