package Loupan::Chance::Mischief;

# What people do that they may not, mostly: a move with one thing wrong, or any verb on
# anything by anybody.  The model knows whether it must be refused.

use v5.36;
use utf8;
use Loupan::Chance::Moves ();

*line = \&Loupan::Chance::Moves::line;

# Any verb on any label by anybody: the model knows whether it must be refused.
my @blind = (
    (map { my ($do, $kind, @args) = @$_; sub ($s) { $s->blind($do, $kind, @args) } }
        [ pre_register_confirm => 'reg' ], [ withdraw_pre_registration => 'reg' ], [ subscribe_confirm => 'deal' ],
        [ sign => 'deal', 'contract_no' ], [ online_sign => 'deal', 'no' ], [ file => 'deal', 'no' ],
        [ slip_review => 'slip' ], [ slip_return => 'slip', 'reason' ], [ slip_approve => 'slip' ],
        [ slip_audit => 'slip' ], [ receipt_issue => 'slip' ], [ receipt_recover => 'slip' ],
        [ receipt_void => 'slip', 'reason' ]),
);

sub blind($self, $do, $kind, @args) {
    my $thing = $self->any($kind) // return undef;
    my @in = map { $_->{name} } grep { my $u = $_; grep { $_ eq $thing->{project} } @{ $u->{projects} } } @{ $self->{users} };
    my $by = $self->{dice}->percent(70) ? $self->{dice}->pick(@in) : $self->any_user;
    my $no = $self->{dice}->percent(20) ? '' : 'X';
    return [ $by, $do, $kind => $thing->{label}, map { ($_ => $_ eq 'reason' ? $no : $self->fresh('X-')) } @args ];
}

# As often as each stands here.
my @ways = (@blind, qw(blind_correction wrong_person wrong_person wrong_person wrong_person wrong_money wrong_money
    wrong_money wrong_money wrong_date wrong_date wrong_unit wrong_unit wrong_state wrong_state wrong_state race race rush
    same_contract wrong_reg wrong_red));

sub mischief($self) {
    for (1 .. 40) {
        my $way = $self->{dice}->pick(@ways);
        my $move = ref $way ? $way->($self) : $self->$way;
        return $move if $move;
    }
    return undef;
}

