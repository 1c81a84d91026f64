# What somebody with a real session tries by hand: things of colleagues, of another project,
# of another role; his own approval; whatever a list, a file, a search or a link gives away.
use v5.36;
use utf8;
use Test::More;
use Encode ();
use lib 't/lib';
use Loupan;

my @roles = qw(CO SE SM FC FM AS PL AG PD GE AD AU);
my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";
my ($mine, $foreign) = (project_id('T1'), project_id('T2'));
my $users = world()->{users};

# What our people wrote, but for their log-ins.
my $ours = join ',', map { $_->{id} } values %$users;
sub written() { return db("SELECT COUNT(*) FROM event WHERE noun <> 'user' AND user_id IN ($ours)") }

sub state_of($table, $id) { return db("SELECT state FROM $table WHERE id = $id") }

# The same person in another role: what he began is still his own (S5).
sub as_role($who, $role, $code) {
    my $was = db("SELECT role FROM user WHERE id = $users->{$who}{id}");
    db("UPDATE user SET role = '$role' WHERE id = $users->{$who}{id}; SELECT 1");
    $code->();
    db("UPDATE user SET role = '$was' WHERE id = $users->{$who}{id}; SELECT 1");
}

subtest 'a new role confirms nothing that he began' => sub {
    my $slip = given(slip => by => 'consultant2');
    my $reg = given(registration => by => 'consultant2', state => 'draft');
    my $deal = given(deal => by => 'consultant2', state => 'draft');
    as_role consultant2 => 'SE', sub () {
        my $me = bearer('consultant2');
        is $me->post("/finance/slips/$slip/review", accept => 1)->status, 422, 'his slip';
        is $me->post("/sales/pre_registrations/$reg/confirm")->status, 422, 'his registration';
        is $me->post("/sales/deals/$deal/confirm")->status, 422, 'his subscription';
    };
    is bearer('secretary')->post("/finance/slips/$slip/review", accept => 1)->status, 303, 'the secretary does';
    as_role consultant2 => 'FC', sub () {
        is bearer('consultant2')->post("/finance/slips/$slip/audit", accept => 1)->status, 422, 'nor does he audit it';
    };
    as_role secretary => 'FC', sub () {
        is bearer('secretary')->post("/finance/slips/$slip/audit", accept => 1)->status, 422, 'nor who reviewed it';
    };
    is state_of(slip => $slip), 'reviewed', 'nothing was done';
    is bearer('secretary')->post("/sales/deals/$deal/confirm")->status, 303, 'another confirms';
};

subtest 'nobody of the agency touches a price (S4)' => sub {
    db("UPDATE user SET employer = 'agency' WHERE id = $users->{manager}{id}; SELECT 1");
    my $mark = 'x' x 30;
    my $batch = db("SELECT MIN(id) FROM launch_batch WHERE project_id = $mine");
    my $answer = bearer('manager')->ask(POST => '/project/price_imports/new', type => "multipart/form-data; boundary=$mark",
        content => join '', map({ "--$mark\r\nContent-Disposition: form-data; name=\"$_->[0]\"$_->[1]\r\n\r\n$_->[2]\r\n" }
            [ project_id => '', $mine ], [ batch_id => '', $batch ],
            [ file => '; filename="a.csv"', Encode::encode('UTF-8', "房号,建筑面积,总价\n1-901,80.00,1000000\n") ]), "--$mark--\r\n");
    is $answer->status, 422, 'not even a draft';
    like $answer->html, qr/代理公司/, 'and is told why';
    db("UPDATE user SET employer = 'developer' WHERE id = $users->{manager}{id}; SELECT 1");
    for my $role (qw(FC FM AS PL PD GE AD AU)) {
        is bearer('admin')->post('/account/users/new', login => "ag.$role.$$" =~ tr/A-Z/a-z/r, name => '代理', role => $role,
            employer => 'agency', project_id_0 => $mine)->status, 422, "no $role of the agency";
    }
};

