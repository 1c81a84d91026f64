# A project from nothing: company, dossier, building, units, permit, batch, prices, release.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $tag = sprintf '%x%x', $$ & 0xffff, time & 0xfffff;
world();

sub event($what, $about) { return db("SELECT COUNT(*) FROM event WHERE what = '$what' AND about_id = $about") }

my ($company, $project);
subtest 'the administrator makes a company and a project with its dossier' => sub {
    my $made = as('admin')->post('/project/companies/new', name => "海棠置业$tag", credit_code => '91440300MA0000000X',
        phone => '0755-8888', address => '滨海大道 1 号');
    is $made->status, 303, 'a company';
    $company = $made->id;
    is as('admin')->post('/project/companies/new', name => "海棠置业$tag")->error('name'), '已有同名的公司。', 'once';

    $made = as('admin')->post('/project/projects/new', company_id => $company, code => "H$tag", name => '海棠苑',
        city => '深圳', plot_no => 'T-101', plot_area_dm2 => '12,345.67', land_use => '居住用地', land_grant_no => '深地合字 1 号',
        land_grant_on => '2024-05-01', land_term_years => 70, saleable_area_dm2 => '88000', title_no => '粤 0001');
    is $made->status, 303, 'a project';
    $project = $made->id;
    is db("SELECT plot_area_dm2 FROM project WHERE id = $project"), 1234567, 'areas are kept in 0.01 m2';
    is event('project.created', $project), 1, 'is in the trail';
    my $page = $made->follow;
    ok $page->says('深地合字 1 号') && $page->says('70 年'), 'the dossier is shown';
    is as('other_secretary')->get("/project/projects/$project")->status, 404, 'others do not find it';
};

