# Slips through their pages: entered, returned, corrected, reversed, paid back.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

sub tab_of ($deal) { return db("SELECT tab_id FROM deal WHERE id = $deal") }
sub state_of ($slip) { return db("SELECT state FROM slip WHERE id = $slip") }
sub fen_in ($account) {
    return db("SELECT COALESCE(SUM(IF(debit = '$account', amount_fen, -amount_fen)), 0) FROM ledger "
        . "WHERE '$account' IN (debit, credit) AND project_id = " . project_id());
}

subtest 'the form proposes what is due, and one press makes one slip' => sub {
    my $tab = tab_of(given('deal'));
    my $form = as('consultant')->get("/finance/slips/new?tab_id=$tab");

    is $form->value('kind_0'), 'deposit', 'the deposit';
    is $form->value('amount_fen_0'), '50,000.00', 'all of it';
    is $form->value('account'), '1002.02', 'into escrow';
    my @first = $form->submit(reference => 'HT-1')->redirect;
    my @second = $form->submit(reference => 'HT-1')->redirect;
    like $first[1], qr{\A/finance/slips/\d+\z}, 'entered';
    is_deeply \@second, \@first, 'the second press gets the same answer';
    is db("SELECT COUNT(*) FROM slip WHERE tab_id = $tab"), 1, 'one slip';
    is as('consultant')->get("/finance/slips/new?tab_id=$tab")->value('kind_0'), 'price', 'then the balance';
};

subtest 'what cannot be is said beside its field, and nothing is written' => sub {
    my $tab = tab_of(given('deal'));
    my $form = as('consultant')->get("/finance/slips/new?tab_id=$tab");
    my $loan = $form->submit(kind_0 => 'loan', amount_fen_0 => '1');

    is $loan->status, 422, 'a loan before the contract';
    like $loan->error('kind_0'), qr/签约/, 'with the way out';
    is $loan->value('amount_fen_0'), '1', 'and what was typed';
    like $form->submit(account => '1002.01')->error('account'), qr/监管户/, 'price money outside escrow';
    like $form->submit(amount_fen_0 => '-1')->error('amount_fen_0'), qr/大于 0/, 'less than nothing';
    like $form->submit(paid_on => days_on(1))->error('paid_on'), qr/不能晚于今天/, 'paid tomorrow';
    like $form->submit(amount_fen_0 => 'viel')->error('amount_fen_0'), qr/./, 'no number';
    is db("SELECT COUNT(*) FROM slip WHERE tab_id = $tab"), 0, 'no slip';
};

subtest 'a tab of somebody else is not there' => sub {
    my $tab = tab_of(given('deal'));

    is as('consultant2')->get("/finance/slips/new?tab_id=$tab")->status, 404, 'not to look at';
    is as('other_consultant')->get("/finance/tabs/$tab")->status, 404, 'nor from another project';
    is as('consultant2')->post('/finance/slips/new', tab_id => $tab, means => 'transfer', account => '1002.02',
        kind_0 => 'deposit', amount_fen_0 => 1)->status, 404, 'nor to pay into';
    is as('secretary')->get("/finance/tabs/$tab")->status, 200, 'the secretary sees it';
};

subtest 'it is returned only with a reason, and keeps its number' => sub {
    my $slip = given(slip => amount_fen => 50_000_00);
    my $no = db("SELECT slip_no FROM slip WHERE id = $slip");
    my $form = as('secretary')->get("/finance/slips/$slip/review");
    my $mute = $form->submit(accept => 0, note => '');

    is $mute->status, 422, 'the form comes back';
    like $mute->error('note'), qr/原因/, 'with the sentence beside its field';
    is state_of($slip), 'submitted', 'and nothing has happened';
    is $form->submit(accept => 0, note => '金额与回单不符')->status, 303, 'with a reason it goes back';
    my $page = as('consultant')->get("/finance/slips/$slip/correct");
    ok $page->says('金额与回单不符'), 'the consultant reads why';
    is $page->submit(amount_fen_0 => '30,000')->status, 303, 'corrected';
    is state_of($slip), 'submitted', 'it waits again';
    is db("SELECT CONCAT(slip_no, ' ', amount_fen, ' ', revision_no) FROM slip WHERE id = $slip"), "$no 3000000 2",
        'the same number, a new revision';
    is as('finance')->post("/finance/slips/$slip/audit", accept => 1)->status, 422, 'finance waits for the secretary';
};

