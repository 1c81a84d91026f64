# A person asks about his data: entered by one, answered by another, in time; the copy holds
# everything of him and is given out once and seen.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $project = project_id();
my $base = '/customer/privacy_requests';
my $n = 0;
sub phone() { return sprintf '127%04d%04d', $$ % 10_000, 1000 + ++$n }

sub asked($who, $kind, @by) {
    return bearer($who)->post("$base/new", project_id => $project, kind => $kind, proof => '本人持身份证到场', wish => '按法律', @by)->id;
}

# ---- a buyer's copy ------------------------------------------------------------------------------

my $receipt = given(receipt => kind => 'deposit');
my $tab = db("SELECT s.tab_id FROM receipt r JOIN slip s ON s.id = r.slip_id WHERE r.id = $receipt");
my $buyer = db("SELECT customer_id FROM tab WHERE id = $tab");
bearer('consultant')->post('/customer/touches/new', project_id => $project, customer_id => $buyer, kind => 'visit',
    source => 'walk_in', content => '带父母再来看一次');
bearer('manager')->post("/customer/customers/$buyer/reveal", what => 'phone', reason => '核对合同');

my $form = as('consultant')->get("$base/new?customer_id=$buyer");
is $form->status, 200, 'from the card to the form';
my $bad = $form->submit(kind => 'copy', proof => '');
is $bad->status, 422, 'how he was known must be said';
ok $bad->error('proof') && $bad->says(db("SELECT name FROM customer WHERE id = $buyer")), '... beside the field, and he is still named';
my $id = $bad->submit(proof => '本人持身份证到场')->id;
ok $id, 'entered';
is db("SELECT due_on >= received_on + INTERVAL 15 DAY FROM privacy_request WHERE id = $id"), 1, 'to be answered in 15 working days';
ok as('consultant')->get("$base/$id")->says('等另一位有权的同事答复'), 'who entered it waits';
is as('consultant2')->get("$base/$id")->status, 404, 'a colleague does not find it';
is bearer('consultant')->post("$base/$id/decide", verdict => 'done')->status, 403, 'nor can a consultant answer';
ok as('manager')->get('/portal/home')->says('个人信息请求'), 'the manager finds it in his worklist';
is bearer('manager')->post("$base/$id/copy")->status, 422, 'no copy before it is granted';
is as('manager')->get("$base/$id")->submit('decide', verdict => 'done')->status, 303, 'he grants it';

my $given = as('manager')->get("$base/$id")->submit('copy');
is $given->status, 303, 'and gives out the copy';
my $paper = $given->follow;
like $paper->html, qr/带父母再来看一次/, 'with what he said';
like $paper->html, qr/核对合同/, '... who looked at his number and why';
my ($query) = ($given->redirect)[1] =~ /\?(.*)/;
my $file = as('manager')->get("$base/$id/file?$query");
like $file->header('content-disposition') // '', qr/personal_data_$id\.json/, 'as a file too';
my $all = $file->json;
like $all->{customer}[0]{phone}, qr/\A\d{11}\z/, 'with his whole number';
is scalar @{ $all->{deals} }, 1, '... his deal';
is $all->{slips}[0]{amount_fen}, 50_000_00, '... his money';
is scalar @{ $all->{receipts} }, 1, '... his receipt';
is $all->{touches}[0]{content}, '带父母再来看一次', '... his visits';
is_deeply [ map { $_->{reason} } @{ $all->{numbers_shown} } ], [ 'phone: 核对合同', '' ], '... and who saw his numbers, this copy too';
is as('director')->get("$base/$id/file?$query")->status, 303, 'the link is his who asked for it';
is db("SELECT COUNT(*) FROM event WHERE what = 'privacy_request.copied' AND about_id = $id"), 1, 'and each copy is an event';

# ---- erased: live, ended, never ---------------------------------------------------------------------

my $erase = asked('aftersales', 'erase', customer_id => $buyer);
is bearer('director')->post("$base/$erase/decide", verdict => 'rejected')->status, 422, 'declined only with a reason';
is bearer('director')->post("$base/$erase/decide", verdict => 'done')->status, 303, 'the director answers';
is db("SELECT kept FROM privacy_request WHERE id = $erase"), 'contract', 'a deal that runs keeps who he is';
ok as('aftersales')->get("$base/$erase")->says('仍在履行'), '... and the page says so, and why';
is db("SELECT COUNT(*) FROM touch WHERE customer_id = $buyer AND content <> ''"), 0, 'what he said is gone';
isnt db("SELECT phone_sealed IS NULL FROM customer WHERE id = $buyer"), 1, 'his phone is not';

my $p = phone();
is bearer('consultant')->post('/customer/customers/new', project_id => $project, phone => $p, name => '王路过', source => 'walk_in',
    note => '孩子上学')->status, 303, 'somebody who came once';
my $passer = db("SELECT MAX(id) FROM customer WHERE name = '王路过'");
$erase = asked('consultant2', 'erase', phone => $p);
ok $erase, 'asks a colleague, by his number';
my $figures = sub () { return bearer('manager')->get("/portal/flash?as=json&project_id=$project")->json->{projects} };
my $before = $figures->();
is bearer('manager')->post("$base/$erase/decide", verdict => 'done')->status, 303, 'and is erased';
is db("SELECT CONCAT(name, note) FROM customer WHERE id = $passer"), '***', 'wholly';
is_deeply $figures->(), $before, 'no figure has moved';
is bearer('consultant')->post("$base/new", project_id => $project, kind => 'copy', proof => 'x', phone => $p)->status, 422,
    'nothing is held of him now';

# ---- left alone -----------------------------------------------------------------------------------------

my $quiet = given('customer');
ok asked('consultant', 'withdraw', customer_id => $quiet), 'he wants no calls';
ok as('consultant')->get("/customer/customers/$quiet")->says('勿扰'), 'his card says so at once';
is bearer('consultant')->post("/customer/customers/$quiet/follow_ups", content => '没接', next_on => days_on(3))->status, 422,
    'no next call can be planned';

# ---- who may --------------------------------------------------------------------------------------------

my $own = asked('manager', 'correct', customer_id => $quiet);
is bearer('manager')->post("$base/$own/decide", verdict => 'done')->status, 422, 'who entered it does not answer it';
my $list = bearer('auditor')->get("$base?as=json&project_id=$project")->json;
cmp_ok $list->{total_count}, '>=', 5, 'the auditor sees them all';
is bearer('admin')->get($base)->status, 403, 'the administrator none';

done_testing;
