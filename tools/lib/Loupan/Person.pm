package Loupan::Person;

# Somebody at a browser: logs in once, fills in the form that the page gave him, and presses
# the same button again (the same key) until he is told what became of it.  Now and then his
# line breaks after he has pressed, and sometimes he walks away without ever knowing.

use v5.36;
use utf8;
use Encode ();
use IO::Socket::INET;
use JSON::PP ();
use Time::HiRes 'time';
use Loupan::Http;
use Loupan::Season;

use constant PATIENCE => 240;    # seconds in which a system must be back

my $json = eval { require JSON::XS; JSON::XS->new->utf8 } // JSON::PP->new->utf8;

# url, user { login, role }, journal, clear: the headings of messages that people understand,
# stop: a file that ends the day, lose: how many of 1000 answers get lost.
sub new($class, %o) {
    my $self = bless { lose => 40, leave => 15, %o, cookie => '', token => '', looks => 0 }, $class;
    $self->{http} = Loupan::Http->new(max_redirect => 0, keep_alive => 1, timeout => 90, agent => 'loupan-torture');
    return $self;
}

sub chance($self, $of_1000) { return rand(1000) < $of_1000 }
sub pick($self, @of) { return $of[ int rand @of ] }
sub day_is_over($self) { return -e $self->{stop} }
sub rest($self, $seconds) { select undef, undef, undef, $seconds }
sub problem($self, $what) { $self->{journal}->note(problem => $what, who => $self->{user}{login}) }

sub ask($self, $method, $path, $form = undef) {
    my %headers = (cookie => $self->{cookie});
    $headers{'content-type'} = 'application/x-www-form-urlencoded' if defined $form;
    my $answer = $self->{http}->request($method, $self->{url} . $path,
        { headers => \%headers, defined $form ? (content => $form) : () });
    $self->{told}->() if $answer->{status} < 500;
    $self->{wait}{ $answer->{status} }++ if $answer->{status} >= 500;
    return $answer;
}

sub log_in($self, $password) {
    $self->{password} = $password;
    my $answer = $self->ask(POST => '/account/login',
        Loupan::Season::encode_form(login => $self->{user}{login}, password => $password));
    my ($sid) = ($answer->{headers}{'set-cookie'} // '') =~ /\A([^;]+)/;
    die "$self->{user}{login} cannot log in: $answer->{status}\n" if $answer->{status} != 303 || !$sid;
    $self->{cookie} = $sid;
    my $page = $self->ask(GET => '/account/password');
    ($self->{token}) = $page->{content} =~ /name="_token"\s+value="([^"]+)"/ or die "no page gave a form token\n";
    return $self;
}

# ---- what he is told ------------------------------------------------------------------------

# done, refused, or '': he does not know and presses again.  What he should not have been
# shown is a problem.
sub judge($self, $answer, $where) {
    my ($status, $to) = ($answer->{status}, $answer->{headers}{location} // '');
    my $said = $status == 599 ? '' : Encode::decode('UTF-8', $answer->{content} // '');
    return 'prove' if $status == 401 && index($said, 'action="/account/proof"') >= 0;
    if ($status == 401 || $to =~ m{/account/login}) {
        $self->problem("$where: asked to log in again ($status)");
        return 'refused';
    }
    $self->problem("$where: $status tells of the inside: " . substr $said =~ s/\s+/ /gr, 0, 200)
        if $status >= 400 && $said =~ /SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM|MariaDB|MySQL|\berrno\b|\w+\.c:\d+/;
    return 'done' if $status == 200 || $status == 303;
    $self->problem("$where: answered $status") if $status < 500 && $status != 422 && $status != 404;
    return 'refused' if $status < 500;
    $self->problem("$where: $status without a clear word: " . substr $said =~ s/\s+/ /gr, 0, 200)
        if $status != 599 && !grep { index($said, $_) >= 0 } @{ $self->{clear} };
    return '';
}

# A page, as soon as there is one; undef if he may not see it.
sub look($self, $path) {
    my $since = time;
    while (time - $since < PATIENCE) {
        my $answer = $self->ask(GET => $path);
        my $fate = $self->judge($answer, "GET $path");
        $self->{journal}->note(away => time - $since) if $fate && time - $since > 1;
        return $answer->{content} if $fate eq 'done';
        return undef if $fate;
        $self->rest(0.2);
    }
    $self->problem("GET $path: no answer in " . PATIENCE . ' seconds');
    return undef;
}

sub rows($self, $path) {
    my $text = $self->look($path . ($path =~ /\?/ ? '&' : '?') . 'as=json') // return ();
    my $rows = eval { $json->decode($text)->{rows} };
    $self->problem("GET $path: no list: " . substr $text, 0, 100) if !$rows;
    return @{ $rows // [] };
}

# ---- what he does -----------------------------------------------------------------------------

# act('slip_review', '/finance/slips/7/review', [accept => 1], id => 7): opens the page that
# has the form, sends it, and notes both.  Answers the id that he was told, 1 where a thing
# without a number was done, undef if he was refused or went away.
sub act($self, $op, $page, $path, $fields, %about) {
    my $html = $self->look($page) // return undef;
    my ($key) = $html =~ /name="_key"\s+value="([0-9a-f]{32})"/;
    return undef if !$key;               # no such button on it any more
    my $form = Loupan::Season::encode_form(_token => $self->{token}, _key => $key, @$fields);
    $self->{journal}->note(op => $op, key => $key, who => $self->{user}{login}, %about);
    my ($since, $tries) = (time, 0);
    while (time - $since < PATIENCE) {
        $tries++;
        if ($self->chance($self->{lose})) {
            $self->press_and_lose($path, $form);
            return undef if $self->chance($self->{leave});
        }
        my $answer = $self->ask(POST => $path, $form);
        my $fate = $self->judge($answer, "POST $path");
        if ($fate eq 'prove') {
            $self->prove;
            next;
        }
        return $self->told_of($key, $answer, $tries, time - $since) if $fate;
        $self->rest(0.1 + rand 0.4);
    }
    $self->problem("POST $path: no answer in " . PATIENCE . ' seconds');
    return undef;
}

# Some steps ask for a password that is minutes old; then the same button is pressed again.
sub prove($self) {
    my $answer = $self->ask(POST => '/account/proof',
        Loupan::Season::encode_form(_token => $self->{token}, password => $self->{password}));
    $self->judge($answer, 'POST /account/proof');
}

sub told_of($self, $key, $answer, $tries, $seconds) {
    my ($id) = ($answer->{headers}{location} // '') =~ m{/(\d+)(?:[?#/]|\z)};
    $self->{journal}->note(key => $key, status => 0 + $answer->{status}, id => 0 + ($id // 0), tries => $tries);
    $self->{journal}->note(away => $seconds) if $seconds > 1;
    return $answer->{status} == 303 ? $id || 1 : undef;
}

# The whole request goes out, and the line is cut before an answer can come.
sub press_and_lose($self, $path, $form) {
    my ($to) = $self->{url} =~ m{//([^/]+)};
    my $line = IO::Socket::INET->new(PeerAddr => $to, Timeout => 5) or return;
    my $head = "POST $path HTTP/1.1\r\nHost: $to\r\nCookie: $self->{cookie}\r\nConnection: close\r\n"
        . "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " . length($form) . "\r\n\r\n";
    local $SIG{PIPE} = 'IGNORE';
    syswrite $line, $head . $form;
    $self->rest(rand 0.05);
    close $line;
}

1;
