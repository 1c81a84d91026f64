# What the board reads is kept joined by the schema (docs/adr/0013): after whatever changes,
# it says the same as the tables that it is joined from.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $project = project_id();
my $columns = 'building_id, batch_id, code, room, floor_no, floor_label, layout, unit_kind, gross_dm2,'
    . ' sale_state, locked_until, held_until, held_reason';

# Not by the view that the triggers read.
sub joined() {
    return rows('SELECT u.id, b.name, COALESCE(e.name, ""), l.name, t.payer, o.name, t.covered_on, '
        . $columns =~ s/(\w+)/u.$1/gr
        . ' FROM unit u JOIN building b ON b.id = u.building_id LEFT JOIN entrance e ON e.id = u.entrance_id'
        . ' LEFT JOIN user l ON l.id = u.locked_by LEFT JOIN deal d ON d.unit_id = u.id AND d.live = 1'
        . ' LEFT JOIN tab t ON t.id = d.tab_id LEFT JOIN user o ON o.id = d.owner_id'
        . " WHERE u.project_id = $project ORDER BY u.id");
}

sub kept() {
    return rows('SELECT unit_id, building_name, entrance_name, locker_name, payer, owner_name, covered_on, '
        . "$columns FROM board_row WHERE project_id = $project ORDER BY unit_id");
}

# What no page can do yet is done by hand, and undone: the instance is not only ours.
sub undone($do) {
    db('START TRANSACTION');
    $do->();
    db('ROLLBACK');
    is_deeply [ kept() ], [ joined() ], 'undone: the rows are as joined';
}

# Compares all rows, and answers the named columns of one.
sub same($unit, $what, $select, $want) {
    is_deeply [ kept() ], [ joined() ], "$what: the rows are as joined";
    is_deeply [ rows("SELECT $select FROM board_row WHERE unit_id = $unit") ], [$want], "$what: and say so";
}

my $deal = given(deal => state => 'draft');
my $unit = db("SELECT unit_id FROM deal WHERE id = $deal");
my $tab = db("SELECT tab_id FROM deal WHERE id = $deal");
my $building = db("SELECT building_id FROM unit WHERE id = $unit");

subtest 'what the pages change' => sub {
    same($unit, 'a draft locks its unit', 'sale_state, locked_until IS NULL, locker_name, payer',
        [ 'available', 0, 'consultant', undef ]);
    as('secretary')->post("/sales/deals/$deal/confirm");
    my $payer = db("SELECT payer FROM tab WHERE id = $tab");
    same($unit, 'sold', 'sale_state, locker_name, payer, owner_name',
        [ 'subscribed', undef, $payer, 'consultant' ]);
    my $held = given('unit');
    as('manager')->post("/sales/units/$held/hold", held_until => days_on(3), reason => '样板间');
    same($held, 'held', 'held_until, held_reason', [ days_on(3), '样板间' ]);
    as('manager')->post("/sales/units/$held/unhold");
    same($held, 'no longer', 'held_until, held_reason', [ undef, '' ]);
    my $given_up = given(deal => state => 'draft');
    my $free = db("SELECT unit_id FROM deal WHERE id = $given_up");
    as('consultant')->post("/sales/deals/$given_up/drop");
    same($free, 'given up', 'sale_state, locker_name, payer', [ 'available', undef, undef ]);
    my $signed = given(deal => state => 'signed');
    my $contract = db("SELECT unit_id FROM deal WHERE id = $signed");
    same($contract, 'signed', 'sale_state, covered_on', [ 'contracted', undef ]);
};

my $locked = db('SELECT unit_id FROM deal WHERE id = ' . given(deal => state => 'draft'));

subtest 'names that change, to the letter' => sub { undone(sub {
    db("UPDATE user u JOIN deal d ON d.owner_id = u.id SET u.name = 'Consultant' WHERE d.id = $deal");
    same($unit, 'his consultant', 'BINARY owner_name', ['Consultant']);
    db("UPDATE user u JOIN unit k ON k.locked_by = u.id SET u.name = 'consultant' WHERE k.id = $locked");
    same($locked, 'who locked it', 'BINARY locker_name', ['consultant']);
    db("UPDATE user u JOIN deal d ON d.owner_id = u.id SET u.state = 'disabled' WHERE d.id = $deal");
    same($unit, 'a user who has left', 'owner_name', ['consultant']);
    db("UPDATE tab SET payer = '更名后' WHERE id = $tab");
    same($unit, 'its payer', 'payer', ['更名后']);
    db("UPDATE building SET name = '12a栋' WHERE id = $building");
    same($unit, 'its building', 'building_no, building_name', [ 12, '12a栋' ]);
    db("UPDATE building SET name = '12A栋' WHERE id = $building");
    same($unit, 'a letter of it', 'BINARY building_name', ['12A栋']);
    db("INSERT INTO entrance (project_id, building_id, name) VALUES ($project, $building, '东')");
    my $entrance = db("SELECT MAX(id) FROM entrance WHERE project_id = $project");
    db("UPDATE unit SET entrance_id = $entrance, layout = '三房' WHERE id = $unit");
    same($unit, 'its entrance', 'entrance_name, layout', [ '东', '三房' ]);
    db("UPDATE entrance SET name = '西' WHERE id = $entrance");
    same($unit, 'the name of it', 'entrance_name', ['西']);
}) };

