# A unit is sold once: what the pages answer when two want it, and what a deal's page says.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;
use Loupan::Season;
use POSIX ();

my @pot = (deposit_fen => '50,000');

sub subscribe($who, $unit, %more) {
    my $customer = delete $more{customer} // given(customer => by => $who);
    return bearer($who)->post('/sales/deals/new', unit_id => $unit, method => 'lump', @pot,
        customer_id_0 => $customer, %more);
}

subtest 'a draft locks the unit and shows its price line by line' => sub {
    my $unit = given('unit');
    my $deal = subscribe('consultant', $unit);
    is_deeply [ ($deal->redirect)[0] ], [303], 'saved';
    my $page = as('consultant')->get('/sales/deals/' . $deal->id);
    is $page->status, 200, 'its page';
    ok $page->says('1,093,212.00'), 'the total of the worked example P1';
    ok $page->says('1,109,304.73'), 'and what it was after the first line';
    is db("SELECT lock_deal_id FROM unit WHERE id = $unit"), $deal->id, 'locked by it';
    is subscribe('consultant2', $unit)->status, 422, 'nobody else gets it';
    my $drop = as('consultant')->post('/sales/deals/' . $deal->id . '/drop');
    is $drop->status, 303, 'given up';
    is db("SELECT COALESCE(lock_deal_id, 0) FROM unit WHERE id = $unit"), 0, 'and free again';
};

subtest 'who comes too late sees whose it is, and three like it' => sub {
    my $unit = given('unit');
    subscribe('consultant', $unit);
    my $late = subscribe('consultant2', $unit);
    is $late->status, 422, 'refused';
    ok $late->says('锁定'), 'the state of now';
    ok $late->says('consultant'), 'and by whom';
    my @other = grep { $_->attr('href') =~ m{/sales/deals/new\?unit_id=\d+} } $late->all('a.btn');
    is scalar @other, 3, 'three like it';
};

subtest 'fifty at once: one has it' => sub {
    my $unit = given('unit');
    my $customer = given(customer => by => 'consultant');
    my $token = world()->{users}{consultant}{token};
    my (@pipes, %count);
    for my $n (1 .. 50) {
        my $pid = open(my $from, '-|') // die "fork: $!\n";
        if (!$pid) {
            my $http = Loupan::Http->new(max_redirect => 0, timeout => 60);
            my $answer = $http->post("$ENV{LOUPAN_URL}/sales/deals/new", {
                headers => { authorization => "Bearer $token",
                    'content-type' => 'application/x-www-form-urlencoded' },
                content => Loupan::Season::encode_form(_key => sprintf('%08x%08x%016x', $$, time, $n),
                    unit_id => $unit, method => 'lump', @pot, customer_id_0 => $customer) });
            print "$answer->{status}\n";
            STDOUT->flush;
            POSIX::_exit(0);
        }
        push @pipes, $from;
    }
    for my $from (@pipes) {
        chomp(my $status = <$from> // 'nothing');
        $count{$status}++;
        close $from;
    }
    is $count{303}, 1, 'one winner' or diag explain \%count;
    is $count{422}, 49, 'and 49 who are told so';
    is db("SELECT COUNT(*) FROM deal WHERE unit_id = $unit"), 1, 'one row';
    my $deal = db("SELECT id FROM deal WHERE unit_id = $unit");
    is as('secretary')->post("/sales/deals/$deal/confirm")->status, 303, 'it is confirmed';
};

subtest 'from the draft to the filing' => sub {
    my $unit = given('unit');
    my $deal = subscribe('consultant', $unit)->id;
    my $page = as('secretary')->get("/sales/deals/$deal");
    is_deeply [ $page->submit('confirm')->redirect ], [ 303, "/sales/deals/$deal" ], 'confirmed by its button';
    my $again = as('secretary')->post("/sales/deals/$deal/confirm");
    is $again->status, 422, 'once';
    like as('consultant')->get("/sales/deals/$deal")->html, qr{/finance/slips/new\?tab_id=\d+},
        'its page leads to the slip';
    my $sign = as('secretary')->get("/sales/deals/$deal/sign");
    my $empty = $sign->submit(contract_no => ' ');
    is $empty->status, 422, 'a contract has a number';
    ok length $empty->error('contract_no'), 'and the page says so';
    is $sign->submit(contract_no => "HT-$deal")->status, 303, 'signed';
    is as('secretary')->post("/sales/deals/$deal/file", no => 'B')->status, 422, 'not filed before the online signing';
    is as('secretary')->post("/sales/deals/$deal/online_sign", no => 'W')->status, 303, 'online';
    is as('secretary')->post("/sales/deals/$deal/file", no => 'B')->status, 303, 'filed';
    my ($row) = grep { $_->{id} == $deal }
        @{ as('secretary')->get('/sales/deals?as=json')->json->{rows} };
    is $row->{state}, 'filed', 'the list says so';
    is $row->{unpaid_fen}, 1_093_212_00, 'and what is unpaid';
    my $paper = as('secretary')->get("/sales/deals/$deal/contract");
    ok $paper->says('壹佰零玖万叁仟贰佰壹拾贰元整'), 'the paper has the amount in words';
};

subtest 'shares are typed as percent' => sub {
    my $unit = given('unit');
    my @two = (given('customer'), given('customer'));
    my $bad = subscribe('consultant', $unit, customer => $two[0], share_ppm_0 => '50',
        customer_id_1 => $two[1], share_ppm_1 => '49.9999');
    is $bad->status, 422, 'not a whole';
    is $bad->value('share_ppm_1'), '49.9999', 'what was typed is kept';
    my $good = subscribe('consultant', $unit, customer => $two[0], share_ppm_0 => '33.3333%',
        customer_id_1 => $two[1], share_ppm_1 => '66.6667');
    is $good->status, 303, 'a whole';
    is db('SELECT share_ppm FROM buyer_party WHERE seq = 2 AND deal_id = ' . $good->id), 666_667, 'in ppm';
};

subtest 'a unit of another project is not there' => sub {
    my $unit = given(unit => project => 'T2');
    is subscribe('consultant', $unit)->status, 404, 'for a form';
    is as('consultant')->get("/sales/deals/new?unit_id=$unit")->status, 404, 'for a link';
    is as('agency')->get("/sales/deals/new?unit_id=$unit")->status, 403, 'and not everybody subscribes';
};

done_testing;
