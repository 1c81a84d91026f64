# Prices: a file, a draft, a review, an approval by others, in force from a moment.
use v5.36;
use utf8;
use Test::More;
use Encode 'encode';
use JSON::PP;
use lib 't/lib';
use Loupan;

world();
my $project = project_id('T1');
my $batch = db("SELECT id FROM launch_batch WHERE project_id = $project");

# A form with a file, as a browser sends it.
sub upload($who, $name, $bytes, %fields) {
    my $mark = '----loupan' . $$ . int rand 1e9;
    my $body = '';
    my %all = (%fields, _key => as($who)->fresh_key, _token => as($who)->form_token);
    $body .= "--$mark\r\nContent-Disposition: form-data; name=\"$_\"\r\n\r\n$all{$_}\r\n" for sort keys %all;
    $body .= "--$mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" . encode('UTF-8', $name)
        . "\"\r\nContent-Type: application/octet-stream\r\n\r\n$bytes\r\n--$mark--\r\n";
    return as($who)->ask(POST => '/project/price_imports/new', content => $body, type => "multipart/form-data; boundary=$mark");
}
sub csv(@rows) { return encode('UTF-8', "\x{feff}楼栋,楼层,房号,用途,建筑面积(㎡),套内面积(㎡),单价(元/㎡),总价(元)\r\n" . join '', map { "$_\r\n" } @rows) }
sub import_of(@rows) {
    my $got = upload('planner', '价目表.csv', csv(@rows), project_id => $project, batch_id => $batch);
    is $got->status, 303, 'the file is read' or diag $got->error('file');
    return $got->id;
}
sub counts() { return db("SELECT CONCAT_WS('/', (SELECT COUNT(*) FROM unit WHERE project_id = $project), (SELECT COUNT(*) FROM price_table WHERE project_id = $project))") }

my @new = ('1栋,40,4001,住宅,90.00,72.00,20000,1800000', '1栋,40,4002,住宅,100.00,80.00,21000.5,2100050');
my $table;

subtest 'a good file: preview, then all of it in one go' => sub {
    my $before = counts();
    my $id = import_of(@new);
    my $page = as('planner')->get("/project/price_imports/$id");
    ok $page->says('190.00') && $page->says('3,900,050.00') && $page->says('没有发现问题'), 'areas, total and no problem';
    is counts(), $before, 'a preview changes nothing';
    is as('director')->get("/project/price_imports/$id")->status, 403, 'drafting is not the director\'s';
    is as('other_planner')->get("/project/price_imports/$id")->status, 404, 'nor is it there for another project';
    my $taken = $page->submit('take');
    is $taken->status, 303, 'taken';
    like +($taken->redirect)[1], qr{\A/project/price_tables/\d+\z}, 'leads to the draft';
    $table = $taken->id;
    is db("SELECT CONCAT(code, ' ', gross_dm2, ' ', sale_state) FROM unit WHERE project_id = $project AND room = '4002'"),
        '1栋-4002 10000 not_released', 'the unit is there, not yet for sale';
    is db("SELECT list_total_fen FROM price_row r JOIN unit u ON u.id = r.unit_id WHERE u.room = '4002' AND price_table_id = $table"),
        210005000, 'at its price';
    is db("SELECT COUNT(*) FROM price_row WHERE price_table_id = $table"), 62, 'a version holds every unit of the batch';
    is $page->submit('take')->redirect, $taken->redirect, 'the same press again gets the same answer';
};

subtest 'the same file twice changes nothing and says so' => sub {
    my $id = import_of(@new);
    ok as('planner')->get("/project/price_imports/$id")->says('导入不会改变任何内容'), 'the preview says so';
    my $before = counts();
    my $page = as('planner')->post("/project/price_imports/$id/take")->follow;
    is counts(), $before, 'no unit, no version';
    ok $page->says('没有改变任何内容'), 'and the page says so';
};

subtest 'an error in a file: nothing is taken' => sub {
    my $id = import_of('1栋,41,4101,住宅,90.00,72.00,20000,1800000', '1栋,41,4102,住宅,零,80.00,20000,2000000',
        '9栋,41,4103,住宅,90.00,72.00,20000,1800000');
    my $page = as('planner')->get("/project/price_imports/$id");
    ok $page->says('不是一个数字') && $page->says('建筑面积(㎡)') && $page->says('零'), 'row, column and what was found';
    ok $page->says('项目里没有这一栋'), 'a building that the project has not';
    my $before = counts();
    my $no = as('planner')->post("/project/price_imports/$id/take");
    is $no->status, 422, 'refused';
    like $no->text('.errsum'), qr/2 处错误/, 'with the number of errors';
    is counts(), $before, 'nothing has changed';
    is as('planner')->post("/project/price_imports/$id/drop")->status, 303, 'and it is dropped';
};

subtest 'a column read wrongly is corrected' => sub {
    my $got = upload('planner', 'odd.csv', encode('UTF-8', "栋,层,号码,甲,乙\n1栋,42,4201,90,20000\n"), project_id => $project, batch_id => $batch);
    is $got->status, 303, 'a file without a header that we know is kept';
    my $id = $got->id;
    ok as('planner')->get("/project/price_imports/$id")->says('没有找到房源明细'), 'and says what is missing';
    my $form = as('planner')->get("/project/price_imports/$id/mapping");
    is $form->submit('mapping', first_row => 2, building => 1, floor => 2, room => 3, gross_dm2 => 4, unit_price => 5)->status, 303, 'mapped';
    ok as('planner')->get("/project/price_imports/$id")->says('1,800,000.00'), 'and read';
    as('planner')->post("/project/price_imports/$id/drop");
};

