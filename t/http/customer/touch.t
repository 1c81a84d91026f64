# Calls and visits over HTTP: by card or by phone, late ones, the day's register.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $me = as('consultant');
my $n = 0;
sub phone() { return sprintf '128%04d%04d', $$ % 10_000, 6000 + ++$n }
sub last_touch() { return (rows('SELECT t.kind, COALESCE(t.counted, 0), e.state_to, t.count_on, t.customer_id FROM touch t '
    . "JOIN event e ON e.noun = 'touch' AND e.about_id = t.id WHERE t.project_id = " . project_id()
    . ' ORDER BY t.id DESC LIMIT 1'))[0] }

my $phone = phone();
my $form = $me->get('/customer/touches/new');
is $form->status, 200, 'the form opens';
my $empty = $form->submit(kind => 'visit', phone => '', name => '');
is $empty->status, 422, 'somebody has to have called';
ok $empty->error('phone'), '... so a phone number is asked for';

my $done = $form->submit(kind => 'visit', phone => $phone, name => '林志远', content => '看样板间');
is $done->status, 303, 'a new customer visits';
is_deeply [ @{ last_touch() }[ 0 .. 2 ] ], [ 'visit', 1, 'first' ], '... for the first time';
ok $done->follow->says('林志远'), '... and the register of the day shows him';
my $customer = last_touch()->[4];

$me->get('/customer/touches/new')->submit(kind => 'visit', phone => $phone, name => '');
is_deeply [ @{ last_touch() }[ 0, 1 ] ], [ 'visit', 0 ], 'twice on one day counts once';
is db("SELECT COUNT(*) FROM customer WHERE phone_hash = (SELECT phone_hash FROM customer WHERE id = $customer) "
    . 'AND project_id = ' . project_id()), 1, '... and he still has one card';

is $me->get("/customer/touches/new?customer_id=$customer")->submit(kind => 'call')->status, 303, 'from the card';
is_deeply [ @{ last_touch() }[ 0 .. 2 ] ], [ 'call', 1, 'again' ], 'a call after a visit is not a new one';

my $other = as('consultant2');
is $other->post('/customer/touches/new', project_id => project_id(), customer_id => $customer, kind => 'visit',
    source => 'walk_in')->status, 303, 'a colleague may receive him';
is db("SELECT owner_id FROM customer WHERE id = $customer"), world()->{users}{consultant}{id}, '... who stays mine';

my $late = $me->get('/customer/touches/new')->submit(kind => 'call', phone => phone(), name => '补', biz_on => days_on(-2));
is $late->status, 422, 'a late entry needs a reason';
ok $late->error('reason'), '... and says so';
is $late->submit(reason => '昨天停电')->status, 303, '... with one it is entered';
is last_touch()->[3], days_on(-2), '... and counts on its own day, which is open';
is $me->get('/customer/touches/new')->submit(kind => 'call', phone => phone(), name => '远', biz_on => days_on(-9),
    reason => 'x')->status, 422, 'but not after nine days';
is $me->get('/customer/touches/new')->submit(kind => 'call', phone => phone(), name => '明', biz_on => days_on(1))
    ->status, 422, 'nor before it happened';

is as('secretary')->get('/customer/touches/new')->status, 403, 'the secretary enters none';
my $today = today();
my $list = as('manager')->get("/customer/touches?as=json&biz_on_from=$today&biz_on_to=$today&state=first&kind=visit")->json;
ok((grep { $_->{id} == $customer } @{ $list->{rows} }), 'the register can be filtered');
is as('other_manager')->get('/customer/touches?as=json')->json->{total_count}, 0, 'another project sees none of it';
is $other->post('/customer/touches/new', project_id => project_id('T2'), phone => phone(), name => '甲', kind => 'call',
    source => 'walk_in')->status, 404, 'nobody enters into another project';

done_testing;
