package Loupan::Model::Sales;

# Units, registrations and deals: who has what, at which price, and what is due when.

use v5.36;
use utf8;

use constant { LOCK_MINUTES => 15, LOCKS => 2, HOLD_DAYS => 30, SIGN_DAYS => 7 };

# ---- units ----------------------------------------------------------------------------------------

# The deal that has the unit now: a draft while its lock runs, else the confirmed one.
sub holder($self, $unit) {
    return $unit->{deal} if $unit->{deal};
    my $draft = $unit->{draft};
    return $draft && $draft->{state} eq 'draft' && $self->{now} < $draft->{locked_until} ? $draft : undef;
}

sub unit_state($self, $unit) {
    if (my $deal = $self->holder($unit)) {
        return 'locked' if $deal->{state} eq 'draft';
        return 'subscribed' if $deal->{state} eq 'subscribed';
        return $self->covered($deal) ? 'loaned' : 'contracted';
    }
    return defined $unit->{held_until} && $self->{today} le $unit->{held_until} ? 'held' : 'available';
}

sub do_hold($self, $user, $a, $) {
    my $unit = $self->find_unit($user, $a->{unit});
    my $why = $self->barred($user, $unit && $unit->{project}, 'SM', 'PD');
    return $why if $why;
    return 'reason' if !length($a->{reason} // '');
    return 'until' if $a->{until} lt $self->{today}
        || $a->{until} gt Loupan::Model::plus_days($self->{today}, HOLD_DAYS);
    return 'state' if $self->unit_state($unit) ne 'available';
    $unit->{held_until} = $a->{until};
    return undef;
}

sub do_unhold($self, $user, $a, $) {
    my $unit = $self->find_unit($user, $a->{unit});
    my $why = $self->barred($user, $unit && $unit->{project}, 'SM', 'PD');
    return $why if $why;
    return 'state' if $self->unit_state($unit) ne 'held';
    delete $unit->{held_until};
    return undef;
}

# ---- registrations ----------------------------------------------------------------------------------

sub do_pre_register($self, $user, $a, $) {
    my $why = $self->barred($user, $a->{project}, 'CO');
    return $why if $why;
    $self->{reg}{ $a->{reg} } = { label => $a->{reg}, project => $a->{project}, customer => $a->{customer},
        by => $user->{name}, state => 'draft', balance => 0 };
    return undef;
}

sub do_pre_register_confirm($self, $user, $a, $) {
    my $reg = $self->{reg}{ $a->{reg} };
    my $why = $self->barred_from($user, $reg, 'SE');
    return $why if $why;
    return 'state' if $reg->{state} ne 'draft';
    return 'twice' if grep { $_->{state} eq 'active' && $_->{project} eq $reg->{project}
        && $_->{customer} eq $reg->{customer} } values %{ $self->{reg} };
    $reg->{state} = 'active';
    $self->{number}{"pre_registration:$reg->{project}"}++;
    $self->count($reg->{project}, $self->{today}, prereg_new => 1);
    return undef;
}

sub do_withdraw_pre_registration($self, $user, $a, $) {
    my $reg = $self->{reg}{ $a->{reg} };
    my $why = $self->barred_from($user, $reg, 'CO');
    return $why if $why;
    return 'state' if $reg->{state} ne 'active';
    $reg->{state} = 'withdrawing';
    $self->emptied($reg);
    return undef;
}

# Withdrawn when its money is gone: it counts on that day.
sub emptied($self, $reg) {
    return if $reg->{state} ne 'withdrawing' || $reg->{balance} != 0;
    $reg->{state} = 'withdrawn';
    $self->count($reg->{project}, $self->{today}, prereg_withdrawn => 1);
}

# ---- price --------------------------------------------------------------------------------------------

sub basis_area($unit) { return $unit->{basis} eq 'inner' ? $unit->{inner_dm2} : $unit->{gross_dm2} }

sub list_total($unit) {
    return $unit->{list_total_fen} // Loupan::Model::rounded_div($unit->{list_unit_price_fen} * basis_area($unit), 100);
}

# Line by line, each rounded to the fen; neighbouring points are one line; at the end to the
# scheme's own step.
sub deal_total($self, $unit, $method) {
    my $scheme = $self->{project}{ $unit->{project} }{schemes}{$method} // { lines => [], round_fen => 1 };
    my @lines = @{ $scheme->{lines} };
    my $fen = list_total($unit);
    while (my $line = shift @lines) {
        my ($kind, $value) = @$line{qw(kind value)};
        if ($kind eq 'points') {
            $value += (shift @lines)->{value} while @lines && $lines[0]{kind} eq 'points';
            $fen = Loupan::Model::rounded_div($fen * (1_000_000 - $value), 1_000_000);
        }
        elsif ($kind eq 'pct')        { $fen = Loupan::Model::rounded_div($fen * $value, 1_000_000) }
        elsif ($kind eq 'unit_off')   { $fen -= Loupan::Model::rounded_div($value * basis_area($unit), 100) }
        elsif ($kind eq 'amount_off') { $fen -= $value }
        else                          { die "no rule for a discount of kind '$kind'\n" }
    }
    return rounded_to($fen, $scheme->{round_fen} // 100, $scheme->{round_mode} // 'half');
}

sub rounded_to($fen, $step, $mode) {
    my $rest = $fen % $step;
    return $fen if !$rest;
    my $up = $mode eq 'up' || $mode eq 'half' && $rest * 2 >= $step;
    return $fen - $rest + ($up ? $step : 0);
}

# ---- the plan: items { kind, due, fen }; kind is the slip line that covers it ---------------------------

sub make_plan($self, $deal, $from) {
    my $m = $self->{project}{ $deal->{project} }{methods}{ $deal->{method} };
    my ($total, $deposit) = @$deal{qw(total deposit)};
    my @plan = { kind => 'deposit', due => $deal->{subscribed_on}, fen => $deposit };
    if ($m->{kind} eq 'lump') {
        push @plan, { kind => 'price', due => $self->period_end($from, $m->{days}), fen => $total - $deposit };
    }
    elsif ($m->{kind} =~ /\A(?:mortgage|fund|combo)\z/) {
        # By combo the fund pays up to its cap and the bank the rest, on the same day.
        my $loan = floor_to(floor_ppm($total, $m->{ltv_ppm}), $m->{loan_step_fen});
        $loan = $m->{fund_cap_fen} if $m->{kind} eq 'fund' && $loan > $m->{fund_cap_fen};
        push @plan, { kind => 'price', due => $from, fen => $total - $loan - $deposit },
            { kind => 'loan', due => $self->period_end($from, $m->{loan_days}), fen => $loan };
    }
    elsif ($m->{kind} eq 'instalment') {
        push @plan, $self->parts($m, $total, $deposit, $from);
    }
    else {
        die "no rule for the method '$m->{kind}'\n";
    }
    $deal->{plan} = \@plan;
}

sub floor_ppm($fen, $ppm) { use integer; return $fen * $ppm / 1_000_000 }
sub floor_to($fen, $step) { return $fen - $fen % $step }

sub parts($self, $m, $total, $deposit, $from) {
    my ($left, @items) = ($total);
    my @parts = @{ $m->{parts} };
    for my $n (0 .. $#parts) {
        my $fen = $n == $#parts ? $left : floor_to(floor_ppm($total, $parts[$n]{ppm}), 100);
        $left -= $fen;
        $fen -= $deposit if $n == 0;
        push @items, { kind => 'price', due => $self->period_end($from, $parts[$n]{days}), fen => $fen };
    }
    return @items;
}

# What is still open of each item, each kind of money on items of its kind, in order of due date.
sub open_items($self, $deal) {
    my %money = %{ $deal->{received} };
    my @open;
    for my $item (sort { $a->{due} cmp $b->{due} } @{ $deal->{plan} }) {
        my $have = $money{ $item->{kind} } // 0;
        my $take = $have < 0 ? 0 : $have < $item->{fen} ? $have : $item->{fen};
        $money{ $item->{kind} } = $have - $take;
        push @open, { %$item, fen => $item->{fen} - $take } if $item->{fen} > $take;
    }
    return @open;
}

sub covered($self, $deal) { return !$self->open_items($deal) }

# ---- deals ----------------------------------------------------------------------------------------------

sub do_subscribe($self, $user, $a, $) {
    my $unit = $self->find_unit($user, $a->{unit});
    my $why = $self->barred($user, $unit && $unit->{project}, 'CO');
    return $why if $why;
    return 'amount' if $a->{deposit_fen} <= 0;
    if (my $reg = $a->{reg} && $self->{reg}{ $a->{reg} }) {
        return 'own' if $reg->{by} ne $user->{name} || $reg->{project} ne $unit->{project};
        return 'state' if $reg->{state} ne 'active';
    }
    return 'own' if $a->{reg} && !$self->{reg}{ $a->{reg} };
    return 'state' if $self->unit_state($unit) ne 'available';
    return 'locks' if $self->live_locks($user) >= LOCKS;
    my $total = $self->deal_total($unit, $a->{method});
    return 'price' if $total > ($unit->{filed_total_fen} // list_total($unit));    # nobody pays more than was posted
    $unit->{draft} = $self->{deal}{ $a->{deal} } = {
        label => $a->{deal}, project => $unit->{project}, by => $user->{name}, unit => $unit, state => 'draft',
        method => $a->{method}, deposit => $a->{deposit_fen}, reg => $a->{reg} && $self->{reg}{ $a->{reg} },
        total => $total, locked_until => $self->{now} + LOCK_MINUTES,
        received => {}, gross => 0, tax => 0,
    };
    return undef;
}

sub live_locks($self, $user) {
    return scalar grep { $_->{by} eq $user->{name} && $_->{state} eq 'draft' && $self->{now} < $_->{locked_until} }
        values %{ $self->{deal} };
}

sub do_subscribe_confirm($self, $user, $a, $) {
    my $deal = $self->{deal}{ $a->{deal} };
    my $why = $self->barred_from($user, $deal, 'SE');
    return $why if $why;
    my $unit = $deal->{unit};
    my $holder = $self->holder($unit);
    return 'state' if $deal->{state} ne 'draft';
    return 'state' if $holder ? $holder != $deal : $self->unit_state($unit) ne 'available';
    return 'state' if $deal->{reg} && $deal->{reg}{state} ne 'active';
    $deal->{reg}{state} = 'converted' if $deal->{reg};
    $unit->{deal} = $deal;
    $deal->{state} = 'subscribed';
    $deal->{subscribed_on} = $self->{today};
    $deal->{sign_by} = $self->period_end($self->{today}, SIGN_DAYS);
    $self->make_plan($deal, $deal->{sign_by});
    $self->count_deal($deal, 'sub');
    return undef;
}

# No deal ends in this version: what is new is also the net.
sub count_deal($self, $deal, $what) {
    my %n = ('' => 1, _amt => $deal->{total}, _area => $deal->{unit}{gross_dm2});
    $self->count($deal->{project}, $self->{today}, map { ("${what}_new$_" => $n{$_}, "${what}_net$_" => $n{$_}) } keys %n);
}

sub do_sign($self, $user, $a, $) {
    my $deal = $self->{deal}{ $a->{deal} };
    my $why = $self->barred_from($user, $deal, 'SE');
    return $why if $why;
    return 'state' if $deal->{state} ne 'subscribed';
    return 'twice' if $self->{contract_no}{"$deal->{project} $a->{contract_no}"}++;
    $deal->{state} = 'signed';
    $self->make_plan($deal, $self->{today});
    $self->count_deal($deal, 'contract');
    return undef;
}

sub do_online_sign($self, $user, $a, $) {
    my $deal = $self->{deal}{ $a->{deal} };
    my $why = $self->barred_from($user, $deal, 'SE');
    return $why if $why;
    return 'state' if $deal->{state} ne 'signed';
    $deal->{state} = 'online_signed';
    return undef;
}

sub do_file($self, $user, $a, $) {
    my $deal = $self->{deal}{ $a->{deal} };
    my $why = $self->barred_from($user, $deal, 'SE');
    return $why if $why;
    return 'order' if $deal->{state} eq 'signed';
    return 'state' if $deal->{state} ne 'online_signed';
    $deal->{state} = 'filed';
    return undef;
}

1;
