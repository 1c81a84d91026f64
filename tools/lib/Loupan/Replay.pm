package Loupan::Replay;

# What a program sends to the database for some requests, written down by the database itself
# (its general log) and made a script for t/bench/replay: the same statements in the same
# transactions, prepared as the program prepared them, with fresh values.
#
# Which value is which is seen by the value: begin() makes the ids of what a slip consists of so
# large and so far apart that a number in the log is one thing only.

use v5.36;
use utf8;
use Loupan::Bench;

my %first = (tab => 1_100_000, unit => 1_200_000, customer => 1_300_000, slip => 1_400_000,
    slip_line => 1_500_000, event => 1_600_000);
my $first_serial = 1_700_000;

# In an instance that is still empty: everything from here on is written down.  The program's
# processes begin anew, so that it has all that they prepare and how they connect.
sub begin($at, $program) {
    $at->{db}->run(join ';', map { "ALTER TABLE $_ AUTO_INCREMENT = $first{$_}" } sort keys %first);
    listen_to($at, 1);
    kill TERM => Loupan::Bench::workers($at, $program);
}

# Of a project without slips.
sub number_from_here($at, $project) {
    $at->{db}->run("INSERT INTO number_series (project_id, kind, last_count) VALUES ($project, 'slip', $first_serial)");
}

sub listen_to($at, $on) {
    $at->{db}->run("SET GLOBAL log_output = 'TABLE'; SET GLOBAL general_log = $on");
}

# [ Connect Prepare Query Execute ..., text ] of a program, in their order.
sub heard($at, $program) {
    return $at->{db}->run("SELECT command_type, argument FROM mysql.general_log WHERE user_host LIKE 'loupan_$program\[%'");
}

# The statements that $doing makes a program send.
sub sent($at, $program, $doing) {
    my $before = heard($at, $program);
    listen_to($at, 1);
    $doing->();
    listen_to($at, 0);
    my @all = heard($at, $program);
    return grep { $_->[0] eq 'Query' || $_->[0] eq 'Execute' } @all[ $before .. $#all ];
}

# The same, ready for script(): { connect, texts (what it has prepared since begin()), sent }.
# Nothing is written down afterwards.
sub recorded($at, $program, $doing) {
    my @sent = sent($at, $program, $doing);
    my @all = heard($at, $program);
    my ($connect) = map { $_->[1] } grep { $_->[1] =~ /^SET time_zone/ } @all;
    die "bench: nobody was seen to connect\n" unless $connect;
    my %texts = map { $_->[1] => 1 } grep { $_->[0] eq 'Prepare' } @all;
    return { connect => $connect, texts => [ sort keys %texts ], sent => \@sent };
}

# ---- one statement ------------------------------------------------------------------------

my $literal = qr/'(?:[^'\\]|\\.)*'|-?\d+|NULL/s;

# The text that was prepared, and the literals that stood for its question marks.
sub apart($texts, $sent) {
    for my $text (@$texts) {
        my $like = join "($literal)", map { quotemeta } split /\?/, $text, -1;
        my @values = $sent =~ /\A$like\z/s or next;
        return ($text, $text =~ /\?/ ? @values : ());
    }
    die "bench: nobody prepared: $sent\n";
}

# A line of the script for one literal.  Bytes are not in the log as they were: they are the
# request's key, or the hash of the token of whoever asks.
sub value($literal, $text, $names, $token) {
    return 'n' if $literal eq 'NULL';
    my $of = $literal =~ s/\A'(.*)'\z/$1/sr =~ s/(\d{7,})/exists $names->{$1} ? "{$names->{$1}}" : $1/ger;
    return "i $of" if $literal !~ /\A'/;
    return "x $token" if $text =~ /\btoken_hash = \?/;
    return 'x {key}' if $of =~ /\\0/;
    return 's {hex}' if $of =~ /\A[0-9a-f]{32}\z/;
    return 's ' . $of =~ s/\AB\d+\z/B{n}/r;
}

# Names for the numbers of the one slip that was recorded last.
sub names($at) {
    my %of = (slip => 'slip', slip_line => 'line', event => 'event');
    my %names = map { $at->{db}->value("SELECT MAX(id) FROM $_") => $of{$_} } keys %of;
    my ($serial, @seat) = map { @$_ } $at->{db}->run('SELECT s.serial, t.id, t.unit_id, t.customer_id FROM slip s'
        . ' JOIN tab t ON t.id = s.tab_id ORDER BY s.id DESC LIMIT 1');
    @names{ $serial, @seat } = qw(serial tab unit customer);
    return \%names;
}

my %gives = (qr/^INSERT INTO slip \(/ => 'slip', qr/^INSERT INTO slip_line \(/ => 'line',
    qr/^INSERT INTO event \(/ => 'event', qr/^INSERT INTO number_series .*LAST_INSERT_ID/ => 'serial');

# The lines of a script: acts of these people (hex hashes of their tokens, in their order) on
# these tabs.  And how many statements it has.
sub script($at, $recorded, $tokens, @tabs) {
    my $names = names($at);
    my @seats = $at->{db}->run('SELECT id, unit_id, customer_id FROM tab WHERE id IN (' . join(',', @tabs) . ')');
    my @lines = ((map { "seat @$_" } @seats), "connect $recorded->{connect}");
    my ($count, $ended, @token) = (0, 1, @$tokens);
    my $token;
    for ($recorded->{sent}->@*) {
        my ($how, $sent) = @$_;
        $count++;
        if ($ended) {
            push @lines, 'act';
            $token = shift @token // die "bench: more acts than people were recorded\n";
        }
        $ended = $sent eq 'COMMIT';
        if ($how eq 'Query') { push @lines, "plain $sent"; next }
        my ($text, @values) = apart($recorded->{texts}, $sent);
        push @lines, "ask $text", map { value($_, $text, $names, $token) } @values;
        push @lines, map { "gives $gives{$_}" } grep { $text =~ $_ } sort keys %gives;
    }
    die "bench: fewer acts than people were recorded\n" if @token || !$ended;
    return ($count, @lines);
}

# t/bench/replay at these connections for these seconds: { rate, p50, p99, again, cpu, rounds }.
sub replay($at, $program, $n, $seconds, $script) {
    open my $run, '-|', "$ENV{LOUPAN_BUILD}/t/bench/replay", $ENV{LOUPAN_SOCK}, 'loupan', "loupan_$program",
        "$ENV{LOUPAN_ETC}/secrets/db-$program", $n, $seconds, $script or die "replay: $!";
    my %got;
    @got{qw(rate p50 p99 again cpu rounds)} = split ' ', <$run> // '';
    close $run;
    die "bench: replay ended with $?\n" unless $got{rounds};
    return \%got;
}

1;
