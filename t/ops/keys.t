# What a stolen dump tells, and new keys while people work: what the old keys sealed is sealed
# again, found again, and the old keys open nothing any more.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;
use Loupan::Instance qw(own_instance driver);

own_instance();
my $secrets = "$ENV{LOUPAN_ETC}/secrets";
my $n = 0;

sub slurp ($path) { open my $in, '<', $path or die "$path: $!\n"; local $/; return <$in> }
sub phone() { return sprintf '127%04d%04d', $$ % 10_000, 3000 + ++$n }

# An ID number of nobody: GB 11643 says how its last character follows from the others.
sub id_no() {
    my @digits = split //, sprintf '990101%04d0101%03d', 1950 + $n, 100 + $n;
    my @weight = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);
    my $sum = 0;
    $sum += $digits[$_] * $weight[$_] for 0 .. 16;
    return join('', @digits) . substr '10X98765432', $sum % 11, 1;
}

sub make_card($who) {
    my %card = (name => "钥匙$n", phone => phone(), id_no => id_no());
    my $page = $who->get('/customer/customers/new')->submit(%card);
    return { %card, id => $page->id };
}

# The whole number, by asking for it with a reason.
sub whole($who, $card, $what) {
    my $page = $who->get("/customer/customers/$card->{id}")->submit('reveal', what => $what, reason => '核对');
    return $who->get(($page->redirect)[1])->text('[data-revealed]');
}

sub found($who, $phone) { return $who->get("/customer/customers?phone=$phone&as=json")->json->{total_count} }

my $me = as('consultant');
my @cards = map { make_card($me) } 1 .. 12;

# ---- a dump ------------------------------------------------------------------------------------

sub in_dump($dump, $word) { return index($dump, $word) >= 0 || index($dump, uc unpack 'H*', $word) >= 0 }

my $dump = driver('db', '--dump', '--hex-blob');
like $dump, qr/CREATE TABLE `customer`/, 'the whole database';
ok in_dump($dump, Encode::encode('UTF-8', $cards[0]{name})), '... with what is no secret';
is scalar(grep { in_dump($dump, $_->{phone}) || in_dump($dump, $_->{id_no}) } @cards), 0, '... has no phone or ID number';
unlike $dump, qr/(?<![0-9a-f.])1[2-9]\d{9}(?![0-9a-f])/i, '... not one that looks like it';

# ---- new keys ---------------------------------------------------------------------------------------

my %old = map { $_ => slurp("$secrets/$_") } qw(seal.key hash.key);
my ($was) = map { db("SELECT HEX(phone_sealed) FROM customer WHERE id = $_->{id}") } $cards[0];

# A second factor that is being enrolled shows its secret.
my $enrolling = as('aftersales');
is $enrolling->get('/account/second')->submit('second/begin')->status, 303, 'somebody enrols';
my $secret = $enrolling->get('/account/second')->text('code');
like $secret, qr/\A[A-Z2-7]{16,}\z/, '... and is shown his secret';

# Somebody goes on making cards while the keys change.
my $who = as('consultant2');
pipe my $told, my $tell;
my $writer = fork // die "fork: $!\n";
if (!$writer) {
    $n = 500;
    my $go = 1;
    local $SIG{TERM} = sub { $go = 0 };
    while ($go && $n < 3000) {
        my $card = eval { make_card($who) };
        syswrite $tell, "$card->{id} $card->{phone}\n" if $card && $card->{id};
    }
    require POSIX;
    POSIX::_exit(0);
}
close $tell;
my $said = driver('keys');
kill TERM => $writer;
my @meanwhile = map { { id => (split)[0], phone => (split)[1] } } <$told>;
waitpid $writer, 0;

like $said, qr/sealed with new keys/, 'the driver has changed the keys';
for my $name (sort keys %old) {
    my $new = slurp("$secrets/$name");
    is scalar(() = $new =~ /^[0-9a-f]{64}$/mg), 1, "$name holds one key";
    unlike $new, qr/\Q@{[ $old{$name} =~ s{\s}{}gr ]}/, '... another one';
}
isnt db("SELECT HEX(phone_sealed) FROM customer WHERE id = $cards[0]{id}"), $was, 'a number is sealed anew';

$me = as('consultant');
is whole($me, $_, 'phone'), $_->{phone}, "card $_->{id}: the phone is read" for @cards[ 0, 11 ];
is whole($me, $cards[5], 'id_no'), $cards[5]{id_no}, '... and an ID number';
is scalar(grep { found($me, $_->{phone}) != 1 } @cards), 0, 'each is found by its number';
is found($me, substr $cards[3]{phone}, -4), 1, '... and by its last four digits';
is $me->get('/customer/customers/new')->submit(name => '重', phone => $cards[2]{phone})->status, 422, '... and once only';
cmp_ok scalar @meanwhile, '>', 0, scalar(@meanwhile) . ' cards were made meanwhile';
is scalar(grep { found(as('consultant2'), $_->{phone}) != 1 } @meanwhile), 0, '... and are found too';

is as('aftersales')->get('/account/second')->text('code'), $secret, 'and the second factor is the same';

# ---- a key that others can read -----------------------------------------------------------------------

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
sub check() {
    open my $out, '-|', "exec '$build/loupan-customer' --conf '$ENV{LOUPAN_ETC}/loupan.hdf' --check 2>&1" or die;
    local $/;
    my $text = <$out> // '';
    close $out;
    return ($? >> 8, $text);
}
is((check())[0], 0, 'a program starts');
chmod 0640, "$secrets/seal.key";
my ($exit, $why) = check();
chmod 0600, "$secrets/seal.key";
isnt $exit, 0, '... but not with a key that others can read';
like $why, qr/seal\.key can be read by others/, '... and says so';

done_testing;
