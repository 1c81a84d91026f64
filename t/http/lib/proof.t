# Before money leaves or a right changes: who posts in a session says once more who he is, and
# what he sent survives it.  Which routes ask is said in the route tables, and here again.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";
my $password = 'Loupan-test-2026';
my $users = world()->{users};

sub routes_of($program) {
    open(my $out, '-|', "$build/loupan-$program", '--conf', "$etc/loupan.hdf", '--routes') or die "loupan-$program: $!\n";
    return map { chomp; [ split / / ] } <$out>;
}

# His sessions are as if he had given his password so long ago.
sub long_ago($name, $minutes = 6) {
    db("UPDATE session SET proved_at = UTC_TIMESTAMP() + INTERVAL 8 HOUR - INTERVAL $minutes MINUTE "
        . "WHERE user_id = $users->{$name}{id}; SELECT 1");
}

sub state_of($table, $id) { return db("SELECT state FROM $table WHERE id = $id") }

# Of each route that asks, one that has the right, and its rows.
my %ask = (
    'POST /account/second/begin' => [ 'director' ],
    'POST /account/second/codes' => [ 'director' ],
    'POST /account/second/remove' => [ 'director' ],
    'POST /account/users/new' => [ 'admin' ],
    'POST /account/users/:user' => [ 'admin', $users->{aftersales}{id} ],
    'POST /account/users/:user/reset_password' => [ 'admin', $users->{aftersales}{id} ],
    'POST /account/users/:user/reset_second' => [ 'admin', $users->{aftersales}{id} ],
    'POST /account/sign_in_rules' => [ 'admin' ],
    'POST /account/tokens/new' => [ 'admin' ],
    'POST /project/projects/:project/accounts' => [ 'admin', project_id() ],
    'POST /finance/slips/:slip/approve' => [ 'finance_manager', given(slip => state => 'reviewed') ],
    'POST /finance/receipts/:receipt/void' => [ 'finance_manager', given('receipt') ],
    'POST /finance/receipts/:receipt/lost' => [ 'finance_manager', given('receipt') ],
);
my @found = sort map { $_->[3] ? "$_->[0] $_->[1]" : () } map { routes_of($_) }
    qw(account project customer sales finance portal receipt);
is_deeply \@found, [ sort keys %ask ], 'the routes that ask are these';

subtest 'each asks, and does nothing yet' => sub {
    for my $route (sort keys %ask) {
        my ($name, $id) = $ask{$route}->@*;
        my $path = (split / /, $route)[1] =~ s/:\w+/$id/r;
        my $who = as($name);
        $who->form_token;
        long_ago($name);
        my $events = sub () { return db("SELECT COUNT(*) FROM event WHERE user_id = $users->{$name}{id}") };
        my $before = $events->();
        my $page = $who->post($path, reason => '"<b>陈', project_id => project_id());
        is $page->status, 401, "$path asks";
        is $page->value('r.reason'), '"<b>陈', '... and keeps what was typed';
        is $page->value('replay_path'), $path, '... and where it goes';
        is $events->(), $before, '... and did nothing';
        isnt bearer($name)->post($path)->status, 401, '... but not a script: its token is its proof';
    }
};

