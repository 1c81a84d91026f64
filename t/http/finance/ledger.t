# The books: what finance enters itself, balances, numbers, the close of a day.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $project = project_id();

sub balance ($account) {
    my $rows = as('finance')->get("/finance/balances?as=json&project_id=$project")->json->{rows};
    my ($row) = grep { $_->{account} eq $account } @$rows;
    return $row ? $row->{balance_fen} : 0;
}

subtest 'POS money arrives less its fee' => sub {
    given(slip => kind => 'sincerity', means => 'pos', account => '1012.01', state => 'audited', amount_fen => 20_000_00);
    my ($way, $bank) = (balance('1012.01'), balance('1002.01'));
    my $form = as('finance')->get('/finance/settlements/new');

    is $form->value('gross_fen'), '20,000.00', 'what is on its way is proposed';
    like $form->submit(fee_fen => '20,000')->error('fee_fen'), qr/手续费/, 'a fee that eats all is refused';
    is $form->submit(fee_fen => '100')->status, 303, 'settled';
    is balance('1012.01'), $way - 20_000_00, 'nothing is on its way';
    is balance('1002.01'), $bank + 19_900_00, 'the net is at the bank';
    is balance('6603'), 100_00, 'the fee is an expense';
};

subtest 'a sweep moves money into escrow' => sub {
    my ($from, $to) = (balance('1002.01'), balance('1002.02'));

    is as('finance')->get('/finance/sweeps/new')->submit(amount_fen => '19,900')->status, 303, 'swept';
    is balance('1002.01'), $from - 19_900_00, 'out of the general account';
    is balance('1002.02'), $to + 19_900_00, 'into escrow';
    is as('finance')->post('/finance/sweeps/new', amount_fen => 0)->status, 422, 'nothing is no sweep';
};

subtest 'debits are credits, and numbers have no gap' => sub {
    my $sums = as('finance')->get("/finance/balances?as=json&project_id=$project")->json->{sums};

    is $sums->{debit_fen}, $sums->{credit_fen}, 'both sides are the same';
    my ($row) = grep { $_->{kind} eq 'slip' } @{ as('finance')->get('/finance/numbers?as=json')->json->{rows} };
    is $row->{last_count}, db("SELECT COUNT(*) FROM slip WHERE project_id = $project"), 'as many as there are slips';
    my $page = as('finance')->get('/finance/ledger');
    ok $page->says('POS 到账') && $page->says('划入监管户'), 'the rows say what they are';
};

subtest 'a closed day is closed, and money of it counts today' => sub {
    my $slip = given(slip => state => 'reviewed', amount_fen => 1_00);
    my $form = as('finance')->get('/finance/days/close');

    like $form->submit(through_on => days_on(1))->error('through_on'), qr/./, 'not the future';
    is $form->submit(through_on => days_on(-1))->status, 303, 'closed through yesterday';
    is as('finance')->post('/finance/days/close', project_id => $project, through_on => days_on(-1))->status, 422, 'once';
    as('finance')->get("/finance/slips/$slip/audit")->submit(accept => 1, received_on => days_on(-2));
    is db("SELECT CONCAT(received_on, ' ', count_on, ' ', post_on) FROM slip WHERE id = $slip"),
        join(' ', days_on(-2), today(), today()), 'received then, counted and posted today';
};

subtest 'a consultant has no business in the books' => sub {
    is as('consultant')->get("/finance/$_")->status, 403, $_ for qw(ledger balances numbers settlements/new sweeps/new days/close);
};

done_testing;
