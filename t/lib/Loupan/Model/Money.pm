package Loupan::Model::Money;

# Slips, receipts and the ledger.  Only an audited slip is money.

use v5.36;
use utf8;

my %price_kind = map { $_ => 1 } qw(deposit price loan);
my %agency_account = (maintenance_fund => '2241.02', deed_tax => '2241.03');

# Debit positive, credit negative; every posting is a pair.
sub post($self, $debit, $credit, $fen) {
    $self->{ledger}{$debit} += $fen;
    $self->{ledger}{$credit} -= $fen;
}

# ---- slips ------------------------------------------------------------------------------------------

sub do_slip_enter($self, $user, $a, $) {
    my $deal = $a->{deal} ? $self->{deal}{ $a->{deal} } : undef;
    my $reg = $a->{reg} ? $self->{reg}{ $a->{reg} } : undef;
    for my $thing ($a->{deal} ? $deal : (), $a->{reg} ? $reg : ()) {
        my $why = $self->barred_from($user, $thing, 'CO');
        return $why if $why;
    }
    my %slip = (label => $a->{slip}, project => ($deal // $reg)->{project}, by => $user->{name}, means => $a->{means},
        account => $a->{account}, lines => $a->{lines}, deal => $deal, reg => $reg, state => 'submitted');
    my $why = $self->wrong_lines(\%slip);
    return $why if $why;
    $self->{slip}{ $a->{slip} } = \%slip;
    $self->{number}{"slip:$slip{project}"}++;
    return undef;
}

sub wrong_lines($self, $slip) {
    my ($means, $reg, $deal) = @$slip{qw(means reg deal)};
    my @lines = @{ $slip->{lines} };
    return 'amount' if !@lines || grep { $_->{amount_fen} == 0 } @lines;
    return $self->wrong_transfer($slip, @lines) if $means eq 'transfer_in';
    return $self->wrong_refund($slip, @lines) if $means eq 'refund';
    return 'amount' if grep { $_->{amount_fen} < 0 } @lines;
    return 'account' if $slip->{account} eq '1002.01' && grep { $price_kind{ $_->{kind} } } @lines;    # it belongs into escrow
    for my $kind (map { $_->{kind} } @lines) {
        if ($kind eq 'sincerity') {
            return 'state' if !$reg || $reg->{state} ne 'active';
            return 'permit' if $self->{today} lt $self->{project}{ $reg->{project} }{permit}{on};
            next;
        }
        return 'state' if !$deal || $deal->{state} eq 'draft';
        return 'state' if $kind eq 'loan' && $deal->{state} eq 'subscribed';
    }
    return undef;
}

sub wrong_refund($self, $slip, @lines) {
    my $reg = $slip->{reg};
    my $fen = 0;
    for my $line (@lines) {
        return 'amount' if $line->{kind} ne 'sincerity' || $line->{amount_fen} > 0;
        $fen -= $line->{amount_fen};
    }
    return 'state' if !$reg || $reg->{state} ne 'withdrawing';
    return 'too_much' if $fen > $reg->{balance};
    return undef;
}

sub wrong_transfer($self, $slip, @lines) {
    my ($reg, $deal) = @$slip{qw(reg deal)};
    return 'amount' if @lines != 2 || $lines[0]{kind} ne 'sincerity' || $lines[1]{kind} ne 'deposit';
    return 'amount' if $lines[0]{amount_fen} >= 0 || $lines[0]{amount_fen} + $lines[1]{amount_fen} != 0;
    return 'state' if !$reg || !$deal || $reg->{state} ne 'converted' || ($deal->{reg} // 0) != $reg;
    return 'too_much' if $lines[1]{amount_fen} > $reg->{balance};
    return undef;
}

sub do_slip_review($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'SE');
    return $why if $why;
    return 'state' if $slip->{state} ne 'submitted' || $slip->{by} eq $user->{name};
    @$slip{qw(state reviewed_by)} = ('reviewed', $user->{name});
    return undef;
}

sub do_slip_return($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'SE', 'FC');
    return $why if $why;
    return 'reason' if !length($a->{reason} // '');
    return 'state' if $slip->{state} ne ($user->{role} eq 'SE' ? 'submitted' : 'reviewed');
    $slip->{state} = 'returned';
    delete @$slip{qw(reviewed_by approved)};
    return undef;
}

sub do_slip_correct($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'CO');
    return $why if $why;
    return 'state' if $slip->{state} ne 'returned';
    $why = $slip->{reverses} ? undef : $self->wrong_lines({ %$slip, lines => $a->{lines} });
    return $why if $why;
    $slip->{lines} = $a->{lines} if !$slip->{reverses};    # a red slip stays the mirror that it is
    $slip->{state} = 'submitted';
    return undef;
}

