package Loupan::Chance::Moves;

# What people do next: [ who, verb, args ], something that makes sense as things stand.

use v5.36;
use utf8;

# How often, and what.  A move that finds nothing to do answers undef, and another is tried.
my @moves = (
    [ 12, sub ($s) { $s->touch } ], [ 8, sub ($s) { $s->register } ], [ 14, sub ($s) { $s->confirm_reg } ],
    [ 8, sub ($s) { $s->withdraw } ], [ 4, sub ($s) { $s->hold } ], [ 2, sub ($s) { $s->unhold } ],
    [ 11, sub ($s) { $s->subscribe } ], [ 25, sub ($s) { $s->confirm_deal } ], [ 12, sub ($s) { $s->sign } ],
    [ 3, sub ($s) { $s->online_sign } ], [ 3, sub ($s) { $s->file } ],
    [ 16, sub ($s) { $s->enter_sincerity } ], [ 24, sub ($s) { $s->enter_price } ], [ 14, sub ($s) { $s->enter_transfer } ],
    [ 16, sub ($s) { $s->enter_refund } ], [ 28, sub ($s) { $s->review } ], [ 2, sub ($s) { $s->give_back } ],
    [ 5, sub ($s) { $s->correct } ], [ 16, sub ($s) { $s->approve } ], [ 28, sub ($s) { $s->audit } ],
    [ 5, sub ($s) { $s->red } ], [ 12, sub ($s) { $s->issue } ], [ 10, sub ($s) { $s->recover } ], [ 2, sub ($s) { $s->void } ],
    [ 3, sub ($s) { $s->settle } ], [ 1, sub ($s) { $s->sweep } ],
);
my @drawn = map { my $move = $_->[1]; ($move) x $_->[0] } @moves;

sub move($self) {
    for (1 .. 40) {
        my $move = $self->{dice}->pick(@drawn)->($self);
        return $move if $move;
    }
    return undef;
}

# ---- callers, registrations, units ---------------------------------------------------------------------

sub touch($self) {
    my ($dice, $project) = ($self->{dice}, $self->any_project);
    my @late = $dice->percent(25)
        ? (biz_on => Loupan::Model::plus_days($self->today, -$dice->between(0, 7)), reason => '补录') : ();
    return [ $self->someone($project, 'CO'), $dice->pick(qw(call visit visit)), project => $project,
        customer => $self->any_customer, source => $dice->pick(qw(walk_in outdoor video referral channel)), @late ];
}

sub register($self) {
    my $project = $self->any_project;
    return [ $self->someone($project, 'CO'), 'pre_register', reg => $self->fresh('R'), project => $project,
        customer => $self->any_customer ];
}

sub confirm_reg($self) {
    my $reg = $self->any('reg', sub ($r) { $r->{state} eq 'draft' }) // return undef;
    return [ $self->someone($reg->{project}, 'SE'), 'pre_register_confirm', reg => $reg->{label} ];
}

sub withdraw($self) {
    my $reg = $self->any('reg', sub ($r) { $r->{state} eq 'active' && $r->{balance} })
        // $self->any('reg', sub ($r) { $r->{state} eq 'active' }) // return undef;
    return [ $reg->{by}, 'withdraw_pre_registration', reg => $reg->{label} ];
}

sub unit_in($self, $state, $project = $self->any_project) {
    return $self->{dice}->pick(grep { $self->{model}->unit_state($_) eq $state } $self->units($project));
}

sub hold($self) {
    $self->look;
    my $unit = $self->unit_in('available') // return undef;
    return [ $self->someone($unit->{project}, $self->{dice}->pick('SM', 'PD')), 'hold', unit => $unit->{code},
        reason => '保留', until => Loupan::Model::plus_days($self->today, $self->{dice}->pick(0, 1, 3, 30)) ];
}

sub unhold($self) {
    $self->look;
    my $unit = $self->unit_in('held') // return undef;
    return [ $self->someone($unit->{project}, 'SM'), 'unhold', unit => $unit->{code} ];
}

# The model's clock is the last event's; what is free now is asked at this minute.
sub look($self) { @{ $self->{model} }{qw(now today)} = ($self->now, $self->today) }

# ---- deals ------------------------------------------------------------------------------------------------

sub subscribe($self) {
    $self->look;
    my $dice = $self->{dice};
    my $reg = $dice->percent(60)
        ? $self->any('reg', sub ($r) { $r->{state} eq 'active' && ($r->{balance} || $dice->percent(30)) }) : undef;
    my $unit = $self->unit_in('available', $reg ? $reg->{project} : $self->any_project) // return undef;
    my @customers = $reg ? $reg->{customer} : $self->any_customer;
    for (1 .. $dice->pick(0, 0, 0, 1, 2)) {
        my $other = $self->any_customer;
        push @customers, $other if !grep { $_ eq $other } @customers;
    }
    return [ $reg ? $reg->{by} : $self->someone($unit->{project}, 'CO'), 'subscribe', deal => $self->fresh('D'),
        unit => $unit->{code}, customers => \@customers, method => $dice->pick(qw(lump mortgage mortgage instalment fund combo)),
        deposit_fen => $dice->pick(1_000_000, 2_000_000, 5_000_000, 5_000_000, 3_333_333, 100_001),
        $reg ? (reg => $reg->{label}) : () ];
}

