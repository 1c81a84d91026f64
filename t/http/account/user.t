# People and what they may see; passwords that are issued; tokens of scripts.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $tag = sprintf '%x%x', $$, time;
my ($t1, $t2) = (project_id('T1'), project_id('T2'));
my $admin = as('admin');

sub id_of($name) { return world()->{users}{$name}{id} }
sub events($what, $about, $noun = 'user') {
    return db("SELECT COUNT(*) FROM event WHERE noun = '$noun' AND what = '$what' AND about_id = $about");
}
sub try_login($login, $password) {
    my $b = Loupan::Browser->new(Loupan::url());
    return ($b, $b->ask(POST => '/account/login', form => [ login => $login, password => $password ]));
}

# A new user of the form; answers his id and the password that the page shows.
sub create($name, %o) {
    my $page = $admin->post('/account/users/new', login => "$name.$tag", name => $o{name} // '新人',
        role => $o{role} // 'CO', employer => $o{employer} // 'developer', project_id_0 => $t1);
    is $page->status, 303, "$name is created";
    return ($page->id, $page->follow->text('code'));
}

# The form of the user's page as it stands, with changes.
sub save($who, $id, %change) {
    my $version = db("SELECT version_count FROM user WHERE id = $id");
    my ($name, $role, $employer, $state) = map { db("SELECT $_ FROM user WHERE id = $id") } qw(name role employer state);
    my @projects = map { $_->[0] } rows("SELECT project_id FROM user_project WHERE user_id = $id");
    my %form = (name => $name, role => $role, employer => $employer, state => $state, version => $version,
        (map { ("project_id_$_" => $projects[$_]) } 0 .. $#projects), %change);
    return $who->post("/account/users/$id", map { $_ => $form{$_} } sort keys %form);
}

subtest 'a new user' => sub {
    my ($id, $password) = create('new', role => 'AU');
    like $password, qr/\A[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\z/, 'has an issued password';
    is events('user.created', $id), 1, 'is in the trail';
    is db("SELECT GROUP_CONCAT(project_id) FROM user_project WHERE user_id = $id"), $t1, 'has his project';
    unlike db("SELECT password_hash FROM user WHERE id = $id"), qr/\Q$password\E/, 'and no password in the database';
    my ($b, $page) = try_login("new.$tag", $password);
    is_deeply [ $b->get('/account/users')->redirect ], [ 303, '/account/password' ], 'must choose his own first';

    like as('admin')->get("/account/users/$id/issued")->html, qr/\Q$password\E/, 'it stays until it is noted down';
    unlike as('admin2')->get("/account/users/$id/issued")->html, qr/\Q$password\E/, 'for who issued it';
    is +($admin->post("/account/users/$id/issued")->redirect)[0], 303, 'noted';
    unlike $admin->get("/account/users/$id/issued")->html, qr/\Q$password\E/, 'then it is gone';

    for ([ login => 'A b' ], [ login => "new.$tag" ], [ role => 'XX' ], [ name => '' ], [ employer => 'agency', role => 'FM' ]) {
        my %form = (login => "other.$tag", name => '甲', role => 'CO', employer => 'developer', @$_);
        is $admin->post('/account/users/new', %form)->status, 422, "not with @$_";
    }
    is db("SELECT COUNT(*) FROM user WHERE login = 'other.$tag'"), 0, 'and nothing of those was kept';
};

subtest 'a change is seen at once' => sub {
    my ($id, $issued) = create('change');
    my ($b) = try_login("change.$tag", $issued);
    is +($b->post('/account/password', current => $issued, password => "Mine-own-$tag", again => "Mine-own-$tag")->redirect)[0], 303,
        'he is in';
    is +(save($admin, $id, role => 'AU', name => '改名')->redirect)[0], 303, 'another role';
    like db("SELECT reason FROM event WHERE noun = 'user' AND what = 'user.changed' AND about_id = $id"),
        qr/role CO -> AU; name 新人 -> 改名/, 'with before and after in the trail';
    is $b->get('/account/users')->status, 200, 'which counts with the next page';
    is +(save($admin, $id, role => 'SE', project_id_0 => $t2)->redirect)[0], 303, 'another project';
    is $b->get('/account/users')->status, 403, 'and again';
    is db("SELECT GROUP_CONCAT(project_id) FROM user_project WHERE user_id = $id"), $t2, 'one instead of the other';
    is +(save($admin, $id, state => 'disabled')->redirect)[0], 303, 'disabled';
    like +($b->get('/account/password')->redirect)[1], qr{/account/login}, 'his session is over';
    is db("SELECT COUNT(*) FROM session WHERE user_id = $id"), 0, 'and gone';
    is +(try_login("change.$tag", "Mine-own-$tag"))[1]->status, 422, 'he does not come in again';
    is +(save($admin, $id, state => 'active')->redirect)[0], 303, 'active again';
    is +(try_login("change.$tag", "Mine-own-$tag"))[1]->status, 303, 'he does';

    is save($admin, $id, version => 0)->status, 409, 'a page that is not the latest does not save';
    is save($admin, $id, employer => 'agency', role => 'GE')->status, 422, 'nobody of the agency may approve finally';
    is save(as('auditor'), $id, name => 'x')->status, 403, 'the auditor only reads';
    is as('auditor')->get("/account/users/$id")->status, 200, 'but does read';
    is as('director')->get("/account/users")->status, 403, 'others do not';
};

subtest 'nobody makes himself more (S3)' => sub {
    my $id = id_of('admin');
    for ([ role => 'GE' ], [ state => 'disabled' ], [ employer => 'agency' ], [ project_id_0 => $t2 ]) {
        is save($admin, $id, @$_)->status, 422, "an administrator's own @$_";
    }
    is db("SELECT role FROM user WHERE id = $id"), 'AD', 'stays what he is';
    is +(save($admin, $id, name => '管理员甲')->redirect)[0], 303, 'his name he may correct';
    is $admin->post("/account/users/$id/reset_password")->status, 422, 'nor reset his own password';
};

subtest 'locked, released, reset' => sub {
    my ($id, $issued) = create('lock');
    is $admin->post("/account/users/$id/release")->status, 422, 'not locked: nothing to release';
    try_login("lock.$tag", "wrong-$_-wrong") for 1 .. 5;
    like $admin->get("/account/users/$id")->html, qr/已锁定/, 'his page says that he is locked';
    is +(try_login("lock.$tag", $issued))[1]->status, 423, 'locked';
    is +($admin->post("/account/users/$id/release")->redirect)[0], 303, 'released';
    is events('user.released', $id), 1, 'in the trail';
    my ($b, $page) = try_login("lock.$tag", $issued);
    is $page->status, 303, 'the right password opens again';
    my $reset = $admin->post("/account/users/$id/reset_password");
    my $new = $reset->follow->text('code');
    is $reset->status, 303, 'reset';
    like +($b->get('/account/password')->redirect)[1], qr{/account/login}, 'his session is over';
    is +(try_login("lock.$tag", $issued))[1]->status, 422, 'and the old password';
    is +(try_login("lock.$tag", $new))[1]->status, 303, 'the new one opens';
};

subtest 'tokens' => sub {
    my $owner = id_of('planner');
    is as('director')->get('/account/tokens')->status, 403, 'only an administrator issues them';
    my $made = $admin->post('/account/tokens/new', user_id => $owner, name => "取数 $tag");
    my $id = $made->id;
    is $made->status, 303, 'issued';
    is events('token.created', $id, 'token'), 1, 'in the trail';
    my $page = $admin->get("/account/tokens/$id");
    is $page->status, 200, 'the administrator sees that it is there';
    is $page->text('code') // '', '', '... and not the secret: he would act as its owner';
    my $secret = as('planner')->get("/account/tokens/$id")->text('code');
    like $secret, qr/\A[\w-]{43}\z/, 'the owner does';
    is as('secretary')->get("/account/tokens/$id")->text('code') // '', '', 'nobody else';
    unlike as('secretary')->get("/account/tokens/$id")->html, qr/取数/, 'nor what it is for';
    my $script = Loupan::Browser->new(Loupan::url(), token => $secret);
    is $script->get('/account/password')->status, 200, 'a script is known by it';
    is as('secretary')->post("/account/tokens/$id/taken")->status, 422, "another's is not taken";
    is +(as('planner')->post("/account/tokens/$id/taken")->redirect)[0], 303, 'noted';
    is as('planner')->get("/account/tokens/$id")->text('code') // '', '', 'then it is gone';
    is $script->get('/account/password')->status, 200, 'and still works';
    is +($admin->post("/account/tokens/$id/revoke")->redirect)[0], 303, 'revoked';
    is events('token.revoked', $id, 'token'), 1, 'in the trail';
    is $script->get('/account/password')->status, 401, 'the script is not known any more';
    is $admin->post("/account/tokens/$id/revoke")->status, 422, 'once is enough';
    my ($off) = create('off');
    save($admin, $off, state => 'disabled');
    is $admin->post('/account/tokens/new', user_id => $off, name => 'x')->status, 422, 'none for who is disabled';
};

subtest 'the list' => sub {
    my $json = $admin->get("/account/users?as=json&login=.$tag&sort=login")->json;
    ok @{ $json->{rows} } >= 4, 'finds by log-in';
    ok !grep({ exists $_->{password_hash} } @{ $json->{rows} }), 'without hashes';
    unlike $admin->get($_)->html, qr/argon2|[0-9a-f]{64}/, "no hash on $_"
        for '/account/users', '/account/tokens', '/account/users/' . id_of('planner');
};

done_testing;
