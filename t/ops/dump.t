# A stolen dump of the database alone: no number of anybody's, and nothing that opens a door.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $phone = sprintf '139%08d', 10_000_000 + $$ % 10_000 * 7919 % 80_000_000;
my $id_no = Loupan::id_no($$);
my $who = as('consultant');
my $card = $who->post('/customer/customers/new', project_id => project_id('T1'), phone => $phone, name => '倒库的人',
    id_no => $id_no, source => 'walk_in');
is $card->status, 303, 'a customer with phone and ID number';
my $me = as('secretary');
$me->get('/account/second')->submit('second/begin');
my $totp = $me->get('/account/second')->text('code');
my $issued = as('admin')->post('/account/users/new', login => "dump$$", name => '新人', role => 'CO', employer => 'developer',
    project_id_0 => project_id('T1'))->follow->text('code');
my $token = world()->{users}{consultant}{token};

open(my $out, '-|', $ENV{LOUPAN}, 'db', '--dir', $ENV{LOUPAN_DIR}, '--dump') or die "no dump: $!\n";
binmode $out;
my $dump = do { local $/; <$out> };
close $out;
is $?, 0, 'dumped';
like $dump, qr/INSERT INTO `customer`/, 'with its customers';
my $name = '倒库的人';
utf8::encode($name);
like $dump, qr/\Q$name\E/, 'and what is not sealed is there to be found';
my %never = (
    'a phone number' => $phone, 'an ID number' => $id_no, 'a password' => 'Loupan-test-2026', 'an issued password' => $issued,
    'the secret of a second factor' => $totp, "a script's token" => $token, 'a session' => $who->{cookie}{sid},
    'a form token' => $who->form_token,
);
for my $what (sort keys %never) {
    my $secret = $never{$what};
    cmp_ok length($secret // ''), '>', 10, "$what was made";
    ok index($dump, $secret) < 0 && index(lc $dump, unpack 'H*', $secret) < 0, '... and is not in the dump';
}
for my $file (glob "$ENV{LOUPAN_ETC}/secrets/*") {
    open my $in, '<', $file or die "$file: $!\n";
    chomp(my $secret = <$in> // '');
    ok index(lc $dump, lc $secret) < 0, 'nor ' . $file =~ s{.*/}{}r if $file !~ /\.pub\z/;
}

done_testing;