subtest 'whoever checks is told of a voucher seen before and of too much' => sub {
    my ($one, $two) = (tab_of(given('deal')), tab_of(given('deal')));
    my $of = sub ($tab, $yuan) {
        as('consultant')->get("/finance/slips/new?tab_id=$tab")->submit(reference => "DUP-$one", amount_fen_0 => $yuan)->id;
    };
    my $first = $of->($one, '50,000');
    my $second = $of->($two, '50,000.01');
    my $page = as('secretary')->get("/finance/slips/$second/review");

    ok $page->says(db("SELECT slip_no FROM slip WHERE id = $first")), 'the other slip';
    ok $page->says('0.01'), 'what is too much';
    is $page->submit(accept => 1)->status, 303, 'both are warnings';
};

subtest 'a red slip: mirror, approval, paper back, and the books as before' => sub {
    my $before = fen_in('2205');
    my $receipt = given(receipt => amount_fen => 50_000_00);
    my $slip = db("SELECT slip_id FROM receipt WHERE id = $receipt");
    my $ask = as('consultant')->get("/finance/slips/$slip/red");

    is $ask->submit(reason => '')->status, 422, 'not without a reason';
    my $red = $ask->submit(reason => '付款人有误')->id;
    is as('consultant')->get("/finance/slips/$slip/red")->submit(reason => '再来')->status, 422, 'once';
    as('secretary')->get("/finance/slips/$red/review")->submit(accept => 1);
    my $page = as('finance')->get("/finance/slips/$red");
    ok $page->says('须先由财务经理批准'), 'the page says what it waits for';
    is as('finance')->post("/finance/slips/$red/audit", accept => 1)->status, 422, 'not approved';
    is as('finance_manager')->get("/finance/slips/$red")->submit('approve')->status, 303, 'approved';
    is as('finance')->post("/finance/slips/$red/audit", accept => 1)->status, 422, 'the receipt is out';
    as('finance')->post("/finance/receipts/$receipt/recover", reason => '原件收回');
    is as('finance')->get("/finance/slips/$red/audit")->submit(accept => 1)->status, 303, 'audited';
    is state_of($slip), 'reversed', 'the original is reversed';
    is fen_in('2205'), $before, 'the books are as before, to the fen';
};

subtest 'sincerity money goes back in full when asked for' => sub {
    my $slip = given(slip => kind => 'sincerity', state => 'audited', amount_fen => 20_000_00);
    my $tab = db("SELECT tab_id FROM slip WHERE id = $slip");
    my $reg = db("SELECT id FROM pre_registration WHERE tab_id = $tab");

    as('consultant')->post("/sales/pre_registrations/$reg/withdraw");
    my $form = as('consultant')->get("/finance/slips/new?tab_id=$tab");
    is $form->value('amount_fen_0'), '-20,000.00', 'all that is there is proposed';
    like $form->submit(amount_fen_0 => '-20,000.01')->error('amount_fen_0'), qr/20,000\.00/, 'and no more';
    my $refund = $form->submit->id;
    as('secretary')->get("/finance/slips/$refund/review")->submit(accept => 1);
    as('finance_manager')->post("/finance/slips/$refund/approve");
    is as('finance')->get("/finance/slips/$refund/audit")->submit(accept => 1)->status, 303, 'paid back';
    is db("SELECT emptied_on FROM tab WHERE id = $tab"), today(), 'the tab is empty';
    is as('finance')->post("/finance/slips/$refund/receipt")->status, 422, 'no receipt for a refund';
};

