# Customers who never came to anything are erased after the project's months: listed before,
# one by one, safe to kill, and no figure of the report moves.
use v5.36;
use utf8;
use Test::More;
use POSIX 'WNOHANG';
use lib 't/lib';
use Loupan;

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";
my @job = ("$build/loupan-customer", '--conf', "$etc/loupan.hdf", '--job', 'retention');
my $project = project_id();
my $n = 0;
sub phone() { return sprintf '128%04d%04d', $$ % 10_000, 3000 + ++$n }

# A job has no key by which a lost COMMIT is found.
sub run_job($name = 'retention') {
    delete local $ENV{LOUPAN_CHAOS};
    return system @job[0 .. 3], $name;
}

# Seen for the last time so many days ago.
sub aged($id, $days) {
    my $on = days_on(-$days);
    db("UPDATE customer SET created_at = '$on 10:00:00', contacted_on = '$on' WHERE id = $id; UPDATE touch SET biz_on = '$on' WHERE customer_id = $id; "
        . "UPDATE follow_up SET contacted_on = '$on' WHERE customer_id = $id; SELECT 1");
    return $id;
}

my $me = bearer('consultant');
my $phone = phone();
my $page = $me->post('/customer/touches/new', project_id => $project, kind => 'visit', phone => $phone, name => '林淡忘',
    source => 'walk_in', content => '在幼儿园工作');
is $page->status, 303, 'somebody came once';
my $id = db("SELECT MAX(id) FROM customer WHERE project_id = $project AND name = '林淡忘'");
is $me->post("/customer/customers/$id/follow_ups", content => '孩子明年上小学，先不买')->status, 303, 'and was called once';
is db("SELECT COUNT(*) FROM event WHERE customer_id = $id AND reason LIKE '%小学%'"), 0, 'what he said is not in the trail';
ok as('consultant')->get("/customer/customers/$id")->says('孩子明年上小学'), '... and still on his card';

my $soon = aged(given('customer'), 700);
my $fresh = given('customer');
my $buyer = db('SELECT customer_id FROM pre_registration WHERE id = ' . given('registration'));
is db("SELECT bound FROM customer WHERE id = $buyer"), 1, 'a registration binds';
aged($_, 900) for $id, $buyer;

# ---- listed ------------------------------------------------------------------------------------

my sub listed($who, $more = '') {
    return map { $_->{id} => $_ } bearer($who)->get("/customer/customers/retention?as=json&project_id=$project$more")->json->{rows}->@*;
}
my %due = listed('manager');
ok $due{$id} && $due{$soon}, 'the manager sees whom the job will erase, and whom within two months';
ok !$due{$fresh} && !$due{$buyer}, '... and nobody else';
is $due{$id}{last_contact_on}, days_on(-900), '... with the day of the last contact';
my %own = listed('consultant2');
is scalar(keys %own), 0, 'a consultant sees his own';

# ---- erased -------------------------------------------------------------------------------------

my $figures = sub () {
    my $all = bearer('manager')->get("/portal/flash?as=json&project_id=$project")->json->{projects};
    return [ map { @$_{qw(day mtd qtd ytd stock)} } map { $all->{$_} } sort keys %$all ];
};
my $before = $figures->();
is run_job(), 0, 'the job runs';
is_deeply $figures->(), $before, 'no figure of the report has moved';
%due = listed('manager');
ok !$due{$id} && $due{$soon}, 'who was due is gone from the list, who will be is not';
my ($name, $sealed, $words, $visits) = @{ (rows("SELECT name, COALESCE(phone_sealed, phone_hash, phone_tail_hash, '-'), "
    . "(SELECT GROUP_CONCAT(content) FROM touch WHERE customer_id = $id), (SELECT COUNT(*) FROM touch WHERE customer_id = $id) "
    . "FROM customer WHERE id = $id"))[0] };
