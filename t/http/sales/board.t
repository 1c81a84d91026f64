# The board: every unit of the project once, in floors and columns, with the state of now.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $project = project_id();

sub cell($page, $unit) {
    my ($a) = grep { ($_->attr('data-id') // '') eq $unit } $page->all('a.u');
    return $a;
}

subtest 'every unit stands on it once' => sub {
    my $page = as('consultant')->get("/sales/board?project_id=$project");
    my @ids = sort { $a <=> $b } map { $_->attr('data-id') } $page->all('table.ug a.u');
    my @all = map { $_->[0] } rows("SELECT id FROM unit WHERE project_id = $project ORDER BY id");
    is_deeply \@ids, \@all, scalar(@all) . ' units';
    is scalar($page->all('table.ug thead th')), 5, 'four columns and the floors';
    like $page->html, qr{data-live="/events/board-$project"}, 'it is live';
};

subtest 'a cell says its state' => sub {
    my $unit = given('unit');
    my $page = as('manager')->get("/sales/board?project_id=$project");
    is cell($page, $unit)->attr('data-state'), 'ok', 'for sale';
    like cell($page, $unit)->as_text, qr/113\.2/, 'with its total in 万';
    as('manager')->post("/sales/units/$unit/hold", held_until => days_on(3), reason => '样板间');
    $page = as('manager')->get("/sales/board?project_id=$project");
    is cell($page, $unit)->attr('data-state'), 'keep', 'held';
    is cell($page, $unit)->attr('data-who'), '样板间', 'and why';
    my $part = as('manager')->get('/sales/board/part?building='
        . db("SELECT building_id FROM unit WHERE id = $unit") . "&project_id=$project");
    is cell($part, $unit)->attr('data-state'), 'keep', 'also in the part that a live board fetches';
    as('manager')->post("/sales/units/$unit/unhold");
    is db("SELECT held_until IS NULL FROM unit WHERE id = $unit"), 1, 'released';
};

subtest 'a hold has an end and a reason' => sub {
    my $unit = given('unit');
    my $far = as('manager')->post("/sales/units/$unit/hold", held_until => days_on(31), reason => '样板间');
    is $far->status, 422, 'too far';
    ok length $far->error('held_until'), 'the sentence stands beside the day';
    is as('manager')->post("/sales/units/$unit/hold", held_until => days_on(3), reason => '')->status, 422, 'no reason';
    is as('manager')->post("/sales/units/$unit/unhold")->status, 422, 'nothing to release';
};

subtest 'a hold is taken back where it was made' => sub {
    my $unit = given('unit');
    my $page = as('manager')->get("/sales/units/$unit");
    is scalar($page->all('.undo')), 0, 'nothing was done yet';
    as('manager')->post("/sales/units/$unit/hold", held_until => days_on(3), reason => '样板间');
    my $held = as('manager')->get("/sales/units/$unit");
    like $held->text('.undo'), qr/已保留。五分钟内可以撤回。\s*撤回/, 'the page says what was done';
    is(($held->all('.undo form'))[0]->attr('action'), "/sales/units/$unit/unhold", 'with the way back');
    is scalar(as('director')->get("/sales/units/$unit")->all('.undo')), 0, 'not to somebody else';
    is scalar(as('consultant')->get("/sales/units/$unit")->all('.undo')), 0, 'nor without the right';
    is as('manager')->post("/sales/units/$unit/unhold")->status, 303, 'taken back';
    is scalar(as('manager')->get("/sales/units/$unit")->all('.undo')), 0, 'once';
    is db("SELECT GROUP_CONCAT(what ORDER BY id) FROM event WHERE noun = 'unit' AND about_id = $unit AND what LIKE 'unit.%held'"),
        'unit.held,unit.unheld', 'both are in the log';
};

subtest 'filters and forms' => sub {
    my $none = as('consultant')->get("/sales/board?project_id=$project&list_total_fen_from=200%E4%B8%87");
    is scalar($none->all('table.ug a.u')), 0, 'nothing above two million';
    my $some = as('consultant')->get("/sales/board?project_id=$project&list_total_fen_to=200%E4%B8%87&gross_dm2_from=80");
    cmp_ok scalar($some->all('table.ug a.u')), '>', 0, 'all below';
    my $list = as('consultant')->get("/sales/board?project_id=$project&as=json")->json;
    is $list->{total_count}, db("SELECT COUNT(*) FROM unit WHERE project_id = $project"), 'the list of it';
    is_deeply [ grep { !exists $list->{rows}[0]{$_} }
            qw(id code state list_total_fen gross_dm2 building_name room floor_no project_code) ], [], 'its columns';
    my $xlsx = as('consultant')->get("/sales/board?project_id=$project&as=xlsx");
    like $xlsx->bytes, qr/\APK/, 'a workbook';
};

subtest 'a unit tells its price by every method' => sub {
    my $page = as('consultant')->get('/sales/units/' . given('unit'));
    ok $page->says('1,131,943.60'), 'list';
    ok $page->says('1,093,212.00'), 'lump';
    ok $page->says('按揭贷款'), 'mortgage';
};

done_testing;
