# Is this paper one of ours?  Asked by anybody, by the code on it or the text of its QR code.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $receipt = given(receipt => amount_fen => 768_095_00);
my ($code, $no, $text, $payer, $unit) = map { db("SELECT $_ FROM receipt WHERE id = $receipt") }
    qw(code receipt_no qr_text payer unit_code);
my $by_text = $text =~ m{(R1\..*)} ? $1 : die "no R1 text in $text\n";
my $program = "$ENV{LOUPAN_BUILD}/loupan-receipt";

# What the database says has happened to it; the public program has its own view of that.
sub event($what) {
    db("INSERT INTO receipt_event (project_id, receipt_id, what, happened_on, by_id) SELECT project_id, id, '$what', "
        . "'2026-11-25', issued_by FROM receipt WHERE id = $receipt; SELECT 1");
}

subtest 'genuine' => sub {
    for my $path ("/r/$code", '/r/' . lc $code, '/r/' . join('-', $code =~ /..../g), "/R/$by_text", "/r/?code=$code") {
        my $page = stranger()->get($path);
        is $page->status, 200, substr($path, 0, 30);
        is $page->text('.verdict h1'), '收据有效', '... is genuine';
        ok $page->says($no) && $page->says('768,095.00'), '... with number and amount';
    }
    my $page = stranger()->get("/r/$code");
    ok !$page->says($payer), "nobody's name";
    ok $page->says(substr($payer, 0, 1) . '*'), '... but its first character';
    ok $page->says($unit), 'the unit';
    is $page->header('set-cookie'), undef, 'no cookie';
    is $page->header('cache-control'), 'no-store', 'nothing is kept';
    like $page->html, qr/<meta name="robots" content="noindex">/, 'and nothing found by a search';
    unlike $page->html, qr/_token|data-user="\d/, 'and no sign of a session';
    is as('secretary')->get("/r/$code")->status, 200, 'a cookie of ours changes nothing';
};

subtest 'unknown' => sub {
    my $other = $code =~ tr/A-Z/B-ZA/r;
    for my $asked ($other, 'AAAA', '7' x 40, "'%20OR%201=1--", '%E9%99%88', 'x' x 350) {
        my $page = stranger()->get("/r/$asked");
        is $page->status, 404, 'code ' . substr($asked, 0, 20);
        is $page->text('.verdict h1'), '查无此收据', '... is not known';
        ok !$page->says($no), '... and shows nothing';
    }
    is stranger()->get('/r/')->status, 200, 'a page to type the code';
    is stranger()->ask(POST => "/r/$code", form => [])->status, 405, 'there is nothing to send';
};

subtest 'a forged text' => sub {
    for my $at (4, 20, length($by_text) - 5) {
        my $forged = $by_text;
        substr($forged, $at, 1) =~ tr/A-Z2-7/B-Z2-7A/;
        my $page = stranger()->get("/R/$forged");
        is $page->status, 404, "changed at $at";
        ok !$page->says($no), '... shows nothing of the real one';
    }
};

subtest 'on the command line, without a database' => sub {
    my $verify = sub ($asked) {
        open(my $out, '-|', $program, '--verify', "$ENV{LOUPAN_ETC}/secrets/receipt.pub", $asked) or die "$program: $!\n";
        binmode $out, ':encoding(UTF-8)';
        my $said = join '', <$out>;
        close $out;
        return ($? >> 8, $said);
    };
    my ($status, $said) = $verify->($by_text);
    is $status, 0, 'genuine';
    like $said, qr/$no.*768,095\.00.*$code.*^genuine$/ms, '... with its fields';
    ($status, $said) = $verify->($by_text =~ s/.\z//r);
    is $status, 1, 'forged';
    is $said, "forged\n", '... with nothing else';
};

subtest 'what became of it' => sub {
    for ([ recovered => '收据有效' ], [ lost => '此收据已作废' ], [ replaced => '此收据已换开' ], [ reversed => '此收据已红冲' ]) {
        my ($what, $verdict) = @$_;
        event($what);
        my @pages = map { stranger()->get($_) } "/r/$code", "/R/$by_text";
        is $_->status . ' ' . $_->text('.verdict h1'), "200 $verdict", $what for @pages;
    }
    db("SET FOREIGN_KEY_CHECKS = 0; UPDATE receipt SET code = 'AAAAAAAAAAAAAAAA' WHERE id = $receipt; SELECT 1");
    my $page = stranger()->get("/R/$by_text");
    is $page->status, 404, 'signed by us, and not in the books';
    like $page->html, qr/账上没有这张收据/, '... is said to be that';
    db("UPDATE receipt SET code = '$code' WHERE id = $receipt; SELECT 1");
};

done_testing;