sub wrong_person($self) {
    my $move = $self->move // return undef;
    return [ $self->any_user, @$move[ 1 .. $#$move ] ];
}

sub wrong_money($self) {
    my $dice = $self->{dice};
    my $way = $dice->pick(qw(enter_sincerity enter_price enter_transfer enter_transfer enter_refund enter_refund));
    my $move = $self->$way // return undef;
    my ($by, $do, %a) = @$move;
    if ($dice->percent(40)) {    # the legs agree, and are more than there is
        $_->{amount_fen} *= 3 for @{ $a{lines} };
        return [ $by, $do, %a ];
    }
    my $line = $dice->pick(@{ $a{lines} });
    $line->{amount_fen} = $dice->pick(0, -$line->{amount_fen}, $line->{amount_fen} * 3 + 1);
    return [ $by, $do, %a ];
}

sub wrong_date($self) {
    my $dice = $self->{dice};
    my $move = $dice->pick($self->touch, $self->close_day($self->any_project, $dice->pick('sales', 'finance')),
        $self->hold // (), $self->audit // ());
    my ($by, $do, %a) = @$move;
    my %field = (call => 'biz_on', visit => 'biz_on', day_close => 'through', hold => 'until', slip_audit => 'received_on');
    $a{ $field{$do} } = Loupan::Model::plus_days($self->today, $dice->pick(-30, -8, -1, 1, 31));
    delete $a{reason} if $dice->percent(40);
    return [ $by, $do, %a ];
}

# Somebody else has the unit, or nobody can have it so.
sub wrong_unit($self) {
    my $move = $self->subscribe // return undef;
    my ($by, $do, %a) = @$move;
    my $dice = $self->{dice};
    $a{deposit_fen} = $dice->pick(0, -1) if $dice->percent(15);
    my $unit = $dice->pick($self->units($self->any_project));
    $a{unit} = $unit->{code};
    return [ $by, $do, %a ];
}

# Two consultants want one unit in the same minute, and the secretaries confirm both.
sub race($self) {
    my $move = $self->subscribe // return undef;
    my ($by, $do, %a) = @$move;
    my $project = $self->{model}->find_unit($self->{model}{user}{$by}, $a{unit})->{project};
    my %other = (%a, deal => $self->fresh('D'), customers => [ $self->any_customer ]);
    delete $other{reg};
    push @{ $self->{soon} }, [ $self->someone($project, 'CO'), $do, %other ],
        map { [ $self->someone($project, 'SE'), 'subscribe_confirm', deal => $_ ] } $other{deal}, $a{deal}, $a{deal};
    return $move;
}

# A consultant takes one unit after the other; the third is one too many.
sub rush($self) {
    $self->look;
    my $project = $self->any_project;
    my $co = $self->someone($project, 'CO');
    my @free = grep { $self->{model}->unit_state($_) eq 'available' } $self->units($project);
    my @moves = map { [ $co, 'subscribe', deal => $self->fresh('D'), unit => $_->{code}, customers => [ $self->any_customer ],
        method => 'lump', deposit_fen => 5_000_000 ] } grep { $_ } @free[ 0 .. 3 ];
    push @{ $self->{soon} }, @moves[ 1 .. $#moves ];
    return $moves[0];
}

# Money on whatever there is, in whatever state it is.
sub wrong_state($self) {
    my $dice = $self->{dice};
    my ($reg, $deal) = ($self->any('reg'), $self->any('deal'));
    return undef if !$reg || !$deal;
    my $way = $dice->throw(4);
    return $self->slip($reg->{by}, $reg->{project}, 'cash', '1002.01', [ line(sincerity => 10_000) ], reg => $reg->{label})
        if $way == 0;
    return $self->slip($reg->{by}, $reg->{project}, 'refund', '1002.01', [ line(sincerity => -10_000) ], reg => $reg->{label})
        if $way == 1;
    return $self->slip($deal->{by}, $deal->{project}, 'transfer', '1002.02',
        [ line($dice->pick(qw(deposit price loan loan)) => 10_000) ], deal => $deal->{label}) if $way == 2;
    return undef if !$deal->{reg} || $deal->{reg}{by} ne $deal->{by};
    return $self->slip($deal->{by}, $deal->{project}, 'transfer_in', '2241.01',
        [ line(sincerity => -10_000), line(deposit => 10_000) ], reg => $deal->{reg}{label}, deal => $deal->{label});
}

# A colleague's registration, or one that is not active.
sub wrong_reg($self) {
    my $move = $self->subscribe // return undef;
    my ($by, $do, %a) = @$move;
    my $project = $self->{model}->find_unit($self->{model}{user}{$by}, $a{unit})->{project};
    my $reg = $self->any('reg', sub ($r) { $r->{project} eq $project && ($r->{by} ne $by || $r->{state} ne 'active') })
        // return undef;
    return [ $by, $do, %a, reg => $reg->{label}, customers => [ $reg->{customer} ] ];
}

# A slip corrected that was not returned, by somebody, into something else.
sub blind_correction($self) {
    my $slip = $self->any('slip', sub ($s) { !$s->{reverses} || $s->{state} ne 'returned' }) // return undef;
    my $dice = $self->{dice};
    return [ $dice->percent(70) ? $slip->{by} : $self->any_user, 'slip_correct', slip => $slip->{label},
        lines => [ line($dice->pick(qw(deposit price sincerity)) => $dice->pick(1, 0, -1)) ] ];
}

# A contract's number once more, in the same project.
sub same_contract($self) {
    my $move = $self->sign // return undef;
    my ($by, $do, %a) = @$move;
    my $project = $self->{model}{deal}{ $a{deal} }{project};
    my $no = $self->{dice}->pick(map { /\A\Q$project\E (.+)/ ? $1 : () } sort keys %{ $self->{model}{contract_no} });
    return defined $no ? [ $by, $do, %a, contract_no => $no ] : undef;
}

sub wrong_red($self) {
    my $old = $self->any('slip') // return undef;
    return [ $self->{dice}->percent(70) ? $old->{by} : $self->any_user, 'slip_red', slip => $self->fresh('S'),
        reverses => $old->{label}, reason => $self->{dice}->percent(80) ? '再红冲' : '' ];
}

1;
