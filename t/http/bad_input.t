# Whatever is typed into whatever field of whatever form: an answer in words, never an
# accident.  Forms are found on the pages of those who have them; what was refused is kept in
# its field, what was taken is shown as text on every page and in every file.
use v5.36;
use utf8;
use Test::More;
use HTML::Entities 'decode_entities';
use lib 't/lib';
use Loupan;

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";
my $project = project_id();
db("UPDATE project SET lock_cap = 100 WHERE id = $project; SELECT 1");

# ---- rows in the state in which their form is there ----------------------------------------------

sub first_of($table) { return db("SELECT MIN(id) FROM $table WHERE project_id = $project") }

# Of a registration: there are fewer homes than tries.
sub a_slip($state) { return given(slip => kind => 'sincerity', state => $state) }

sub red_slip() {
    my $slip = a_slip('audited');
    my $red = bearer('consultant')->post("/finance/slips/$slip/red", reason => '录错')->id;
    bearer('secretary')->post("/finance/slips/$red/review", accept => 1);
    return $red;
}

sub held_unit() {
    my $unit = given('unit');
    db("UPDATE project SET hold_cap = 0 WHERE id = $project; SELECT 1");
    bearer('manager')->post("/sales/units/$unit/hold", held_until => days_on(3), reason => '留房');
    return $unit;
}

sub multipart(%part) {
    my $mark = 'x' x 30;
    my $body = '';
    for my $name (sort keys %part) {
        my $value = $part{$name};
        $body .= "--$mark\r\nContent-Disposition: form-data; name=\"$name\""
            . (ref $value ? "; filename=\"$value->[0]\"\r\nContent-Type: application/octet-stream" : '')
            . "\r\n\r\n" . (ref $value ? $value->[1] : $value) . "\r\n";
    }
    return (type => "multipart/form-data; boundary=$mark", content => "$body--$mark--\r\n");
}

sub upload($name, $content) {
    utf8::encode($_) for grep { utf8::is_utf8($_) } $name, $content;
    return bearer('planner')->ask(POST => '/project/price_imports/new',
        multipart(_key => as('planner')->fresh_key, project_id => $project, batch_id => first_of('launch_batch'),
            file => [ $name, $content ]));
}

sub an_import() {
    state $n = 0;
    return upload('x.csv', sprintf "楼栋,楼层,房号,建筑面积,套内面积,单价,总价\n1栋,61,61%02d,80.00,70.00,20000,1600000\n", ++$n)->id;
}

sub a_price_table($state) {
    my $import = an_import();
    my $taken = bearer('planner')->post("/project/price_imports/$import/take");
    my $id = db("SELECT MAX(id) FROM price_table WHERE project_id = $project");
    bearer('planner')->post("/project/price_tables/$id/submit") if $state ne 'draft';
    bearer('director')->post("/project/price_tables/$id/review", accept => 1) if $state eq 'reviewed';
    return $id;
}

sub a_scheme() {
    state $n = 0;
    return bearer('planner')->post('/project/schemes/new', method_id => first_of('payment_method'), name => '方案' . ++$n,
        valid_from_on => today(), round_unit_fen => 1, round_mode => 'half', kind_0 => 'pct', value_0 => 99)->id;
}

sub locked_user() {
    my $id = world()->{users}{planner2}{id};
    db("UPDATE user SET locked_until_at = '2099-01-01' WHERE id = $id; SELECT 1");
    return $id;
}

sub new_password() {
    my $id = world()->{users}{planner2}{id};
    as('admin')->post("/account/users/$id/reset_password");
    return $id;
}

sub with_second() {
    my $id = world()->{users}{planner2}{id};
    db("UPDATE user SET second_at = '2026-01-01' WHERE id = $id; SELECT 1");
    return $id;
}

sub a_token() {
    return as('admin')->post('/account/tokens/new', user_id => world()->{users}{planner}{id}, name => '试')->id;
}

sub proposed_batch() {
    my $batch = first_of('launch_batch');
    db("UPDATE launch_batch SET state = 'proposed' WHERE id = $batch; SELECT 1");
    return $batch;
}

