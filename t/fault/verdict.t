# The judge of the torture (docs/faults.md) is judged: of a small day it finds nothing wrong,
# and it finds each of the ways in which the books could differ from what people were told.
use v5.36;
use utf8;
use Test::More;
use File::Temp 'tempdir';
use JSON::PP ();
use lib 'tools/lib';
use Loupan::Journal;
use Loupan::Verdict;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
my $json = JSON::PP->new->canonical;

# 98 % of 100 m2 at 10,000 yuan, 5,000 off.
my %world = (units => { '1-101' => { each_fen => 1_000_000, dm2 => 10_000 }, '1-102' => { each_fen => 1_000_000, dm2 => 10_000 } },
    schemes => { lump => [ { kind => 'pct', value => 980_000 }, { kind => 'amount_off', value => 500_000 } ] });
my $price = 97_500_000;

# op, what it was about, and the answer: status and id; none: nobody was told.
my @day = (
    [ { op => 'customer_new', mark => 'K1' }, 303, 1 ],
    [ { op => 'touch', mark => 'T1', kind => 'visit', customer => 1 }, 303, 1 ],
    [ { op => 'registration_new', mark => 'W1' }, 303, 4 ],
    [ { op => 'registration_confirm', on => 4 }, 303, 4 ],
    [ { op => 'deal_new', mark => 5_000_001, unit => '1-101', method => 'lump', reg => 0 }, 303, 7 ],
    [ { op => 'deal_new', mark => 5_000_002, unit => '1-101', method => 'lump', reg => 0 }, 422, 0 ],
    [ { op => 'deal_confirm', on => 7 }, 303, 7 ],
    [ { op => 'deal_sign', on => 7 }, 303, 7 ],
    [ { op => 'slip_enter', mark => 'HD1', tab => 9, means => 'transfer', account => '1002.02', deal => 7,
        lines => [ [ deposit => 5_000_000 ] ] }, 303, 11 ],
    [ { op => 'slip_review', on => 11, accept => 0 }, 303, 11 ],
    [ { op => 'slip_correct', on => 11, lines => [ [ deposit => 5_450_000 ] ] }, 303, 11 ],
    [ { op => 'slip_review', on => 11, accept => 1 }, 303, 11 ],
    [ { op => 'slip_audit', on => 11, accept => 1 }, 303, 11 ],
    [ { op => 'receipt_issue', on => 11, fen => 5_450_000 }, 303, 13 ],
    [ { op => 'hold', unit => '1-102' }, 303, 0 ],
    [ { op => 'settle', gross => 10_000, fee => 100 }, 303, 0 ],
);

sub books() {
    my %flow = (calls => 0, visits => 1, prereg_new => 1, sub_new => 1, sub_new_amt => $price, contract_new => 1,
        contract_new_amt => $price, collect => 5_450_000, collect_customer => 5_450_000, sincerity_net => 0);
    return {
        customers => [ { id => 1, name => 'K1' } ],
        touches => [ { id => 1, touch_id => 1, content => 'T1' } ],
        registrations => [ { id => 4, intent => 'W1', state => 'active' } ],
        deals => [ { id => 7, deposit_fen => 5_000_001, unit_code => '1-101', state => 'signed', total_fen => $price,
            paid_fen => 5_450_000, unpaid_fen => $price - 5_450_000 } ],
        units => [ { code => '1-101', state => 'contracted' }, { code => '1-102', state => 'held' } ],
        slips => [ { id => 11, slip_no => 'JK-2026-000001', reference => 'HD1', type => 'receipt', state => 'audited',
            amount_fen => 5_450_000 } ],
        receipts => [ { id => 13, receipt_no => 'SJ-2026-0000001', slip_id => 11, amount_fen => 5_450_000, state => 'genuine' } ],
        balances => [ { account => '1002.02', balance_fen => 5_450_000 }, { account => '2205', balance_fen => -5_000_000 },
            { account => '2221.14', balance_fen => -450_000 }, { account => '1002.01', balance_fen => 9_900 },
            { account => '6603', balance_fen => 100 }, { account => '1012.01', balance_fen => -10_000 } ],
        numbers => [ { kind => 'slip', last_count => 1 }, { kind => 'receipt', last_count => 1 }, { kind => 'deal', last_count => 1 } ],
        flash => { mtd => { %flow }, stock => { units_contracted => 1, units_held => 1, map { ("units_$_" => 0) } qw(available locked subscribed) } },
        days => [ { day => { %flow } } ],
        events => { 'customer.created' => 1, 'touch.visit' => 1, 'registration.created' => 1, 'registration.confirmed' => 1,
            'deal.drafted' => 1, 'deal.subscribed' => 1, 'deal.signed' => 1, 'slip.returned' => 1, 'slip.corrected' => 1,
            'slip.reviewed' => 1, 'slip.audited' => 1, 'receipt.issued' => 1, 'unit.held' => 1, 'pos.settled' => 1 },
        desks => { SE => [], FC => [], FM => [] }, targets => [], schemes => [], users => [],
    };
}

