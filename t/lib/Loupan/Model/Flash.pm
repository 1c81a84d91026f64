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
    for my $code (sort keys %{ $self->{project} }) {
        $flash{$code} = $self->flows($code, $date);
        $flash{$code}{stock} = $self->stock($code) if $now;
    }
    my %x = (date => $date, flash => \%flash);
    return \%x if !$now;
    return { %x, units => $self->units, balances => $self->balances, numbers => $self->numbers, deals => $self->deals };
}

sub spans($date) {
    my ($y, $m) = split /-/, $date;
    return (day => $date, mtd => "$y-$m-01", ytd => "$y-01-01",
        qtd => sprintf('%s-%02d-01', $y, $m - ($m - 1) % 3));
}

sub flows($self, $project, $date) {
    my %from = spans($date);
    my $flow = $self->{flow}{$project} // {};
    my %sum;
    for my $span (keys %from) {
        my $s = $sum{$span} = { map { $_ => 0 } @flows, @never };
        for my $day (grep { $_ ge $from{$span} && $_ le $date } keys %$flow) {
            $s->{$_} += $flow->{$day}{$_} for grep { exists $flow->{$day}{$_} } @flows;
        }
    }
    return \%sum;
}

sub stock($self, $project) {
    my %s = map { $_ => 0 } qw(arrears overdue_deals loan_pending sub_not_signed sign_overdue prereg_active
        sold_units unsold_value);
    $s{prereg_active} = grep { $_->{project} eq $project && $_->{state} eq 'active' } values %{ $self->{reg} };
    my ($units, $area, $sold_area) = (0, 0, 0);
    for my $unit (values %{ $self->{unit}{$project} }) {
        $units++;
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