subtest 'two projects of one consultant do not mix' => sub {
    db("INSERT INTO user_project (user_id, project_id) VALUES ($users->{consultant2}{id}, $foreign); SELECT 1");
    my $me = bearer('consultant2');
    my $there = given(customer => project => 'T2');
    my $here = given(customer => by => 'consultant2');
    my $batch = db("SELECT MIN(id) FROM launch_batch WHERE project_id = $foreign");
    my $events = written();
    is $me->post('/sales/deals/new', unit_id => given('unit'), method => 'lump', deposit_fen => '50,000',
        customer_id_0 => $there)->status, 422, 'a buyer of the other project';
    is $me->post('/sales/pre_registrations/new', customer_id => $here, batch_id => $batch)->status, 422, 'a batch of it';
    is $me->post('/customer/touches/new', project_id => $mine, customer_id => $there, kind => 'visit',
        source => 'walk_in')->status, 422, 'a visit of its customer';
    is written(), $events, 'nothing is written';
    db("DELETE FROM user_project WHERE user_id = $users->{consultant2}{id} AND project_id = $foreign; SELECT 1");
};

subtest 'ids of another project in every field' => sub {
    my %there = (
        customer => given(customer => project => 'T2'), unit => given(unit => project => 'T2'),
        tab => given(tab => project => 'T2'), registration => given(registration => project => 'T2'),
        batch => db("SELECT MIN(id) FROM launch_batch WHERE project_id = $foreign"),
        method => db("SELECT MIN(id) FROM payment_method WHERE project_id = $foreign"),
    );
    my ($unit, $customer) = (given('unit'), given('customer'));
    my @deal = (unit_id => $unit, method => 'lump', deposit_fen => '50,000', customer_id_0 => $customer);
    my @slip = (means => 'transfer', account => '1002.02', kind_0 => 'deposit', amount_fen_0 => 1);
    my @touch = (kind => 'call', source => 'walk_in');
    my $events = written();
    for my $try (
        [ consultant => '/sales/deals/new', @deal, unit_id => $there{unit} ],
        [ consultant => '/sales/deals/new', @deal, customer_id_0 => $there{customer} ],
        [ consultant => '/sales/deals/new', @deal, pre_registration_id => $there{registration} ],
        [ consultant => '/sales/deals/new', @deal, project_id => $foreign ],
        [ consultant => '/sales/pre_registrations/new', customer_id => $there{customer} ],
        [ consultant => '/sales/pre_registrations/new', customer_id => $customer, batch_id => $there{batch} ],
        [ consultant => '/finance/slips/new', @slip, tab_id => $there{tab} ],
        [ consultant => '/customer/touches/new', @touch, customer_id => $there{customer} ],
        [ consultant => '/customer/touches/new', @touch, project_id => $foreign, phone => '13800000001', name => '某' ],
        [ consultant => '/customer/customers/new', project_id => $foreign, phone => '13800000001', name => '某', source => 'walk_in' ],
        [ secretary => '/sales/days/close', project_id => $foreign, through_on => days_on(-1) ],
        [ finance => '/finance/days/close', project_id => $foreign, through_on => days_on(-1) ],
        [ finance => '/finance/sweeps/new', project_id => $foreign, amount_fen => 1 ],
        [ finance => '/finance/settlements/new', project_id => $foreign, gross_fen => 1, fee_fen => 0 ],
        [ director => '/project/targets/new', project_id => $foreign, month_on => today(), measure => 'collect', amount_fen => 1 ],
        [ planner => '/project/schemes/new', method_id => $there{method}, name => 'x', valid_from_on => today(),
            round_unit_fen => 1, round_mode => 'half', kind_0 => 'pct', value_0 => 99 ],
        [ secretary => '/project/methods/new', project_id => $foreign, code => 'x', name => 'x', kind => 'lump' ],
        [ consultant => '/account/project', project_id => $foreign ],
    ) {
        my ($who, $path, @form) = @$try;
        my %form = @form;
        like as($who)->post($path, %form)->status, qr/\A(?:404|422)\z/, "$path $form[-2]";
    }
    is written(), $events, 'nothing is written';
};

# ---- what lists, files, searches and links give away -------------------------------------------------

