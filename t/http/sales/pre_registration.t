# Pre-registrations through their pages.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

subtest 'drafted, confirmed, withdrawn' => sub {
    my $customer = given(customer => by => 'consultant');
    my $page = as('consultant')->get("/sales/pre_registrations/new?customer_id=$customer");
    is $page->value('customer_id'), $customer, 'the customer whose card led here is chosen';
    my $reg = $page->submit(intent => '三房')->id;
    ok $reg, 'drafted';
    is as('consultant')->post("/sales/pre_registrations/$reg/confirm")->status, 403, 'not confirmed by himself';
    is as('secretary')->get("/sales/pre_registrations/$reg")->submit('confirm')->status, 303, 'confirmed';
    like db("SELECT reg_no FROM pre_registration WHERE id = $reg"), qr/\ARC-\d{6}\z/, 'with a number';
    my $again = as('consultant')->post('/sales/pre_registrations/new', customer_id => $customer, intent => '')->id;
    my $no = as('secretary')->post("/sales/pre_registrations/$again/confirm");
    is $no->status, 422, 'one is active for a customer';
    ok $no->says('已有有效认筹'), 'and the page says why';
    like as('consultant')->get("/sales/pre_registrations/$reg")->html, qr{/finance/slips/new\?tab_id=\d+},
        'its page leads to the slip';
    is as('consultant')->post("/sales/pre_registrations/$reg/withdraw")->status, 303, 'withdrawn';
    my ($row) = grep { $_->{id} == $reg } @{ as('consultant')->get('/sales/pre_registrations?as=json')->json->{rows} };
    is $row->{state}, 'withdrawn', 'at once, as nothing was on it';
};

subtest "another's registration is not there" => sub {
    my $reg = given(registration => by => 'consultant2');
    is as('consultant')->get("/sales/pre_registrations/$reg")->status, 404, 'its page';
    my $deal = bearer('consultant')->post('/sales/deals/new', unit_id => given('unit'), method => 'lump',
        deposit_fen => '50000', customer_id_0 => given('customer'), pre_registration_id => $reg);
    is $deal->status, 422, 'nor for a deal';
};

subtest 'days close forwards only' => sub {
    my $project = project_id();
    my $to = days_on(-3);
    my $page = as('secretary')->get("/sales/days/close?project_id=$project");
    is $page->submit(through_on => $to)->status, 303, 'closed';
    is db("SELECT sales_closed_on FROM project WHERE id = $project"), $to, 'through that day';
    is as('secretary')->post('/sales/days/close', project_id => $project, through_on => $to)->status, 422, 'not again';
    is as('secretary')->post('/sales/days/close', project_id => $project, through_on => days_on(1))->status, 422,
        'not tomorrow';
};

done_testing;
