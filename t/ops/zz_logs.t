# What all tests left in the logs: each line has its form, one id leads from nginx through the
# program to the books, and nothing in them is a secret or somebody's own.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

sub slurp($path) { open my $in, '<:raw', $path or die "$path: $!\n"; local $/; return scalar <$in> }

# ---- one request that carries everything that must not be found -------------------------------

my $phone = '139' . sprintf '%08d', $$ % 10_000 * 7919;
my $name = "日志里没有$$";
my $consultant = as('consultant');
my $made = $consultant->ask(POST => '/customer/customers/new', form => [ _token => $consultant->form_token,
    _key => $consultant->fresh_key, project_id => project_id('T1'), phone => $phone, name => $name, source => 'walk_in' ]);
my $id = $made->header('x-request-id');
like $id // '', qr/\A[0-9a-f]{32}\z/, 'the answer says its id';
is $made->status, 303, 'a customer is made';
$consultant->get("/customer/lookup?phone=$phone");
$consultant->get("/customer/customers?name=$phone");
stranger()->ask(POST => '/account/login', form => [ login => "nobody$$", password => "wrong-password-$$" ]);
bearer('consultant')->get('/customer/customers');
stranger()->get("/$_/nothing") for qw(project sales finance portal);

my %log = map { m{([^/]+)\.log\z} ? ($1 => slurp($_)) : () } glob "$ENV{LOUPAN_DIR}/log/*.log";
cmp_ok length($log{customer} // ''), '>', 100, 'the log of customer is not empty';
like $log{'nginx-access'}, qr/ $id$/m, 'nginx notes the id';
like $log{customer}, qr/^time=\S+ level=info request=$id user=\d+ method=POST route=customers\/new status=303 us=\d+ db_us=\d+$/m,
    'the program notes it';
is db("SELECT COUNT(*) FROM event WHERE request_no = '$id'") > 0, 1, 'and so do the books';

# ---- form --------------------------------------------------------------------------------------

my @programs = grep { $log{$_} } map { m{/([a-z]+)\.sql\z} } glob "$Loupan::root/sql/grants/*.sql";
cmp_ok scalar @programs, '>=', 6, "logs of @programs";
my @odd = grep { !/\Atime=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00 level=(?:info|slow|fault) request=\S+ user=\d+ \S/ }
    map { split /\n/, $log{$_} } grep { $_ ne 'gateway' } @programs;
# What a sanitizer or the watcher of a killed worker says is no line of ours.
@odd = grep { !/multiwatch|ERROR: |^\s*#\d|^=+\d|^\s*$|SUMMARY|gw_worker|[Cc]hild/ } @odd;
is scalar @odd, 0, 'every line has its form' or diag join "\n", @odd[ 0 .. ($#odd < 9 ? $#odd : 9) ];

# ---- nothing personal, no secret -------------------------------------------------------------------

my %secret = map { ($_ => slurp($_) =~ s/\s+//gr) } grep { !/\.pub\z/ } glob "$ENV{LOUPAN_ETC}/secrets/*";
my @token = grep { length } map { world()->{users}{$_}{token} // '' } keys world()->{users}->%*;
cmp_ok scalar @token, '>', 5, 'tokens to look for';
my %never = (
    'phone number' => qr/(?<![0-9A-Za-z.])1[3-9]\d{9}(?![0-9A-Za-z])/,
    'ID number' => qr/(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])/,
    'password' => qr/Loupan-test-2026|wrong-password/,
    'password hash' => qr/\$argon2/,
    'name' => qr/\Q${\ do { my $n = $name; utf8::encode($n); $n }}\E/,
    'cookie' => qr/\bsid=|Set-Cookie|Cookie:/i,
    'authorization' => qr/Bearer |Authorization:/i,
    'CSRF token' => qr/_token=/,
);
for my $file (sort keys %log) {
    for my $what (sort keys %never) {
        my @found = $log{$file} =~ /(.*$never{$what}.*)/g;
        is scalar @found, 0, "no $what in $file" or diag join "\n", @found[ 0 .. ($#found < 4 ? $#found : 4) ];
    }
    is scalar(grep { length && index($log{$file}, $_) >= 0 } @token), 0, "no token in $file";
    is scalar(grep { length $secret{$_} && index($log{$file}, $secret{$_}) >= 0 } keys %secret), 0, "no key in $file";
}
done_testing;
