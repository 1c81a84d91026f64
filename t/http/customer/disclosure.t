# Data given to others: to whom, which, why it may be; he can be told, and so can they.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $project = project_id();
my $base = '/customer/disclosures';
my %bank = (recipient_kind => 'bank', recipient => '工商银行翠微支行', contents => '姓名、证件号码、合同金额', purpose => '按揭贷款');

my $buyer = db('SELECT b.customer_id FROM buyer_party b WHERE b.deal_id = ' . given(deal => state => 'signed'));
my $form = as('secretary')->get("$base/new?customer_id=$buyer");
is $form->status, 200, 'from his card to the form';
is $form->submit(recipient => '')->status, 422, 'to whom must be said';
my $page = as('secretary')->get("$base/new?customer_id=$buyer")->submit(%bank);
is $page->status, 303, 'a loan that he applied for needs no consent of its own';
my $bad = as('secretary')->get("$base/new?customer_id=$buyer")->submit(%bank, basis => 'consent');
is $bad->status, 422, 'his consent has to be somewhere';
ok $bad->error('proof'), '... said beside its field';
is $bad->submit(proof => '2026-11-28 授权书')->status, 303, '... and then it is taken';
is bearer('secretary')->post("$base/new", project_id => $project, phone => '12900000000', %bank, basis => 'law')->status, 422,
    'nobody of that number';
is bearer('consultant')->post("$base/new", project_id => $project, customer_id => $buyer, %bank, basis => 'law',
    given_on => days_on(1))->status, 422, 'not tomorrow';

my $rows = bearer('auditor')->get("$base?as=json&project_id=$project")->json->{rows};
is_deeply [ map { "$_->{recipient} $_->{basis}" } @$rows ], [ '工商银行翠微支行 consent', '工商银行翠微支行 contract' ], 'the auditor reads them';
is bearer('consultant')->get("$base?as=json&project_id=$project")->json->{total_count}, 0, 'a consultant those that he wrote';
is bearer('planner')->get($base)->status, 403, 'the planner none';
is db("SELECT COUNT(*) FROM event WHERE what = 'disclosure.noted' AND customer_id = $buyer"), 2, 'each is an event';

my $id = bearer('consultant')->post('/customer/privacy_requests/new', project_id => $project, kind => 'erase', proof => '本人到场',
    customer_id => $buyer)->id;
ok as('manager')->get("/customer/privacy_requests/$id")->says('工商银行翠微支行'), 'who asks to be erased: they have to be told';

done_testing;
