# Payment methods, discount schemes, targets.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

world();
my $project = project_id('T1');
my $tag = sprintf 'm%x', $$;

my $method;
subtest 'a payment method' => sub {
    my $made = as('director')->post('/project/methods/new', project_id => $project, code => $tag, name => '三期', kind => 'instalment',
        share_0 => 40, days_0 => 0, share_1 => 30, days_1 => 30, share_2 => 30, days_2 => 60);
    is $made->status, 303, 'of three instalments';
    $method = $made->id;
    is db("SELECT GROUP_CONCAT(share_ppm, ':', days ORDER BY seq) FROM method_part WHERE method_id = $method"), '400000:0,300000:30,300000:60', 'as typed';
    my $no = as('director')->post('/project/methods/new', project_id => $project, code => "x$tag", name => '错', kind => 'instalment',
        share_0 => 40, days_0 => 0, share_1 => 30);
    is $no->status, 422, 'shares that are not 100 % together are refused';
    is as('director')->post('/project/methods/new', project_id => $project, code => $tag, name => '又', kind => 'lump')->error('code'),
        '这个代码已经用过了。', 'a code is used once';
    is as('planner')->get("/project/methods/$method")->status, 200, 'is shown';
};

subtest 'a scheme is made by the planner and approved by somebody else' => sub {
    my %scheme = (method_id => $method, name => '开盘优惠', valid_from_on => '2026-01-01', round_unit_fen => '1', round_mode => 'half',
        kind_0 => 'pct', value_0 => '98', reason_0 => '付款方式', kind_1 => 'points', value_1 => '2.5', kind_2 => 'amount_off', value_2 => '5,000');
    my $draft = sub (%o) { my %form = (%scheme, %o); return as('planner')->post('/project/schemes/new', %form) };
    is $draft->(value_0 => '980')->error('value_0'),
        '打折、减点填 0 到 100 的数字；优惠填大于 0 的金额。', 'a percent is one';
    is $draft->(valid_to_on => '2025-12-31')->error('valid_to_on'), '截止日不能早于生效日。', 'it ends after it begins';
    my $made = $draft->();
    is $made->status, 303, 'drafted';
    my $id = $made->id;
    is db("SELECT GROUP_CONCAT(kind, ':', value ORDER BY seq) FROM discount_line WHERE scheme_id = $id"), 'pct:980000,points:25000,amount_off:500000', 'line by line';
    my $page = as('director')->get("/project/schemes/$id");
    ok $page->says('980,000.00') && $page->says('955,500.00') && $page->says('950,500.00'), 'explained on an example';
    is as('planner')->post("/project/schemes/$id/decide", accept => 1)->status, 403, 'not approved by the planner';
    is $page->submit('decide', accept => 1)->status, 303, 'by the director';
    is db("SELECT state FROM discount_scheme WHERE id = $id"), 'approved', 'approved';
    like as('group')->post("/project/schemes/$id/decide", accept => 0, reason => '不')->text('.errsum'), qr/这个方案已经处理过了。/, 'once';
};

subtest 'targets by month' => sub {
    is as('director')->post('/project/targets/new', project_id => $project, month_on => '2026-05-17', measure => 'collect',
        amount_fen => '3000万')->status, 303, 'set';
    is db("SELECT amount_fen FROM target WHERE project_id = $project AND month_on = '2026-05-01'"), 3_000_000_000, 'for the month';
    as('director')->post('/project/targets/new', project_id => $project, month_on => '2026-05-01', measure => 'collect', amount_fen => '1');
    is db("SELECT amount_fen FROM target WHERE project_id = $project AND month_on = '2026-05-01'"), 100, 'and set again';
    is as('planner')->get('/project/targets/new')->status, 403, 'not by the planner';
};

done_testing;