my $other = given(deal => state => 'active');

subtest 'the deal of a unit changes' => sub { undone(sub {
    my ($to, $second) = (rows("SELECT unit_id, tab_id FROM deal WHERE id = $other"))[0]->@*;
    db("UPDATE tab SET covered_on = '2026-01-02' WHERE id = $tab");
    same($unit, 'its money is complete', 'covered_on', ['2026-01-02']);
    db("UPDATE deal SET owner_id = (SELECT id FROM user WHERE name = 'consultant2' AND login LIKE 'consultant2.%'"
        . " ORDER BY id DESC LIMIT 1) WHERE id = $deal");
    same($unit, 'another consultant', 'owner_name', ['consultant2']);
    db("UPDATE deal SET tab_id = $second WHERE id = $deal");
    same($unit, 'another tab', 'payer, covered_on', [ db("SELECT payer FROM tab WHERE id = $second"), undef ]);
    db("UPDATE deal SET tab_id = $tab WHERE id = $deal");
    db("UPDATE deal SET subscription_state = 'swapped' WHERE id = $other");
    same($to, 'swapped away', 'payer, owner_name, covered_on', [ undef, undef, undef ]);
    db("UPDATE deal SET unit_id = $to WHERE id = $deal");
    same($to, 'the deal is of another unit', 'payer', [ db("SELECT payer FROM tab WHERE id = $tab") ]);
    same($unit, 'and no longer of this', 'payer', [undef]);
    db("UPDATE deal SET subscription_state = 'cancelled' WHERE id = $deal");
    same($to, 'cancelled', 'payer, owner_name', [ undef, undef ]);
}) };

subtest 'a building by itself' => sub {
    db("INSERT INTO building (project_id, name) VALUES ($project, '别墅')");
    my $last = db("SELECT MAX(id) FROM building WHERE project_id = $project");
    db('INSERT INTO unit (project_id, building_id, code, room, floor_no, unit_kind, pricing_basis, gross_dm2,'
        . " inner_dm2) VALUES ($project, $last, '别墅-1', '1', 1, 'residence', 'gross', 1, 1)");
    my $villa = db("SELECT id FROM unit WHERE building_id = $last");
    same($villa, 'a new unit', 'building_name, sale_state', [ '别墅', 'not_released' ]);
    my $page = as('consultant')->get("/sales/board?project_id=$project");
    my @order = map { $_->attr('id') } $page->all('section.bld');
    is_deeply \@order, [ "b$building", "b$last" ], 'a building without a number comes last';
    db("DELETE FROM unit WHERE id = $villa");
    is_deeply [ kept() ], [ joined() ], 'gone with its unit';
};

subtest 'a price has its moment, not its row' => sub {
    my $room = given('unit');
    my ($table, $batch) = (rows('SELECT r.price_table_id, u.batch_id FROM price_row r JOIN unit u ON u.id = r.unit_id'
            . " WHERE u.id = $room"))[0]->@*;
    db('INSERT INTO price_table (project_id, batch_id, version_no, state, effective_at, created_by, created_at,'
        . ' approved_by) SELECT project_id, batch_id, 90, "approved", "2999-01-01", created_by, created_at, approved_by'
        . " FROM price_table WHERE id = $table");
    my $new = db("SELECT MAX(id) FROM price_table WHERE batch_id = $batch");
    db('INSERT INTO price_row SELECT ' . "$new, project_id, unit_id, list_unit_price_fen, 99900000, NULL, NULL, anchor"
        . " FROM price_row WHERE price_table_id = $table");
    my $shown = sub {
        my $page = as('consultant')->get("/sales/board?project_id=$project&look=" . rand);
        my ($a) = grep { ($_->attr('data-id') // '') eq $room } $page->all('a.u');
        return $a->as_text;
    };
    is $shown->(), '113.2', 'approved for a later day: the old one';
    db("UPDATE price_table SET effective_at = '2026-01-02' WHERE id = $new");
    is $shown->(), '99.9', 'its moment has come';
    db("UPDATE price_table SET state = 'rejected' WHERE id = $new");
    is $shown->(), '113.2', 'taken back';
};

subtest 'of two who change one row the later sees both' => sub {
    my $shared = given(deal => state => 'active');
    my ($of, $owner) = (rows("SELECT tab_id, owner_id FROM deal WHERE id = $shared"))[0]->@*;
    my $first = Loupan::Db->new;
    open my $told, '>&', \*STDERR or die "stderr: $!\n";
    open STDERR, '>', '/dev/null' or die "stderr: $!\n";
    my $second = Loupan::Db->new;    # its client says the error that is expected of it
    open STDERR, '>&', $told or die "stderr: $!\n";
    $_->run('SET innodb_lock_wait_timeout = 1; SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION')
        for $first, $second;
    $first->run("UPDATE user SET name = 'renamed' WHERE id = $owner");
    ok !eval { $second->run("UPDATE tab SET payer = '后到' WHERE id = $of"); 1 }, 'it waits for the first';
    $first->run('COMMIT');
    db("UPDATE tab SET payer = '后到' WHERE id = $of");
    same(db("SELECT unit_id FROM deal WHERE id = $shared"), 'both', 'owner_name, payer', [ 'renamed', '后到' ]);
    db("UPDATE user SET name = 'consultant' WHERE id = $owner");
};

done_testing;
