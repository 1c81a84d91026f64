# Bytes on the wire, past any browser: headers of every kind of answer, forged hosts, requests
# that mean two things to two readers, and clients that stop in the middle.
use v5.36;
use utf8;
use Test::More;
use IO::Select;
use IO::Socket::INET;
use Time::HiRes 'time';
use lib 't/lib';
use Loupan;
use Loupan::Program;

my ($host, $port) = Loupan::url() =~ m{//([^:/]+):(\d+)};
my $me = as('consultant');
my $cookie = "sid=$me->{cookie}{sid}";
my $token = $me->form_token;

sub wire() {
    return IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Timeout => 10) // die "no nginx: $!\n";
}

# All that comes back until the other side closes, or nothing came for so long.
sub answer($socket, $seconds = 10) {
    my $all = '';
    my $wait = IO::Select->new($socket);
    while ($wait->can_read($seconds)) {
        sysread($socket, $all, 65_536, length $all) or last;
    }
    return $all;
}

# Sends the bytes as they are and says no more.
sub raw($bytes, $seconds = 10) {
    my $socket = wire();
    syswrite $socket, $bytes =~ s/(?<!\r)\n/\r\n/gr;
    return answer($socket, $seconds);
}

sub head($answer) { return $answer =~ /\A(.*?)\r\n\r\n/s ? $1 : $answer }
sub statuses($answer) { return join ' ', $answer =~ m{^HTTP/1\.1 (\d+)}mg }

# ---- what every answer carries ---------------------------------------------------------------------

my $csp = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    . "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
my @kinds = (
    [ 200, 'a page', $me, GET => '/portal/home' ], [ 200, 'the log-in', stranger(), GET => '/account/login' ],
    [ 200, 'JSON', $me, GET => '/customer/customers?as=json' ], [ 200, 'a file', $me, GET => '/customer/customers?as=csv' ],
    [ 303, 'a way elsewhere', stranger(), GET => '/portal/home' ], [ 401, 'a session that is over', stranger(), GET => '/portal/home?as=json' ],
    [ 403, 'no right', $me, GET => '/account/users' ], [ 403, 'no token', $me, POST => '/account/preferences' ],
    [ 404, 'no row', $me, GET => '/customer/customers/999999999' ], [ 404, 'no page', $me, GET => '/nothing' ],
    [ 405, 'another method', $me, DELETE => '/portal/home' ], [ 422, 'a wrong form', stranger(), POST => '/account/login' ],
    [ 200, 'the public check', stranger(), GET => '/r/' ], [ 404, 'the public check of nothing', stranger(), GET => '/r/NOTHING1' ],
);
for my $kind (@kinds) {
    my ($status, $what, $who, $method, $path) = @$kind;
    my $page = $who->ask($method => $path, $method eq 'POST' ? (form => [ x => 1 ]) : ());
    is $page->status, $status, $what;
    is $page->header('content-security-policy'), $csp, '... says what a browser may load';
    is $page->header('x-content-type-options'), 'nosniff', '... is what it says';
    is $page->header('referrer-policy'), 'same-origin', '... tells nobody else where it was';
    is $page->header('strict-transport-security'), undef, '... and nothing of TLS, as there is none here';
    is $page->header('cache-control'), 'no-store', '... stays in no cache' if $path ne '/nothing';
    unlike $page->header('server') // '', qr/\d/, '... names no version';
    is $page->header('set-cookie'), undef, '... sets no cookie';
}
is stranger()->get('/static/css/loupan.css')->header('content-security-policy'), $csp, 'files too';
is stranger()->get('/static/../../conf/loupan.hdf.in')->status, 400, 'nothing above the files';
unlike raw("GET /static/..%2f..%2fREADME.md HTTP/1.1\nHost: $host:$port\nConnection: close\n\n"), qr/Loupan/, '... however it is written';

# ---- whose site this is ------------------------------------------------------------------------------

my $get = "GET /account/login HTTP/1.1\nConnection: close\n";
is statuses(raw("${get}Host: $host:$port\n\n")), 200, 'its own name';
is statuses(raw("${get}Host: evil.invalid\n\n")), 400, 'a forged one';
is statuses(raw("${get}Host: $host:$port.evil.invalid\n\n")), 400, 'one that begins like it';
is statuses(raw("${get}Host: $host\n\n")), 400, 'another port';
is statuses(raw("$get\n")), 400, 'none';
is statuses(raw("${get}Host: $host:$port\nHost: evil.invalid\n\n")), 400, 'two';
unlike raw("${get}Host: $host:$port\nX-Forwarded-Host: evil.invalid\nX-Host: evil.invalid\nForwarded: host=evil.invalid\n\n"),
    qr/evil/, 'what a proxy would say is not heard';
