# Receipts: the paper, its proof, and what happens to it.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

sub public_word ($receipt) {
    return db("SELECT verdict FROM receipt_public p WHERE p.code = (SELECT code FROM receipt WHERE id = $receipt)");
}

subtest 'one receipt for a slip, with the amount in words and a code to check' => sub {
    my $slip = given(slip => state => 'audited', amount_fen => 50_000_50);
    my $button = as('finance')->get("/finance/slips/$slip");
    my $first = $button->submit('receipt')->id;

    is $button->submit('receipt')->id, $first, 'a second press is the same receipt';
    is as('finance')->post("/finance/slips/$slip/receipt")->status, 422, 'there is no second one';
    my $page = as('secretary')->get("/finance/receipts/$first");
    ok $page->says('伍万元伍角整') || $page->says('伍万元伍角'), 'in words';
    ok $page->says(db("SELECT receipt_no FROM receipt WHERE id = $first")), 'its number';
    my ($path) = $page->all('svg.qr path');
    ok length($path->attr('d')) > 1000, 'the QR code is drawn';
    like db("SELECT qr_text FROM receipt WHERE id = $first"), qr/\AR1\.[A-Z2-7]{8}\.[A-Z2-7]+\.[A-Z2-7]{103}\z/,
        'of letters for the dense mode alone';
    is public_word($first), 'genuine', 'the public is told so';
};

# What is signed stays as it was issued; days and names are shown as the reader's language has them.
subtest 'in both languages' => sub {
    my $slip = given(slip => state => 'audited');
    db("UPDATE slip SET payer = '陈嘉怡、王五' WHERE id = $slip");
    my $receipt = as('finance')->post("/finance/slips/$slip/receipt")->id;
    my $code = db("SELECT code FROM receipt WHERE id = $receipt");
    my ($year, $month, $day) = map { $_ + 0 } split /-/, today();
    my %expected = (
        zh => [ "$year 年 $month 月 $day 日", '陈嘉怡、王五', '陈**、王*' ],
        en => [ sprintf('%d-%02d-%02d', $year, $month, $day), '陈嘉怡/王五', '陈**/王*' ],
    );
    for my $language (qw(en zh)) {
        my ($on, $names, $masked) = @{ $expected{$language} };
        as('finance')->post('/account/preferences', language => $language);
        my $paper = as('finance')->get("/finance/receipts/$receipt");
        like $paper->text('#a5'), qr/\Q$on\E/, "$language: the day";
        like $paper->text('#a5'), qr/\Q$names\E/, '... the names';
        like $paper->text('#roll'), qr/\Q$names\E/, '... on the roll too';
        my $check = stranger()->ask(GET => "/r/$code", headers => { 'accept-language' => $language });
        ok $check->says($masked), '... and masked, for the public';
        unlike $paper->text('#a5'), qr/、|\d 年/, '... nothing of Chinese writing' if $language eq 'en';
    }
    is db("SELECT payer FROM receipt WHERE id = $receipt"), '陈嘉怡、王五', 'the receipt itself is the same';
};

subtest 'copies are counted' => sub {
    my $receipt = given('receipt');

    ok as('finance')->get("/finance/receipts/$receipt")->submit('print')->status == 303, 'printed' for 1 .. 2;
    ok as('finance')->get("/finance/receipts/$receipt")->says('打印次数 2'), 'twice';
};

subtest 'a void receipt says so, and another takes its place' => sub {
    my $receipt = given('receipt');
    my $slip = db("SELECT slip_id FROM receipt WHERE id = $receipt");
    my $page = as('finance_manager')->get("/finance/receipts/$receipt");

    is as('finance_manager')->post("/finance/receipts/$receipt/void", reason => '')->status, 422, 'not without a reason';
    is as('finance')->post("/finance/receipts/$receipt/void", reason => 'x')->status, 403, 'nor by the clerk';
    is as('finance_manager')->post("/finance/receipts/$receipt/void", reason => '打印错行')->status, 303, 'voided';
    is public_word($receipt), 'voided', 'the public is told so';
    is as('finance')->post("/finance/receipts/$receipt/recover", reason => 'x')->status, 422, 'it cannot come back';
    my $next = as('finance')->post("/finance/slips/$slip/receipt")->id;
    isnt $next, $receipt, 'issued again';
    is public_word($next), 'genuine', 'under its own number';
};

subtest 'a receipt that came back is no longer out' => sub {
    my $receipt = given('receipt');

    is as('finance')->post("/finance/receipts/$receipt/recover", reason => '')->status, 303, 'recovered';
    is as('finance')->post("/finance/receipts/$receipt/recover", reason => '')->status, 422, 'once';
    my ($row) = grep { $_->{id} == $receipt } @{ as('finance')->get('/finance/receipts?as=json')->json->{rows} };
    is $row->{state}, 'recovered', 'the list says so';
};

done_testing;