# What the judge says of these books, when these acts (by their place) got no answer.
sub says($books, $over, @unanswered) {
    my $dir = tempdir(CLEANUP => 1);
    my %silent = map { $_ => 1 } @unanswered;
    open(my $out, '>:raw', "$dir/a.journal") or die "$dir: $!\n";
    print {$out} JSON::PP->new->utf8->encode({ world => \%world }), "\n";
    for my $n (0 .. $#day) {
        my ($op, $status, $id) = $day[$n]->@*;
        print {$out} JSON::PP->new->utf8->encode({ %$op, key => "k$n", who => 'x' }), "\n";
        print {$out} JSON::PP->new->utf8->encode({ key => "k$n", status => $status, id => $id }), "\n" if !$silent{$n};
    }
    close $out;
    my $told = Loupan::Journal::read_all($dir);
    return Loupan::Verdict->new(before => $told, after => $told, over => $over)->judge($books);
}

is_deeply [ says(books(), 1) ], [], 'a day as it was told';
is_deeply [ says(books(), 0) ], [], '... also looked at before it is over';
is_deeply [ says(books(), 1, 12) ], [], 'an audit that nobody was told of may have been done';
is_deeply [ says(books(), 1, 13) ], [], 'a receipt too';

my %spoiled = (
    'a customer is lost' => sub ($b) { $b->{customers} = [] },
    'a customer is there twice' => sub ($b) { push @{ $b->{customers} }, { id => 2, name => 'K1' } },
    'somebody is there who was never sent' => sub ($b) { push @{ $b->{customers} }, { id => 2, name => 'K2' } },
    'another number than he was told' => sub ($b) { $b->{customers}[0]{id} = 3 },
    'a touch is lost' => sub ($b) { $b->{touches} = [] },
    'a refused deal is there' => sub ($b) { push @{ $b->{deals} }, { %{ $b->{deals}[0] }, id => 8, deposit_fen => 5_000_002 } },
    'a deal has stayed behind' => sub ($b) { $b->{deals}[0]{state} = 'active' },
    'a deal has gone ahead' => sub ($b) { $b->{deals}[0]{state} = 'filed' },
    'a price is a fen off' => sub ($b) { $b->{deals}[0]{total_fen}++; $b->{deals}[0]{unpaid_fen}++ },
    'a payment is not on its deal' => sub ($b) { $b->{deals}[0]{paid_fen} = 0; $b->{deals}[0]{unpaid_fen} = $price },
    'a unit is free though sold' => sub ($b) { $b->{units}[0]{state} = 'available' },
    'a hold is lost' => sub ($b) { $b->{units}[1]{state} = 'available' },
    'a registration has gone back' => sub ($b) { $b->{registrations}[0]{state} = 'draft' },
    'a slip has gone back' => sub ($b) { $b->{slips}[0]{state} = 'reviewed' },
    'a slip has the old amount' => sub ($b) { $b->{slips}[0]{amount_fen} = 5_000_000 },
    'a slip number is missing' => sub ($b) { $b->{slips}[0]{slip_no} = 'JK-2026-000002' },
    'a receipt is lost' => sub ($b) { $b->{receipts} = [] },
    'a receipt is there twice' => sub ($b) { push @{ $b->{receipts} }, { %{ $b->{receipts}[0] }, id => 14, receipt_no => 'SJ-2026-0000002' } },
    'a posting is there twice' => sub ($b) { $b->{balances}[0]{balance_fen} *= 2; $b->{balances}[1]{balance_fen} -= 5_450_000 },
    'tax is where the price should be' => sub ($b) { $b->{balances}[1]{balance_fen} -= 100; $b->{balances}[2]{balance_fen} += 100 },
    'the balances do not sum to nothing' => sub ($b) { push @{ $b->{balances} }, { account => '1122', balance_fen => 1 } },
    'a fee is lost' => sub ($b) { $b->{balances}[4]{balance_fen} = 0; $b->{balances}[5]{balance_fen} = -9_900 },
    'a number was taken for nothing' => sub ($b) { $b->{numbers}[0]{last_count} = 2 },
    'the flash report counts one too many' => sub ($b) { $_->{sub_new} = 2 for $b->{flash}{mtd}, $b->{days}[0]{day} },
    'a day of the flash report is lost' => sub ($b) { $b->{days}[0]{day}{collect} = 0 },
    'the stock is not the board' => sub ($b) { $b->{flash}{stock}{units_held} = 0 },
    'the trail has a line twice' => sub ($b) { $b->{events}{'slip.audited'} = 2 },
    'a desk shows what is done' => sub ($b) { $b->{desks}{FC} = [11] },
);
for my $how (sort keys %spoiled) {
    my $books = books();
    $spoiled{$how}->($books);
    my @said = says($books, 1);
    ok scalar @said, "found: $how" or diag $json->encode($books);
}

is scalar(says(books(), 1, 0)), 0, 'a customer whose answer was lost may be there';
my $without = books();
$without->{customers} = [];
$without->{events}{'customer.created'} = 0;
is scalar(says($without, 1, 0)), 0, '... or not';

{    # Two secretaries were both told that they had passed on the same paper.
    push @day, [ { op => 'slip_review', on => 11, accept => 1 }, 303, 11 ];
    my $books = books();
    $books->{events}{'slip.reviewed'} = 2;
    ok scalar(says($books, 1)), 'found: one step confirmed to two people';
    pop @day;
}

done_testing;
