package Loupan::Bench::Write;

# Slips that are entered, reviewed and audited by three people, each through nginx, a second;
# against a bare C client (t/bench/replay) that sends the same statements to the same database, in
# turn, at as many connections.  The statements are those that the program sent for one slip
# at the start of this run, as the database wrote them down (Loupan::Replay).
#
# write.N is the rate through nginx as a share of the client's at N connections; write.best the
# best of one against the best of the other.  What the rest is says the processor time of a
# slip: nginx, program and database here, client and database there.

use v5.36;
use utf8;
use Digest::SHA 'sha256_hex';
use File::Temp;
use Loupan::Bench qw(office note drive spent median figure);
use Loupan::Replay;

sub about() { return 'audited slips a second, against the same statements from a bare C client' }

my $people = [qw(consultant secretary finance)];
my @connections = (1, 4, 16, 32);

sub token($name) { return Loupan::world()->{users}{$name}{token} }

# Each connection has a tab of its own, as two cashiers rarely have the same buyer before them.
sub flow(@tabs) {
    my @who = map { 'Authorization: Bearer ' . token($_) } @$people;
    my $today = Loupan::today();
    my $enter = join '|', map { "_key={k}&tab_id=$_&means=transfer&account=1002.02&reference=B{n}&payer=A"
        . "&paid_on=$today&kind_0=deposit&amount_fen_0=1.00" } @tabs;
    my %post = (method => 'POST', status => 303);
    return (
        { %post, path => '/finance/slips/new', head => $who[0], body => $enter },
        { %post, path => '/finance/slips/{id}/review', head => $who[1], body => '_key={k}&accept=1&note=' },
        { %post, path => '/finance/slips/{id}/audit', head => $who[2], body => '_key={k}&accept=1&note=' },
    );
}

# A file for the client, from one slip that is recorded.  Both programs of finance have seen all
# three acts before, so that they send what they send all day.
sub written_down($at, $tabs, $clients) {
    my @flow = flow(@$tabs);
    drive($at->{url}, { connections => 4, seconds => 1 }, @flow);
    my $recorded = Loupan::Replay::recorded($at, 'finance',
        sub { drive($at->{url}, { connections => 1, seconds => 0 }, @flow) });
    my ($count, @lines) = Loupan::Replay::script($at, $recorded, [ map { sha256_hex(token($_)) } @$people ], @$clients);
    my $file = File::Temp->new(TEMPLATE => 'loupan-bench-XXXXXX', TMPDIR => 1);
    binmode $file, ':encoding(UTF-8)';
    print $file map { "$_\n" } @lines;
    close $file;
    return ($file, $count);
}

# Rows that a slip leaves behind: so many more there must be.
sub standing($at) {
    return map { $at->{db}->value($_) } "SELECT COUNT(*) FROM slip WHERE state = 'audited'",
        'SELECT COUNT(*) FROM ledger', 'SELECT COUNT(*) FROM request_key WHERE status = 303', 'SELECT COUNT(*) FROM event';
}

# A run of either kind, whose rows are counted: { rate, p50, p99, web, app, db (processor, in
# microseconds a slip) }.
sub measured($at, $what, $doing) {
    my @before = standing($at);
    my $spent = spent($at, 'finance');
    my $got = $doing->();
    my $after = spent($at, 'finance');
    my @there = standing($at);
    my $slips = $there[0] - $before[0];
    Loupan::Bench::wrong($at, $what, $got->{wrong}) if $got->{wrong};
    die "bench: $what: $got->{rounds} slips were sent, $slips are audited\n" if ($got->{rounds} // $slips) != $slips || !$slips;
    my @each = map { ($there[$_] - $before[$_]) / $slips } 1 .. $#there;
    die "bench: $what: ledger, keys, events of a slip: @each, not 2, 3, 3\n" if "@each" ne '2 3 3';
    $got->{$_} = ($after->{$_} - $spent->{$_}) * 1e6 / $slips for qw(web app db);
    return $got;
}

sub at_connections($at, $n, $script, $option, @flow) {
    my (@ours, @bare);
    for (1 .. $option->{rounds}) {
        my $seconds = $option->{seconds};
        push @ours, measured($at, 'nginx', sub { drive($at->{url}, { connections => $n, seconds => $seconds }, @flow) });
        push @bare, measured($at, 'client', sub { Loupan::Replay::replay($at, 'finance', $n, $seconds, $script) });
    }
    my $middle = sub ($of, @runs) { median(map { $_->{$of} } @runs) };
    return figure(median(map { $ours[$_]{rate} / $bare[$_]{rate} } 0 .. $#ours), undef,
        slips_s => sprintf('%.1f', $middle->(rate => @ours)), client_slips_s => sprintf('%.1f', $middle->(rate => @bare)),
        p50_ms => $middle->(p50 => @ours), p99_ms => $middle->(p99 => @ours), client_p50_ms => $middle->(p50 => @bare),
        client_p99_ms => $middle->(p99 => @bare), client_again => $middle->(again => @bare),
        cpu_us => join('+', map { int $middle->($_ => @ours) } qw(web app db)),
        client_cpu_us => join('+', map { int $middle->($_ => @bare) } qw(cpu db)));
}

sub run(%option) {
    my $at = office(20);
    Loupan::Replay::begin($at, 'finance');
    Loupan::Replay::number_from_here($at, Loupan::project_id());
    # The client sends the tax of the slip that was recorded, the program what is right after all
    # slips of the tab: each has tabs of its own.
    my @tabs = map { Loupan::given('tab') } 1 .. 32;
    my @clients = map { Loupan::given('tab') } 1 .. 32;
    note('the statements of one slip');
    my ($script, $count) = written_down($at, \@tabs, \@clients);
    my (%result, %best);
    for my $n (@connections) {
        note("$n connections");
        my $r = $result{"write.$n"} = at_connections($at, $n, $script, \%option, flow(@tabs));
        for my $of (qw(slips_s client_slips_s)) {
            $best{$of} = $r->{$of} if $r->{$of} > ($best{$of} // 0);
        }
    }
    $result{'write.best'} = figure($best{slips_s} / $best{client_slips_s}, 0.5, %best, statements => $count);
    return \%result;
}

1;