subtest 'wrong fields come back with a sentence' => sub {
    my $page = as('admin')->post('/project/projects/new', company_id => $company, code => "X$tag", name => '',
        land_grant_on => '2024-02-31', plot_area_dm2 => '-1', land_term_years => 700);
    is $page->status, 422, 'not made';
    ok length($page->error($_) // ''), "$_ is said" for qw(name land_grant_on plot_area_dm2 land_term_years);
    is $page->value('code'), "X$tag", 'what was typed is kept';
};

subtest 'two people edit: the second is told' => sub {
    my ($form, $other) = map { as('admin')->get("/project/projects/$project/edit") } 1 .. 2;
    is $form->submit('edit', name => '海棠苑 A')->status, 303, 'the first saves';
    my $late = $other->submit('edit', name => '海棠苑 B');
    is $late->status, 409, 'the second not';
    like $late->text('.errsum'), qr{别人刚保存过}, 'and reads why';
    is db("SELECT name FROM project WHERE id = $project"), '海棠苑 A', 'nothing is lost';
};

my ($building, $batch, $unit);
rows("INSERT INTO user_project (user_id, project_id) SELECT id, $project FROM user WHERE id IN ("
    . join(',', map { world()->{users}{$_}{id} } qw(secretary manager planner director director2)) . ')');

subtest 'phase, building, permit, batch, account' => sub {
    is as('secretary')->post("/project/projects/$project/phases", name => '一期')->status, 303, 'a phase';
    my $phase = db("SELECT id FROM phase WHERE project_id = $project");
    is as('secretary')->post("/project/projects/$project/buildings", name => '1栋', phase_id => $phase,
        entrances => 'A座、B座')->status, 303, 'a building';
    $building = db("SELECT id FROM building WHERE project_id = $project");
    is db("SELECT COUNT(*) FROM entrance WHERE building_id = $building"), 2, 'with two entrances';
    is as('secretary')->post("/project/projects/$project/buildings", name => '1栋')->error('name'), '已有同名的楼栋。', 'once';
    is as('manager')->post("/project/projects/$project/buildings", name => '2栋')->status, 403, 'not by the manager';
    is as('admin')->post("/project/projects/$project/accounts", kind => 'escrow', bank => '商业银行', account_no => "9$tag",
        holder => '海棠置业')->status, 303, 'a bank account';
    is as('director')->post("/project/projects/$project/batches", name => '首批', opens_on => '2026-05-01')->status, 303, 'a batch';
    $batch = db("SELECT id FROM launch_batch WHERE project_id = $project");
};

subtest 'units of every kind by hand' => sub {
    my %base = (batch_id => $batch, entrance => 'A座', floor => '18', unit_kind => 'residence', pricing_basis => 'gross',
        gross_dm2 => '89.27', inner_dm2 => '71.46');
    my $add = sub (%o) { my %form = (%base, %o); return as('secretary')->post("/project/buildings/$building/units", %form) };
    my $made = $add->(room => '1802');
    is $made->status, 303, 'a flat';
    $unit = $made->id;
    is db("SELECT code FROM unit WHERE id = $unit"), '1栋-A座-1802', 'has its word';
    is $add->(room => '1802')->error('room'), '这一栋已有这个房号。', 'once';
    is $add->(room => '1803', inner_dm2 => '99')->error('inner_dm2'),
        '套内面积不能大于建筑面积。', 'no more inside than outside';
    is $add->(room => '1804', floor => '顶楼')->error('floor'),
        '认不出楼层。请写 18、-1 或 夹层 这样。', 'a floor must be one';
    for my $kind (qw(shop office parking storage)) {
        is $add->(entrance => '', room => "B-$kind", floor => '-1',
            unit_kind => $kind, pricing_basis => 'suite')->status, 303, "a $kind";
    }
    my $foreign = db('SELECT MIN(id) FROM launch_batch WHERE project_id = ' . project_id('T2'));
    is $add->(room => '1805', batch_id => $foreign)->status, 422,
        'a batch of another project is none';
};

subtest 'release needs a permit, an area, an approved price and no encumbrance' => sub {
    rows("DELETE FROM unit WHERE project_id = $project AND id <> $unit");
    like as('director')->post("/project/batches/$batch/release")->text('.errsum'), qr/这一批还没有申请放盘。/, 'proposed first';
    is as('manager')->post("/project/batches/$batch/propose")->status, 303, 'the manager proposes';
    is as('manager')->post("/project/batches/$batch/release")->status, 403, 'but does not release';
    my $release = sub { return as('director')->post("/project/batches/$batch/release") };
    like $release->()->text('.errsum'), qr/没有已生效的价格/, 'no price';
    my ($pl, $pd, $ge) = map { world()->{users}{$_}{id} } qw(planner director2 group);
    rows("INSERT INTO price_table (id, project_id, batch_id, version_no, state, effective_at, created_by, created_at, reviewed_by,"
        . " approved_by, approved_at) SELECT NULL, $project, $batch, 1, 'approved', '2000-01-01', $pl, '2000-01-01', $pd, $ge, '2000-01-01'");
    my $table = db("SELECT id FROM price_table WHERE batch_id = $batch");
    rows("INSERT INTO price_row VALUES ($table, $project, $unit, 1268000, 113194360, NULL, NULL, 'unit')");
    like $release->()->text('.errsum'), qr/没有预售许可证/, 'no permit';
    my $encumber = sub ($what) { as('secretary')->get("/project/units/$unit")->submit('encumber', encumbrance => $what) };
    is as('secretary')->post("/project/projects/$project/permits", permit_no => "预$tag", permitted_on => '2000-01-01')->status,
        422, 'a permit names its buildings';
    is as('secretary')->post("/project/projects/$project/permits", permit_no => "预$tag", permitted_on => '2000-01-01',
        building_id_0 => $building)->status, 303, 'a permit';
    is $encumber->('某行抵押 2026-1')->status, 303, 'mortgaged';
    like $release->()->text('.errsum'), qr/有抵押或查封/, 'is not released';
    is $encumber->('')->status, 303, 'lifted';
    rows("UPDATE unit SET gross_dm2 = 0, inner_dm2 = 0 WHERE id = $unit");
    like $release->()->text('.errsum'), qr/没有面积/, 'no area';
    rows("UPDATE unit SET gross_dm2 = 8927, inner_dm2 = 7146 WHERE id = $unit");
    is db("SELECT sale_state FROM unit WHERE id = $unit"), 'not_released', 'until now nothing happened';
    is $release->()->status, 303, 'released';
    is db("SELECT sale_state FROM unit WHERE id = $unit"), 'available', 'and for sale';
    is event('unit.released', $unit), 1, 'in the trail';
    is as('director')->post("/project/units/$unit/withdraw", reason => '')->status, 422, 'withdrawn only with a reason';
    is as('director')->post("/project/units/$unit/withdraw", reason => '规划变更')->status, 303, 'withdrawn';
    is db("SELECT sale_state FROM unit WHERE id = $unit"), 'not_released', 'not for sale';
};

subtest 'parameters and rest days are the administrator\'s' => sub {
    my $form = as('admin')->get("/project/projects/$project/rules");
    is $form->submit('rules', lock_minutes => 20, hold_cap => 3)->status, 303, 'parameters';
    is db("SELECT lock_minutes * 100 + hold_cap FROM project WHERE id = $project"), 2003, 'are kept';
    is as('director')->get("/project/projects/$project/rules")->status, 403, 'not the director\'s';
    my $day = '2031-10-01';
    is as('admin')->post('/project/rest_days/new', rest_on => $day)->status, 303, 'a rest day';
    is db("SELECT COUNT(*) FROM rest_day WHERE rest_on = '$day'"), 1, 'is there';
    as('admin')->post('/project/rest_days/new', rest_on => $day);
    is db("SELECT COUNT(*) FROM rest_day WHERE rest_on = '$day'"), 0, 'and out again';
};

subtest 'every list and page opens' => sub {
    for my $path (qw(projects companies units price_tables methods schemes targets rest_days), "projects/$project",
        "companies/$company", "buildings/$building", "units/$unit", "batches/$batch", "projects/$project/phases",
        "projects/$project/permits", "projects/$project/batches", 'schemes/new', 'targets/new', 'methods/new') {
        my $who = $path =~ /schemes/ ? 'planner' : $path =~ /targets|batches\z/ ? 'director' : $path =~ /rest|compan/ ? 'admin' : 'secretary';
        my $page = as($who)->get("/project/$path");
        is $page->status, 200, $path;
        unlike $page->html, qr/>L\.\w/, "$path has its words";
    }
    is as('secretary')->get("/project/units?as=json")->json->{rows}[0]{code} ? 1 : 0, 1, 'units as JSON';
};

done_testing;
