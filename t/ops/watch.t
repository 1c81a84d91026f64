# /healthz and /metrics of each program, for who watches and for nobody else.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use HTTP::Tiny;
use JSON::PP ();
use Loupan;

my @programs = map { m{/([a-z]+)\.sql\z} } sort glob "$Loupan::root/sql/grants/*.sql";
my @pages = grep { $_ ne 'gateway' } @programs;
my ($last) = sort { $b <=> $a } map { m{/0*(\d+)_} } glob "$Loupan::root/sql/[0-9]*.sql";

sub slurp($path) { open my $in, '<', $path or return ''; local $/; return <$in> // '' }

# The figures of a program: "name{labels}" => value.
sub metrics($program) {
    my $page = stranger()->get("/$program/metrics");
    is $page->status, 200, "/$program/metrics";
    my @lines = grep { !/^#/ } split /\n/, $page->html;
    is scalar(grep { !/\A[a-z_]+\{(?:\w+="[^"]*",?)+\} -?[0-9.]+\z/ } @lines), 0, '... every line is one that Prometheus reads';
    return { map { /\A(.*) (\S+)\z/ ? ($1 => $2) : () } @lines };
}

# ---- health ----------------------------------------------------------------------------------

for my $program (@programs) {
    my $page = stranger()->get("/$program/healthz");
    # the publisher looks every two seconds; a test before this one may have changed the schema
    for (1 .. 200) {
        last if $page->status == 200;
        select undef, undef, undef, 0.05;
        $page = stranger()->get("/$program/healthz");
    }
    is $page->status, 200, "/$program/healthz";
    my $health = $page->json;
    is $health->{program}, $program, '... of this program';
    ok $health->{ok} && $health->{database} && $health->{process}, '... which is well';
    is "$health->{schema} $health->{built_for}", "$last $last", '... on its schema';
    cmp_ok $health->{templates}, '>', 0, "... $health->{templates} templates are sound" if $program ne 'gateway';
    is $page->header('set-cookie'), undef, '... and no session begins';
}

my ($address) = Loupan::url() =~ m{//(.*)};
for my $path (map { ("/$_/healthz", "/$_/metrics") } @programs) {
    my $http = HTTP::Tiny->new(local_address => '127.0.0.2');
    is $http->get("http://$address$path")->{status}, 404, "$path is not there for a stranger";
}
is stranger()->ask(POST => '/finance/healthz', form => [])->status, 404, 'watching is looking';


# Every worker of every pool has taken its place: none waits for another's lock.
my $status = do { open my $out, '-|', "$Loupan::root/loupan", 'status', '--json', '--dir', $ENV{LOUPAN_DIR} or die; local $/; <$out> };
for my $pool (grep { $_->{name} !~ /mariadbd|nginx/ } JSON::PP->new->decode($status)->{programs}->@*) {
    my @workers = grep { my ($parent) = slurp("/proc/$_/stat") =~ /\) \S (\d+)/; ($parent // 0) == $pool->{pid} }
        map { m{/(\d+)/} } glob '/proc/[0-9]*/stat';
    my $mapped = grep { slurp("/proc/$_/maps") =~ m{/metrics/} } @workers;
    is $mapped, $pool->{workers}, "$pool->{name}: counters of $mapped workers";
    is scalar(grep { slurp("/proc/$_/wchan") =~ /lock_inode/ } @workers), 0, '... and none waits';
}

# ---- metrics ---------------------------------------------------------------------------------

my $route = 'program="portal",method="GET",route="/portal/home",class="3xx"';
my $before = metrics('portal');
stranger()->get('/portal/home') for 1 .. 20;    # some by one worker, some by the other
my $after = metrics('portal');
my $count = "loupan_request_seconds_count{$route}";
is $after->{$count} - ($before->{$count} // 0), 20, 'requests of all workers add up';
is $after->{"loupan_request_seconds_bucket{$route,le=\"+Inf\"}"}, $after->{$count}, 'the last step holds all';
my @steps = map { $after->{"loupan_request_seconds_bucket{$route,le=\"$_\"}"} }
    qw(0.001 0.0025 0.005 0.01 0.025 0.05 0.1 0.25 0.5 1 2.5 10);
is_deeply \@steps, [ sort { $a <=> $b } @steps ], 'steps grow';
cmp_ok $after->{"loupan_request_seconds_sum{$route}"}, '>', ($before->{"loupan_request_seconds_sum{$route}"} // 0),
    'time is added';
cmp_ok $after->{'loupan_db_seconds_total{program="portal"}'}, '>', $before->{'loupan_db_seconds_total{program="portal"}'},
    'and time of the database';
cmp_ok $after->{'loupan_db_statements_total{program="portal"}'} - $before->{'loupan_db_statements_total{program="portal"}'},
    '>=', 20, 'and its statements: each looks who it is';

my $none = 'loupan_request_seconds_count{program="portal",method="",route="none",class="4xx"}';
stranger()->get('/portal/no/such/page');
is metrics('portal')->{$none} - ($after->{$none} // 0), 1, 'what has no route has a line of its own';

my $published = metrics('gateway');
ok exists $published->{'loupan_outbox_messages{program="gateway"}'}, 'the queue of the publisher';
cmp_ok $published->{'loupan_beat_timestamp_seconds{program="gateway"}'}, '>', time - 10, '... which lives';
cmp_ok $published->{'loupan_trail_links{program="gateway"}'}, '>=', 0, 'links of the trail';
cmp_ok $published->{'loupan_trail_timestamp_seconds{program="gateway"}'}, '>', time - 180, '... which it looked at a minute ago';
ok exists $published->{'loupan_clock_error_seconds{program="gateway"}'}, 'and what the clock is worth';
metrics($_) for grep { $_ ne 'portal' } @pages;

done_testing;