sub a_request($state) {
    my $id = bearer('consultant')->post('/customer/privacy_requests/new', project_id => $project, kind => 'copy', proof => '回拨',
        customer_id => given('customer'))->id;
    bearer('director')->post("/customer/privacy_requests/$id/decide", verdict => 'done') if $state eq 'done';
    return $id;
}

my %fresh = (
    ':privacy_request/copy'      => sub { a_request('done') },
    ':privacy_request'           => sub { a_request('asked') },
    'slips/:slip/review'         => sub { a_slip('submitted') },
    'slips/:slip/correct'        => sub { a_slip('rejected') },
    'slips/:slip/audit'          => sub { a_slip('reviewed') },
    'slips/:slip/approve'        => \&red_slip,
    ':slip'                      => sub { a_slip('audited') },
    ':receipt'                   => sub { given(receipt => kind => 'sincerity') },
    ':deal/online_sign'          => sub { given(deal => state => 'signed') },
    ':deal/file'                 => sub { given(deal => state => 'online_signed') },
    ':deal/sign'                 => sub { given(deal => state => 'active') },
    ':deal'                      => sub { given(deal => state => 'draft') },
    ':pre_registration/withdraw' => sub { given('registration') },
    ':pre_registration'          => sub { given(registration => state => 'draft') },
    ':unit/unhold'               => \&held_unit,
    ':unit'                      => sub { given('unit') },
    ':customer'                  => sub { given('customer') },
    ':project'                   => sub { $project },
    ':user/release'              => \&locked_user,
    ':user/issued'               => \&new_password,
    ':user/reset_second'         => \&with_second,
    'second/confirm'             => sub { as('PL')->post('/account/second/begin'); return '' },
    ':user'                      => sub { world()->{users}{planner2}{id} },
    ':token/taken'               => \&a_token,
    ':token'                     => sub { db('SELECT id FROM token WHERE user_id = ' . world()->{users}{planner2}{id}) },
    ':company'                   => sub { db("SELECT company_id FROM project WHERE id = $project") },
    ':price_import'              => \&an_import,
    ':price_table/submit'        => sub { a_price_table('draft') },
    ':price_table/review'        => sub { a_price_table('submitted') },
    ':price_table/approve'       => sub { a_price_table('reviewed') },
    ':discount_scheme'           => \&a_scheme,
    ':building'                  => sub { first_of('building') },
    ':launch_batch/release'      => \&proposed_batch,
    ':launch_batch'              => sub { first_of('launch_batch') },
);

sub maker($path) {
    my ($key) = grep { $path =~ m{(?:\A|/)\Q$_\E(?:/|\z)} } sort { length $b <=> length $a } keys %fresh;
    return $key && $fresh{$key};
}

# ---- the forms, found ------------------------------------------------------------------------------

sub routes_of($program) {
    open(my $out, '-|', "$build/loupan-$program", '--conf', "$etc/loupan.hdf", '--routes') or die "loupan-$program: $!\n";
    return map { chomp; [ split / / ] } <$out>;
}

my @routes = map { routes_of($_) } qw(account project customer sales finance portal);
my %role_of;
push @{ $role_of{ $_->[1] } }, $_->[0] for rows('SELECT role, right_name FROM role_right');

sub holder($right) {
    return 'PL' if $right eq '-';
    return 'GE' if $right eq 'price.approve';    # where a company has one, he does
    for my $role (qw(SE SM FC FM PD PL AD AS AG CO)) {
        return $role if grep { $_ eq $role } @{ $role_of{$right} };
    }
    die "nobody has $right\n";
}