my $far = given(customer => project => 'T2', name => '外盘买主');
my $colleague = given(customer => by => 'consultant2', name => '同事客户', phone => '13711112222');
given(slip => project => 'T2');
given(slip => by => 'consultant2', state => 'audited');
given(receipt => by => 'consultant2');
my $far_code = db("SELECT code FROM project WHERE id = $foreign");

sub list_routes() {
    my @found;
    for my $program (qw(account project customer sales finance portal)) {
        open(my $out, '-|', "$build/loupan-$program", '--conf', "$etc/loupan.hdf", '--routes') or die "loupan-$program: $!\n";
        push @found, map { /\AGET (\S+) / && $1 !~ m{[:*]|/new\z|/login\z|/authz\z} ? $1 : () } <$out>;
    }
    return @found;
}

subtest 'lists and files hold what is his, and numbers masked' => sub {
    my @lists = list_routes();
    for my $role (@roles) {
        my (@far, @near, @clear, @broken);
        for my $path (@lists) {
            for my $as ('', '?as=json', '?as=csv') {
                my $page = bearer($role)->get($path . $as);
                push @broken, "$path$as" if $page->status >= 500;
                next if $page->status != 200;
                my $text = $page->html;
                # whoever lets people in sees which projects there are
                push @far, "$path$as" if $role !~ /GE|AU/ && $path !~ m{\A/account/} && $text =~ /外盘|测试二号|\Q$far_code\E/;
                push @near, "$path$as" if $role =~ /CO|AD/ && $text =~ /同事客户/;
                push @clear, "$path$as" if $text =~ /13711112222|(?<!\d)990101199001\d{5}[\dX]/;
            }
        }
        is "@broken", '', "$role: every list opens";
        is "@far", '', '... without the other project';
        is "@near", '', "... without a colleague's customers" if $role =~ /CO|AD/;
        is "@clear", '', '... without a number in clear';
    }
};

subtest 'a filter holds forty words, or sixty-five' => sub {
    my $words = join ',', ('submitted') x 65;
    is bearer('secretary')->get("/finance/slips?state=$words")->status, 200, 'or sixty-five';
};