for my $origin ('http://evil.invalid', 'null', "http://$host:$port.evil.invalid", "https://$host") {
    is $me->ask(POST => '/account/preferences', headers => { origin => $origin },
        form => [ _token => $token, theme => 'light' ])->status, 403, "a form that comes from $origin";
}
is $me->ask(POST => '/account/preferences', headers => { origin => "http://$host:$port" },
    form => [ _token => $token, theme => 'light' ])->status, 303, 'and one of its own';

my %seen;
for my $n (1 .. 32) {
    my $who = stranger();
    $who->{cookie}{sid} = sprintf '%064x', $n * 7919;
    $seen{ ($who->get('/account/password')->redirect)[1] }++;
}
is_deeply \%seen, { '/account/login?next=%2Faccount%2Fpassword' => 32 }, 'thirty-two ids that were guessed open nothing';

# ---- a program of another configuration --------------------------------------------------------------------

# What account says to one request, started with some lines of its configuration changed.
sub account($change, $body, %env) {
    return Loupan::Program->new('account', change => $change)->ask('/account/login', $body,
        CONTENT_TYPE => 'application/x-www-form-urlencoded', REMOTE_ADDR => '127.0.3.9', REQUEST_ID => sprintf('%032x', $$), %env);
}

my $right = "login=$me->{user}{login}&password=Loupan-test-2026";
my $said = account({ 'url.base' => 'https://sales.example.com' }, $right, HTTP_HOST => 'sales.example.com');
like $said, qr{^Set-Cookie: __Host-sid=[0-9a-f]{64}; Path=/; HttpOnly; SameSite=Lax; Secure\r$}m,
    'with TLS the cookie goes to this host alone, over TLS alone, and to no script';
like account({ 'url.base' => 'https://sales.example.com' }, $right), qr/^Status: 400\b/m, '... and another host is none of it';

# The second factor is begun, and its key is not there: an accident with a path in it.
my $broken = account({ 'path.secrets' => '/nowhere' }, "_token=$token", REQUEST_URI => '/account/second/begin', HTTP_COOKIE => $cookie);
like $broken, qr/^Status: 50[03]\b/m, 'an accident';
unlike $broken, qr{nowhere|seal\.key|cgi/|\.c:|SELECT|INSERT|REPLACE}, '... tells nothing of the inside';
like $broken, qr/\Q${\ sprintf '%032x', $$}\E|稍后重试|请重试/, '... but a number, or when to try again';

# ---- strangers who try codes ---------------------------------------------------------------------------

{
    my $stranger = stranger();
    $stranger->{http} = Loupan::Http->new(max_redirect => 0, timeout => 60, local_address => '127.0.0.2');
    my %status;
    $status{ $stranger->get(sprintf '/r/%08d', $_)->status }++ for 1 .. 40;
    cmp_ok $status{429} // 0, '>=', 10, 'of forty codes of receipts at once, many are put off';
    cmp_ok $status{404} // 0, '>=', 20, '... after the first twenty';
    is stranger()->get('/r/00000041')->status, 404, '... and nobody else is';
}

# ---- fields that no form has ------------------------------------------------------------------------------

is $me->post('/account/preferences', theme => 'dark', role => 'AD', state => 'disabled', must_change => 1, user_id => 1,
    second_at => '', password_hash => 'x')->status, 303, 'fields that no form has are not looked at';
is db("SELECT CONCAT(role, state, must_change, theme) FROM user WHERE id = $me->{user}{id}"), 'COactive0dark', '... and change nothing';

# ---- one request or two? -------------------------------------------------------------------------------

my $events = sub () { return db("SELECT COUNT(*) FROM event WHERE what = 'user.preferences_set' AND user_id = $me->{user}{id}") };
my $before = $events->();
my $form = "_token=$token&theme=light";
my $inner = "POST /account/preferences HTTP/1.1\nHost: $host:$port\nCookie: $cookie\n"
    . "Content-Type: application/x-www-form-urlencoded\nContent-Length: " . length($form) . "\n\n$form";