# It stands on a page of its own address, on the one above it, or is a button of a form there.
sub find_form($route, $path) {
    my (undef, $pattern, $right) = @$route;
    my $who = as(holder($right));
    state $tab = given('tab');
    my $query = $pattern eq '/finance/slips/new' ? "?tab_id=$tab"
        : $pattern =~ /:/ ? '' : "?project_id=$project";
    $query .= '&unit_id=' . given('unit') if $pattern eq '/sales/deals/new';
    for my $at ($path, $path =~ s{/\w+\z}{}r, $path =~ s{/\d+/\w+\z}{/new}r, '/portal/home') {
        my $page = $who->get($at . $query);
        next if $page->status != 200;
        for my $form (grep { lc($_->attr('method') // '') eq 'post' } $page->all('form')) {
            my $to = $form->attr('action') // $at;
            return ($who, $page, $form) if $to eq $path
                || $form->look_down(sub ($e) { ($e->attr('formaction') // '') eq $path });
        }
    }
    return;
}

# ---- what is typed -----------------------------------------------------------------------------------

my $nasty = q{'"><script>alert(1)</script>中=1--};
my @bytes = ([ nul => "a\0b" ], [ latin => "\xE4\xFF" ], [ dots => '.' x 100_000 ]);    # the library's own affair: once a form
my @always = ([ empty => '' ], [ huge => 'x' x 100_000 ]);
my @text = ([ nasty => $nasty ], @always, [ bidi => "\x{202E}a\x{1F600}.b.c.d" ]);
my @number = ([ nasty => $nasty ], @always, [ minus => '-1' ], [ e9 => '1e9' ], [ nan => 'NaN' ],
    [ long => '9' x 20 ], [ most => '92233720368547758.07' ], [ three => '1.234' ]);
my @day = ([ nasty => $nasty ], @always, [ feb31 => '2026-02-31' ], [ end => '9999-12-31' ], [ begin => '0001-01-01' ]);

# A form that is right but for the one field.
my %usual = (
    phone => sub { sprintf '13%09d', rand 1e9 }, name => sub { '某' . int rand 1e9 }, reason => sub { '试' },
    amount_fen => sub { '1.00' }, gross_fen => sub { '1.00' }, fee_fen => sub { '0' }, content => sub { '谈过' },
    login => sub { 'l' . int rand 1e9 }, code => sub { 'c' . int rand 1e9 }, contract_no => sub { 'H' . int rand 1e9 },
    no => sub { 'N' . int rand 1e9 }, deposit_fen => sub { '10000' }, held_until => sub { days_on(2) },
    through_on => sub { days_on(-300) }, share_0 => sub { '100' }, value_0 => sub { '99' }, floor => sub { '3' },
    room => sub { int rand 1e9 }, rest_on => sub { days_on(300) }, account_no => sub { int rand 1e9 }, bank => sub { '工行' },
    holder => sub { '公司' }, permit_no => sub { 'P' . int rand 1e9 }, permitted_on => sub { today() },
);

sub escaped($value) {
    utf8::encode($value) if utf8::is_utf8($value);
    return $value =~ s/([^A-Za-z0-9_.-])/sprintf '%%%02X', ord $1/egr;
}

sub send_form($who, $path, $pairs, $name, @values) {
    my @out;
    for (my $i = 0; $i < @$pairs; $i += 2) {
        my ($field, $value) = @$pairs[ $i, $i + 1 ];
        $value = as('PL')->fresh_key if $field eq '_key';
        $value = $usual{$field}->() if $usual{$field} && !length($value // '');
        push @out, escaped($field) . '=' . escaped($value // '') if $field ne $name;
    }
    push @out, map { escaped($name) . '=' . escaped($_) } @values;
    return $who->ask(POST => $path, content => join '&', @out);
}

sub is_text($form, $name) {
    my ($input) = $form->look_down(sub ($e) { ($e->attr('name') // '') eq $name });
    return 1 if $input->tag eq 'textarea';
    return $input->tag eq 'input' && lc($input->attr('type') // 'text') =~ /\A(?:text|search|tel|number|date)\z/;
}

my (@bad, @lost, @unseen);
my ($forms, $fields, $sent) = (0, 0, 0);

sub judge($where, $label, $value, $text, $answer) {
    my $status = $answer->status;
    push @bad, "$where $label: $status" if $status >= 500 || $status < 303
        || ($label =~ /\A(?:nul|latin)\z/ && $status != 400);
    push @lost, "$where $label" if $text && $status == 422 && length $value
        && index(decode_entities($answer->html), $value) < 0;
    push @bad, "$where $label: unescaped" if $answer->html =~ /<script>alert|onerror=1>/;
}

sub payloads_for($name, $text) {
    return ([ nasty => $nasty ], [ empty => '' ], [ twice => 'a', 'b' ]) if !$text;
    return ($name =~ /_(?:on|until|at)\z/ ? @day
        : $name =~ /_(?:fen|dm2|ppm)(?:_\d)?\z|days|minutes|_cap|_pct|value/ ? @number : @text, [ twice => 'a', 'b' ]);
}

my $people = join ',', map { world()->{users}{$_}{id} } keys world()->{users}->%*;

# A form of this route on a row in its state: who has it, where it goes, what it holds.  Who
# sends it has just proved who he is: what is asked of others is in t/http/lib/proof.t.
sub offered($route, $make) {
    db("UPDATE session SET proved_at = UTC_TIMESTAMP() + INTERVAL 8 HOUR WHERE user_id IN ($people); SELECT 1");
    my $id = $make ? $make->() : '';
    my $path = $route->[1] =~ s/:\w+/$id/r;
    my ($who, $page, $form) = find_form($route, $path) or return;
    return { who => $who, page => $page, path => $path, form => $form, pairs => [ Loupan::Page::form_values($form) ] };
}

# One field; a row that was taken is followed by a fresh one.
sub try_field($route, $make, $name, $at, @more) {
    my $text = is_text($at->{form}, $name);
    for my $payload (@more, payloads_for($name, $text)) {
        my ($label, @values) = @$payload;
        my $answer = send_form($at->{who}, $at->{path}, $at->{pairs}, $name, @values);
        $sent++;
        judge("$route->[1] $name", $label, $values[0], $text && $label ne 'twice', $answer);
        $at = offered($route, $make) // return if $make && $answer->status == 303;
    }
}

# These have tests of their own, as they end the session, want the right password, or are of
# the whole instance.
my %elsewhere = map { $_ => 1 } qw(/account/login /account/logout /account/password /account/code
    /account/draft /account/proof /account/second/taken /account/second/codes /account/second/remove
    /account/sign_in_rules);

for my $route (grep { $_->[0] eq 'POST' && !$elsewhere{ $_->[1] } } @routes) {
    my $pattern = $route->[1];
    next if $ENV{LOUPAN_ONLY} && $pattern !~ /$ENV{LOUPAN_ONLY}/;
    my $make = maker($pattern);
    my $at = offered($route, $make);
    if (!$at) {
        push @unseen, $pattern;
        next;
    }
    $forms++;
    my (%seen, $nth);
    for my $name (grep { !/\A_/ && !$seen{$_}++ } map { $_->attr('name') // () } $at->{form}->look_down(
        sub ($e) { $e->tag =~ /\A(?:input|select|textarea)\z/ && lc($e->attr('type') // '') ne 'file' })) {
        $fields++;
        try_field($route, $make, $name, $nth++ && $make ? offered($route, $make) // $at : $at,
            $nth > 1 ? () : @bytes);
    }
}

for my $path (map { $_->[0] eq 'GET' && $_->[1] !~ m{[:*]|/(?:new|login|authz)\z} ? $_->[1] : () } @routes) {
    for my $who (qw(AU AD CO)) {
        my $page = bearer($who)->get($path);
        push @bad, "$path: unescaped" if $page->status >= 500 || $page->html =~ /<script>alert|onerror=1>/;
    }
}

is_deeply \@unseen, [], 'every form is on a page' or diag join "\n", @unseen;
is_deeply \@bad, [], "$sent answers to $fields fields of $forms forms, none an accident" or diag join "\n", @bad;
is_deeply \@lost, [], 'what was refused is kept in its field' or diag join "\n", @lost;

done_testing;
