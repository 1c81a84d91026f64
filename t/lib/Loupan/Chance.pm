package Loupan::Chance;

# Stories by chance: a seed gives a season of two projects in which people do what they may,
# and, one time in five, what they may not.  The model (Loupan::Model) says for each event
# whether it must be refused, and which figures must stand.
#
#   my $season = Loupan::Chance::season($seed, events => 300);
#
# Where the rules leave open what should happen, nothing happens here (`unsettled`).

use v5.36;
use utf8;
use Loupan::Model;
use Loupan::Chance::Dice;
use Loupan::Chance::Stage 'stage';
use Loupan::Chance::Mischief ();
use Loupan::Chance::Moves ();

our @ISA = qw(Loupan::Chance::Moves Loupan::Chance::Mischief);

use constant { OPENS => 510, CLOSES => 1080, NIGHT => 1420, QUESTIONS => 8 };

sub season($seed, %o) {
    my $wanted = $o{events} // 250;
    my $dice = Loupan::Chance::Dice->new($seed);
    my $first = Loupan::Model::plus_days('2026-01-05', $dice->throw(700));
    my $setup = stage($dice, first => $first, days => $wanted, units => 8 + int($wanted / 40),
        customers => 10 + int($wanted / 6));
    my $self = bless {
        dice => $dice, setup => $setup, model => Loupan::Model->new($setup), day => Loupan::Model::day_of($first),
        minute => OPENS, events => [], expect => [], label => {}, soon => [], wanted => $wanted, first => $first,
    }, __PACKAGE__;
    $self->{users} = $setup->{users};
    $self->next_event while @{ $self->{events} } < $wanted;
    $self->ask($self->{events}[-1]);
    return { season => 1, name => "随机 $seed", setup => $setup, events => $self->{events}, expect => $self->{expect} };
}

# ---- time -----------------------------------------------------------------------------------------

# Some minutes pass; after work the days close, and a few days may be skipped.
sub pass($self) {
    my $dice = $self->{dice};
    $self->{minute} += $dice->pick(0, 0, 1, 1, 2, 5, 9, 14, 40);
    if ($self->{minute} <= CLOSES && $dice->percent(2)) {
        $self->{minute} = NIGHT;    # somebody works late; then a hold's last minutes run
    }
    elsif ($self->{minute} > CLOSES || $dice->percent(6)) {
        $self->evening;
        $self->{day} += $dice->pick(1, 1, 1, 1, 2, 3, 6);
        $self->{minute} = OPENS + $dice->throw(60);
    }
    # At the very minute a lock ends, nobody has said who is first.
    $self->{minute}++ while grep { $_->{state} eq 'draft' && $_->{locked_until} == $self->now } $self->all('deal');
}

sub now($self) { return $self->{day} * 1440 + $self->{minute} }
sub today($self) { return Loupan::Model::date_of($self->{day}) }

sub evening($self) {
    my $dice = $self->{dice};
    my $late = $self->{minute} >= NIGHT ? NIGHT + 1 : CLOSES + 5;
    $self->{minute} = $late if $self->{minute} < $late || $self->{minute} > NIGHT + 1;
    for my $project (map { $_->{code} } @{ $self->{setup}{projects} }) {
        for my $side ('sales', 'finance') {
            next if !$dice->percent(30);
            $self->{minute}++;
            $self->take($self->close_day($project, $side));
        }
    }
}

# ---- one event ---------------------------------------------------------------------------------------

sub next_event($self) {
    my $soon = shift @{ $self->{soon} };
    return $self->take($soon) if $soon;
    $self->pass;
    my $move = $self->{dice}->percent(20) ? $self->mischief : $self->move;
    $self->take($move) if $move;
}

# The move happens, unless nobody knows what should come of it.
sub take($self, $move) {
    my ($by, $do, %args) = @$move;
    return if @{ $self->{events} } >= $self->{wanted} || $self->unsettled($by, $do, \%args);
    my $e = { id => sprintf('E%05d', 1 + @{ $self->{events} }), by => $by, do => $do, args => \%args,
        at => sprintf('%sT%02d:%02d', $self->today, $self->{minute} / 60, $self->{minute} % 60) };
    my $why = $self->{model}->event($e);
    $e->{refused} = $why if $why;
    push @{ $self->{events} }, $e;
    $self->ask($e) if @{ $self->{events} } % (1 + int($self->{wanted} / QUESTIONS)) == 0;
}