my $post = "POST /account/login HTTP/1.1\nHost: $host:$port\nContent-Type: application/x-www-form-urlencoded\n";
my %twice = (
    'a length and chunks' => "${post}Content-Length: 4\nTransfer-Encoding: chunked\n\n0\n\n$inner",
    'two lengths' => "${post}Content-Length: 0\nContent-Length: 400\n\n$inner",
    'two lengths on a line' => "${post}Content-Length: 0, 400\n\n$inner",
    'a length with a sign' => "${post}Content-Length: +0\n\n$inner",
    'a negative length' => "${post}Content-Length: -1\n\n$inner",
    'a length in hex' => "${post}Content-Length: 0x0\n\n$inner",
    'chunks of another name' => "${post}Transfer-Encoding: xchunked\n\n0\n\n$inner",
    'chunks twice' => "${post}Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n0\n\n$inner",
    'a blank before the colon' => "${post}Transfer-Encoding : chunked\nContent-Length : 0\n\n0\n\n$inner",
    'a chunk whose size is none' => "${post}Transfer-Encoding: chunked\n\nzz\n\n$inner",
    'HTTP/0.9' => "GET /account/login\n\n$inner",
    'an unknown version' => "POST /account/login HTTP/9.9\nHost: $host:$port\n\n$inner",
    'a NUL in a name' => "${post}X\0Y: 1\nContent-Length: 0\n\n$inner",
);
for my $what (sort keys %twice) {
    my $said = raw($twice{$what});
    like statuses($said), qr/\A(?:4\d\d|50[15])?\z/, "$what: refused, and nothing behind it is read"
        or diag substr $said, 0, 300;
}
is $events->(), $before, 'none of what was hidden was done';
is statuses(raw($inner =~ s/Content-Type/Connection: close\nContent-Type/r)), 303, 'sent openly it is';
is $events->(), $before + 1, '... so the test would have seen it';

# A header must not become one of nginx' own words to the program.
my $claims = join '', map { "$_: 127.0.0.9\n" } qw(REMOTE_ADDR Remote-Addr REQUEST_ID Request-Id X-Orig X_ORIG HTTP_X_ORIG X-Real-IP X-Forwarded-For);
db("DELETE FROM login_failure WHERE login = 'wire.$$'; SELECT 1");
raw("POST /account/login HTTP/1.1\nHost: $host:$port\nConnection: close\n${claims}Content-Type: application/x-www-form-urlencoded\n"
    . 'Content-Length: ' . length("login=wire.$$&password=wrong-wrong") . "\n\nlogin=wire.$$&password=wrong-wrong");
is db("SELECT from_where FROM login_failure WHERE login = 'wire.$$'"), '127.0.0.1', 'an address is what nginx sees';
is db("SELECT COUNT(*) FROM login_failure WHERE request_no = '127.0.0.9'"), 0, 'and an id what nginx gives';
unlike head(raw("GET /account/login?next=/a%0d%0aX-Evil:%201 HTTP/1.1\nHost: $host:$port\nConnection: close\n\n")), qr/^X-Evil/m, 'no line of a header comes in by a query';
unlike head(raw("GET /portal/home%0d%0aX-Evil:%201 HTTP/1.1\nHost: $host:$port\nConnection: close\n\n")), qr/^X-Evil/m, '... or by a path';
is statuses(raw("TRACE /account/login HTTP/1.1\nHost: $host:$port\nConnection: close\n\n")), 405, 'nothing is traced';

# ---- clients that stop ----------------------------------------------------------------------------------

# More of them than any program has workers: they wait in nginx and nobody else does.
my @slow = map { my $s = wire(); syswrite $s, $_; $s } (map { "POST /account/login HTTP/1.1\r\nHost: $host:$port\r\n"
    . "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin=" } 1 .. 12),
    (map { "GET /account/login HTTP/1.1\r\nHost: $host:$port\r\nX-Slow: " } 1 .. 12);
my $began = time;
is stranger()->get('/account/login')->status, 200, 'others are answered meanwhile';
cmp_ok time - $began, '<', 10, '... without waiting for them';
my %ended;
for my $s (@slow) {
    my $said = answer($s, 40);
    $ended{ statuses($said) || 'closed' }++;
}
cmp_ok time - $began, '<', 40, 'they are given up after twenty seconds';
is_deeply [ grep { !/\A(?:408|closed)\z/ } keys %ended ], [], '... with 408 or nothing';

done_testing;
