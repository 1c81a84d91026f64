# What is committed to the outbox is heard by the boards: by whom it may, soon, and once.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use IO::Socket::INET;
use IO::Select;
use Time::HiRes 'time';
use JSON::PP;
use Loupan;

my $project = project_id('T1');
my ($address) = Loupan::url() =~ m{//([^/]+)};

# A stream, read as a browser would; undef until the head has come.
sub listen_to($channel, $who) {
    my $socket = IO::Socket::INET->new(PeerAddr => $address, Timeout => 10) or die "no connection to $address\n";
    my $token = $who ? world()->{users}{$who}{token} : '';
    print {$socket} "GET /events/$channel HTTP/1.1\r\nHost: $address\r\nAccept: text/event-stream\r\n"
        . ($who ? "Authorization: Bearer $token\r\n" : '') . "\r\n";
    my $stream = { socket => $socket, text => '' };
    wait_for($stream, qr/\r\n\r\n/);
    return $stream;
}

# Reads on until the text matches; what it captured, or nothing after ten seconds.
sub wait_for($stream, $pattern) {
    my $end = time + 10;
    my $ready = IO::Select->new($stream->{socket});
    while (1) {
        return $1 // 1 if $stream->{text} =~ $pattern;
        my $left = $end - time;
        return undef if $left <= 0 || !$ready->can_read($left);
        sysread($stream->{socket}, $stream->{text}, 65536, length $stream->{text}) or return undef;
    }
}

sub status_of($stream) { return $stream->{text} =~ m{\AHTTP/1.1 (\d+)} ? $1 : 0 }

sub put(@rows) {
    db('INSERT INTO outbox (topic, project_id, body) VALUES '
        . join(', ', map { "('$_->[0]', $project, '$_->[1]')" } @rows) . '; SELECT 1');
}

# The next message of the stream, decoded, that is not the same as the one before: a message
# whose deletion was lost is told again.
sub heard($stream) {
    while (1) {
        my $data = wait_for($stream, qr/^data: (.*)\n/m) // return undef;
        $stream->{text} =~ s/\A.*?^data: .*\n//ms;
        next if $data eq ($stream->{last} // '');
        $stream->{last} = $data;
        return JSON::PP->new->decode($data);
    }
}

sub emptied() {
    my $end = time + 10;
    my $left = 1;
    while ($left && time < $end) {
        $left = db("SELECT COUNT(*) FROM outbox WHERE project_id = $project");
    }
    return !$left;
}

subtest 'who may listen' => sub {
    is status_of(listen_to("board-$project", 'consultant')), 200, 'a consultant to his board';
    is status_of(listen_to("flash-$project", 'secretary')), 200, 'a secretary to figures';
    isnt status_of(listen_to("flash-$project", 'consultant')), 200, 'no consultant to figures';
    isnt status_of(listen_to("board-$project", 'other_consultant')), 200, 'nobody of another project';
    isnt status_of(listen_to("board-$project", undef)), 200, 'no stranger';
};

subtest 'what is said' => sub {
    my $board = listen_to("board-$project", 'consultant');
    my $flash = listen_to("flash-$project", 'secretary');
    put([ unit => '{"id":17,"state":"locked"}' ], [ flash => '{}' ], [ unit => '{"id":18,"state":"held"}' ],
        [ unit => '{"id":17,"state":"subscribed"}' ], [ unit => '{"id":1,"state":"available"}' ]);
    is_deeply heard($board), [ { id => 18, state => 'held' }, { id => 17, state => 'subscribed' },
        { id => 1, state => 'available' } ], 'units of one board together, the latest of each';
    is_deeply heard($flash), [ {} ], 'figures on a channel of their own';
    my $sent = time;
    put([ unit => '{"id":19,"state":"held"}' ]);
    is_deeply heard($board)->[-1], { id => 19, state => 'held' }, 'and what comes later';
    cmp_ok time - $sent, '<', 5, 'soon';
    ok emptied(), 'told is deleted';
};

subtest 'nobody listens' => sub {
    put([ unit => '{"id":20,"state":"held"}' ]);
    ok emptied(), 'it is taken all the same';
};

done_testing;