sub needs_approval($slip) { return $slip->{means} eq 'refund' || $slip->{reverses} }

sub do_slip_approve($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'FM');
    return $why if $why;
    return 'state' if $slip->{state} ne 'reviewed' || !needs_approval($slip) || $slip->{approved};
    $slip->{approved} = 1;
    return undef;
}

sub do_slip_red($self, $user, $a, $) {
    my $old = $self->{slip}{ $a->{reverses} };
    my $why = $self->barred_from($user, $old, 'CO');
    return $why if $why;
    return 'reason' if !length($a->{reason} // '');
    return 'state' if $old->{means} =~ /\A(?:refund|transfer_in)\z/ || $old->{reverses};
    return 'twice' if $old->{reversed_by};
    return 'state' if $old->{state} ne 'audited';
    my @mirror = map { { kind => $_->{kind}, amount_fen => -$_->{amount_fen} } } @{ $old->{lines} };
    $self->{slip}{ $a->{slip} } = { label => $a->{slip}, project => $old->{project}, by => $user->{name},
        means => $old->{means}, account => $old->{account}, lines => \@mirror, deal => $old->{deal}, reg => $old->{reg},
        state => 'submitted', reverses => $old };
    $old->{reversed_by} = $a->{slip};
    $self->{number}{"slip:$old->{project}"}++;
    return undef;
}

# ---- the audit: from here it is money -------------------------------------------------------------------

sub do_slip_audit($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'FC');
    return $why if $why;
    my $on = $a->{received_on} // $self->{today};
    return 'state' if $slip->{state} ne 'reviewed';
    return 'future' if $on gt $self->{today};
    return 'approval' if needs_approval($slip) && !$slip->{approved};
    return 'document' if $self->papers_out($slip);
    return 'too_much' if $slip->{means} =~ /\A(?:refund|transfer_in)\z/
        && -$slip->{lines}[0]{amount_fen} > $slip->{reg}{balance};
    $slip->{state} = 'audited';
    $slip->{reverses}{state} = 'reversed' if $slip->{reverses};
    $slip->{audited_by} = $user->{name};
    my $day = $self->count_on($slip->{project}, 'finance', $on);
    $self->book($slip, $_, $day) for 0 .. $#{ $slip->{lines} };
    $self->emptied($slip->{reg}) if $slip->{reg};
    $self->replace_receipts($slip->{reg}) if $slip->{means} eq 'transfer_in';
    return undef;
}