subtest 'lists and accounts' => sub {
    my $slip = given(slip => state => 'audited', amount_fen => 40_000_00);
    my $tab = db("SELECT tab_id FROM slip WHERE id = $slip");
    my $list = as('secretary')->get('/finance/slips?as=json&state=audited')->json;
    my ($row) = grep { $_->{id} == $slip } @{ $list->{rows} };

    is $row->{amount_fen}, 40_000_00, 'raw numbers for scripts';
    my ($line) = grep { $_->{id} == $slip } @{ as('finance')->get('/finance/lines?as=json&kind=deposit')->json->{rows} };
    is $line->{payer_kind}, 'customer', 'the line counts as the customer\'s';
    my $page = as('finance')->get("/finance/tabs/$tab");
    ok $page->says('10,000.00'), 'what is open of the deposit';
    ok $page->says(db("SELECT slip_no FROM slip WHERE id = $slip")), 'the slip';
    my $late_on = days_on(-3);
    db("UPDATE plan_item SET due_on = '$late_on' WHERE tab_id = $tab AND item_kind = 'deposit';"
        . " UPDATE tab SET next_due_on = '$late_on' WHERE id = $tab; SELECT 1");
    my ($late) = grep { $_->{id} == $tab } @{ as('finance')->get('/finance/arrears?as=json')->json->{rows} };
    is "$late->{unpaid_fen} $late->{late_days}", '1000000 3', 'three days late with the rest';
    ok as('finance')->get('/finance/slips')->says('待财务审核'), 'the list with its tabs';
};

subtest 'a slip goes to finance on paper, a red one says so' => sub {
    my $slip = given(slip => amount_fen => 30_000_00, state => 'audited');
    my $paper = as('secretary')->get("/finance/slips/$slip/paper");
    is $paper->status, 200, 'there is a paper';
    like $paper->html, qr/叁万元整/, 'with the amount in words';
    like $paper->html, qr{<th scope="row">定金</th>}, 'and what it is for';
    unlike $paper->html, qr/红字缴款单/, 'and it is no red one';
    my ($red) = (as('consultant')->get("/finance/slips/$slip/red")->submit(reason => '金额录错')->redirect)[1] =~ /(\d+)\z/;
    $paper = as('secretary')->get("/finance/slips/$red/paper");
    like $paper->html, qr/红字缴款单/, 'the red one says so';
    like $paper->html, qr/负叁万元整/, 'in words too';
    is as('other_secretary')->get("/finance/slips/$slip/paper")->status, 404, 'not for another project';
};

subtest 'what waits for the reader comes first, over all pages' => sub {
    my $tab = given('tab');
    my @made = map {
        (as('consultant')->post('/finance/slips/new', tab_id => $tab, means => 'transfer', account => '1002.02',
            paid_on => today(), kind_0 => 'deposit', amount_fen_0 => '1.00')->redirect)[1] =~ /(\d+)\z/
    } 1 .. 53;
    as('secretary')->post("/finance/slips/$_/review", accept => 1) for @made[ 7, 20, 33 ];
    my $project = project_id();
    for my $who ([ secretary => 'submitted' ], [ finance => 'reviewed' ], [ consultant => 'rejected' ]) {
        my ($name, $state) = @$who;
        my $own = $name eq 'consultant' ? 'AND entered_by = (SELECT owner_id FROM tab WHERE id = ' . $tab . ')' : '';
        my @want = map { $_->[0] } rows("SELECT id FROM slip WHERE project_id = $project $own"
            . " ORDER BY state <> '$state', id DESC");
        my @seen;
        for my $n (1 .. int((@want + 49) / 50)) {
            my $page = as($name)->get("/finance/slips?project_id=$project&page=$n");
            my %once;
            push @seen, grep { !$once{$_}++ } $page->html =~ m{"/finance/slips/(\d+)"}g;
        }
        is "@seen", "@want", "$name: all that is $state, then the others";
        my $sorted = as($name)->get("/finance/slips?project_id=$project&sort=slip_no");
        my ($least) = $sorted->html =~ m{"/finance/slips/(\d+)"};
        is $least, db("SELECT id FROM slip WHERE project_id = $project $own ORDER BY slip_no LIMIT 1"),
            "$name: an order of his own comes before that";
        my $file = as($name)->get("/finance/slips?project_id=$project&as=json")->json;
        is join(' ', map { $_->{id} } @{ $file->{rows} }), "@want", "$name: the file has them in the same order";
    }
};

done_testing;
