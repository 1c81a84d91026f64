# Told before the first save, agreed where agreement is asked, and what follows on the card.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $project = project_id();
my $n = 0;
sub phone() { return sprintf '126%04d%04d', $$ % 10_000, 2000 + ++$n }
sub said($id) {
    return join ' ', map { "$_->[0]:$_->[1]:$_->[2]" }
        rows("SELECT kind, basis, version_no FROM customer_consent WHERE customer_id = $id ORDER BY id");
}

# ---- before the first save --------------------------------------------------------------------

my $me = as('consultant');
my $form = $me->get('/customer/customers/new');
ok $form->says('我们登记您的姓名、电话'), 'the form shows the notice that comes with Loupan';
ok $form->says('24 个月'), '... with the months of this project';
my $ticked = sub ($name) { return scalar grep { defined $_->attr('checked') } $form->all("#$name") };
is $ticked->('notified'), 1, 'told is ticked';
is $ticked->('marketing'), 0, 'marketing is not';
my $id = $form->submit(name => '沈知情', phone => phone())->id;
is said($id), 'notice:told:0', 'what was shown is written down, and no more';

my $id_no = Loupan::id_no(77);
my $with = $me->get('/customer/customers/new')->submit(name => '沈证件', phone => phone(), id_no => $id_no, marketing => 1)->id;
is said($with), 'notice:told:0 id_no:contract:0 marketing:consent:0', 'an ID number has its basis';
my $apart = $me->get('/customer/customers/new')->submit(name => '沈单独', phone => phone(), id_no => Loupan::id_no(78),
    id_basis => 'consent')->id;
is said($apart), 'notice:told:0 id_no:consent:0', '... or a consent of its own';
is $me->get('/customer/customers/new')->submit(name => '沈', phone => phone(), id_basis => 'x')->status, 422, 'there is no third';
my $script = bearer('consultant')->post('/customer/customers/new', project_id => $project, phone => phone(), name => '沈脚本',
    source => 'walk_in')->id;
is said($script), '', 'a script that told nobody says nothing';
ok $me->get("/customer/customers/$script")->says('未记录告知'), '... and the card shows it';
my $called = $me->get('/customer/touches/new?kind=call')->submit(phone => (my $p = phone()), name => '沈来电')->status;
is $called, 303, 'a call';
is said(db("SELECT MAX(id) FROM customer WHERE name = '沈来电'")), 'notice:told:0', '... is told too';

# ---- a project's own words ----------------------------------------------------------------------

is as('manager')->get('/customer/privacy_notices/new')->status, 403, 'the manager does not write the notice';
my $new = as('director')->get('/customer/privacy_notices/new');
like $new->value('body') // '', qr/24 个月/, 'the director begins with the text there is';
my $made = $new->submit(body => "我公司处理您的姓名和电话。\n保存两年。");
is $made->status, 303, 'and publishes another';
ok $made->follow->says('保存两年。'), '... which can be shown and printed';
ok $me->get('/customer/customers/new')->says('保存两年。'), 'forms show it from now on';
is $me->get("/customer/customers/$script")->submit('consents', basis => 'told')->status, 303, 'the script\'s customer is told later';
is said($script), 'notice:told:1', '... in the version of now';
is said($id), 'notice:told:0', 'who was told the first keeps the first';

# ---- taken back -----------------------------------------------------------------------------------

my $note = sub ($who, $card, $kind, $basis) {
    return bearer($who)->post("/customer/customers/$card/consents", kind => $kind, basis => $basis)->status;
};
is $note->('consultant', $with, marketing => 'withdrawn'), 303, 'he wants no more calls';
ok $me->get("/customer/customers/$with")->says('勿扰'), 'the card says so';
ok $me->get("/customer/customers/$with")->says('撤回、不同意'), '... and what was agreed before stays to be seen';
is said($with), 'notice:told:0 id_no:contract:0 marketing:consent:0 marketing:withdrawn:1', '... all of it';
is $note->('consultant2', $with, marketing => 'consent'), 404, 'a colleague cannot undo it';
is $note->('consultant', $apart, id_no => 'withdrawn'), 303, 'his ID number';
is db("SELECT id_no_sealed IS NULL FROM customer WHERE id = $apart"), 1, '... goes with his consent';
my $buyer = db('SELECT customer_id FROM pre_registration WHERE id = ' . given('registration'));
is $note->('consultant', $buyer, id_no => 'withdrawn'), 422, 'what a registration needs stays';
my $asks = bearer('consultant')->post('/customer/privacy_requests/new', project_id => $project, kind => 'withdraw', proof => '本人到场',
    customer_id => $id)->id;
ok $asks, 'or he asks for it in form';
is said($id), 'notice:told:0 marketing:withdrawn:1', '... and it holds from that moment';

# ---- the copy has it ---------------------------------------------------------------------------------

my $copy = bearer('consultant')->post('/customer/privacy_requests/new', project_id => $project, kind => 'copy', proof => '本人到场',
    customer_id => $with)->id;
bearer('manager')->post("/customer/privacy_requests/$copy/decide", verdict => 'done');
my ($to) = (bearer('manager')->post("/customer/privacy_requests/$copy/copy")->redirect)[1];
my $all = bearer('manager')->get($to =~ s/paper/file/r)->json;
is scalar @{ $all->{consents} }, 4, 'his copy lists what he said';

done_testing;
