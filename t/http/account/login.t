# Logging in and out: who is let in, what a wrong password costs, what a session is.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

# People of this file alone, so that locking one disturbs nobody.
my $password = 'Blue-kettle-on-the-roof';
my $hash = Loupan::Setup::password_hash($password);
my $tag = sprintf '%x%x', $$, time;
world();

sub person($name, %o) {
    my ($state, $must) = ($o{state} // 'active', $o{must_change} // 0);
    my $role = $o{role} // 'CO';
    my $id = db("INSERT INTO user (login, name, role, password_hash, must_change, state) "
        . "VALUES ('$name.$tag', '测试', '$role', '$hash', $must, '$state'); SELECT LAST_INSERT_ID()");
    db("INSERT INTO user_project (user_id, project_id) VALUES ($id, " . project_id('T1') . "); SELECT 1");
    return { id => $id, login => "$name.$tag" };
}

# Each case comes from an address of its own: wrong log-ins are counted by address too.
my $address = 10;
sub browser($from = undef) {
    my $b = Loupan::Browser->new(Loupan::url());
    $b->{http} = Loupan::Http->new(max_redirect => 0, timeout => 60, local_address => $from // '127.0.1.' . $address++);
    return $b;
}

sub try_login($b, $login, $typed, @more) {
    return $b->ask(POST => '/account/login', form => [ login => $login, password => $typed, @more ]);
}

sub events($what, $about) { return db("SELECT COUNT(*) FROM event WHERE noun = 'user' AND what = '$what' AND about_id = $about") }

subtest 'in and out' => sub {
    my $who = person('a');
    my $b = browser();
    my $page = try_login($b, $who->{login}, $password);
    is_deeply [ $page->redirect ], [ 303, '/portal/home' ], 'the right password leads home';
    my $cookie = $page->header('set-cookie');
    like $cookie, qr/\Asid=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax\z/, 'a cookie of 256 bits that no script reads';
    is db("SELECT COUNT(*) FROM session WHERE user_id = $who->{id}"), 1, 'one session';
    unlike db("SELECT HEX(id_hash) FROM session WHERE user_id = $who->{id}"), qr/\Q$b->{cookie}{sid}\E/i,
        '... whose cookie is not in the database';
    is events('user.logged_in', $who->{id}), 1, 'an event says so';
    is $b->get('/account/password')->status, 200, 'he is known now';
    is_deeply [ $b->get('/account/login')->redirect ], [ 303, '/portal/home' ], 'logged in, the log-in page leads home';

    my $old = $b->{cookie}{sid};
    is_deeply [ $b->post('/account/logout')->redirect ], [ 303, '/account/login' ], 'out';
    is events('user.logged_out', $who->{id}), 1, 'an event says so';
    $b->{cookie}{sid} = $old;
    like +($b->get('/account/password')->redirect)[1], qr{\A/account/login\?next=}, 'the old cookie opens nothing';
};

subtest 'a session has a new id after each log-in' => sub {
    my $who = person('b');
    my %seen;
    for (1 .. 4) {
        my $b = browser('127.0.1.9');
        $b->{cookie}{sid} = 'f' x 64;
        try_login($b, $who->{login}, $password);
        $seen{ $b->{cookie}{sid} }++;
    }
    is scalar(keys %seen), 4, 'four log-ins, four ids';
    ok !$seen{ 'f' x 64 }, 'and none that was brought along';
};

subtest 'wrong, unknown and disabled are answered alike' => sub {
    my $who = person('c');
    my $gone = person('d', state => 'disabled');
    my @answers = map { my $page = try_login(browser(), @$_); $page->status . ' ' . $page->text('.errsum') }
        [ $who->{login}, 'wrong-wrong-wrong' ], [ "nobody.$tag", 'wrong-wrong-wrong' ], [ $gone->{login}, $password ];
    like $answers[0], qr/\A422 .*账号或密码不对。还可试 4 次/, 'says how often he may try';
    is $answers[1], $answers[0], 'nobody of that name';
    is $answers[2], $answers[0], 'somebody who was disabled';
    is events('user.login_failed', $who->{id}), 1, 'the failure is in the trail, though it was refused';
    my $page = try_login(browser(), '', '');
    is $page->status, 422, 'nothing typed';
    is db("SELECT COUNT(*) FROM login_failure WHERE login = ''"), 0, '... is no failure';
    unlike try_login(browser(), $who->{login}, 'sec' . 'ret-typed')->html, qr/secret-typed/, 'no page repeats a password';
};

subtest 'five wrong ones lock' => sub {
    my $who = person('e');
    for my $login ($who->{login}, "nobody2.$tag") {
        my @status = map { try_login(browser(), $login, "wrong-number-$_")->status } 1 .. 5;
        is "@status", '422 422 422 422 423', "$login is locked with the fifth";
        my $page = try_login(browser(), $login, $password);
        is $page->status, 423, '... and the right one is refused too';
        like $page->text('.errsum'), qr/请 15 分钟后再试/, '... and told for how long';
    }
    is events('user.locked', $who->{id}), 1, 'an event says so';
    is events('user.login_failed', $who->{id}), 5, 'attempts at a locked log-in are not counted';

    db("UPDATE user SET locked_until_at = locked_until_at - INTERVAL 15 MINUTE WHERE id = $who->{id};"
        . "UPDATE login_failure SET at = at - INTERVAL 15 MINUTE WHERE login LIKE '%$tag'; SELECT 1");
    is try_login(browser(), "nobody2.$tag", $password)->status, 422, 'after 15 minutes: only wrong again';
    is try_login(browser(), $who->{login}, 'wrong-again-wrong')->status, 422, 'after 15 minutes: counted from one';
    is try_login(browser(), $who->{login}, $password)->status, 303, '... and the right one opens';
    is db("SELECT COUNT(*) FROM login_failure WHERE login = '$who->{login}'"), 0, '... which clears the count';
};

subtest 'an address that fails thirty times is shut out' => sub {
    my $who = person('f');
    my $from = '127.0.1.' . $address++;
    my $now = 'UTC_TIMESTAMP() + INTERVAL 8 HOUR';
    db("INSERT INTO login_failure (request_no, from_where, at, login) VALUES "
        . join(',', map { "('$tag-$_', '$from', $now, 'spray$_.$tag')" } 1 .. 29) . '; SELECT 1');
    my $alerts = sub { return db("SELECT COUNT(*) FROM event WHERE what = 'address.shut_out' AND reason = '$from'") };
    my $before = $alerts->();
    is try_login(browser($from), "spray30.$tag", 'wrong-wrong-wrong')->status, 422, 'the thirtieth is answered';
    is $alerts->(), $before + 1, '... with an alert';
    like as('admin')->get('/portal/home')->html, qr/有地址在猜密码，已拒绝：\Q$from\E/, '... that waits for the administrator';
    my $page = try_login(browser($from), $who->{login}, $password);
    is $page->status, 429, 'then even the right password is not looked at';
    is try_login(browser(), $who->{login}, $password)->status, 303, 'from elsewhere it is';
    db("UPDATE login_failure SET at = at - INTERVAL 11 MINUTE WHERE from_where = '$from'; SELECT 1");
    is try_login(browser($from), $who->{login}, $password)->status, 303, 'ten minutes later it may try again';
};

subtest 'where to go next' => sub {
    my $who = person('g');
    my %to = ('/finance/slips?state=reviewed' => '/finance/slips?state=reviewed', '//evil.invalid' => '/portal/home',
        '/\\evil.invalid' => '/portal/home', 'https://evil.invalid/' => '/portal/home', "/a\r\nX: y" => '/portal/home',
        '/portal/search?q=陈' => '/portal/search?q=%E9%99%88', '' => '/portal/home', '/' . 'x' x 199 => '/' . 'x' x 199);
    for my $next (sort keys %to) {
        my $page = try_login(browser('127.0.1.8'), $who->{login}, $password, next => $next);
        is_deeply [ $page->redirect ], [ 303, $to{$next} ], substr($next =~ s/\s+/ /gr, 0, 30) || 'nothing';
    }
    my $b = browser();
    my ($status, $to) = $b->get('/account/password')->redirect;
    is $b->get($to)->submit(login => $who->{login}, password => $password)->header('location'), '/account/password',
        'the page that asked to log in comes after it';
};

subtest 'an idle session ends' => sub {
    my $who = person('h');
    my $b = browser();
    try_login($b, $who->{login}, $password);
    db("UPDATE session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE user_id = $who->{id}; SELECT 1");
    is +($b->get('/account/password')->redirect)[0], 303, 'after 30 minutes';
    $b = browser();
    try_login($b, $who->{login}, $password);
    db("UPDATE session SET created_at = created_at - INTERVAL 13 HOUR WHERE user_id = $who->{id}; SELECT 1");
    is +($b->get('/account/password')->redirect)[0], 303, 'and after 12 hours, used or not';
};

subtest 'a form that was sent too late' => sub {
    my ($who, $other) = (person('i'), person('j'));
    my $late = sub {
        my $b = browser();
        try_login($b, $who->{login}, $password);
        my @form = (_token => $b->form_token, _key => $b->fresh_key, language => 'en', theme => 'dark', note => '"<b>陈');
        db("UPDATE session SET seen_at = seen_at - INTERVAL 31 MINUTE WHERE user_id = $who->{id}; SELECT 1");
        return ($b, $b->ask(POST => '/account/preferences', form => \@form));
    };
    my ($b, $page) = $late->();
    is $page->status, 401, 'asks to log in';
    is $page->value($_), '', "... with a field for his $_" for qw(login password);
    my %kept = map { $_->attr('name') => $_->attr('value') } grep { ($_->attr('name') // '') =~ /\Ar\.|replay/ } $page->all('input');
    is_deeply \%kept, { 'r.language' => 'en', 'r.theme' => 'dark', 'r.note' => '"<b>陈', replay_path => '/account/preferences',
        replay_user => $who->{id} }, 'and keeps what was typed, without the old keys';
    $page = $page->submit(login => $who->{login}, password => 'wrong-wrong-wrong');
    is $page->status, 422, 'through a wrong password';
    $page = $page->submit(login => $who->{login}, password => $password);
    is $page->status, 200, 'to the page that offers it';
    is db("SELECT language FROM user WHERE id = $who->{id}"), 'zh', 'nothing was done by itself';
    my ($form) = grep { ($_->attr('action') // '') eq '/account/preferences' && $_->look_down(name => 'note') } $page->all('form');
    ok $form, 'a form with what was typed';
    my @fields = map { $_->attr('name'), $_->attr('value') // '' } $form->look_down(_tag => 'input');
    is +($b->ask(POST => '/account/preferences', form => \@fields)->redirect)[0], 303, 'is sent with the new keys';
    is db("SELECT language FROM user WHERE id = $who->{id}"), 'en', 'and done';

    ($b, $page) = $late->();
    $page = $page->submit(login => $other->{login}, password => $password);
    is $page->status, 200, 'somebody else logs in instead';
    like $page->html, qr/已经丢弃/, 'is told that it was dropped';
    unlike $page->html, qr/name="note"/, 'and does not get it';
};

subtest 'an issued password is changed first' => sub {
    my $who = person('k', must_change => 1, role => 'AU');
    my ($b, $second) = (browser(), browser());
    try_login($_, $who->{login}, $password) for $b, $second;
    is_deeply [ $b->get('/account/users')->redirect ], [ 303, '/account/password' ], 'nothing else opens';
    my $long = '屋顶上的蓝水壶与烟' x 7 . '。';
    my $change = sub ($new, $again = $new, $current = $password) {
        return $b->post('/account/password', current => $current, password => $new, again => $again);
    };
    is $change->('short-one')->status, 422, 'eleven characters are too few';
    is $change->('Qwertyuiop123')->status, 422, 'a common one';
    is $change->('abababababab')->status, 422, 'two letters';
    is $change->("x-$who->{login}-y")->status, 422, 'one with the log-in in it';
    is $change->('Green-kettle-on-the-roof', 'Green-kettle-on-the-root')->status, 422, 'not the same twice';
    is $change->('Green-kettle-on-the-roof', 'Green-kettle-on-the-roof', 'wrong-wrong-wrong')->status, 422, 'the current one is wrong';
    is $change->($password)->status, 422, 'the same again';
    my $page = $change->($long);
    is_deeply [ $page->redirect ], [ 303, '/portal/home' ], '64 characters, of any script';
    is $b->get('/account/password')->status, 200, 'he is still in';
    is +($second->get('/account/password')->redirect)[0], 303, 'his other sessions are not';
    is try_login(browser(), $who->{login}, $password)->status, 422, 'the old one is over';
    is try_login(browser(), $who->{login}, $long)->status, 303, 'the new one works';
    is db("SELECT COUNT(DISTINCT password_hash) FROM user WHERE password_hash LIKE '\$argon2id\$%' AND login LIKE '%.$tag' AND id = $who->{id}"), 1,
        'stored as argon2id';
};

subtest 'language, theme and project' => sub {
    my $who = person('l');
    my $b = browser();
    try_login($b, $who->{login}, $password);
    is_deeply [ $b->post('/account/preferences', language => 'en', next => '/account/password')->redirect ],
        [ 303, '/account/password' ], 'back to where he was';
    my $page = $b->get('/account/password');
    like $page->html, qr/<html lang="en"/, 'English';
    $b->post('/account/preferences', theme => 'dark');
    like $b->get('/account/password')->html, qr/<html lang="en" data-bs-theme="dark"/, 'dark, and still English';
    is $b->post('/account/preferences', language => 'fr')->status, 422, 'no third language';

    my $mine = project_id('T1');
    is +($b->post('/account/project', project_id => $mine)->redirect)[0], 303, 'a project of his';
    is db("SELECT project_id FROM session WHERE user_id = $who->{id}"), $mine, 'is chosen for this session';
    is $b->post('/account/project', project_id => project_id('T2'))->status, 404, 'another is not there';
    $b->post('/account/project', project_id => '');
    is db("SELECT COALESCE(project_id, 0) FROM session WHERE user_id = $who->{id}"), 0, 'all of his again';
};

subtest 'who may hear a board' => sub {
    my ($t1, $t2) = (project_id('T1'), project_id('T2'));
    my $status = sub ($b, $channel) { return $b->get("/account/authz?X_ORIG=/events/$channel")->status };
    is $status->(browser(), "board-$t1"), 401, 'no stranger';
    is $status->(bearer('consultant'), "board-$t1"), 204, 'a consultant of the project';
    is $status->(bearer('consultant'), "board-$t2"), 403, 'not of another';
    is $status->(bearer('consultant'), "flash-$t1"), 403, 'nor figures';
    is $status->(bearer('secretary'), "flash-$t1"), 204, 'a secretary, figures too';
    is $status->(bearer('admin'), "board-$t1"), 403, 'no administrator';
    is $status->(bearer('auditor'), "board-$t2"), 204, 'the auditor, every project';
    is $status->(bearer('secretary'), $_), 403, "nothing else: $_" for '', 'board-', "board-${t1}x", "other-$t1", "board-$t1/../x";
};

done_testing;
