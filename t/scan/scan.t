# sqlmap and wapiti against a demo of its own, as an administrator, as a consultant and as
# nobody: no finding.  Minutes long: `./loupan scan` runs it, ./loupan check does not.
use v5.36;
use utf8;
use Test::More;
use File::Temp 'tempdir';
use JSON::PP ();
use lib 't/lib', 'tools/lib';
use Loupan;
use Loupan::Instance qw(own_instance driver);

# Attacks of wapiti that need nothing outside this machine.
my $modules = 'backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,'
    . 'shellshock,sql,xss';
# What is answered otherwise than the scanner knows (docs/security.md).
my %answered = (
    'POST /account/login : Lack of anti CSRF token' => 'there is no session to protect yet; Origin is checked',
    'GET / : X-XSS-Protection is not set'           => 'browsers have dropped it; the CSP does more',
    'GET / : Strict-Transport-Security is not set'  => 'sent where nginx has TLS; the demo has none',
);
my $seconds = 240;    # at most, for each person's wapiti
# Kinds of page are looked into once: the same code answers all of a kind.
my %looked;

own_instance('demo');
my $url = $ENV{LOUPAN_URL};
my $kept = tempdir('loupan-scan-XXXXXX', TMPDIR => 1, CLEANUP => 1);
my %login = map { $_->{role} => $_ } @{ JSON::PP->new->utf8->decode(driver('status', '--json'))->{logins} };

sub kind($path) { return $path =~ s{\?.*}{}r =~ s{/\d+(?=/|\z)}{/:}gr }

# ---- what there is to attack: every GET with a query and every form, by the links of the pages ------------

sub attacks($who, @queue) {
    my (%asked, %kinds, @attacks);
    while (defined(my $to = shift @queue)) {
        next if $asked{$to}++ || $to =~ /logout|[?&]as=/ || $kinds{ kind($to) }++ > 1;
        my $page = $who->get($to);
        next if ($page->header('content-type') // '') !~ /html/;
        push @queue, map { ($_->attr('href') // '') =~ s/#.*//r } grep { ($_->attr('href') // '') =~ m{\A/} } $page->all('a');
        for my $form ($page->all('form')) {
            my $method = uc($form->attr('method') // 'get');
            my $action = $form->attr('action') || $to;
            next if $action =~ /logout/ || $kinds{"$method " . kind($action)}++;
            my %field = map { $_->attr('name') => $_->attr('value') // '' }
                grep { ($_->attr('name') // '') =~ /\A[a-z]/ } map { $page->all($_, $form) } qw(input select textarea);
            $_ = length $_ ? $_ : '1' for values %field;
            push @attacks, { method => $method, path => $action =~ s/\?.*//r, field => \%field } if %field;
        }
    }
    return @attacks;
}

# ---- sqlmap --------------------------------------------------------------------------------------------

sub request_text($attack, $token) {
    my $form = Loupan::Season::encode_form(map { $_ => $attack->{field}{$_} } sort keys %{ $attack->{field} });
    my $path = $attack->{path};
    $path .= "?$form" if $attack->{method} eq 'GET';
    my $text = "$attack->{method} $path HTTP/1.1\nHost: @{[ $url =~ s{.*//}{}r ]}\n";
    $text .= "Authorization: Bearer $token\n" if length $token;
    return $text . "\n" if $attack->{method} eq 'GET';
    return "${text}Content-Type: application/x-www-form-urlencoded\n\n$form";
}

sub sqlmap($name, $attack, $token) {
    open my $out, '>', "$kept/request" or die $!;
    print {$out} request_text($attack, $token);
    close $out;
    open my $said, '-|', 'sqlmap', '-r', "$kept/request", '--batch', '--ignore-stdin', '--disable-coloring', '--level', 1, '--risk', 1,
        '--dbms', 'mysql', '--technique', 'BEU', '--ignore-code', '*', '--flush-session', '--output-dir', "$kept/sqlmap" or die "sqlmap: $!\n";
    my $text = do { local $/; <$said> // '' };
    close $said;
    ok $text =~ /all tested parameters do not appear to be injectable/ && $text !~ /identified the following injection/,
        "sqlmap: $name: $attack->{method} $attack->{path}" or diag substr $text, -1500;
}

# ---- wapiti --------------------------------------------------------------------------------------------

# By token: a session would end when the attack comes to the log-out.  A token is sent by no
# browser of its own accord, so it needs no form's token; t/house/routes.t tries each POST of a
# session without one.
sub wapiti($name, $start, $token) {
    my $report = "$kept/$name.json";
    my $code = system 'wapiti', '-u', "$url/", '-s', "$url$start", '-m', length $token ? $modules =~ s/csrf,//r : $modules, '--scope', 'domain', '--flush-session',
        '--max-scan-time', $seconds, '--max-attack-time', 60, '--max-files-per-dir', 8, '-d', 4,
        '--no-bugreport', '-v', 0, '--store-session', $kept, '-f', 'json', '-o', $report,
        length $token ? ('-H', "Authorization: Bearer $token") : ();
    is $code, 0, "wapiti: $name: it ran";
    open my $in, '<', $report or return fail "wapiti: $name: no report";
    my $found = JSON::PP->new->utf8->decode(do { local $/; <$in> });
    for my $kind (sort keys %{ $found->{vulnerabilities} }) {
        my @hits = grep { !$answered{ "$_->{method} $_->{path} : $_->{info}" } } @{ $found->{vulnerabilities}{$kind} };
        is scalar @hits, 0, "wapiti: $name: no $kind"
            or diag join "\n", map { "$_->{method} $_->{path} : $_->{info}" } @hits[ 0 .. ($#hits < 5 ? $#hits : 5) ];
    }
    is scalar(grep { /500/ } map { $_->{info} } map { @$_ } values %{ $found->{anomalies} }), 0, "wapiti: $name: no page broke";
}

# ---- the three -------------------------------------------------------------------------------------------

my %start = (AD => '/portal/home', CO => '/portal/home', nobody => '/account/login');
for my $role (qw(CO AD nobody)) {    # nobody comes last: his address is shut out of the log-in soon
    my $token = $login{$role} ? driver('token', $login{$role}{login}) =~ s/\s//gr : '';
    my $who = Loupan::Browser->new($url, token => $token);
    for my $attack (attacks($who, $start{$role}, $role eq 'nobody' ? '/r/x' : ())) {
        sqlmap($role, $attack, $token) if !$looked{"$attack->{method} " . kind($attack->{path})}++;
    }
    wapiti($role, $start{$role}, $token);
}
my $errors = 0;
for my $log (glob "$ENV{LOUPAN_DIR}/log/*.log") {
    open my $in, '<', $log or die "$log: $!\n";
    while (<$in>) { $errors++, diag "$log: $_" if /level=(?:error|fault)\b|status=500\b/ }
}
is $errors, 0, 'and no program met a fault';

done_testing;