# Receipts that must have come back before this slip may be audited.
sub papers_out($self, $slip) {
    return ($slip->{reverses}{receipt} // '') eq 'issued' if $slip->{reverses};
    return 0 if $slip->{means} ne 'refund';
    return scalar grep { $_->{reg} && $_->{reg} == $slip->{reg} && ($_->{receipt} // '') eq 'issued' }
        values %{ $self->{slip} };
}

sub replace_receipts($self, $reg) {
    for my $slip (values %{ $self->{slip} }) {
        $slip->{receipt} = 'replaced' if $slip->{reg} && $slip->{reg} == $reg && !$slip->{deal}
            && ($slip->{receipt} // '') eq 'issued';
    }
}

# One line: the ledger, the deal or registration, the day's figures.
sub book($self, $slip, $n, $day) {
    my ($kind, $fen) = @{ $slip->{lines}[$n] }{qw(kind amount_fen)};
    if ($kind eq 'sincerity') {
        $slip->{reg}{balance} += $fen;
        $self->count($slip->{project}, $day, sincerity_net => $fen);
        $self->post($slip->{account}, '2241.01', $fen) if $slip->{means} ne 'transfer_in';
    }
    elsif (my $account = $agency_account{$kind}) {
        $self->post($slip->{account}, $account, $fen);    # a slip's money came in at one place
    }
    elsif ($price_kind{$kind}) {
        my $tax = $self->tax_of($slip, $n, $fen);
        $self->post($slip->{account}, '2205', $fen - $tax);
        $self->post($slip->{account}, '2221.14', $tax);
        $slip->{deal}{received}{$kind} += $fen;
        $self->count($slip->{project}, $day, collect => $fen,
            ($kind eq 'loan' ? 'collect_loan' : 'collect_customer') => $fen);
    }
    else {
        die "no rule for a line of kind '$kind'\n";
    }
}

# The VAT in a receipt, so that the whole of the deal is right to the fen; a red slip copies
# what its original had.
sub tax_of($self, $slip, $n, $fen) {
    my $deal = $slip->{deal};
    my $rate = $self->{setup}{vat_rate_pct} // 9;
    my $tax = $slip->{reverses} ? -$slip->{reverses}{tax}[$n]
        : Loupan::Model::rounded_div(($deal->{gross} + $fen) * $rate, 100 + $rate) - $deal->{tax};
    $deal->{gross} += $fen;
    $deal->{tax} += $tax;
    return $slip->{tax}[$n] = $tax;
}

# ---- receipts, bank -----------------------------------------------------------------------------------------

sub do_receipt_issue($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'FC');
    return $why if $why;
    return 'twice' if $slip->{receipt} && $slip->{receipt} ne 'void';
    return 'state' if $slip->{state} ne 'audited' || needs_approval($slip);
    @$slip{qw(receipt receipt_on)} = ('issued', $self->{today});
    $self->{number}{"receipt:$slip->{project}"}++;
    return undef;
}

sub do_receipt_recover($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'FC');
    return $why if $why;
    return 'not_found' if !$slip->{receipt};
    return 'twice' if $slip->{receipt} ne 'issued';
    $slip->{receipt} = 'recovered';
    return undef;
}

# A paper that went wrong; another may take its place, under its own number.
sub do_receipt_void($self, $user, $a, $) {
    my $slip = $self->{slip}{ $a->{slip} };
    my $why = $self->barred_from($user, $slip, 'FM');
    return $why if $why;
    return 'not_found' if !$slip->{receipt};
    return 'reason' if !length($a->{reason} // '');
    return 'twice' if $slip->{receipt} ne 'issued';
    $slip->{receipt} = 'void';
    return undef;
}

sub do_pos_settle($self, $user, $a, $) {
    my $why = $self->barred($user, $a->{project}, 'FC');
    return $why if $why;
    return 'amount' if $a->{gross_fen} <= 0 || $a->{fee_fen} < 0 || $a->{fee_fen} > $a->{gross_fen};
    $self->post('1002.01', '1012.01', $a->{gross_fen} - $a->{fee_fen});
    $self->post('6603', '1012.01', $a->{fee_fen});
    return undef;
}

sub do_escrow_sweep($self, $user, $a, $) {
    my $why = $self->barred($user, $a->{project}, 'FC');
    return $why if $why;
    return 'amount' if $a->{amount_fen} <= 0;
    $self->post('1002.02', '1002.01', $a->{amount_fen});
    return undef;
}

1;
