package Loupan::Setup;

# What a season finds when it begins: company, people, projects, units with a price in
# force, schemes, methods, opening balances.  One SQL script, made here and run by the
# administrator; customers are not in it, because only the programs can seal a phone.

use v5.36;
use utf8;
use Exporter 'import';
use File::Basename 'dirname';
use Digest::SHA 'sha256_hex';
use Encode ();
use IPC::Open2;
use Loupan::Db;

our @EXPORT_OK = qw(load_setup);

sub q_($v) { return Loupan::Db::quote($v) }

# Half away from zero, as every rounding of domain.md; the numbers here are positive.
sub rounded_div($num, $den) {
    use integer;
    return ($num + $den / 2) / $den;
}

sub secret($n) {
    open(my $random, '<:raw', '/dev/urandom') or die "no random bytes: $!\n";
    read($random, my $bytes, $n) == $n or die "no random bytes\n";
    return unpack 'H*', $bytes;
}

# The argon2id hash of a password: only the program that checks it knows how.
sub password_hash($password) {
    my $build = $ENV{LOUPAN_BUILD} || dirname(__FILE__) . '/../../../build';
    my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";
    my $pid = open2(my $out, my $in, "$build/loupan-account", '--conf', "$etc/loupan.hdf", '--hash-password');
    print {$in} "$password\n";
    close $in;
    chomp(my $hash = <$out> // '');
    waitpid $pid, 0;
    $? = 0;
    die "no password hash from $build/loupan-account\n" if $hash !~ /\A\$argon2id\$/;
    return $hash;
}

# Loads $setup through $db.  Options: since (the day before which everything was approved),
# password_hash (else nobody can log in by form), staff (people beside those of the season).
# Answers { users => { name => { id, role, token, login } }, projects => { code => { id,
# units => { code => id } } } }.
sub load_setup($db, $setup, %o) {
    my $since = $o{since} // '2000-01-01';
    my @users = (@{ $setup->{users} }, @{ $o{staff} // [] });
    my $world = { users => {}, projects => {} };

    $db->run('START TRANSACTION;' . company($setup));
    $db->run(rest_days($setup)) if @{ $setup->{rest_days} // [] };
    for my $user (@users) {
        my $known = $world->{users}{ $user->{name} } = { %$user, token => secret(24) };
        $known->{login} //= $user->{name} =~ /\A[\x21-\x7e]{1,40}\z/ ? $user->{name} : 'u' . secret(6);
        $known->{id} = $db->value(user_sql($known, $o{password_hash}));
    }
    my %by = officers(values %{ $world->{users} });
    for my $project (@{ $setup->{projects} }) {
        my $id = $db->value(project_sql($setup, $project, \%by, $since));
        my %units = map { $_->[0] => $_->[1] }
            $db->run("SELECT code, id FROM unit WHERE project_id = $id");
        $world->{projects}{ $project->{code} } = { id => $id, units => \%units };
    }
    $db->run(scopes($world));
    $db->run(opening($setup, \%by, $since)) if @{ $setup->{opening} // [] };
    $db->run('COMMIT');
    return $world;
}

# Who drafted, reviewed and approved what the setup brings: three people.
sub officers(@users) {
    my %of;
    for my $user (sort { $a->{id} <=> $b->{id} } @users) {
        $of{ $user->{role} } //= $user->{id};
    }
    return (draft => $of{PL} // $of{SM}, review => $of{PD}, approve => $of{GE});
}

sub company($setup) {
    my $name = $setup->{company_name} // $setup->{company} // 'C';
    my ($code, $phone, $place) =
        map { q_($setup->{$_} // '') } qw(company_credit_code company_phone company_address);
    return 'INSERT INTO company (name, credit_code, phone, address) VALUES ('
        . q_($name) . ", $code, $phone, $place); SET \@company = LAST_INSERT_ID()";
}

sub rest_days($setup) {
    return 'INSERT IGNORE INTO rest_day (rest_on) VALUES '
        . join ', ', map { '(' . q_($_) . ')' } @{ $setup->{rest_days} };
}

sub user_sql($user, $hash) {
    my $employer = $user->{employer} // ($user->{role} eq 'AG' ? 'agency' : 'developer');
    my $token = sha256_hex($user->{token});
    return sprintf 'INSERT INTO user (login, name, role, employer, password_hash, must_change) '
        . 'VALUES (%s, %s, %s, %s, %s, 0); SET @user = LAST_INSERT_ID(); '
        . 'INSERT INTO token (token_hash, user_id, name, created_at) '
        . "VALUES (UNHEX('%s'), \@user, 'season', UTC_TIMESTAMP() + INTERVAL 8 HOUR); SELECT \@user",
        q_($user->{login}), q_($user->{label} // $user->{name}), q_($user->{role}), q_($employer),
        q_($hash // '!'), $token;
}

sub scopes($world) {
    my @rows;
    for my $user (values %{ $world->{users} }) {
        for my $code (@{ $user->{projects} // [] }) {
            my $project = $world->{projects}{$code} or next;
            push @rows, "($user->{id}, $project->{id})";
        }
    }
    return @rows ? 'INSERT INTO user_project (user_id, project_id) VALUES ' . join ', ', @rows : 'DO 0';
}

sub project_sql($setup, $p, $by, $since) {
    return join ";\n", project_row($setup, $p), places($p), batch($by, $since),
        units($p), prices($p, $by, $since), methods($p, $by, $since), extras($p),
        'SELECT @project';
}

sub project_row($setup, $p) {
    my %row = (
        code => $p->{code}, name => $p->{name}, vat_rate_pct => $setup->{vat_rate_pct} // 9,
        first_payment_rule => $setup->{first_payment_rule} // 'none',
        lock_cap => 2, hold_cap => 0, backdate_days => 7, %{ $p->{dossier} // {} },
    );
    my @names = sort keys %row;
    return sprintf 'INSERT INTO project (company_id, %s) VALUES (@company, %s); '
        . 'SET @project = LAST_INSERT_ID()',
        join(', ', @names), join(', ', map { q_($row{$_}) } @names);
}

# Phase, buildings, and the permit that covers them all.
sub places($p) {
    my %seen;
    my @buildings = grep { !$seen{$_}++ } map { $_->{building} } @{ $p->{units} };
    my $phase = q_($p->{phase} // '一期');
    return join '; ',
        "INSERT INTO phase (project_id, name) VALUES (\@project, $phase)",
        'SET @phase = LAST_INSERT_ID()',
        'INSERT INTO building (project_id, phase_id, name) VALUES '
            . join(', ', map { '(@project, @phase, ' . q_($_) . ')' } @buildings),
        sprintf('INSERT INTO presale_permit (project_id, permit_no, permitted_on) VALUES (@project, %s, %s)',
            q_($p->{permit}{no}), q_($p->{permit}{on})),
        'SET @permit = LAST_INSERT_ID()',
        'INSERT INTO permit_building (project_id, permit_id, building_id) '
            . 'SELECT @project, @permit, id FROM building WHERE project_id = @project',
        'INSERT INTO bank_account (company_id, project_id, kind, bank, account_no, holder) '
            . "SELECT \@company, \@project, 'general', '商业银行', CONCAT('99010', \@project), name FROM company "
            . 'WHERE id = @company',
        'INSERT INTO bank_account (company_id, project_id, kind, bank, account_no, holder) '
            . "SELECT \@company, \@project, 'escrow', '商业银行', CONCAT('99020', \@project), name FROM company "
            . 'WHERE id = @company';
}

sub batch($by, $since) {
    my ($draft, $review) = @$by{qw(draft review)};
    return 'INSERT INTO launch_batch (project_id, name, opens_on, state, proposed_by, released_by, released_on) '
        . "VALUES (\@project, '首批', '$since', 'released', $draft, $review, '$since'); "
        . 'SET @batch = LAST_INSERT_ID()';
}

sub units($p) {
    my $n = 0;
    my @rows = map {
        sprintf "(%d, \@project, \@batch, %s, %s, %d, %s, %s, %s, %s, %d, %d, 'available', %s)",
            ++$n, q_($_->{code}), q_($_->{room}), $_->{floor}, q_($_->{kind}), q_($_->{layout} // ''),
            q_($_->{facing} // ''), q_($_->{basis}), $_->{gross_dm2}, $_->{inner_dm2} // 0,
            q_($_->{building});
    } @{ $p->{units} };
    my $sql = '';
    while (my @some = splice @rows, 0, 200) {
        $sql .= 'INSERT INTO unit (project_id, batch_id, code, room, floor_no, unit_kind, layout, facing, '
            . 'pricing_basis, gross_dm2, inner_dm2, sale_state, building_id) '
            . 'WITH rows_ (n, project_id, batch_id, code, room, floor_no, unit_kind, layout, facing, '
            . 'pricing_basis, gross_dm2, inner_dm2, sale_state, building) AS (VALUES '
            . join(', ', @some) . ') SELECT r.project_id, r.batch_id, r.code, r.room, r.floor_no, r.unit_kind, '
            . 'r.layout, r.facing, r.pricing_basis, r.gross_dm2, r.inner_dm2, r.sale_state, b.id '
            . 'FROM rows_ r JOIN building b ON b.project_id = @project AND b.name = r.building ORDER BY r.n;';
    }
    return $sql =~ s/;\z//r;
}

# The list price of a unit in fen; the unit price shown for a suite is derived.
sub list_price($u) {
    my $area = $u->{basis} eq 'inner' ? $u->{inner_dm2} : $u->{gross_dm2};
    if (defined $u->{list_total_fen}) {
        my $each = $u->{list_unit_price_fen}
            // ($area ? rounded_div($u->{list_total_fen} * 100, $area) : 0);
        return ($each, $u->{list_total_fen}, 'total');
    }
    return ($u->{list_unit_price_fen}, rounded_div($u->{list_unit_price_fen} * $area, 100), 'unit');
}

sub prices($p, $by, $since) {
    my $sql = 'INSERT INTO price_table (project_id, batch_id, version_no, state, effective_at, reason, created_by, '
        . "created_at, reviewed_by, approved_by, approved_at) VALUES (\@project, \@batch, 1, 'approved', "
        . "'$since 00:00:00', '首次定价', $by->{draft}, '$since 00:00:00', $by->{review}, $by->{approve}, "
        . "'$since 00:00:00'); SET \@table = LAST_INSERT_ID()";
    my @rows = map {
        my ($each, $total, $anchor) = list_price($_);
        my $filed = $_->{filed_total_fen} // 'NULL';
        sprintf '(%s, %d, %d, %s, %s)', q_($_->{code}), $each, $total, $filed, q_($anchor);
    } @{ $p->{units} };
    while (my @some = splice @rows, 0, 200) {
        $sql .= '; INSERT INTO price_row (price_table_id, project_id, unit_id, list_unit_price_fen, list_total_fen, '
            . 'filed_total_fen, anchor) WITH rows_ (code, each_fen, total_fen, filed_fen, anchor) AS (VALUES '
            . join(', ', @some) . ') SELECT @table, @project, u.id, r.each_fen, r.total_fen, r.filed_fen, r.anchor '
            . 'FROM rows_ r JOIN unit u ON u.project_id = @project AND u.code = r.code';
    }
    return $sql;
}

my %method_name = (lump => '一次性付款', mortgage => '按揭贷款', instalment => '分期付款',
    fund => '公积金贷款', combo => '组合贷款');

sub methods($p, $by, $since) {
    my @sql;
    for my $code (sort keys %{ $p->{methods} }) {
        my $m = $p->{methods}{$code};
        push @sql, sprintf('INSERT INTO payment_method (project_id, code, name, kind, days, ltv_ppm, loan_step_fen, '
            . 'loan_days, fund_cap_fen) VALUES (@project, %s, %s, %s, %d, %d, %d, %d, %d)', q_($code),
            q_($m->{name} // $method_name{ $m->{kind} }), q_($m->{kind}), $m->{days} // 0, $m->{ltv_ppm} // 0,
            $m->{loan_step_fen} // 1000000, $m->{loan_days} // 45, $m->{fund_cap_fen} // 0),
            'SET @method = LAST_INSERT_ID()';
        my $seq = 0;
        push @sql, map {
            sprintf 'INSERT INTO method_part (project_id, method_id, seq, share_ppm, days) '
                . 'VALUES (@project, @method, %d, %d, %d)', ++$seq, $_->{ppm}, $_->{days}
        } @{ $m->{parts} // [] };
        push @sql, scheme($p->{schemes}{$code}, $by, $since) if $p->{schemes}{$code};
    }
    return join ";\n", @sql;
}

sub scheme($s, $by, $since) {
    my $name = q_($s->{name} // '常规优惠');
    my @sql = ('INSERT INTO discount_scheme (project_id, method_id, name, state, valid_from_on, round_unit_fen, '
        . "round_mode, created_by, approved_by) VALUES (\@project, \@method, $name, 'approved', '$since', "
        . sprintf("%d, %s, $by->{draft}, $by->{review})", $s->{round_fen} // 100, q_($s->{round_mode} // 'half')),
        'SET @scheme = LAST_INSERT_ID()');
    my $seq = 0;
    push @sql, map {
        sprintf 'INSERT INTO discount_line (project_id, scheme_id, seq, kind, value, reason) '
            . 'VALUES (@project, @scheme, %d, %s, %d, %s)', ++$seq, q_($_->{kind}), $_->{value}, q_($_->{reason} // '')
    } @{ $s->{lines} };
    return @sql;
}

# Targets and last year's figures: a demo has them, a season does not.
sub extras($p) {
    my @sql;
    push @sql, map {
        sprintf 'INSERT INTO target (project_id, month_on, measure, amount_fen) VALUES (@project, %s, %s, %d)',
            q_($_->{month_on}), q_($_->{measure}), $_->{amount_fen}
    } @{ $p->{targets} // [] };
    my @past = map { sprintf '(@project, %s, %s, %d)', q_($_->[0]), q_($_->[1]), $_->[2] } @{ $p->{past} // [] };
    push @sql, 'INSERT INTO past_day (project_id, count_on, code, amount) VALUES ' . join ', ', @past if @past;
    return join(";\n", @sql) || 'DO 0';
}

# Balances become transfers: what stands in debit is paired with what stands in credit.
sub opening($setup, $by, $since) {
    my @debit = map { [ $_->{account}, $_->{amount_fen} ] } grep { $_->{amount_fen} > 0 } @{ $setup->{opening} };
    my @credit = map { [ $_->{account}, -$_->{amount_fen} ] } grep { $_->{amount_fen} < 0 } @{ $setup->{opening} };
    my @sql = ('INSERT INTO event (noun, about_id, what, biz_on, count_on, post_on, user_id, from_where, at, created_at) '
        . "VALUES ('ledger', \@company, 'ledger.opened', '$since', '$since', '$since', $by->{review}, 'setup', "
        . "'$since 00:00:00', UTC_TIMESTAMP() + INTERVAL 8 HOUR)", 'SET @event = LAST_INSERT_ID()');
    while (@debit && @credit) {
        my $fen = $debit[0][1] < $credit[0][1] ? $debit[0][1] : $credit[0][1];
        push @sql, 'INSERT INTO ledger (event_id, debit, credit, amount_fen, count_on, post_on) VALUES (@event, '
            . q_($debit[0][0]) . ', ' . q_($credit[0][0]) . ", $fen, '$since', '$since')";
        shift @debit unless $debit[0][1] -= $fen;
        shift @credit unless $credit[0][1] -= $fen;
    }
    die "the opening balances do not sum to zero\n" if @debit || @credit;
    return join ";\n", @sql;
}

1;