is "$name $sealed $words $visits", '*** -  1', 'name, numbers and words are gone, the visit is not';
is db("SELECT COUNT(*) FROM event WHERE customer_id = $id AND what = 'customer.anonymised' AND user_id = 0"), 1, 'the trail has it';
is db("SELECT phone_sealed IS NOT NULL FROM customer WHERE id = $_"), 1, 'who is bound or fresh stays' for $buyer, $fresh, $soon;

my $card = as('manager')->get("/customer/customers/$id");
is $card->status, 200, 'the card is still there';
ok $card->says('已匿名') && $card->says('超过保存期限'), '... says what it is and why';
unlike $card->html, qr{/edit"|/follow_ups"|/reveal"}, '... and offers nothing';
my $all = bearer('consultant')->get("/customer/customers?as=json&project_id=$project")->json->{rows};
ok !(grep { $_->{id} == $id } @$all), '... and is none of the customers';
is $me->post("/customer/customers/$id/reveal", what => 'phone', reason => 'x')->status, 422, 'no number to be shown';
is $me->post("/sales/pre_registrations/new", project_id => $project, customer_id => $id)->status, 422, 'nobody registers';
is $me->post('/customer/touches/new', project_id => $project, kind => 'call', phone => $phone, name => '林淡忘',
    source => 'walk_in')->status, 303, 'when he comes again he is new';
isnt db("SELECT MAX(id) FROM customer WHERE name = '林淡忘'"), $id, '... with a card of his own';
ok as('auditor')->get("/portal/events?what=customer.anonymised&project_id=$project")->says('客户卡匿名'),
    'the auditor counts them in the log, though nobody did it';

# ---- again, and killed -------------------------------------------------------------------------------

my $erased = sub () { return db("SELECT COUNT(*) FROM event WHERE project_id = $project AND what = 'customer.anonymised'") };
my $events = $erased->();
is run_job(), 0, 'it runs again';
is $erased->(), $events, '... and finds nothing to do';

my $owner = world()->{users}{consultant}{id};
db("INSERT INTO customer (project_id, owner_id, name, phone_sealed, phone_hash, phone_tail_hash, source, created_at) "
    . "SELECT $project, $owner, '一批人', 'x', UNHEX(MD5(CONCAT($$, seq))), 'x', 'walk_in', '2001-01-01' FROM seq_1_to_400; SELECT 1");
my $done = sub () { return db("SELECT COUNT(*) FROM customer WHERE project_id = $project AND anonymised_at IS NOT NULL AND created_at < '2001-02-01'") };
my $pid = fork // die "fork: $!\n";
if (!$pid) {
    delete $ENV{LOUPAN_CHAOS};
    exec @job or POSIX::_exit(127);
}
1 while $done->() < 20 && !waitpid $pid, WNOHANG;
kill KILL => $pid;
waitpid $pid, 0;
my $half = $done->();
cmp_ok $half, '>=', 20, "killed after $half of 400";
is db("SELECT COUNT(*) FROM customer k WHERE project_id = $project AND created_at < '2001-02-01' AND "
    . "(anonymised_at IS NOT NULL) <> (SELECT COUNT(*) FROM event e WHERE e.customer_id = k.id AND what = 'customer.anonymised')"), 0,
    '... each wholly, with its event, or not at all';
is run_job(), 0, 'run again';
is $done->(), 400, '... it does the rest';
is run_job('reseal'), 0, 'who changes the keys later finds nothing to seal on such cards';

# ---- how long is the administrator's word ---------------------------------------------------------------

my $rules = as('admin')->get("/project/projects/$project/rules");
is $rules->submit(retention_months => 0)->status, 422, 'not without end, not at once';
is as('admin')->get("/project/projects/$project/rules")->submit(retention_months => 22)->status, 303, 'twenty-two months';
is run_job(), 0, 'the job runs';
is db("SELECT name FROM customer WHERE id = $soon"), '***', 'and who was not due is';

done_testing;
