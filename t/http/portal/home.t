# Home: what waits for whom, and where it leads; the log; the search box.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

sub waiting($who) { return as($who)->get('/portal/home')->texts('.wl li') }
sub waits($who, $words) { return scalar grep { index($_, $words) >= 0 } waiting($who) }

# A row that time has moved; pages made before are old, as after any event.
sub changed($what) { db("UPDATE $what; UPDATE project_version SET version_count = version_count + 1; SELECT 1") }

# ---- each thing waits where it can be done ------------------------------------------------------

my $slip = given(slip => state => 'submitted');
my $no = db("SELECT slip_no FROM slip WHERE id = $slip");
ok waits('secretary', $no), 'a submitted slip waits for the secretary';
ok waits('consultant', "缴款单待秘书审核：$no"), '... and the consultant sees for whom';
ok !waits('finance', $no), '... but not yet for the accountant';
as('secretary')->post("/finance/slips/$slip/review", accept => 1, note => '');
ok !waits('secretary', $no), 'when it is reviewed it leaves the secretary';
ok waits('finance', $no), '... and waits for the accountant';
ok waits('consultant', "缴款单待财务审核：$no"), '... as the consultant sees';
as('finance')->post("/finance/slips/$slip/audit", accept => 1, note => '');
ok waits('finance', $no), 'when it is audited its receipt waits';
my $red = as('consultant')->post("/finance/slips/$slip/red", reason => '录错房号')->id;
my $red_no = db("SELECT slip_no FROM slip WHERE id = $red");
as('secretary')->post("/finance/slips/$red/review", accept => 1, note => '');
ok waits('consultant', "待财务经理批准：$red_no"), 'a red slip waits for its approval';
ok waits('finance_manager', $red_no), '... where it is given';

my $back = given(slip => state => 'rejected');
my $back_no = db("SELECT slip_no FROM slip WHERE id = $back");
my ($item) = grep { index($_, $back_no) >= 0 } waiting('consultant');
like $item // '', qr/退回.*金额与回单不符.*修改/, 'a returned slip says why, and what to do';

my $draft = given(deal => state => 'draft');
my $unit = db("SELECT u.code FROM deal d JOIN unit u ON u.id = d.unit_id WHERE d.id = $draft");
ok waits('consultant', "锁房到期：$unit"), 'a lock that runs out waits for its consultant';
ok waits('secretary', "确认认购：$unit"), '... and the draft for the secretary';

my $deal = given(deal => state => 'active');
$unit = db("SELECT u.code FROM deal d JOIN unit u ON u.id = d.unit_id WHERE d.id = $deal");
ok !waits('manager', "逾期未签：$unit"), 'a deal in time does not trouble the manager';
changed("deal SET sign_by_on = '" . days_on(-2) . "' WHERE id = $deal");
ok waits('manager', "逾期未签：$unit"), '... one that is late does';
my ($late) = grep { index($_, "催签约：$unit") >= 0 } waiting('consultant');
like $late // '', qr/逾期 2 天/, '... and says how late';

my $customer = given(customer => name => '跟进的人');
changed("customer SET next_follow_on = '" . today() . "' WHERE id = $customer");
ok waits('consultant', '跟进：跟进的人'), 'a follow-up is there on its day';
ok !waits('consultant2', '跟进：跟进的人'), '... for his own consultant only';
ok !waits('other_secretary', $unit), 'nothing of ours waits in another project';
is scalar waiting('auditor'), 0, 'nothing waits for the auditor';

for my $who (qw(consultant secretary manager finance finance_manager director planner admin)) {
    my $page = as($who)->get('/portal/home');
    my %seen;
    my @dead = grep { as($who)->get($_)->status != 200 } grep { !$seen{$_}++ } map { $_->attr('href') } $page->all('.wl .t a');
    is "@dead", '', "all that waits for $who opens";
}

# ---- the log ----------------------------------------------------------------------------------------

my $log = as('auditor')->get('/portal/events?as=json&about_id=' . $slip . '&noun=slip')->json;
is_deeply [ map { $_->{what} } reverse @{ $log->{rows} } ], [ qw(slip.entered slip.reviewed slip.audited) ], 'the log tells a slip';
ok $log->{rows}[0]{from_where}, '... and from where';
is as('consultant')->get('/portal/events')->status, 403, 'a consultant does not read the log';
my $facts = as('director')->get('/portal/events?as=json')->json->{rows};
ok !(grep { exists $_->{from_where} || $_->{what} =~ /\Aslip/ } @$facts), 'whoever reads figures sees their facts only';

my @locked = as('auditor')->get('/portal/events?what=unit.locked')->texts('tbody tr');
ok @locked && !(grep { /0\.00/ } @locked), 'what moves no money shows none';

# ---- search ---------------------------------------------------------------------------------------------

sub found($who, $q) { return as($who)->get('/portal/search?q=' . Loupan::Season::encode_form(q => $q) =~ s/\Aq=//r) }
is_deeply [ found('secretary', $no)->redirect ], [ 303, "/finance/slips/$slip" ], 'a number opens its slip';
is found('other_secretary', $no)->status, 200, '... but not in another project';
is found('other_secretary', $no)->text('.wl li'), undef, '... where nothing is found';
my $unit_id = db("SELECT unit_id FROM deal WHERE id = $deal");
is_deeply [ found('manager', $unit)->redirect ], [ 303, "/sales/units/$unit_id" ], 'a room opens';
is_deeply [ found('consultant', '跟进的人')->redirect ], [ 303, "/customer/customers/$customer" ], 'a name opens';
ok !found('consultant2', '跟进的人')->header('location'), "... but not a colleague's";
my $hits = found('consultant', '客户');
ok scalar($hits->all('.wl li')) > 1, 'several are listed';
# T1 and its like have a building 1栋 with rooms 101 to 1504
my $room = db("SELECT id FROM unit WHERE project_id = " . project_id() . " AND room = '101'");
for my $q ('1-101', '1栋101', '1号楼-101', '1#101', '01-0101', '１－１０１', '一栋101室', '1＃101') {
    is_deeply [ found('manager', $q)->redirect ], [ 303, "/sales/units/$room" ], "$q opens its room";
}
for my $q ('1-1', '1栋-1', '１栋 １') {
    my @rooms = found('manager', $q)->texts('.wl li .t');
    ok @rooms > 4 && !(grep { !/\A1\S*-1/ } @rooms), "$q finds what begins with 1 in building 1";
}
ok scalar(found('manager', '1栋')->all('.wl li')) > 10, 'a building finds its rooms';
is found('manager', '9-101')->text('.wl li'), undef, 'no building 9, no room';
unlike found('other_secretary', '1-101')->header('location') // '', qr{/units/$room\z}, "nor another project's";

is found('consultant', '%')->text('.wl li'), undef, 'a sign of LIKE is a letter';

done_testing;
