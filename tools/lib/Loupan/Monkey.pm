package Loupan::Monkey;

# Breaks things, in the order that a seed gives, and waits each time until all is well again.
# Killed are only processes of the one instance: the leaders that its pid files name, and
# what they forked.

use v5.36;
use utf8;
use HTTP::Tiny;
use IO::Socket::INET;
use Time::HiRes 'time';

my @areas = qw(account project customer sales finance portal receipt gateway);

# dir, run, url, socket, driver: code for ./loupan, token: an auditor's, journal, small: the
# instance stands on a file system of its own that may be filled.
sub new($class, %o) {
    return bless { %o, kills => 0, count => {}, stuck => [], worst => 0,
        http => HTTP::Tiny->new(timeout => 30, max_redirect => 0) }, $class;
}

# ---- the plan ------------------------------------------------------------------------------------

# The same seed gives the same plan.  A round is the short form: every program, some masters,
# every accident.  In the long form it is made again and again, with all masters and longer.
sub plan($self, $long) {
    my @plan = map { "worker $_" } @areas, 'authz', qw(sales finance sales finance);
    my @masters = shuffled(@areas);
    push @plan, map { "master $_" } $long ? @masters : @masters[0 .. 2];
    push @plan, 'nginx worker', 'nginx master', 'mariadbd', 'mariadbd', 'mariadbd master', 'gone', 'slow', 'row lock',
        'connections out', 'connections cut', 'read-only', 'clock', 'clock', 'stuck reader';
    push @plan, 'disk full' if $self->{small};
    push @plan, 'next day' if $long;
    return shuffled(@plan);
}

sub shuffled(@of) {
    for my $i (reverse 1 .. $#of) {
        my $j = int rand $i + 1;
        @of[ $i, $j ] = @of[ $j, $i ];
    }
    return @of;
}