sub confirm_deal($self) {
    my $deal = $self->any('deal', sub ($d) { $d->{state} eq 'draft' && $d->{locked_until} > $self->now - 600 }) // return undef;
    return [ $self->someone($deal->{project}, 'SE'), 'subscribe_confirm', deal => $deal->{label} ];
}

sub sign($self) {
    my $deal = $self->any('deal', sub ($d) { $d->{state} eq 'subscribed' }) // return undef;
    return [ $self->someone($deal->{project}, 'SE'), 'sign', deal => $deal->{label}, contract_no => $self->fresh('HT-') ];
}

sub online_sign($self) {
    my $deal = $self->any('deal', sub ($d) { $d->{state} eq 'signed' }) // return undef;
    return [ $self->someone($deal->{project}, 'SE'), 'online_sign', deal => $deal->{label}, no => $self->fresh('WQ') ];
}

sub file($self) {
    my $deal = $self->any('deal', sub ($d) { $d->{state} eq 'online_signed' }) // return undef;
    return [ $self->someone($deal->{project}, 'SE'), 'file', deal => $deal->{label}, no => $self->fresh('BA') ];
}

# ---- slips --------------------------------------------------------------------------------------------------

sub line($kind, $fen) { return { kind => $kind, amount_fen => $fen } }

sub slip($self, $by, $project, $means, $account, $lines, %on) {
    return [ $by, 'slip_enter', slip => $self->fresh('S'), project => $project, means => $means, account => $account,
        lines => $lines, %on ];
}

sub enter_sincerity($self) {
    my $reg = $self->any('reg', sub ($r) { $r->{state} eq 'active' && !$r->{balance} && !$self->pending($r) }) // return undef;
    my $means = $self->{dice}->pick(qw(pos pos transfer cash));
    return $self->slip($reg->{by}, $reg->{project}, $means, $means eq 'pos' ? '1012.01' : '1002.01',
        [ line(sincerity => $self->{dice}->pick(1_000_000, 2_000_000, 1_234_567)) ], reg => $reg->{label});
}

# What is open on a deal, now and then with something else on the same slip.
sub enter_price($self) {
    my $dice = $self->{dice};
    my $deal = $self->any('deal', sub ($d) { $d->{state} ne 'draft' }) // return undef;
    my @lines = $self->due_lines($deal);
    push @lines, line($dice->pick(qw(maintenance_fund deed_tax)) => $dice->between(1, 3_000_000)) if $dice->percent(15);
    return undef if !@lines;
    my $agency = !grep { $_->{kind} =~ /\A(?:deposit|price|loan)\z/ } @lines;
    my $means = $dice->pick(qw(transfer transfer transfer cash pos));
    return $self->slip($deal->{by}, $deal->{project}, $means,
        $means eq 'pos' ? '1012.01' : $agency || $dice->percent(3) ? '1002.01' : '1002.02', \@lines, deal => $deal->{label});
}

sub due_lines($self, $deal) {
    my $dice = $self->{dice};
    my $signed = $deal->{state} ne 'subscribed';
    my @open = grep { $_->{kind} ne 'loan' || $signed } $self->{model}->open_items($deal);
    my @lines;
    for my $item (@open) {
        last if @lines && $dice->percent(65);
        next if $item->{kind} eq 'price' && !$signed && $dice->percent(80);
        push @lines, line($item->{kind} => $self->part_of($item->{fen}));
    }
    # Nothing is owed any more, and somebody pays.
    push @lines, line(price => $dice->between(1, 100_000)) if !@open && $dice->percent(3);
    return @lines;
}

# All of it, a third to the fen, an odd sum, or more than is owed.
sub part_of($self, $fen) {
    my $dice = $self->{dice};
    my $how = $dice->throw(10);
    return $fen if $how < 6;
    return 1 + int($fen / 3) if $how < 8;
    return 1 + $dice->throw($fen) if $how < 9;
    return $fen + $dice->between(1, 77_777);
}

# Nothing is on its way; now and then somebody asks twice all the same.
sub idle($self, $reg) { return !$self->pending($reg) || $self->{dice}->percent(10) }

sub enter_transfer($self) {
    my $deal = $self->any('deal', sub ($d) {
        $d->{state} ne 'draft' && $d->{reg} && $d->{reg}{balance} > 0 && $self->idle($d->{reg});
    }) // return undef;
    my $fen = $self->{dice}->percent(80) ? $deal->{reg}{balance} : 1 + int($deal->{reg}{balance} / 3);
    return undef if $deal->{by} ne $deal->{reg}{by};
    return $self->slip($deal->{by}, $deal->{project}, 'transfer_in', '2241.01',
        [ line(sincerity => -$fen), line(deposit => $fen) ], reg => $deal->{reg}{label}, deal => $deal->{label});
}

