package Loupan::Bench::Write;

# Slips that are entered, reviewed and audited by three people, each through nginx, a second; and
# how much of the time of an act the program waits for the database (db_us beside us in its line of
# the log): what the statements take by themselves.  The rest is the program's; what nginx and
# FastCGI add is seen in the processor time of a request, web + program + database.

use v5.36;
use utf8;
use Loupan::Bench qw(office note drive spent figure);

sub about() { return 'audited slips a second by three people, and the share of the database in it' }

# Each connection has a tab of its own, as two cashiers rarely have the same buyer before them.
sub flow(@tabs) {
    my $who = sub ($name) { 'Authorization: Bearer ' . Loupan::world()->{users}{$name}{token} };
    my $today = Loupan::today();
    my $enter = join '|', map { "_key={k}&tab_id=$_&means=transfer&account=1002.02&reference=B{n}&payer=A"
        . "&paid_on=$today&kind_0=deposit&amount_fen_0=1.00" } @tabs;
    return (
        { method => 'POST', path => '/finance/slips/new', status => 303, head => $who->('consultant'), body => $enter },
        { method => 'POST', path => '/finance/slips/{id}/review', status => 303, head => $who->('secretary'),
          body => '_key={k}&accept=1&note=' },
        { method => 'POST', path => '/finance/slips/{id}/audit', status => 303, head => $who->('finance'),
          body => '_key={k}&accept=1&note=' },
    );
}

# What the program's log says from this place on: requests, their microseconds, the database's.
sub told($log, $from) {
    my ($n, $us, $db) = (0, 0, 0);
    open my $f, '<', $log or die "bench: $log: $!\n";
    seek $f, $from, 0;
    while (<$f>) {
        next unless /method=POST .* us=(\d+) db_us=(\d+)/;
        $n++;
        $us += $1;
        $db += $2;
    }
    return ($n, $us, $db);
}

sub run(%option) {
    my $at = office(15);
    my @tabs = map { Loupan::given('tab') } 1 .. 32;
    my @flow = flow(@tabs);
    my ($log, %result) = "$at->{dir}/log/finance.log";
    for my $n (1, 4, 16, 32) {
        note("$n connections");
        my $from = -s $log;
        my $before = spent($at, 'finance');
        my $got = drive($at->{url}, { connections => $n, seconds => $option{seconds} * 2 }, @flow);
        my $after = spent($at, 'finance');
        die "bench: $got->{wrong} wrong answers\n" if $got->{wrong};
        my ($requests, $us, $db) = told($log, $from);
        $result{"write.$n"} = figure($db / ($us || 1), undef, slips_s => sprintf('%.1f', $got->{rate}),
            p50_ms => $got->{p50}, p99_ms => $got->{p99}, request_us => int($us / ($requests || 1)), db_us => int($db / ($requests || 1)),
            cpu_us => join '+', map { int(($after->{$_} - $before->{$_}) * 1e6 / ($requests || 1)) } qw(web app db));
    }
    my $slips = $at->{db}->value("SELECT COUNT(*) FROM slip WHERE state = 'audited'");
    my $lines = $at->{db}->value('SELECT COUNT(*) FROM ledger');
    die "bench: $slips slips were audited, and $lines lines stand in the ledger\n" if !$slips || $lines < $slips;
    return \%result;
}

1;
