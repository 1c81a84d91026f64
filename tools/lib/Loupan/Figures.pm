package Loupan::Figures;

# The figures of the flash report by plain SQL: from events, audited lines, units, deals and
# plans as they are, never from sums that are kept.  What the page says is compared with this,
# byte by byte (t/fault/flash.t, `./loupan bench flash`).

use v5.36;
use utf8;
use Exporter 'import';
use JSON::PP ();
use Math::BigInt;

our @EXPORT_OK = qw(figures told text_of);

our @codes = qw(calls new_calls visits first_visits repeat_visits prereg_new prereg_withdrawn sub_new
    sub_new_amt sub_new_area sub_cancel sub_cancel_amt sub_net sub_net_amt contract_new contract_new_amt
    contract_new_area contract_cancel contract_cancel_amt swaps swap_diff_amt contract_net contract_net_amt
    contract_net_area renames collect collect_customer collect_loan refund sincerity_net);

my @counted = qw(touch.call touch.visit registration.confirmed tab.emptied deal.subscribed deal.unsubscribed
    deal.signed deal.rescinded deal.swapped deal.renamed);

# ---- days -----------------------------------------------------------------------------------

sub month_days($y, $m) {
    return $m == 2 ? ($y % 4 || !($y % 100) && $y % 400 ? 28 : 29) : $m =~ /^(?:4|6|9|11)$/ ? 30 : 31;
}

sub spans($on) {
    my ($y, $m) = split /-/, $on;
    return {
        day => $on, mtd => "$y-$m-01", ytd => "$y-01-01",
        qtd => sprintf('%04d-%02d-01', $y, int(($m - 1) / 3) * 3 + 1),
    };
}

# 29 February: 28.
sub year_before($on) {
    my ($y, $m, $d) = split /-/, $on;
    return sprintf '%04d-%02d-%02d', $y - 1, $m, "$m-$d" eq '02-29' ? 28 : $d;
}

# As many days, or the whole month.
sub month_before($on) {
    my ($y, $m, $d) = split /-/, $on;
    ($y, $m) = $m == 1 ? ($y - 1, 12) : ($y, $m - 1);
    my $last = month_days($y, $m);
    return sprintf '%04d-%02d-%02d', $y, $m, $d < $last ? $d : $last;
}

# ---- flows ----------------------------------------------------------------------------------

