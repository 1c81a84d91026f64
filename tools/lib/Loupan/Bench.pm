package Loupan::Bench;

# What the benches of tools/bench share: an instance of one's own, children that end with us,
# load on a URL, what processes cost, and figures with their target.

use v5.36;
use utf8;
use Exporter 'import';
use File::Temp qw(tempdir);
use HTTP::Tiny;
use IO::Socket::INET;
use JSON::PP;
use POSIX ();
use Loupan::Db;
use Loupan::Http;

our @EXPORT_OK = qw(instance note start stop free_port wait_until anchors load median figure
    print_table clean log_in office drive spent);

my (@children, @instances, $owner);
$owner = $$;
END { my $status = $?; clean() if $$ == $owner; $? = $status }
$SIG{$_} = sub { exit 130 } for qw(INT TERM);

# Ends what was started and removes what was made, so that the next bench starts from nothing.
sub clean() {
    my @all = @children;		# stop() takes each out of the list
    stop($_) for @all;
    for my $dir (splice @instances) {
        local $?;
        system "'$ENV{LOUPAN}' reset --dir '$dir' >/dev/null";
    }
}

# What $run answers, from a process of its own: what the tests' library remembers of one instance
# is not of the next one.
sub measured($name, $run) {
    pipe my $from, my $to or die "bench: pipe: $!\n";
    my $pid = fork // die "bench: fork: $!\n";
    if (!$pid) {
        $owner = $$;
        close $from;
        print {$to} JSON::PP->new->encode($run->());
        close $to;
        exit 0;
    }
    close $to;
    local @SIG{qw(INT TERM)} = (sub { kill TERM => $pid; waitpid $pid, 0; exit 130 }) x 2;
    my $got = do { local $/; <$from> };
    waitpid $pid, 0;
    die "bench: $name came to no end\n" if $?;
    return JSON::PP->new->decode($got);
}

sub note($text) { print STDERR "# $text\n" }

# ---- an instance ----------------------------------------------------------------------------

# Of mode demo or test, running, gone afterwards.  { dir, url, db (a Loupan::Db) }; the
# environment names it for what is called from here on.
sub instance($mode) {
    my $dir = tempdir('loupan-bench-XXXXXX', TMPDIR => 1);
    push @instances, $dir;
    open my $log, '>', "$dir.log" or die "bench: $dir.log: $!\n";
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDOUT, '>&', $log;
        open STDERR, '>&', $log;
        exec $ENV{LOUPAN}, $mode eq 'demo' ? 'demo' : 'new', '--dir', $dir, '--mode', $mode,
            '--port', free_port(), '--no-build' or POSIX::_exit(127);
    }
    waitpid $pid, 0;
    die "bench: no instance, see $dir.log\n" if $?;
    unlink "$dir.log";
    chomp(my ($port, $run) = map { open my $f, '<', "$dir/etc/$_" or die "$dir/etc/$_: $!\n"; <$f> } qw(port run));
    @ENV{qw(LOUPAN_DIR LOUPAN_ETC LOUPAN_URL LOUPAN_SOCK)}
        = ($dir, "$dir/etc", "http://127.0.0.1:$port", "$run/db.sock");
    return { dir => $dir, run => $run, url => $ENV{LOUPAN_URL}, db => Loupan::Db->new };
}

