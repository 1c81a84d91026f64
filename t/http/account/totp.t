# The second factor: enrolling, coming in with it, what is used up, who must have it.
use v5.36;
use utf8;
use Test::More;
use Digest::SHA 'hmac_sha1';
use lib 't/lib';
use Loupan;

my $password = 'Blue-kettle-on-the-roof';
my $hash = Loupan::Setup::password_hash($password);
my $tag = sprintf '%x%x', $$, time;
world();

# ---- RFC 6238, written a second time ----------------------------------------------------------

sub base32($text) {
    my $bits = join '', map { sprintf '%05b', index 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', $_ } split //, $text;
    return pack 'B*', substr $bits, 0, 8 * int(length($bits) / 8);
}

sub code_of($secret, $at) {
    my $mac = hmac_sha1(pack('Q>', int($at / 30)), base32($secret));
    my $from = ord(substr $mac, -1) & 15;
    return sprintf '%06d', (unpack('N', substr $mac, $from, 4) & 0x7fffffff) % 1_000_000;
}

is code_of('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', $_->[0]), $_->[1], "RFC 6238 at $_->[0]"
    for [ 59, 287082 ], [ 1111111109, '081804' ], [ 20000000000, 353130 ];

# ---- people and browsers of this file alone --------------------------------------------------------

sub person($name, $role = 'AS') {
    my $id = db("INSERT INTO user (login, name, role, password_hash, must_change) "
        . "VALUES ('$name.$tag', '测试', '$role', '$hash', 0); SELECT LAST_INSERT_ID()");
    db("INSERT INTO user_project (user_id, project_id) VALUES ($id, " . project_id('T1') . "); SELECT 1");
    return { id => $id, login => "$name.$tag" };
}

my $address = 10;
sub browser($from = '127.0.3.' . $address++) {
    my $b = Loupan::Browser->new(Loupan::url());
    $b->{http} = Loupan::Http->new(max_redirect => 0, timeout => 60, local_address => $from);
    return $b;
}

sub try_login($b, $who, $typed = $password, @more) {
    return $b->ask(POST => '/account/login', form => [ login => $who->{login}, password => $typed, @more ]);
}

sub enter($b, $code, @more) { return $b->ask(POST => '/account/code', form => [ code => $code, @more ]) }
sub events($what, $who) { return db("SELECT COUNT(*) FROM event WHERE noun = 'user' AND what = '$what' AND about_id = $who->{id}") }

# A new code is only there 30 seconds later, so the books forget that one was used.
sub unused($who) { db("UPDATE second_factor SET step_count = 0 WHERE user_id = $who->{id}; SELECT 1") }

my $enrolled_with;      # the code that the last of them was confirmed by

# Enrols by the pages; answers secret and recovery codes.
sub enrol($b) {
    $b->get('/account/second')->submit('second/begin');
    my $page = $b->get('/account/second');
    my $secret = $page->text('code');
    $enrolled_with = code_of($secret, time);
    my $done = $page->submit('second/confirm', code => $enrolled_with);
    is_deeply [ $done->redirect ], [ 303, '/account/second' ], 'enrolled';
    delete $b->{form_token};        # of the session that ended with it
    return ($secret, $b->get('/account/second')->texts('.codes code'));
}

subtest 'a person enrols' => sub {
    my $who = person('a');
    my ($b, $other) = (browser(), browser());
    try_login($_, $who) for $b, $other;
    my $page = $b->get('/account/second');
    like $page->html, qr/启用动态口令/, 'it is offered';
    is +($b->post('/account/second/begin')->redirect)[0], 303, 'begun';
    $page = $b->get('/account/second');
    my $secret = $page->text('code');
    like $secret, qr/\A[A-Z2-7]{32}\z/, '160 random bits to type';
    ok +($page->all('svg.qr'))[0], 'and to scan';
    unlike db("SELECT HEX(secret_sealed) FROM second_factor WHERE user_id = $who->{id}"), qr/@{[ uc unpack 'H*', $secret ]}/,
        'sealed in the database';
    $page = $page->submit('second/confirm', code => code_of($secret, time + 300));
    is $page->status, 422, 'a wrong code';
    ok $page->error('code'), '... is said beside it';
    is db("SELECT second_at IS NULL FROM user WHERE id = $who->{id}"), 1, '... and enables nothing';
    is try_login(browser(), $who)->header('location'), '/portal/home', 'until then no code is asked for';
    is +($b->get('/account/second')->submit('second/confirm', code => code_of($secret, time))->redirect)[0], 303, 'the right one';
    delete $b->{form_token};
    is events('user.second_on', $who), 1, 'in the trail';
    is +($other->get('/account/password')->redirect)[0], 303, 'his other sessions are over';
    $page = $b->get('/account/second');
    is $page->status, 200, 'this one is not';
    unlike $page->html, qr/\Q$secret\E/, 'the secret is not shown again';
    my @codes = $page->texts('.codes code');
    is scalar @codes, 10, 'ten recovery codes';
    my %different = map { $_ => 1 } @codes;
    is scalar(keys %different), 10, '... all different';
    is db("SELECT COUNT(*) FROM recovery_code WHERE user_id = $who->{id} AND LENGTH(code_hash) = 32"), 10, '... as hashes';
    is +($b->post('/account/second/taken')->redirect)[0], 303, 'noted';
    is scalar($b->get('/account/second')->texts('.codes code')), 0, 'then they are gone';
    is $b->post('/account/second/begin')->status, 422, 'one at a time';
};

subtest 'coming in with a code' => sub {
    my $who = person('b');
    my $b = browser();
    try_login($b, $who);
    my ($secret) = enrol($b);
    my $c = browser();
    my $page = try_login($c, $who, $password, next => '/portal/search?q=a&b=c');
    my ($status, $to) = $page->redirect;
    is $status, 303, 'after the password';
    like $to, qr{\A/account/code\?next=}, '... the code is asked for';
    for my $path ('/portal/home', '/account/users', '/account/second', '/customer/customers') {
        like +($c->get($path)->redirect)[1], qr{\A/account/code\?next=}, "$path does not open on the way";
    }
    is $c->get('/account/authz?X_ORIG=/events/board-' . project_id('T1'))->status, 401, 'nor a live board';
    is $c->get('/customer/customers?as=json')->status, 401, 'nor data';
    is events('user.code_asked', $who), 1, 'the password is in the trail';
    is events('user.logged_in', $who), 1, '... and is no log-in';
    my $half = $c->{cookie}{sid};
    $page = $c->get($to);
    like $page->html, qr/autocomplete="one-time-code"/, 'a phone offers to fill it in';
    is $page->submit(code => $enrolled_with)->status, 422, 'the code that enrolled is used up';
    is $page->submit(code => code_of($secret, time + $_))->status, 422, "a clock that is $_ s away" for 90, -90;
    unused($who);
    my $code = code_of($secret, time);
    $page = $page->submit(code => ' ' . ($code =~ s/(...)/$1 /r) . ' ');
    is_deeply [ $page->redirect ], [ 303, '/portal/search?q=a&b=c' ], 'the right one leads to where he wanted';
    isnt $c->{cookie}{sid}, $half, 'in a session of a new id';
    is events('user.logged_in', $who), 2, 'an event says so';
    is $c->get('/portal/home')->status, 200, 'he is in';
    my $again = browser();
    try_login($again, $who);
    is enter($again, $code)->status, 422, 'the same code does not open twice';
    is_deeply [ browser()->get('/account/code')->redirect ], [ 303, '/account/login' ], 'without a password there is no second step';
    is +(enter(browser(), code_of($secret, time))->redirect)[1], '/account/login', '... and no code to send';
    $again->{cookie}{sid} = $half;
    like +($again->get('/portal/home')->redirect)[1], qr{/account/code}, 'the half session stays half';
};

subtest 'the step before and the one after' => sub {
    my $who = person('c');
    my $b = browser();
    try_login($b, $who);
    my ($secret) = enrol($b);
    # 25 s before or after is one step away, or the same, wherever in its step the test is
    for my $late (-25, 25) {
        unused($who);
        my $c = browser();
        try_login($c, $who);
        my $page;
        for (1 .. 2) {      # a step may end between here and there
            $page = enter($c, code_of($secret, time + $late));
            last if $page->status == 303;
        }
        is $page->status, 303, "a clock that is $late s away";
    }
};

subtest 'wrong codes lock, whatever the password' => sub {
    my $who = person('d');
    my $b = browser();
    try_login($b, $who);
    my ($secret) = enrol($b);
    my @status;
    for my $round (1 .. 3) {
        my $c = browser();
        push @status, try_login($c, $who)->status;
        push @status, map { enter($c, '000000' eq code_of($secret, time) ? '111111' : '000000')->status } 1 .. 2 if $status[-1] == 303;
    }
    is "@status", '303 422 422 303 422 422 303 423 423', 'a right password in between does not begin the count anew';
    my $c = browser();
    is try_login($c, $who)->status, 423, 'then the password is not looked at';
    is events('user.locked', $who), 1, 'an event says so';
    db("UPDATE user SET locked_until_at = NULL WHERE id = $who->{id}; DELETE FROM login_failure WHERE login = '$who->{login}'; SELECT 1");
    unused($who);
    try_login($c, $who);
    is enter($c, code_of($secret, time))->status, 303, 'released, he comes in';
};

subtest 'recovery codes' => sub {
    my $who = person('e');
    my $b = browser();
    try_login($b, $who);
    my ($secret, @codes) = enrol($b);
    my $c = browser();
    try_login($c, $who);
    is enter($c, uc $codes[3])->status, 303, 'one opens, however it is typed';
    is events('user.recovery_used', $who), 1, 'in the trail';
    like $c->get('/account/second')->html, qr{<dd>9</dd>}, 'nine are left';
    $c = browser();
    try_login($c, $who);
    is enter($c, $codes[3])->status, 422, 'not twice';
    my $else = person('e2');
    my $d = browser();
    try_login($d, $else);
    enrol($d);
    $d = browser();
    try_login($d, $else);
    is enter($d, $codes[4])->status, 422, "nor another's";
    is +($b->post('/account/second/codes')->redirect)[0], 303, 'new ones';
    my @new = $b->get('/account/second')->texts('.codes code');
    is scalar @new, 10, 'ten again';
    is enter($c, $codes[5])->status, 422, 'the old are over';
    is enter($c, $new[5])->status, 303, 'the new do';
};

subtest 'off again' => sub {
    my $who = person('f');
    my $b = browser();
    try_login($b, $who);
    enrol($b);
    is +($b->post('/account/second/remove')->redirect)[0], 303, 'by himself';
    is events('user.second_off', $who), 1, 'in the trail';
    is try_login(browser(), $who)->header('location'), '/portal/home', 'no code is asked for';
    is db("SELECT COUNT(*) FROM recovery_code WHERE user_id = $who->{id}"), 0, 'nor are codes left';
    enrol($b);
    my $admin = as('admin');
    like $admin->get("/account/users?login=$who->{login}&second=yes")->html, qr/\Q$who->{login}\E/, 'the list shows who has it';
    unlike $admin->get("/account/users?login=$who->{login}&second=no")->html, qr{/account/users/$who->{id}"}, '... and who has not';
    is as('auditor')->post("/account/users/$who->{id}/reset_second")->status, 403, 'only an administrator resets it';
    is +($admin->get("/account/users/$who->{id}")->submit('reset_second')->redirect)[0], 303, 'he does, on the page of the user';
    is events('user.second_reset', $who), 1, 'in the trail';
    is +($b->get('/account/password')->redirect)[0], 303, 'the sessions are over';
    is try_login(browser(), $who)->header('location'), '/portal/home', 'the password alone opens';
    is $admin->post("/account/users/$who->{id}/reset_second")->status, 422, 'there is nothing left to reset';
    is $admin->post('/account/users/' . world()->{users}{admin}{id} . '/reset_second')->status, 422, 'nor his own';
};

subtest 'a token is no person' => sub {
    my $who = world()->{users}{planner2};
    my $b = as('planner2');
    enrol($b);
    is bearer('planner2')->get('/project/price_tables?as=json')->status, 200, 'a script is not asked for a code';
    as('admin')->post("/account/users/$who->{id}/reset_second");
};

subtest 'a form that was sent too late' => sub {
    my $who = person('g');
    my $b = browser();
    try_login($b, $who);
    my ($secret) = enrol($b);
    my @form = (_token => $b->form_token, _key => $b->fresh_key, language => 'en', note => '"<b>陈');
    db("UPDATE session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE user_id = $who->{id}; SELECT 1");
    my $page = $b->ask(POST => '/account/preferences', form => \@form);
    is $page->status, 401, 'asks to log in';
    $page = $page->submit(login => $who->{login}, password => $password);
    is $page->status, 200, 'then for the code';
    is $page->value('code'), '', '... with a field for it';
    is $page->value('r.note'), '"<b>陈', '... with what was typed';
    $page = $page->submit(code => '000000');
    is $page->value('r.note'), '"<b>陈', '... through a wrong one';
    unused($who);
    $page = $page->submit(code => code_of($secret, time));
    is $page->value('note'), '"<b>陈', '... to the page that offers it';
    is db("SELECT language FROM user WHERE id = $who->{id}"), 'zh', 'nothing was done by itself';
    is $page->submit('preferences', map { $_->attr('name'), $_->attr('value') // '' }
        grep { ($_->attr('name') // '') eq 'note' } $page->all('input'))->status, 303, 'sent';
};

# The rules are one row for the whole instance, so they name addresses that only this file has.
subtest 'who must have one' => sub {
    my $admin = as('admin');
    my $set = sub (%o) { return $admin->post('/account/sign_in_rules', required => '127.0.7.0/24', exempt => '127.0.0.0/16 127.0.7.64/26', %o) };
    my $rules = sub () { return join ' | ', @{ (rows('SELECT second_roles, second_required, second_exempt FROM instance'))[0] } };
    is $rules->(), ' |  | ', 'as delivered nobody must';
    is $set->(required => '127.0.7.0/33')->status, 422, 'no network has 33 bits';
    is $set->(exempt => 'office')->status, 422, 'nor a name';
    is $set->(role_0 => 'XX')->status, 422, 'nor is there such a role';
    is $rules->(), ' |  | ', 'nothing was kept';
    is as('director')->get('/account/sign_in_rules')->status, 403, 'only an administrator sets them';
    is +($set->(role_7 => 'AG')->redirect)[0], 303, 'set';
    is $rules->(), 'AG | 127.0.7.0/24 | 127.0.0.0/16 127.0.7.64/26', 'kept';
    is $admin->get('/account/sign_in_rules')->value('required'), '127.0.7.0/24', 'and shown';
    like db("SELECT reason FROM event WHERE what = 'instance.second_rules' ORDER BY id DESC LIMIT 1"), qr/roles AG; required 127/, 'in the trail';

    my ($who, $agent) = (person('h'), person('i', 'AG'));
    my $b = browser('127.0.7.1');
    try_login($b, $who);
    is_deeply [ $b->get($_)->redirect ], [ 303, '/account/second' ], "from there $_ opens after enrolling"
        for '/portal/home', '/customer/customers', '/account/password';
    like $b->get('/account/second')->html, qr/请先启用/, 'and is told why';
    my ($secret) = enrol($b);
    is $b->get('/portal/home')->status, 200, 'then he is in';
    $b = browser('127.0.7.65');
    is try_login($b, $who)->header('location'), '/portal/home', 'a smaller network is exempt: not asked';
    my $sid = $b->{cookie}{sid};
    $b = browser('127.0.7.2');
    $b->{cookie}{sid} = $sid;
    like +($b->get('/portal/home')->redirect)[1], qr{/account/code}, '... until that session comes from elsewhere';

    $b = browser('127.1.0.1');
    try_login($b, $agent);
    is_deeply [ $b->get('/portal/home')->redirect ], [ 303, '/account/second' ], 'a role that must, wherever it is';
    $b = browser('127.0.0.9');
    try_login($b, $agent);
    is $b->get('/portal/home')->status, 200, 'but where nobody is asked';
    my $plain = person('j');
    $b = browser('127.1.0.2');
    try_login($b, $plain);
    is $b->get('/portal/home')->status, 200, 'another role is not asked';
    is bearer('agency')->get('/sales/deals?as=json')->status, 200, 'nor a script';
    is +($admin->post('/account/sign_in_rules', required => '', exempt => '')->redirect)[0], 303, 'taken back';
    is $rules->(), ' |  | ', 'nobody must';
};

done_testing;
