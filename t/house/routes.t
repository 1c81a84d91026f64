# The cases nobody has to test page by page.  Every program is asked for its routes, and for
# each: a role without its right is refused (403), so is a form without its token (403); a row
# of another project or of another consultant is not there (404); whoever is not logged in is
# sent to log in; a key sent twice is answered twice and acts once.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my @programs = qw(account project customer sales finance portal receipt);
my @roles = qw(CO SE SM FC FM AS PL AG PD GE AD AU);

# ---- rights: data and our own table of them say the same -------------------------------------------

sub rights_file() {
    my $file = __FILE__ =~ s/routes\.t\z/rights.txt/r;
    open(my $in, '<', $file) or die "$file: $!\n";
    my %may;
    while (my $line = <$in>) {
        my ($right, @who) = split ' ', $line;
        next if !defined $right || $right =~ /\A#/;
        $may{$right}{$_} = 1 for @who;
    }
    return \%may;
}

my $may = rights_file();
my @wanted = sort map { my $right = $_; map { "$_ $right" } keys %{ $may->{$right} } } keys %$may;
my @found = sort map { "$_->[0] $_->[1]" } rows('SELECT role, right_name FROM role_right');
is_deeply \@found, \@wanted, 'sql/data.sql gives the rights of rights.txt';

# ---- routes ---------------------------------------------------------------------------------------------

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";

