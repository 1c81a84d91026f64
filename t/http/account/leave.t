# Somebody leaves: in the act that disables him his locks and holds are freed and whom he
# looked after goes to a colleague who is named; nothing stays with him.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $admin = as('admin');
my $project = project_id();
sub id_of($name) { return world()->{users}{$name}{id} }
my ($leaver, $heir) = map { id_of($_) } qw(consultant consultant2);

my $customer = given(customer => by => 'consultant');
my $signed = given(deal => by => 'consultant', state => 'signed');
my $draft = given(deal => by => 'consultant', state => 'draft');
my $reg = given(registration => by => 'consultant', state => 'active');
my ($locked, $held) = (db("SELECT unit_id FROM deal WHERE id = $draft"), given('unit'));
db("UPDATE unit SET held_until = '" . days_on(3) . "', held_by = $leaver, held_reason = '留' WHERE id = $held; SELECT 1");

# His form as it stands, with changes.
sub save(%change) {
    my %in = (state => 'disabled', %change);
    return $admin->get("/account/users/$leaver")->submit($leaver, map { $_ => $in{$_} } sort keys %in);
}
sub mine($table, $id = $leaver) { return db("SELECT COUNT(*) FROM $table WHERE owner_id = $id") }

my $page = $admin->get("/account/users/$leaver");
my %offered = map { ($_->attr('value') // '') => 1 } $page->all('#hand_to_id option');
ok $offered{$heir}, 'a colleague of the same project is offered';
ok !$offered{$leaver} && !$offered{ id_of('other_consultant') } && !$offered{ id_of('secretary') },
    '... and neither himself, nor another project, nor another work';
ok $page->says('锁房 1') && $page->says('保留 1') && $page->says('认筹 1'), 'his page says what he is in charge of';

like save()->error('hand_to_id') // '', qr/移交给哪位同事/, 'nobody was named: refused beside the field';
for my $who (qw(secretary other_consultant)) {
    is save(hand_to_id => id_of($who))->status, 422, "the $who cannot take over";
}
is db("SELECT state FROM user WHERE id = $leaver"), 'active', 'nothing has happened';
is mine('customer') > 0, 1, '... to his customers either';

my $session = as('consultant');
is save(hand_to_id => $heir)->status, 303, 'disabled, with a colleague named';
is db("SELECT state FROM user WHERE id = $leaver"), 'disabled', 'he is out';
is db("SELECT COUNT(*) FROM session WHERE user_id = $leaver"), 0, 'without a session';
is mine($_), 0, "no $_ is his" for qw(customer tab pre_registration);
is db("SELECT COUNT(*) FROM deal WHERE owner_id = $leaver AND (live = 1 OR subscription_state = 'draft')"), 0, 'no deal that goes on';
is db("SELECT COUNT(*) FROM unit WHERE locked_by = $leaver OR held_by = $leaver"), 0, 'he locks and holds nothing';
is db("SELECT GROUP_CONCAT(what ORDER BY what) FROM event WHERE unit_id IN ($locked, $held) AND what IN ('unit.lock_released', 'unit.unheld')"),
    'unit.lock_released,unit.unheld', 'both stand in the trail';
is db("SELECT COUNT(*) FROM event WHERE what = 'customer.reassigned' AND customer_id = $customer AND user_id = " . id_of('admin')), 1,
    'so does the customer, with who did it';
like db("SELECT reason FROM event WHERE what = 'deal.reassigned' AND about_id = $signed"), qr/ → /, '... and from whom to whom';
is db("SELECT user_id FROM event WHERE what = 'deal.drafted' AND about_id = $signed"), $leaver, 'who earned a deal is not rewritten';

my $colleague = as('consultant2');
is $colleague->get($_)->status, 200, "the colleague opens $_" for "/customer/customers/$customer", "/sales/deals/$signed",
    "/sales/pre_registrations/$reg", '/finance/slips/new?tab_id=' . db("SELECT tab_id FROM deal WHERE id = $signed");
ok $colleague->get("/customer/customers/$customer")->says('移交客户'), 'the card tells how it came';
like +($session->get('/portal/home')->redirect)[1], qr{/account/login}, 'the one who left is sent to log in';

is save(state => 'active', hand_to_id => undef)->status, 303, 'he comes back';
is mine('customer'), 0, '... with empty hands';
is save()->status, 303, 'and with nothing to hand over nobody has to be named';

done_testing;