subtest 'files that are none' => sub {
    my %bad = ('x.xlsx' => [ "PK\x03\x04" . 'x' x 100, qr/损坏/ ], 'empty.csv' => [ '', qr/./ ], 'a.pdf' => [ "%PDF-1.7\n", qr/不是表格/ ],
        'bin.csv' => [ "\x00\x01\x02abc", qr/不是表格/ ], 'enc.csv' => [ "\xff\xff\xff,\xfe\xfe\n", qr/编码/ ]);
    for my $name (sort keys %bad) {
        my $before = db("SELECT COUNT(*) FROM price_import WHERE project_id = $project");
        my $page = upload('planner', $name, $bad{$name}[0], project_id => $project);
        is $page->status, 422, "$name is refused";
        like $page->error('file') // '', $bad{$name}[1], 'with a sentence';
        is db("SELECT COUNT(*) FROM price_import WHERE project_id = $project"), $before, 'and not kept';
    }
    my $hello = upload('planner', '<b>"x.csv', csv('1栋,43,4301,<i>x,90,72,20000,1800000'), project_id => $project);
    my $page = $hello->follow;
    unlike $page->html, qr/<i>x|<b>"x/, 'what a file says is only ever text';
    as('planner')->post('/project/price_imports/' . $hello->id . '/drop');
};

subtest 'an .xls: merged, hidden, a wrong cell' => sub {
    my $program = ($ENV{LOUPAN_BUILD} // 'build') . '/loupan-project';
    open my $out, '-|', $program, '--import-prices', '--dry-run', '--json', 't/http/project/small.xls' or die "$program: $!\n";
    my $said = JSON::PP->new->utf8->decode(do { local $/; <$out> });
    is "$said->{units} $said->{gross_dm2} $said->{total_fen}", '4 36200 724000000', 'four units of two merged floors';
    is join(' ', map { $_->{code} } @{ $said->{problems} }), 'CELL_ERROR SHEET_HIDDEN', 'the hidden column and sheet are not taken';
};

subtest 'how far an import is' => sub {
    my $id = import_of('1栋,44,4401,住宅,90.00,72.00,20000,1800000');
    is as('planner')->get("/project/price_imports/$id/progress")->json->{state}, 'uploaded', 'waiting';
    rows("REPLACE INTO price_progress VALUES ($id, 1200, 6000)");
    is as('planner')->get("/project/price_imports/$id/progress")->json->{done_count}, 1200, 'what another transaction has done is seen';
    rows("DELETE FROM price_progress WHERE import_id = $id");
    as('planner')->post("/project/price_imports/$id/take");
    is as('planner')->get("/project/price_imports/$id/progress")->json->{done_count}, 1, 'and all of it in the end';
};

subtest 'draft, submitted, reviewed, approved: by three people' => sub {
    is as('director')->post("/project/price_tables/$table/review", accept => 1)->status, 422, 'submitted first';
    is as('planner')->get("/project/price_tables/$table")->submit('submit')->status, 303, 'the planner submits';
    is as('planner')->post("/project/price_tables/$table/review", accept => 1)->status, 403, 'and does not review';
    my ($form, $again) = map { as('director')->get("/project/price_tables/$table") } 1 .. 2;
    is $form->submit('review', accept => 0, reason => '')->error('reason'), '请写明退回原因。', 'returned only with a reason';
    is $again->submit('review', accept => 1)->status, 303, 'the director reviews';
    like as('director')->post("/project/price_tables/$table/approve", accept => 1)->text('.errsum'), qr/制表、审核、批准须是不同的人。/, 'and does not approve';
    like as('director2')->post("/project/price_tables/$table/approve", accept => 1)->text('.errsum'), qr/公司有集团高管，由集团高管批准。/, 'nor does another';
    is as('group')->post("/project/price_tables/$table/approve", accept => 1, effective_at => '2001-01-01 00:00')->error('effective_at'),
        '生效时间不能早于现在。', 'never for the past';
    is as('group')->post("/project/price_tables/$table/approve", accept => 1, effective_at => '2099-01-01 09:00')->status, 303, 'the group approves';
    is db("SELECT CONCAT(state, ' ', effective_at) FROM price_table WHERE id = $table"), 'approved 2099-01-01 09:00:00', 'for a moment';
    is as('planner')->post("/project/price_tables/$table/submit")->status, 422, 'an approved version never changes';
    is as('planner')->get("/project/price_tables/$table?as=json&price_table_id=$table")->json->{total_count}, 62, 'its rows for programs';
};

subtest 'a returned version is rejected for good' => sub {
    my $id = import_of('1栋,40,4001,住宅,90.00,72.00,22000,1980000');
    my $other = as('manager')->post("/project/price_imports/$id/take")->id;
    is db("SELECT created_by FROM price_table WHERE id = $other"), world()->{users}{manager}{id}, 'the manager may draft too';
    as('manager')->post("/project/price_tables/$other/submit");
    is as('director')->post("/project/price_tables/$other/review", accept => 0, reason => '单价过高')->status, 303, 'returned';
    is db("SELECT CONCAT(state, ' ', reason) FROM price_table WHERE id = $other"), 'rejected 单价过高', 'with the reason';
};

done_testing;