# All figures of today, and the report of an earlier day as it is known now.
sub ask($self, $e) {
    my $model = $self->{model};
    my $earlier = Loupan::Model::plus_days($model->{today}, -$self->{dice}->between(1, 20));
    push @{ $self->{expect} }, map { { after => $e->{id}, %{ $model->figures($_) } } } $model->{today},
        $earlier ge $self->{first} ? $earlier : ();
}

# ---- who and what there is ------------------------------------------------------------------------------

# In the order of their making: the order of a hash is another one every time.
sub all($self, $kind) {
    my $of = $self->{model}{$kind};
    return map { $of->{$_} // () } map { "$_->[0]$_->[1]" } sort { $a->[1] <=> $b->[1] }
        map { [ /\A(\D+)(\d+)\z/ ] } keys %$of;
}

sub fresh($self, $letter) { return $letter . ++$self->{label}{$letter} }

sub staff($self, $project, $role) {
    return map { $_->{name} } grep { $_->{role} eq $role && grep { $_ eq $project } @{ $_->{projects} } } @{ $self->{users} };
}

sub someone($self, $project, $role) { return $self->{dice}->pick($self->staff($project, $role)) }
sub any_project($self) { return $self->{dice}->pick(map { $_->{code} } @{ $self->{setup}{projects} }) }
sub any_customer($self) { return $self->{dice}->pick(map { $_->{code} } @{ $self->{setup}{customers} }) }
sub any_user($self) { return $self->{dice}->pick(map { $_->{name} } @{ $self->{users} }) }

sub any($self, $kind, $of = sub { 1 }) { return $self->{dice}->pick(grep { $of->($_) } $self->all($kind)) }

sub units($self, $project) {
    my $units = $self->{model}{unit}{$project};
    return map { $units->{$_} } sort keys %$units;
}

# ---- what the rules leave open -----------------------------------------------------------------------------

sub pending($self, $reg) {
    return grep { $_->{reg} && $_->{reg} == $reg && $_->{state} =~ /\A(?:submitted|reviewed|returned)\z/ } $self->all('slip');
}

my %unsettled = (
    # What becomes of money that is on its way when its registration ends, and of a balance
    # below zero.
    withdraw_pre_registration => sub ($self, $a) {
        my $reg = $self->{model}{reg}{ $a->{reg} };
        return $reg && $self->pending($reg);
    },
    slip_enter => sub ($self, $a) {
        my $reg = $a->{reg} && $self->{model}{reg}{ $a->{reg} };
        return $reg && $a->{means} =~ /\A(?:refund|transfer_in)\z/ && grep { $_->{reverses} } $self->pending($reg);
    },
    slip_red => sub ($self, $a) {
        my $old = $self->{model}{slip}{ $a->{reverses} };
        return 0 if !$old || !$old->{reg};
        return 1 if $old->{reg}{state} ne 'active' || $self->pending($old->{reg});
        return $old->{state} eq 'audited' && $old->{reg}{balance} < $old->{lines}[0]{amount_fen};
    },
    slip_correct => sub ($self, $a) {
        my $slip = $self->{model}{slip}{ $a->{slip} };
        return 0 if !$slip || !$slip->{reg} || $slip->{reverses} || $slip->{means} =~ /\A(?:refund|transfer_in)\z/;
        return $slip->{reg}{state} ne 'active';
    },
    # A replaced receipt is in the buyer's hands; may it still come back?
    receipt_recover => sub ($self, $a) {
        my $slip = $self->{model}{slip}{ $a->{slip} };
        return $slip && ($slip->{receipt} // '') eq 'replaced';
    },
    # Only in the month of its issue; and what of one that has come back?
    receipt_void => sub ($self, $a) {
        my $slip = $self->{model}{slip}{ $a->{slip} } // return 0;
        return 1 if ($slip->{receipt} // '') =~ /\A(?:replaced|recovered)\z/;
        return $slip->{receipt} && substr($slip->{receipt_on}, 0, 7) ne substr($self->today, 0, 7);
    },
);

sub unsettled($self, $by, $do, $a) {
    my $open = $unsettled{$do} or return 0;
    return $open->($self, $a);
}

1;