subtest 'search, lookup and board of another project' => sub {
    for my $role (qw(CO SE SM AS PL AG PD AD)) {
        my $page = bearer($role)->get('/portal/search?q=' . Loupan::Season::encode_form(q => '外盘买主') =~ s/q=//r);
        unlike $page->html =~ s/value="外盘买主"//gr =~ s{<h1.*?</h1>}{}sgr =~ s{<title>.*?</title>}{}sgr, qr/外盘买主.*customers/s, "$role finds nobody";
    }
    is bearer('consultant')->get("/customer/lookup?phone=13711112222&project_id=$foreign")->status, 404, 'no look into it';
    my $other = bearer('consultant')->get("/customer/lookup?phone=13711112222&project_id=$mine")->html;
    unlike $other, qr/同事客户/, "a colleague's customer is known without his name";
    my $building = db("SELECT MIN(id) FROM building WHERE project_id = $foreign");
    is bearer('consultant')->get("/sales/board/part?building=$building")->status, 404, 'no board of it';
    is as('consultant')->get("/events/board-$foreign")->status, 403, 'no stream of it';
    is as('consultant')->get("/events/flash-$mine")->status, 403, 'nor of the report';
    is bearer('secretary')->get("/portal/flash?project_id=$foreign")->status, 404, 'nor its report';
    is bearer('secretary')->get("/portal/flash?project_id=$foreign&as=xlsx")->status, 404, 'nor as a file';
    is bearer('secretary')->get("/finance/slips?project_id=$foreign&as=csv")->status, 404, 'nor its slips';
};

subtest 'a link names no colleague\'s customer' => sub {
    for my $path ("/sales/pre_registrations/new?customer_id=$colleague", '/sales/deals/new?unit_id=' . given('unit') . "&customer_id_0=$colleague",
        "/customer/touches/new?customer_id=$colleague", "/sales/pre_registrations/new?customer_id=$far&project_id=$mine") {
        my $page = bearer('consultant')->get($path);
        unlike $page->html, qr/同事客户|外盘买主/, $path =~ s/\?.*//r;
    }
};

subtest 'who may not read slips reads none elsewhere' => sub {
    my $deal = given(deal => state => 'active');
    my $slip = bearer('consultant')->post('/finance/slips/new', tab_id => db("SELECT tab_id FROM deal WHERE id = $deal"),
        means => 'transfer', account => '1002.02', kind_0 => 'deposit', amount_fen_0 => '12,345.67')->id;
    my $customer = db("SELECT customer_id FROM buyer_party WHERE deal_id = $deal");
    like bearer('secretary')->get("/sales/deals/$deal")->html, qr/12,345\.67/, 'the secretary does';
    unlike bearer('agency')->get("/sales/deals/$deal")->html, qr/12,345\.67/, 'the agency not on the deal';
    for my $role (qw(AG PL)) {
        my $page = bearer($role)->get("/customer/customers/$customer");
        is $page->status, 200, "$role sees the card";
        unlike $page->html, qr/12,345\.67/, '... and no money on it';
    }
};

subtest 'a number in clear has its reason, and is for who asked' => sub {
    my $customer = given(customer => phone => '13733334444');
    my $mute = as('consultant')->post("/customer/customers/$customer/reveal", what => 'phone', reason => '');
    is $mute->status, 422, 'not without';
    unlike $mute->html, qr/13733334444/, 'and it is not shown';
    my ($status, $to) = as('consultant')->post("/customer/customers/$customer/reveal", what => 'phone', reason => '回访')->redirect;
    like as('consultant')->get($to)->html, qr/13733334444/, 'shown to him';
    unlike bearer('secretary')->get($to)->html, qr/13733334444/, 'not to another';
    my $other = given('customer');
    my ($query) = $to =~ /(\?.*)/;
    unlike as('consultant')->get("/customer/customers/$other$query")->html, qr/13733334444/, 'nor on another card';
};

subtest 'out of office, out of everything' => sub {
    my $me = as('aftersales');
    is $me->get('/portal/home')->status, 200, 'he is in';
    my $id = $users->{aftersales}{id};
    as('admin')->get("/account/users/$id")->submit($id, state => 'disabled');
    is db("SELECT state FROM user WHERE id = $id"), 'disabled', 'disabled';
    is $me->get('/portal/home')->status, 303, 'his session is over';
    is bearer('aftersales')->get('/portal/home?as=json')->status, 401, 'and his token';
    as('admin')->get("/account/users/$id")->submit($id, state => 'active');
    is $me->get('/portal/home')->status, 303, 'the old session does not come back';
};

subtest 'two people edit one card' => sub {
    my $customer = given('customer');
    my ($one, $two) = map { $_->get("/customer/customers/$customer/edit") } as('consultant'), as('manager');
    is $one->submit(note => '第一人')->status, 303, 'the first';
    my $late = $two->submit(note => '第二人');
    like $late->status, qr/\A4(?:09|22)\z/, 'the second is told';
    is $late->value('note'), '第二人', 'keeps what he typed';
    is db("SELECT note FROM customer WHERE id = $customer"), '第一人', 'and the first is not lost';
    is as('consultant')->get("/customer/customers/$customer/edit")->submit(intent_grade => '')->status, 303,
        'a grade that is left out stays';
};

subtest 'a key of one form does nothing in another' => sub {
    my $me = as('consultant');
    my $key = $me->fresh_key;
    my @card = (project_id => $mine, phone => '13755556666', name => '键', source => 'walk_in');
    my @hidden = (_token => $me->form_token, _key => $key);
    is $me->ask(POST => '/customer/customers/new', form => [ @hidden, @card ])->status, 303, 'the first';
    my $events = written();
    is $me->ask(POST => '/customer/touches/new', form => [ @hidden, @card, kind => 'call' ])->status, 409, 'another form';
    my $other = as('consultant2');
    is $other->ask(POST => '/customer/customers/new', form => [ _token => $other->form_token, _key => $key, @card ])->status, 409,
        'another person';
    is written(), $events, 'nothing is written';
};

done_testing;