# The cookie of the demo's person of a role (DIR/etc/logins).
sub log_in($instance, $role) {
    open my $f, '<:encoding(UTF-8)', "$instance->{dir}/etc/logins" or die "bench: no log-ins: $!\n";
    my ($login) = grep { $_->[2] eq $role } map { chomp; [ split /\t/ ] } <$f>;
    die "bench: no log-in of role $role\n" unless $login;
    my $r = Loupan::Http->new(max_redirect => 0)->post_form("$instance->{url}/account/login",
        { login => $login->[0], password => $login->[1] });
    my ($cookie) = ($r->{headers}{'set-cookie'} // '') =~ /^([^;]+)/
        or die "bench: log-in answers $r->{status}\n";
    return $cookie;
}

# An instance of mode test with the company of the page tests (t/lib/Loupan.pm): given(), as(),
# bearer(), and in project T1 a building of $floors floors with four units each.
sub office($floors) {
    my $at = instance('test');
    require Test::More;
    require Loupan;
    no warnings 'once';
    $Loupan::floors = $floors;
    return $at;
}

# ---- processes ------------------------------------------------------------------------------

# In the background, without standard output; ends with us.
sub start(@command) {
    my $pid = fork // die "fork: $!";
    if (!$pid) {
        open STDOUT, '>', '/dev/null';
        exec @command or POSIX::_exit(127);
    }
    push @children, $pid;
    return $pid;
}

sub stop($pid) {
    @children = grep { $_ != $pid } @children;
    local $?;
    kill TERM => $pid;
    waitpid $pid, 0;
}

sub free_port() {
    my $s = IO::Socket::INET->new(Listen => 1, LocalAddr => '127.0.0.1') or die "no port: $!";
    return $s->sockport;
}

sub wait_until($what, $test) {
    for (1 .. 200) {
        return if $test->();
        select undef, undef, undef, 0.05;
    }
    die "bench: $what does not come up\n";
}

# Processes of a program of the instance: not the one that watches over them.
sub workers($instance, $name) {
    open my $f, '<', "$instance->{dir}/pid/$name.pid" or return;
    chomp(my $leader = <$f> // '');
    my @pids;
    for my $stat (glob '/proc/[0-9]*/stat') {
        open my $s, '<', $stat or next;
        my ($pid, $rest) = (<$s> // '') =~ /^(\d+) \(.*\) (.*)/ or next;
        push @pids, $pid if (split ' ', $rest)[3] == $leader && $pid != $leader;
    }
    return sort { $a <=> $b } @pids;
}

# A process and all that it has started.
sub family($pid) {
    my (@all, %children) = ();
    for my $stat (glob '/proc/[0-9]*/stat') {
        open my $s, '<', $stat or next;
        my ($child, $parent) = (<$s> // '') =~ /^(\d+) \(.*\) \S (\d+)/ or next;
        push $children{$parent}->@*, $child;
    }
    my @next = $pid;
    while (defined(my $one = shift @next)) {
        push @all, $one;
        push @next, ($children{$one} // [])->@*;
    }
    return @all;
}

# A line of /proc/PID/status or smaps_rollup in KiB: VmHWM, VmRSS, Pss.
sub kib($pid, $name) {
    open my $f, '<', "/proc/$pid/" . ($name eq 'Pss' ? 'smaps_rollup' : 'status') or return 0;
    my ($kib) = map { /^\Q$name\E:\s+(\d+)/ ? $1 : () } <$f>;
    return $kib // 0;
}

# Seconds of processor that these processes have used.
sub cpu(@pids) {
    my $ticks = 0;
    for my $pid (@pids) {
        open my $f, '<', "/proc/$pid/stat" or next;
        my @of = split ' ', (<$f> // '') =~ s/.*\) //r;
        $ticks += $of[11] + $of[12];
    }
    return $ticks / POSIX::sysconf(POSIX::_SC_CLK_TCK());
}

# ---- load -----------------------------------------------------------------------------------

# An nginx of our own beside the instance: static files of these sizes, and the smallest
# FastCGI program; more: lines for its http and its server.  { url (URL/NAME.html, URL/hello),
# pid }.
sub anchors($sizes, %more) {
    my $tmp = tempdir('loupan-bench-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my $port = free_port();
    my $user = $> ? '' : 'user root;';
    for my $page (keys %$sizes) {
        open my $f, '>', "$tmp/$page.html" or die $!;
        print $f 'x' x $sizes->{$page};
    }
    open my $conf, '>', "$tmp/nginx.conf" or die $!;
    print $conf <<~END;
        $user
        daemon off; worker_processes 2; pid $tmp/pid; error_log $tmp/error.log;
        events { worker_connections 512; }
        http {
          access_log off; types { text/html html; }
          client_body_temp_path $tmp/b; proxy_temp_path $tmp/p; fastcgi_temp_path $tmp/f;
          uwsgi_temp_path $tmp/u; scgi_temp_path $tmp/s;
          @{[ $more{http} // '' ]}
          server { listen 127.0.0.1:$port; root $tmp;
            location = /hello { fastcgi_pass unix:$tmp/hello.sock; }
            @{[ $more{server} // '' ]} }
        }
        END
    close $conf;
    start('spawn-fcgi', '-n', '-s', "$tmp/hello.sock", '--', '/usr/bin/multiwatch', '-f', 2, '--',
        "$ENV{LOUPAN_BUILD}/t/bench/hello");
    my $pid = start('/usr/sbin/nginx', '-c', "$tmp/nginx.conf", '-p', $tmp, '-e', "$tmp/error.log");
    my $base = "http://127.0.0.1:$port";
    wait_until('nginx', sub { HTTP::Tiny->new->get("$base/hello")->{success} });
    return { url => $base, pid => $pid };
}

# wrk for $of{seconds} at $of{connections}: { rate, p50, p99 (ms), bad (answers above 399) }.
sub load($url, %of) {
    my @head = $of{cookie} ? ('-H', "Cookie: $of{cookie}") : ();
    open my $wrk, '-|', 'wrk', '-t2', "-c$of{connections}", "-d$of{seconds}s", '--latency', @head, $url
        or die "wrk: $!";
    my %got = (rate => 0, bad => 0);
    while (<$wrk>) {
        $got{rate} = $1 if m{^Requests/sec:\s+([\d.]+)};
        $got{"p$1"} = $2 * { us => 0.001, ms => 1, s => 1000 }->{$3} if /^\s+(50|99)%\s+([\d.]+)(us|ms|s)/;
        $got{bad} = $1 if /Non-2xx or 3xx responses: (\d+)/;
    }
    close $wrk;
    return \%got;
}

# t/bench/load over $of{connections} for $of{seconds}: rounds of these requests, each
# { method, path, status, head, body }.  { rate (rounds a second), p50, p99, wrong, steps }.
sub drive($url, $of, @requests) {
    my ($host, $port) = $url =~ m{//([\d.]+):(\d+)} or die "bench: $url\n";
    my $file = File::Temp->new(TEMPLATE => 'loupan-bench-XXXXXX', TMPDIR => 1);
    for my $r (@requests) {
        print $file join("\n", "$r->{method} $r->{path} $r->{status}", map({ length ? $_ : '-' } $r->{head} // '',
            $r->{body} // ''), '', '');
    }
    close $file;
    open my $load, '-|', "$ENV{LOUPAN_BUILD}/t/bench/load", $host, $port, $of->{connections}, $of->{seconds}, "$file"
        or die "load: $!";
    my (@steps, %all);
    while (<$load>) {
        my ($name, $rate, $p50, $p99, $wrong) = split ' ';
        my %got = (rate => $rate, p50 => $p50, p99 => $p99, wrong => $wrong);
        if ($name eq 'all') { %all = %got }
        else                { push @steps, \%got }
    }
    close $load;
    die "bench: load ended with $?\n" unless %all;
    return { %all, steps => \@steps };
}

# Processor seconds that the instance's web server, programs and database have used.
sub spent($at, @programs) {
    return { web => cpu(workers($at, 'nginx')), app => cpu(map { workers($at, $_) } @programs),
        db => cpu(workers($at, 'mariadbd')) };
}

# A measure with wrong answers is none; what the programs said of them goes to standard error.
sub wrong($at, $what, $n) {
    for my $log (glob "$at->{dir}/log/*.log") {
        open my $f, '<', $log or next;
        my @bad = grep { /level=fault|status=[45]/ } <$f>;
        note(s/\s+\z//r) for @bad > 5 ? @bad[-5 .. -1] : @bad;
    }
    die "bench: $what: $n wrong answers\n";
}

# ---- figures --------------------------------------------------------------------------------

sub median(@n) {
    @n = sort { $a <=> $b } @n;
    return $n[ $#n / 2 ];
}

# A ratio beside its target: at least that, or with at_most at most that.  Without a target it
# is only said.  More pairs stand beside it.
sub figure($ratio, $target = undef, %more) {
    my %of = (ratio => 0 + sprintf('%.4g', $ratio), target => $target, %more);
    $of{reached} //= ($of{at_most} ? $ratio <= $target : $ratio >= $target) ? \1 : \0 if defined $target;
    $of{reached} = ${ $of{reached} } ? 1 : 0 if ref $of{reached};
    return \%of;
}

sub print_table($result) {
    my %shown = map { $_ => 1 } qw(ratio target at_most reached);
    printf "%-28s %9s %9s  %-11s %s\n", qw(what ratio target reached beside);
    for my $name (sort keys %$result) {
        my $r = $result->{$name};
        printf "%-28s %9s %9s  %-11s %s\n", $name, $r->{ratio} // '-',
            defined $r->{target} ? ($r->{at_most} ? '<= ' : '>= ') . $r->{target} : '-',
            !defined $r->{reached} ? '-' : $r->{reached} ? 'reached' : 'NOT reached',
            join ', ', map { "$_ $r->{$_}" } grep { !$shown{$_} && defined $r->{$_} } sort keys %$r;
    }
}

# How far each figure is to its target, as bars; a full one has reached it.  Beside it the figure
# and its target.
sub plot($result, $file) {
    my ($left, $full, $step, $gap) = (236, 330, 18, 12);
    my ($y, $last, @lines) = (26, '');
    for my $name (sort keys %$result) {
        my $r = $result->{$name};
        next unless $r->{target} && $r->{ratio};
        my ($bench) = $name =~ /^(pages\.[a-z]+_[a-z]+|\w+)/;
        $y += $gap if $last && $bench ne $last;
        $last = $bench;
        my $of = $r->{at_most} ? $r->{target} / $r->{ratio} : $r->{ratio} / $r->{target};
        push @lines, sprintf qq(<text x="%d" y="%d" text-anchor="end">%s</text><rect x="%d" y="%d" width="%d" height="12" )
            . qq(fill="%s"/><text x="%d" y="%d">%.3g (%s %.3g)</text>), $left - 8, $y + 10, $name, $left, $y,
            $full * ($of > 1 ? 1 : $of) + 1, $r->{reached} ? '#2f7d5b' : '#b5562b', $left + $full + 10, $y + 10, $r->{ratio},
            $r->{at_most} ? '≤' : '≥', $r->{target};
        $y += $step;
    }
    open my $out, '>:encoding(UTF-8)', $file or die "bench: $file: $!\n";
    printf $out qq(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 %d" font-family="sans-serif" font-size="11">\n)
        . qq(<rect width="720" height="%d" fill="#fff"/>\n), $y + 6, $y + 6;
    print $out "$_\n" for @lines;
    printf $out qq(<line x1="%d" y1="18" x2="%d" y2="%d" stroke="#333"/><text x="%d" y="13" text-anchor="middle">target</text>\n</svg>\n),
        $left + $full, $left + $full, $y, $left + $full;
    close $out or die "bench: $file: $!\n";
}

1;