# { project code => { F-code => number } } of the days from $from to $to.
sub flows($db, $from, $to) {
    my (%of, %n, %fen, %dm2);
    my $days = "count_on BETWEEN '$from' AND '$to'";
    my $what = join ', ', map { "'$_'" } @counted;
    for ($db->run("SELECT p.code, CONCAT_WS(' ', e.what, IF(e.what LIKE 'touch.%', e.state_to, NULL)), COUNT(*), "
            . "SUM(e.amount_fen), SUM(e.area_dm2) FROM event e JOIN project p ON p.id = e.project_id "
            . "WHERE e.$days AND e.what IN ($what) GROUP BY 1, 2")) {
        my ($project, $name, @sum) = @$_;
        ($n{$project}{$name}, $fen{$project}{$name}, $dm2{$project}{$name}) = @sum;
    }
    for my $project (keys %n) {
        my ($n, $fen, $dm2) = map { my $h = $_->{$project}; sub ($what) { $h->{$what} // 0 } } \(%n, %fen, %dm2);
        $of{$project} = {
            calls => $n->('touch.call new') + $n->('touch.call again'), new_calls => $n->('touch.call new'),
            visits => $n->('touch.visit first') + $n->('touch.visit again'),
            first_visits => $n->('touch.visit first'), repeat_visits => $n->('touch.visit again'),
            prereg_new => $n->('registration.confirmed'), prereg_withdrawn => $n->('tab.emptied'),
            sub_new => $n->('deal.subscribed'), sub_new_amt => $fen->('deal.subscribed'),
            sub_new_area => $dm2->('deal.subscribed'),
            sub_cancel => $n->('deal.unsubscribed'), sub_cancel_amt => -$fen->('deal.unsubscribed'),
            sub_net => $n->('deal.subscribed') - $n->('deal.unsubscribed'),
            sub_net_amt => $fen->('deal.subscribed') + $fen->('deal.unsubscribed'),
            contract_new => $n->('deal.signed'), contract_new_amt => $fen->('deal.signed'),
            contract_new_area => $dm2->('deal.signed'),
            contract_cancel => $n->('deal.rescinded'), contract_cancel_amt => -$fen->('deal.rescinded'),
            swaps => $n->('deal.swapped'), swap_diff_amt => $fen->('deal.swapped'),
            contract_net => $n->('deal.signed') - $n->('deal.rescinded'),
            contract_net_amt => $fen->('deal.signed') + $fen->('deal.rescinded') + $fen->('deal.swapped'),
            contract_net_area => $dm2->('deal.signed') + $dm2->('deal.rescinded') + $dm2->('deal.swapped'),
            renames => $n->('deal.renamed'),
        };
    }
    for ($db->run("SELECT p.code, l.kind, s.type, SUM(l.amount_fen) FROM slip s JOIN slip_line l "
            . "ON l.slip_id = s.id AND l.revision_no = s.revision_no JOIN project p ON p.id = s.project_id "
            . "WHERE s.audited_on IS NOT NULL AND s.$days GROUP BY 1, 2, 3")) {
        my ($project, $kind, $type, $fen) = @$_;
        my $f = $of{$project} //= {};
        $f->{sincerity_net} += $fen if $kind eq 'sincerity';
        next unless $kind =~ /^(?:deposit|price|loan)$/;
        $f->{collect} += $fen;
        $f->{ $kind eq 'loan' ? 'collect_loan' : 'collect_customer' } += $fen;
        $f->{refund} -= $fen if $type eq 'refund';
    }
    $of{ $_->[0] }{ $_->[1] } += $_->[2] for $db->run('SELECT p.code, h.code, SUM(h.amount) FROM past_day h '
        . "JOIN project p ON p.id = h.project_id WHERE h.$days GROUP BY 1, 2");
    return \%of;
}

# ---- stocks ---------------------------------------------------------------------------------

my %sold = map { $_ => 1 } qw(subscribed contracted loaned handed_over);

sub stocks($db, $now) {
    my $today = substr $now, 0, 10;
    my %of;
    for ($db->run("SELECT p.code, CASE WHEN u.sale_state = 'contracted' AND EXISTS (SELECT 1 FROM deal d JOIN tab t "
            . "ON t.id = d.tab_id WHERE d.unit_id = u.id AND d.live = 1 AND t.covered_on IS NOT NULL) THEN 'loaned' "
            . "WHEN u.sale_state = 'available' AND u.locked_until > '$now' THEN 'locked' "
            . "WHEN u.sale_state = 'available' AND u.held_until >= '$today' THEN 'held' ELSE u.sale_state END, COUNT(*), "
            . "SUM(u.gross_dm2), SUM(IF(u.sale_state = 'available', (SELECT r.list_total_fen FROM price_row r "
            . "JOIN price_table v ON v.id = r.price_table_id WHERE r.unit_id = u.id AND v.batch_id = u.batch_id "
            . "AND v.state = 'approved' AND v.effective_at <= '$now' ORDER BY v.effective_at DESC, v.version_no DESC "
            . "LIMIT 1), 0)) FROM unit u JOIN project p ON p.id = u.project_id GROUP BY 1, 2")) {
        my ($project, $state, $n, $dm2, $fen) = @$_;
        my $s = $of{$project} //= {};
        $s->{"units_$state"} = $n;
        next if $state eq 'not_released';
        $s->{released_units} += $n;
        $s->{released_area} += $dm2;
        $s->{unsold_value} += $fen // 0;
        ($s->{sold_units}, $s->{sold_area}) = (($s->{sold_units} // 0) + $n, ($s->{sold_area} // 0) + $dm2) if $sold{$state};
    }
    my $put = sub ($sql, @names) {
        for ($db->run($sql)) {
            my ($project, @values) = @$_;
            @{ $of{$project} }{@names} = map { $_ // 0 } @values;
        }
    };
    $put->("SELECT p.code, COUNT(*) FROM pre_registration r JOIN project p ON p.id = r.project_id "
        . "WHERE r.state = 'active' GROUP BY 1", 'prereg_active');
    $put->("SELECT p.code, COUNT(*), SUM(d.sign_by_on < '$today') FROM deal d JOIN project p ON p.id = d.project_id "
        . "WHERE d.live = 1 AND d.subscription_state = 'active' GROUP BY 1", qw(sub_not_signed sign_overdue));
    # what is asked of each pot by now, less all that it has received
    my $open = sub ($due) {
        return "SELECT t.project_id, t.id AS tab_id, GREATEST(0, a.asked_fen - COALESCE(m.paid_fen, 0)) AS open_fen FROM tab t "
            . "JOIN (SELECT i.tab_id, i.pot, SUM(i.amount_fen) AS asked_fen FROM plan_item i JOIN tab k ON k.id = i.tab_id "
            . "WHERE i.live = 1 AND $due GROUP BY 1, 2) a ON a.tab_id = t.id "
            . "LEFT JOIN (SELECT l.tab_id, l.kind, SUM(l.amount_fen) AS paid_fen FROM slip s JOIN slip_line l ON l.slip_id = s.id "
            . "AND l.revision_no = s.revision_no WHERE s.audited_on IS NOT NULL GROUP BY 1, 2) m ON m.tab_id = t.id AND m.kind = a.pot";
    };
    $put->('SELECT p.code, SUM(o.open_fen), COUNT(DISTINCT IF(o.open_fen > 0, o.tab_id, NULL)) FROM ('
        . $open->("i.pot <> 'loan' AND i.due_on < '$today' AND (k.signed_on IS NOT NULL OR i.pot = 'deposit')")
        . ') o JOIN project p ON p.id = o.project_id GROUP BY 1', qw(arrears overdue_deals));
    $put->('SELECT p.code, SUM(o.open_fen) FROM (' . $open->("i.pot = 'loan' AND k.signed_on IS NOT NULL")
        . ') o JOIN project p ON p.id = o.project_id GROUP BY 1', 'loan_pending');
    return \%of;
}

our @stocks = qw(prereg_active sub_not_signed sign_overdue arrears overdue_deals loan_pending sold_units unsold_value
    released_units sold_area released_area units_available units_locked units_held units_subscribed
    units_contracted units_loaned units_handed_over units_not_released);

# ---- ratios, half away from zero ------------------------------------------------------------

sub ppm($part, $whole) {
    my $n = Math::BigInt->new($part)->bmul(2_000_000);
    my $size = Math::BigInt->new($whole)->babs;
    my $negative = $n->is_neg != ($whole < 0 ? 1 : 0);
    my $q = $n->babs->badd($size)->bdiv($size->copy->bmul(2));
    return $q->is_zero ? 0 : 0 + ($negative ? "-$q" : "$q");
}

sub growth($now, $before) { return $before ? ppm($now - $before, $before) : undef }

# ---- the report -----------------------------------------------------------------------------

# { project code => { day, mtd, qtd, ytd, mtd_yoy_ppm, ytd_yoy_ppm, mtd_mom_ppm, stock } }; the stock
# is there when $now (a moment of the business clock) is on that day.
sub figures($db, $on, $now) {
    my ($begins, $before) = (spans($on), year_before($on));
    my $last = spans($before);
    my %flow = map { $_ => flows($db, $begins->{$_}, $on) } keys %$begins;
    my %year = map { $_ => flows($db, $last->{$_}, $before) } qw(mtd ytd);
    my $month = month_before($on);
    my $mom = flows($db, spans($month)->{mtd}, $month);
    my $stock = substr($now, 0, 10) eq $on ? stocks($db, $now) : undef;
    my %of;
    for my $project (map { $_->[0] } $db->run('SELECT code FROM project')) {
        my $p = $of{$project} = {};
        for my $span (keys %flow) {
            $p->{$span}{$_} = 0 + ($flow{$span}{$project}{$_} // 0) for @codes;
        }
        for (@codes) {
            $p->{mtd_yoy_ppm}{$_} = growth($p->{mtd}{$_}, $year{mtd}{$project}{$_} // 0);
            $p->{ytd_yoy_ppm}{$_} = growth($p->{ytd}{$_}, $year{ytd}{$project}{$_} // 0);
            $p->{mtd_mom_ppm}{$_} = growth($p->{mtd}{$_}, $mom->{$project}{$_} // 0);
        }
        next unless $stock;
        my $s = $p->{stock} = { map { $_ => 0 + ($stock->{$project}{$_} // 0) } @stocks };
        $s->{"sell_through_${_}_ppm"} = $s->{"released_$_"} > 0 ? ppm($s->{"sold_$_"}, $s->{"released_$_"}) : undef
            for qw(units area);
    }
    return \%of;
}

# The same of what /portal/flash?as=json said, in the same order.
sub told($json) {
    my $projects = JSON::PP->new->utf8->decode($json)->{projects};
    for my $p (values %$projects) {
        delete $p->{closed};
        for my $span (qw(day mtd qtd ytd)) {
            delete @{ $p->{$span} }{qw(contract_target contract_completion_ppm collect_target collect_completion_ppm)};
        }
    }
    return $projects;
}

# Text of figures, a line each: PROJECT PART CODE NUMBER.
sub text_of($figures) {
    my $text = '';
    for my $project (sort keys %$figures) {
        for my $part (sort keys %{ $figures->{$project} }) {
            my $of = $figures->{$project}{$part};
            $text .= join(' ', $project, $part, $_, $of->{$_} // '-') . "\n" for sort keys %$of;
        }
    }
    return $text;
}

1;
