# The flash report: every figure leads to a list whose sum it is; who sees what; its files.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

given('registration');
given(deal => state => 'signed', method => 'mortgage');
given(deal => state => 'active');
given(slip => state => 'audited');
given(slip => state => 'audited', kind => 'sincerity', amount_fen => 20_000_00);
as('consultant')->post('/customer/touches/new', project_id => project_id(), kind => $_, source => 'video',
    phone => sprintf('126%08d', $$), name => '快报') for qw(call visit visit);

my $who = as('director');
my $id = project_id();
my $page = $who->get("/portal/flash?project_id=$id");
is $page->status, 200, 'the director reads it';
ok $page->says('未日结') || $page->says('已日结'), 'it says whether the day is closed';
ok $page->says(substr clock(), 0, 16), '... and of when it is';

sub amount($text) { return $text =~ s/[,\s¥]//gr =~ s/−/-/r }

# What the list behind a figure comes to: count, money (yuan) or area (m2).
sub behind($url, $text) {
    my $list = $who->get($url . ($url =~ /\?/ ? '&' : '?') . 'as=json')->json;
    my $sums = $list->{sums};
    return map { sprintf '%.2f', $_ } $list->{total_count}, defined $sums->{net_count} ? $sums->{net_count} : (),
        map { $_ / 100 } map { ($_, -$_) } grep { defined } @$sums{qw(amount_fen area_dm2 unpaid_fen list_total_fen gross_dm2)};
}

my ($checked, %seen) = (0);
for my $link ($page->all('.figures-table td a'), $page->all('.facts dd a')) {
    my ($url, $text) = ($link->attr('href'), amount($link->as_text));
    next if $seen{"$url $text"}++;
    my $want = sprintf '%.2f', $text;
    my @found = behind($url, $text);
    ok((grep { $_ eq $want } @found), "$text is what $url comes to") or diag "@found";
    $checked++;
}
cmp_ok $checked, '>', 40, "$checked figures led to their lists";

my $json = $who->get("/portal/flash?as=json&project_id=$id")->json;
my ($code) = keys %{ $json->{projects} };
my $f = $json->{projects}{$code};
is $f->{day}{visits}, 1, 'two visits of one customer on a day are one';
is $f->{day}{first_visits} + $f->{day}{repeat_visits}, $f->{day}{visits}, 'visits are first or again';
is $f->{ytd}{collect}, $f->{ytd}{collect_customer} + $f->{ytd}{collect_loan}, 'money comes from customers and banks';
is $f->{stock}{released_units}, 60, 'the stock knows the units';
is $f->{stock}{sub_not_signed}, db("SELECT COUNT(*) FROM deal WHERE project_id = $id AND live = 1 AND subscription_state = 'active'"),
    'and the deals that wait for a signature';

my $past = $who->get("/portal/flash?as=json&project_id=$id&on=" . days_on(-1))->json->{projects}{$code};
is $past->{stock}, undef, 'a past day has no stock';
is $past->{day}{visits}, 0, '... and only its own facts';
ok $who->get("/portal/flash?project_id=$id&on=" . days_on(-1))->says('—'), '... which the page shows as —';

like $who->get("/portal/flash?project_id=$id&as=csv")->html, qr/净签约金额/, 'as text for a spreadsheet';
like $who->get("/portal/flash?project_id=$id&as=xlsx")->bytes, qr/\APK/, 'as a workbook';

is as('other_director')->get("/portal/flash?project_id=$id")->status, 404, 'another project is not there';
is as('consultant')->get('/portal/flash')->status, 403, 'a consultant has no report';
my $all = as('group')->get('/portal/flash?as=json&project_id=all')->json;
ok keys %{ $all->{projects} } >= 2, 'the group sees all projects';
my $sum = 0;
$sum += $_->{ytd}{sub_new_amt} for values %{ $all->{projects} };
is $all->{total}{ytd}{sub_new_amt}, $sum, '... and their sum';
my $two = as('group')->get("/portal/flash?as=json&in_$id=1&in_" . project_id('T2') . '=1')->json;
is scalar keys %{ $two->{projects} }, 2, '... or some of them';

done_testing;
