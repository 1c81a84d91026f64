# Two people edit: a form that shows a row's values carries the row's version, and the one who
# saves second is told (409) and changes nothing.  Every form on a page of a row is walked:
# it is one of those, or it makes something new or decides something, and stands below.
use v5.36;
use utf8;
use Test::More;
use Encode ();
use lib 't/lib';
use Loupan;

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";
my $project = project_id();

sub first_of($table) { return db("SELECT MIN(id) FROM $table WHERE project_id = $project") }

sub an_import() {
    my $mark = 'x' x 30;
    my $part = sub ($name, $more, $value) {
        return "--$mark\r\nContent-Disposition: form-data; name=\"$name\"$more\r\n\r\n$value\r\n";
    };
    return bearer('planner')->ask(POST => '/project/price_imports/new', type => "multipart/form-data; boundary=$mark",
        content => $part->(project_id => '', $project) . $part->(batch_id => '', first_of('launch_batch'))
            . $part->(file => '; filename="a.csv"', Encode::encode('UTF-8', "房号,建筑面积,总价\n1-901,80.00,1000000\n"))
            . "--$mark--\r\n")->id;
}

# What is edited: who does, on which page, a field and what it is changed to, and where it is kept.
my %edit = (
    '/account/users/:user' => [ admin => '', sub { world()->{users}{planner2}{id} }, name => '新名字', 'user.name' ],
    '/project/companies/:company/edit' => [ admin => '/edit',
        sub { db("SELECT company_id FROM project WHERE id = $project") }, address => '滨海大道 9 号', 'company.address' ],
    '/project/projects/:project/edit' => [ secretary => '/edit', sub { $project }, city => '珠海', 'project.city' ],
    '/project/projects/:project/rules' => [ admin => '/rules', sub { $project }, sign_days => 9, 'project.sign_days' ],
    '/project/units/:unit/encumber' => [ secretary => '',
        sub { db("SELECT MAX(id) FROM unit WHERE project_id = $project AND sale_state <> 'available'")
              // withdrawn() }, encumbrance => '某行抵押', 'unit.encumbrance' ],
    '/project/price_imports/:price_import/mapping' => [ planner => '/mapping', \&an_import, first_row => 2,
        'price_import.mapping' ],
    '/customer/customers/:customer/edit' => [ consultant => '/edit', sub { given('customer') }, note => '要南向',
        'customer.note' ],
    '/finance/slips/:slip/correct' => [ consultant => '/correct', sub { given(slip => state => 'rejected') },
        reference => 'HD-2', 'slip.reference' ],
);

# What only makes something new, moves a row on or asks: nobody's words are written over.
my %no_edit = map { $_ => 1 } qw(
    /account/users/:user/release /account/users/:user/reset_password /account/users/:user/reset_second /account/users/:user/issued
    /account/tokens/:token/taken /account/tokens/:token/revoke
    /project/projects/:project/phases /project/projects/:project/buildings /project/projects/:project/permits
    /project/projects/:project/batches /project/projects/:project/accounts /project/buildings/:building/units
    /project/units/:unit/withdraw /project/batches/:launch_batch/propose /project/batches/:launch_batch/release
    /project/price_imports/:price_import/take /project/price_imports/:price_import/drop
    /project/price_tables/:price_table/submit /project/price_tables/:price_table/review
    /project/price_tables/:price_table/approve /project/schemes/:discount_scheme/decide
    /customer/customers/:customer/follow_ups /customer/customers/:customer/reveal
    /customer/customers/:customer/consents
    /customer/privacy_requests/:privacy_request/decide /customer/privacy_requests/:privacy_request/copy
    /sales/units/:unit/hold /sales/units/:unit/unhold
    /sales/pre_registrations/:pre_registration/confirm /sales/pre_registrations/:pre_registration/withdraw
    /sales/deals/:deal/confirm /sales/deals/:deal/drop /sales/deals/:deal/sign /sales/deals/:deal/online_sign
    /sales/deals/:deal/file
    /finance/slips/:slip/review /finance/slips/:slip/approve /finance/slips/:slip/audit /finance/slips/:slip/red
    /finance/slips/:slip/receipt /finance/receipts/:receipt/recover /finance/receipts/:receipt/void
    /finance/receipts/:receipt/print /finance/receipts/:receipt/lost);

sub routes_of($program) {
    open(my $out, '-|', "$build/loupan-$program", '--conf', "$etc/loupan.hdf", '--routes') or die "loupan-$program: $!\n";
    return map { chomp; [ split / / ] } <$out>;
}

sub withdrawn() {
    my $unit = db("SELECT MAX(id) FROM unit WHERE project_id = $project");
    db("UPDATE unit SET sale_state = 'not_released' WHERE id = $unit; SELECT 1");
    return $unit;
}

my @of_rows = grep { /:/ } map { $_->[0] eq 'POST' ? $_->[1] : () }
    map { routes_of($_) } qw(account project customer sales finance portal);
my @unknown = grep { !$edit{$_} && !$no_edit{$_} } @of_rows;
is "@unknown", '', 'every form of a row is known as an edit or as none';
my %there = map { $_ => 1 } @of_rows;
my @gone = grep { !$there{$_} } sort keys %edit, keys %no_edit;
is "@gone", '', 'and none is known that is gone';

for my $route (sort keys %edit) {
    my ($who, $page, $make, $field, $value, $kept) = $edit{$route}->@*;
    my $id = $make->();
    my ($table, $column) = split /\./, $kept;
    my $held = sub { db("SELECT COALESCE($column, '') FROM $table WHERE id = $id") };
    my $post = $route =~ s/:\w+/$id/r;
    my $path = $page ? $post : $post =~ s{/(?:\Q$id\E)\K/\w+\z}{}r;
    my ($first, $second) = map { as($who)->get($path) } 1, 2;
    subtest $route => sub {
        ok length($first->value("version") // ""), 'the form carries a version';
        my $action = $post =~ s{\A.*/}{}r;
        is $first->submit($action, $field => $value)->status, 303, 'who is first saves';
        my $now = $held->();
        my $late = $second->submit($action, $field => $value =~ /\A\d+\z/ ? $value + 1 : "$value 0");
        is $late->status, $route =~ /correct/ ? 422 : 409, 'who is second does not';
        is $held->(), $now, '... and changes nothing';
        ok $late->text('.errsum'), '... and is told';
    };
}

# A slip that was corrected and returned again: the form of the round before is no good.
my $slip = given(slip => state => 'rejected');
my $old = as('consultant')->get("/finance/slips/$slip/correct");
is as('consultant')->get("/finance/slips/$slip/correct")->submit(reference => 'HD-1')->status, 303, 'corrected';
is bearer('secretary')->post("/finance/slips/$slip/review", accept => 0, note => '再改')->status, 303, 'returned again';
is $old->submit(reference => 'HD-0')->status, 409, 'the older form does not save';
is db("SELECT reference FROM slip WHERE id = $slip"), 'HD-1', 'and what was saved stays';

done_testing;
