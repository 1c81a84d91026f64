package Loupan::Model::Flash;

# What the season format asks for: the flash report of a day, and how things stand now.

use v5.36;
use utf8;

my @flows = qw(calls new_calls visits first_visits repeat_visits prereg_new prereg_withdrawn
    sub_new sub_new_amt sub_new_area sub_net sub_net_amt
    contract_new contract_new_amt contract_new_area contract_net contract_net_amt contract_net_area
    collect collect_customer collect_loan sincerity_net);

# What cannot happen in this version stands at 0, and must not be missing.
my @never = qw(sub_cancel sub_cancel_amt contract_cancel contract_cancel_amt swaps swap_diff_amt renames refund);

# All figures after the last event; those of an earlier day are its flows as they are known now.
sub figures($self, $date) {
    my $now = $date eq $self->{today};
    my %flash;
    my @codes = sort keys %{ $self->{project} };
    $flash{$_} = $self->report($date, $now, $_) for @codes;
    $flash{'*'} = $self->report($date, $now, @codes);    # all projects together
    my %x = (date => $date, flash => \%flash);
    return \%x if !$now;
    return { %x, units => $self->units, balances => $self->balances, numbers => $self->numbers, deals => $self->deals };
}

sub spans($date) {
    my ($y, $m) = split /-/, $date;
    return (day => $date, mtd => "$y-$m-01", ytd => "$y-01-01",
        qtd => sprintf('%s-%02d-01', $y, $m - ($m - 1) % 3));
}

# A report of one project or of several: figures are sums, ratios are of the sums.
sub report($self, $date, $now, @projects) {
    my %from = spans($date);
    my %r = map { $_ => $self->flows($from{$_}, $date, @projects) } keys %from;
    my $year = year_before($date);
    my %year = spans($year);
    my $month = month_before($date);
    my %last = (mtd_yoy_ppm => [ mtd => $year{mtd}, $year ], ytd_yoy_ppm => [ ytd => $year{ytd}, $year ],
        mtd_mom_ppm => [ mtd => substr($month, 0, 8) . '01', $month ]);
    for my $what (keys %last) {
        my ($span, $start, $end) = @{ $last{$what} };
        my $before = $self->flows($start, $end, @projects);
        $r{$what} = { map { $_ => growth($r{$span}{$_}, $before->{$_}) } @flows };
    }
    $self->aims($r{$_}, $_, $date, @projects) for qw(mtd qtd ytd);
    $r{stock} = $self->stock(@projects) if $now;
    return \%r;
}

sub flows($self, $from, $to, @projects) {
    my %sum = map { $_ => 0 } @flows, @never;
    for my $flow (map { $self->{flow}{$_} // {} } @projects) {
        for my $day (grep { $_ ge $from && $_ le $to } keys %$flow) {
            $sum{$_} += $flow->{$day}{$_} for grep { exists $flow->{$day}{$_} } @flows;
        }
    }
    return \%sum;
}

# The same days a year ago, and as many days of the month before.
sub year_before($date) {
    my ($y, $m, $d) = split /-/, $date;
    $d = 28 if "$m-$d" eq '02-29';
    return sprintf '%04d-%02d-%02d', $y - 1, $m, $d;
}

sub month_before($date) {
    my $last = Loupan::Model::plus_days(substr($date, 0, 8) . '01', -1);
    return substr($date, 8) lt substr($last, 8) ? substr($last, 0, 8) . substr($date, 8) : $last;
}

sub ppm($part, $whole) {
    return Loupan::Model::rounded_div($part * 1_000_000, $whole) if $whole > 0;
    return Loupan::Model::rounded_div(-$part * 1_000_000, -$whole);
}

# In comparison with nothing there is no ratio.
sub growth($now, $before) { return $before == 0 ? undef : ppm($now - $before, $before) }

# Targets stand by month; a quarter's and a year's are all of their months'.
sub aims($self, $span, $name, $date, @projects) {
    my ($y, $m) = split /-/, $date;
    my $quarter = int(($m - 1) / 3);
    my %in = (
        mtd => sub ($month) { $month == $m },
        qtd => sub ($month) { int(($month - 1) / 3) == $quarter },
        ytd => sub ($month) { 1 },
    );
    for my $aim ([ contract => 'contract_net_amt' ], [ collect => 'collect' ]) {
        my ($word, $figure) = @$aim;
        my $target = 0;
        for my $t (map { @{ $self->{project}{$_}{targets} // [] } } @projects) {
            my ($year, $month) = split /-/, $t->{month_on};
            $target += $t->{amount_fen} if $year == $y && $t->{measure} eq $figure && $in{$name}->($month);
        }
        $span->{"${word}_target"} = $target || undef;
        $span->{"${word}_completion_ppm"} = $target ? ppm($span->{$figure}, $target) : undef;
    }
}

sub stock($self, @projects) {
    my %s = map { $_ => 0 } qw(arrears overdue_deals loan_pending sub_not_signed sign_overdue prereg_active
        sold_units unsold_value);
    for my $reg (grep { $_->{state} eq 'active' } values %{ $self->{reg} }) {
        $s{prereg_active}++ if grep { $_ eq $reg->{project} } @projects;
    }
    my ($units, $area, $sold_area) = (0, 0, 0);
    $s{"units_$_"} = 0 for qw(available locked held subscribed contracted loaned);
    for my $unit (map { values %{ $self->{unit}{$_} } } @projects) {
        $units++;
        $s{ 'units_' . $self->unit_state($unit) }++;
        $area += $unit->{gross_dm2};
        if (!$unit->{deal}) {
            $s{unsold_value} += Loupan::Model::Sales::list_total($unit);
            next;
        }
        $s{sold_units}++;
        $sold_area += $unit->{gross_dm2};
        $self->owed($unit->{deal}, \%s);
    }
    $s{sell_through_units_ppm} = Loupan::Model::rounded_div($s{sold_units} * 1_000_000, $units);
    $s{sell_through_area_ppm} = Loupan::Model::rounded_div($sold_area * 1_000_000, $area);
    return \%s;
}

# What a live deal adds: before the contract only its deposit is due.
sub owed($self, $deal, $s) {
    my $signed = $deal->{state} ne 'subscribed';
    my $late = 0;
    for my $item ($self->open_items($deal)) {
        if ($item->{kind} eq 'loan') {
            $s->{loan_pending} += $item->{fen} if $signed;
            next;
        }
        $late += $item->{fen} if $item->{due} lt $self->{today} && ($signed || $item->{kind} eq 'deposit');
    }
    $s->{arrears} += $late;
    $s->{overdue_deals}++ if $late;
    return if $signed;
    $s->{sub_not_signed}++;
    $s->{sign_overdue}++ if $self->{today} gt $deal->{sign_by};
}

sub units($self) {
    my %state;
    for my $units (values %{ $self->{unit} }) {
        $state{$_} = $self->unit_state($units->{$_}) for keys %$units;
    }
    return \%state;
}

sub balances($self) {
    return { map { $_ => $self->{ledger}{$_} } grep { $self->{ledger}{$_} } keys %{ $self->{ledger} } };
}

sub numbers($self) { return { %{ $self->{number} } } }

sub deals($self) {
    my %deals;
    for my $deal (grep { $_->{state} ne 'draft' } values %{ $self->{deal} }) {
        my $paid = 0;
        $paid += $_ for values %{ $deal->{received} };
        $deals{ $deal->{label} } = { total_fen => $deal->{total}, paid_fen => $paid, unpaid_fen => $deal->{total} - $paid };
    }
    return \%deals;
}

1;