sub routes_of($program) {
    open(my $out, '-|', "$build/loupan-$program", '--conf', "$etc/loupan.hdf", '--routes')
        or die "loupan-$program: $!\n";
    return map { chomp; my ($method, $path, $right) = split / /; { program => $program, method => $method,
        path => $path, right => ($right // '-') eq '-' ? '' : $right } } <$out>;
}

my @routes = map { routes_of($_) } @programs;
cmp_ok scalar @routes, '>', 60, scalar(@routes) . ' routes in ' . @programs . ' programs';
for my $route (@routes) {
    my $right = $route->{right};
    ok $right eq '' || $right eq '*' || $may->{$right}, "$route->{method} $route->{path} asks for a right that exists"
        or diag $right;
}

# ---- rows: of each noun one of ours, one of the other project, one of the other consultant ------------------

my $mine = project_id('T1');
my $foreign = project_id('T2');
given('receipt');
given('registration');
given(receipt => project => 'T2');
given(registration => project => 'T2');
given($_ => by => 'consultant2') for qw(registration slip customer);
given(customer => by => 'consultant');
given(customer => project => 'T2');
bearer($_->[0])->post('/customer/privacy_requests/new', project_id => $_->[1], kind => 'correct', proof => '回拨', customer_id =>
    db("SELECT MIN(id) FROM customer WHERE project_id = $_->[1]"))
    for [ consultant => $mine ], [ consultant2 => $mine ], [ other_consultant => $foreign ];
bearer($_->[0])->post('/customer/privacy_notices/new', project_id => $_->[1], body => '告知')
    for [ director => $mine ], [ other_director => $foreign ];
for my $project ($mine, $foreign) {
    my $user = db("SELECT user_id FROM user_project JOIN user ON id = user_id WHERE role = 'PL' AND project_id = $project");
    db("INSERT INTO price_import (project_id, file_name, file_hash, content, created_by, created_at) "
        . "VALUES ($project, 'x.csv', UNHEX(SHA2('$project', 256)), '', $user, UTC_TIMESTAMP() + INTERVAL 8 HOUR); SELECT 1");
}

my %has_project = map { $_->[0] => 1 } rows("SELECT TABLE_NAME FROM information_schema.COLUMNS "
    . "WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'project_id'");
my %owner = (customer => 'owner_id', deal => 'owner_id', pre_registration => 'owner_id', slip => 'entered_by', tab => 'owner_id',
    privacy_request => 'entered_by');
my $consultant = world()->{users}{consultant}{id};
my $second = world()->{users}{consultant2}{id};

# The id of a row of a noun that is a table; undef where the noun knows no such difference.
sub row_of($noun, $whose) {
    my $project = $whose eq 'foreign' ? $foreign : $mine;
    return $whose eq 'other' ? undef : $project if $noun eq 'project';
    my $spare = world()->{users}{planner2}{id};
    return $whose eq 'mine' ? $spare : undef if $noun eq 'user';
    return $whose eq 'mine' ? db("SELECT id FROM token WHERE user_id = $spare") : undef if $noun eq 'token';
    return $whose eq 'mine' ? db("SELECT company_id FROM project WHERE id = $mine") : undef if $noun eq 'company';
    if (!$has_project{$noun}) {
        return $whose eq 'mine' ? db("SELECT MIN(id) FROM `$noun`") : undef;
    }
    my $where = "project_id = $project";
    if (my $column = $owner{$noun}) {
        return undef if $whose eq 'foreign' && !db("SELECT COUNT(*) FROM `$noun` WHERE $where");
        $where .= " AND $column = " . ($whose eq 'other' ? $second : $consultant) if $whose ne 'foreign';
    }
    elsif ($whose eq 'other') {
        return undef;
    }
    return db("SELECT MIN(id) FROM `$noun` WHERE $where");
}

my %row;

# The address of a route with its rows filled in; undef where there is none of that kind.
sub address($route, $whose = 'mine') {
    my $path = $route->{path};
    my ($noun) = $path =~ /:(\w+)/;
    return undef if !$noun && $whose ne 'mine';
    if ($noun) {
        my $id = $row{"$noun $whose"} //= row_of($noun, $whose) // 0;
        die "no row of $noun for $path\n" if !$id && $whose eq 'mine';
        return undef if !$id;
        $path =~ s/:\w+/$id/;
    }
    return $path =~ s/\*/x/gr;
}

sub ask_as($who, $route, $path) {
    return $route->{method} eq 'GET' ? bearer($who)->get($path) : bearer($who)->post($path);
}

sub named($route) { return "$route->{method} $route->{path}" }

# Somebody who has the route's right: scoped to his projects, and no consultant unless only he has it.
sub holder($route) {
    my $right = $route->{right};
    return 'SE' if $right eq '';
    my ($who) = grep { $may->{$right}{$_} } qw(SE FC SM PD FM PL AD AS AG CO AU GE);
    return $who;
}

my @guarded = grep { $_->{right} ne '*' } @routes;

subtest 'a role without the right is refused' => sub {
    for my $route (grep { $_->{right} ne '' } @guarded) {
        my $path = address($route);
        my @without = grep { !$may->{ $route->{right} }{$_} } @roles;
        my @let_in = grep { !/403/ } map { "$_ " . ask_as($_, $route, $path)->status } @without;
        is "@let_in", '', named($route) . " is closed to @without";
    }
};

subtest 'a row of another project is not there' => sub {
    for my $route (@guarded) {
        my $path = address($route, 'foreign') // next;
        my @who = grep { $may->{ $route->{right} }{$_} && !/GE|AU/ } @roles;
        @who = ('SE') if $route->{right} eq '';
        my @seen = grep { !/404/ } map { "$_ " . ask_as($_, $route, $path)->status } @who;
        is "@seen", '', named($route);
    }
};

subtest "a consultant does not find another's rows" => sub {
    for my $route (grep { $_->{right} eq '' || $may->{ $_->{right} }{CO} } @guarded) {
        my $path = address($route, 'other') // next;
        is ask_as('consultant', $route, $path)->status, 404, named($route);
    }
};

subtest 'a stranger is sent to log in' => sub {
    for my $route (@guarded) {
        my $path = address($route);
        my $page = $route->{method} eq 'GET' ? stranger()->get($path) : stranger()->ask(POST => $path, form => []);
        my ($status, $to) = $page->redirect;
        ok $status == 401 || $route->{method} eq 'GET' && $status == 303 && $to =~ m{\A/account/login}, named($route)
            or diag "$status $to";
    }
};

my @posts = grep { $_->{method} eq 'POST' } @guarded;

subtest 'a form without its token is refused' => sub {
    for my $route (@posts) {
        my $who = as(holder($route));
        is $who->ask(POST => address($route), form => [ _key => $who->fresh_key ])->status, 403, named($route);
        is $who->ask(POST => address($route), form => [ _key => $who->fresh_key, _token => 'x' x 32 ])->status, 403,
            named($route) . ' with a wrong one';
    }
};

subtest 'a form from elsewhere is refused' => sub {
    for my $route (@posts) {
        my $who = as(holder($route));
        my $page = $who->ask(POST => address($route), headers => { origin => 'http://elsewhere.invalid' },
            form => [ _key => $who->fresh_key, _token => $who->form_token ]);
        is $page->status, 403, named($route);
    }
};

# What a form of this route must hold to be done; a route that is not here is sent an empty
# form, which is refused twice alike, or done once.
my %form = (
    '/customer/customers/new' => [ phone => '12999000001', name => '重复键', source => 'walk_in' ],
    '/customer/touches/new' => [ phone => '12999000002', name => '重复键', source => 'walk_in', kind => 'call' ],
    '/finance/settlements/new' => [ gross_fen => '100.00', fee_fen => '1.00' ],
    '/finance/sweeps/new' => [ amount_fen => '100.00' ],
);

# These end the session or the person that the other cases need.
my %last = map { $_ => 1 } '/account/logout';

subtest 'a key sent twice is answered twice and acts once' => sub {
    for my $route (grep { !$last{ $_->{path} } } @posts) {
        my $path = address($route);
        my $who = bearer(holder($route));
        my @form = (_key => $who->fresh_key, project_id => $mine, @{ $form{ $route->{path} } // [] });
        my @first = $who->ask(POST => $path, form => \@form)->redirect;
        my $events = db('SELECT COUNT(*) FROM event');
        my @second = $who->ask(POST => $path, form => \@form)->redirect;
        is "@second", "@first", named($route) . " answers $first[0]";
        is db('SELECT COUNT(*) FROM event'), $events, '... and acts once' if $first[0] < 400;
    }
};

subtest 'who may look finds the page' => sub {
    for my $route (grep { $_->{method} eq 'GET' } @guarded) {
        my $path = address($route);
        $path .= "?project_id=$mine" if $route->{path} !~ /[:*]/;    # who sees all has none chosen
        my @who = $route->{right} eq '' ? @roles : grep { $may->{ $route->{right} }{$_} } @roles;
        my @bad = grep { !/ (?:[23]..|409)\z|CO 404/ } map { "$_ " . ask_as($_, $route, $path)->status } @who;
        is "@bad", '', named($route);
    }
};

done_testing;