sub enter_refund($self) {
    my $reg = $self->any('reg', sub ($r) {
        $r->{state} eq 'withdrawing' && $r->{balance} > 0 && $self->idle($r);
    }) // return undef;
    my $fen = $self->{dice}->percent(75) ? $reg->{balance} : 1 + int($reg->{balance} / 3);
    return $self->slip($reg->{by}, $reg->{project}, 'refund', '1002.01', [ line(sincerity => -$fen) ], reg => $reg->{label});
}

sub on_slip($self, $role, $do, $of, @args) {
    my $slip = $self->any('slip', $of) // return undef;
    return [ $self->someone($slip->{project}, $role), $do, slip => $slip->{label}, @args ];
}

sub review($self) { return $self->on_slip('SE', 'slip_review', sub ($s) { $s->{state} eq 'submitted' }) }

sub give_back($self) {
    my ($role, $state) = $self->{dice}->percent(50) ? ('SE', 'submitted') : ('FC', 'reviewed');
    return $self->on_slip($role, 'slip_return', sub ($s) { $s->{state} eq $state }, reason => '金额不符');
}

sub correct($self) {
    my $slip = $self->any('slip', sub ($s) { $s->{state} eq 'returned' }) // return undef;
    my @lines = map { { %$_ } } @{ $slip->{lines} };
    if ($slip->{means} !~ /\A(?:refund|transfer_in)\z/ && !$slip->{reverses}) {
        $_->{amount_fen} = 1 + int($_->{amount_fen} * $self->{dice}->pick(100, 100, 99, 50, 101) / 100) for @lines;
    }
    return [ $slip->{by}, 'slip_correct', slip => $slip->{label}, lines => \@lines ];
}

sub approve($self) {
    return $self->on_slip('FM', 'slip_approve', sub ($s) {
        $s->{state} eq 'reviewed' && !$s->{approved} && ($s->{means} eq 'refund' || $s->{reverses});
    });
}

# The bank had it some days ago, perhaps.
sub audit($self) {
    my $move = $self->on_slip('FC', 'slip_audit', sub ($s) { $s->{state} eq 'reviewed' }) // return undef;
    return $move if !$self->{dice}->percent(40);
    return [ @$move, received_on => Loupan::Model::plus_days($self->today, -$self->{dice}->between(0, 9)) ];
}

sub red($self) {
    my $slip = $self->any('slip', sub ($s) {
        $s->{state} eq 'audited' && !$s->{reversed_by} && !$s->{reverses} && $s->{means} !~ /\A(?:refund|transfer_in)\z/;
    }) // return undef;
    return [ $slip->{by}, 'slip_red', slip => $self->fresh('S'), reverses => $slip->{label}, reason => '录入错误' ];
}

# ---- receipts and the bank --------------------------------------------------------------------------------------

sub issue($self) {
    return $self->on_slip('FC', 'receipt_issue', sub ($s) {
        $s->{state} eq 'audited' && ($s->{receipt} // 'void') eq 'void' && $s->{means} ne 'refund' && !$s->{reverses};
    });
}

# Mostly because the money goes back.
sub recover($self) {
    return $self->on_slip('FC', 'receipt_recover', sub ($s) {
        ($s->{receipt} // '') eq 'issued' && ($s->{reversed_by} || $s->{reg} && $s->{reg}{state} eq 'withdrawing');
    });
}

sub void($self) {
    return $self->on_slip('FM', 'receipt_void', sub ($s) { ($s->{receipt} // '') eq 'issued' }, reason => '打印错行');
}

sub settle($self) {
    my $slip = $self->any('slip', sub ($s) { $s->{state} eq 'audited' && $s->{means} eq 'pos' && !$s->{settled} }) // return undef;
    my ($dice, $gross) = ($self->{dice}, 0);
    $gross += $_->{amount_fen} for @{ $slip->{lines} };
    return undef if $gross <= 0;
    $slip->{settled} = 1;    # the model does not look at it
    return [ $self->someone($slip->{project}, 'FC'), 'pos_settle', project => $slip->{project}, gross_fen => $gross,
        fee_fen => int($gross * $dice->pick(0, 3, 5, 6) / 1000) ];
}

sub sweep($self) {
    my $project = $self->any_project;
    return [ $self->someone($project, 'FC'), 'escrow_sweep', project => $project, amount_fen => $self->{dice}->between(1, 900_000) ];
}

sub close_day($self, $project, $side) {
    return [ $self->someone($project, $side eq 'sales' ? 'SE' : 'FC'), 'day_close', project => $project, side => $side,
        through => Loupan::Model::plus_days($self->today, -$self->{dice}->pick(0, 1, 1, 2, 4)) ];
}

1;