subtest 'a receipt is voided after a second look' => sub {
    my $who = as('finance_manager');
    my $receipt = given('receipt');
    $who->form_token;
    long_ago('finance_manager');
    my $page = $who->post("/finance/receipts/$receipt/void", reason => '开错了"<b>');
    is $page->status, 401, 'asked';
    like $page->html, qr/请再确认一次身份/, 'in words';
    is $page->value('password'), '', 'with a field for his password';
    is $page->value('code'), undef, 'without a code, as he has none';
    $page = $page->submit('proof', password => 'wrong-wrong-wrong');
    is $page->status, 422, 'a wrong password';
    like $page->text('.errsum'), qr/还可试 4 次/, '... is counted';
    is db("SELECT COUNT(*) FROM event WHERE what = 'user.login_failed' AND about_id = $users->{finance_manager}{id}"), 1,
        '... and in the trail';
    is $page->value('r.reason'), '开错了"<b>', '... and keeps what was typed';
    $page = $page->submit('proof', password => $password);
    is $page->status, 200, 'the right one';
    ok +($page->all('[data-press]'))[0], '... goes on by itself where there are scripts';
    cmp_ok db("SELECT COUNT(*) FROM event WHERE what = 'user.proved' AND about_id = $users->{finance_manager}{id}"), '>=', 1,
        '... in the trail';
    is db("SELECT COUNT(*) FROM login_failure WHERE login = '$users->{finance_manager}{login}'"), 0, '... clears the count';
    is db("SELECT COUNT(*) FROM receipt_event WHERE receipt_id = $receipt AND what = 'voided'"), 0, 'not voided yet';
    $page = $page->submit('void');
    is_deeply [ $page->redirect ], [ 303, "/finance/receipts/$receipt" ], 'sent again as it was';
    is db("SELECT COUNT(*) FROM receipt_event WHERE receipt_id = $receipt AND what = 'voided'"), 1, 'voided';
    like db("SELECT reason FROM event WHERE noun = 'receipt' AND about_id = $receipt ORDER BY id DESC LIMIT 1"), qr/开错了"<b>/, 'for the reason given';
    my $second = given('receipt');
    is $who->post("/finance/receipts/$second/void", reason => '重复')->status, 303, 'the next minutes are not asked again';
    long_ago('finance_manager', 4);
    is $who->post('/finance/receipts/' . given('receipt') . '/void', reason => '重复')->status, 303, '... nor is the fifth';
};

subtest 'money back is asked for, money in is not' => sub {
    my $clerk = as('finance');
    my $in = given(slip => state => 'reviewed');
    long_ago('finance');
    is $clerk->post("/finance/slips/$in/audit", accept => 1)->status, 303, 'an audit of money that came';
    my $sincerity = given(slip => kind => 'sincerity', state => 'audited');
    my $tab = db("SELECT tab_id FROM slip WHERE id = $sincerity");
    my $registration = db("SELECT id FROM pre_registration WHERE tab_id = $tab");
    is bearer('consultant')->post("/sales/pre_registrations/$registration/withdraw")->status, 303, 'withdrawn';
    my $refund = as('consultant')->get("/finance/slips/new?tab_id=$tab")->submit->id;
    bearer('secretary')->post("/finance/slips/$refund/review", accept => 1);
    bearer('finance_manager')->post("/finance/slips/$refund/approve");
    my $page = $clerk->post("/finance/slips/$refund/audit", accept => 1, note => '已付');
    is $page->status, 401, 'of money that goes';
    is state_of(slip => $refund), 'reviewed', '... nothing was paid';
    $page = $page->submit('proof', password => $password)->submit('audit');
    is $page->status, 303, 'after the password';
    is state_of(slip => $refund), 'audited', 'it was';
};

subtest 'a mass of wrong ones locks' => sub {
    my $who = as('admin2');
    $who->form_token;
    long_ago('admin2');
    my $page = $who->post('/account/tokens/new', user_id => $users->{planner}{id}, name => '试');
    my @status = map { ($page = $page->submit('proof', password => "wrong-$_-wrong"))->status } 1 .. 5;
    is "@status", '422 422 422 422 423', 'with the fifth';
    is $page->submit('proof', password => $password)->status, 423, 'then the right one is not looked at';
    is db("SELECT COUNT(*) FROM token WHERE name = '试' AND user_id = $users->{planner}{id}"), 0, 'nothing was done';
};

subtest 'what another has typed is not sent' => sub {
    my $who = as('finance_manager');
    my $receipt = given('receipt');
    long_ago('finance_manager');
    my $page = $who->post("/finance/receipts/$receipt/void", reason => '开错了');
    $page = $page->submit('proof', password => $password, replay_user => $users->{finance}{id});
    unlike $page->html, qr/开错了/, 'dropped';
    long_ago('finance_manager');
    $page = $who->post("/finance/receipts/$receipt/void", reason => '开错了')->submit('proof', password => $password, replay_path => '//evil.invalid/x');
    is_deeply [ $page->redirect ], [ 303, '/portal/home' ], 'nor to another site';
};

done_testing;