sub do($self, $fault, $long) {
    my ($what, $name) = $fault =~ /\A(worker|master) (\w+)\z/ ? ($1, $2) : ($fault, undef);
    my $since = time;
    $self->{count}{$what}++;
    my $method = $what =~ tr/ -/__/r;
    $self->$method($name // $long);
    my $back = $self->until_well - $since;
    $self->{worst} = $back if $back > $self->{worst};
    return $back;
}

# ---- processes --------------------------------------------------------------------------------------

sub leader($self, $name) {
    open(my $in, '<', "$self->{dir}/pid/$name.pid") or return 0;
    chomp(my $pid = <$in> // '');
    return $pid || 0;
}

sub forked($self, $name) {
    my $leader = $self->leader($name) or return ();
    my @found;
    for my $stat (glob '/proc/[0-9]*/stat') {
        open(my $in, '<', $stat) or next;
        my ($pid, $state, $session) = (<$in> // '') =~ /\A(\d+) \(.*\) (\S) \d+ \d+ (\d+)/s or next;
        push @found, $pid if $session == $leader && $pid != $leader && $state ne 'Z';
    }
    return @found;
}

sub slay($self, @pids) { return $self->{kills} += kill KILL => grep { $_ > 1 } @pids }

# What a supervisor does about a master that is gone.
sub supervise($self, $name) { $self->{driver}->('start', $name) }

sub worker($self, $name) { $self->slay($self->forked($name)) }

sub master($self, $name) {
    $self->slay($self->leader($name));
    $self->rest(0.3);                       # what it forked goes on without it
    $self->supervise($name);
}

sub nginx_worker($self, $) { $self->slay($self->forked('nginx')) }
sub nginx_master($self, $) { $self->slay($self->leader('nginx'), $self->forked('nginx')); $self->supervise('nginx') }
sub mariadbd($self, $) { $self->slay($self->forked('mariadbd')) }

sub mariadbd_master($self, $) {
    $self->slay($self->leader('mariadbd'));
    $self->rest(0.3);
    $self->slay($self->forked('mariadbd'));
    $self->supervise('mariadbd');
}

# ---- the database -----------------------------------------------------------------------------------

sub rest($self, $seconds) { select undef, undef, undef, $seconds }
sub between($self, $from, $to) { return $from + rand($to - $from) }

# As the administrator, on a connection of its own; again until the database is there.
sub sql($self, $text) {
    my @client = ('mariadb', '--no-defaults', "--socket=$self->{socket}", '--batch', '--skip-column-names', 'loupan', '-e', $text);
    for (1 .. 300) {
        open(my $out, '-|', '/bin/sh', '-c', 'exec "$@" 2>/dev/null', 'sh', @client) or die "mariadb: $!\n";
        my @lines = <$out>;
        return @lines if close $out;
        $self->rest(0.1);
    }
    die "the database does not come back\n";
}

# Its master sleeps meanwhile, so nobody starts it again.
sub gone($self, $long) {
    my $master = $self->leader('mariadbd');
    kill STOP => $master;
    $self->slay($self->forked('mariadbd'));
    $self->rest($long ? 60 : 5);
    kill CONT => $master;
}

sub slow($self, $long) {
    my ($server) = $self->forked('mariadbd') or return;
    for (1 .. 3) {
        kill STOP => $server;
        $self->rest($self->between(0.5, $long ? 8 : 1.5));
        kill CONT => $server;
        $self->rest(0.2);
    }
}

# Longer than a statement waits for a row, so the act is tried again.
sub row_lock($self, $long) {
    my $seconds = $long ? 6 : 4;
    $self->sql("START TRANSACTION; SELECT * FROM number_series FOR UPDATE; DO SLEEP($seconds); ROLLBACK");
}

# Statements that end every connection of a program.
sub cut($self) { return join ';', map { "KILL USER loupan_$_" } @areas }

# One connection of the administrator does it all: a second one would not be let in.
sub connections_out($self, $long) {
    my $seconds = $long ? 10 : 2;
    $self->sql('SET GLOBAL max_connections = 10;' . $self->cut . ";DO SLEEP($seconds); SET GLOBAL max_connections = 100");
}

# In the middle of whatever they do: also between COMMIT and its answer.
sub connections_cut($self, $long) {
    for (1 .. ($long ? 12 : 4)) {
        $self->sql($self->cut);
        $self->rest(0.3);
    }
}

sub read_only($self, $long) {
    $self->sql('SET GLOBAL read_only = 1');
    $self->rest($long ? 10 : 2);
    $self->sql('SET GLOBAL read_only = 0');
}

sub disk_full($self, $long) {
    my $ballast = "$self->{dir}/ballast";
    open(my $out, '>', $ballast) or return;
    my $block = "\0" x 65_536;
    for my $size (65_536, 4_096) {
        1 while (syswrite($out, substr $block, 0, $size) // 0) == $size;
    }
    $self->rest($long ? 15 : 4);
    close $out;
    unlink $ballast;
}

# ---- clock and clients --------------------------------------------------------------------------------

sub clock($self, $) {
    my $minutes = int $self->between(1, 25);
    $self->sql("UPDATE instance SET fixed_at = LEAST(fixed_at + INTERVAL $minutes MINUTE, TIMESTAMP(DATE(fixed_at), '21:00:00'))");
}

sub next_day($self, $) {
    my ($on) = $self->sql("UPDATE instance SET fixed_at = IF(DAY(fixed_at) < 28, TIMESTAMP(DATE(fixed_at) + INTERVAL 1 DAY, "
        . "'09:00:00'), fixed_at); SELECT DATE(fixed_at) FROM instance");
    chomp $on;
    $self->{journal}->note(clock => $on);
}

# He asks for long lists and never reads a byte of them, until the day is over.
sub stuck_reader($self, $) {
    my ($to) = $self->{url} =~ m{//([^/]+)};
    for my $path (qw(/portal/events?as=xlsx /customer/touches?as=json /finance/slips?as=json /sales/units?as=json /portal/flash)) {
        my $line = IO::Socket::INET->new(PeerAddr => $to, Timeout => 5) or next;
        setsockopt $line, Socket::SOL_SOCKET(), Socket::SO_RCVBUF(), 1;
        syswrite $line, "GET $path HTTP/1.1\r\nHost: $to\r\nAuthorization: Bearer $self->{token}\r\n\r\n" x 3;
        push @{ $self->{stuck} }, $line;
    }
}

# ---- is it well? ------------------------------------------------------------------------------------------

sub until_well($self) {
    my ($since, @ill) = time;
    while (time - $since < 90) {
        @ill = grep { $self->{http}->get("$self->{url}/$_/healthz")->{status} != 200 } @areas or return time;
        $self->rest(0.1);
    }
    die "not well after 90 seconds: @ill\n";
}

1;
