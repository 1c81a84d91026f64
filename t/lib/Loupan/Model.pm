package Loupan::Model;

# A sales office in memory, for checking the product: written from the rules (what a person
# may do, what must be refused, what it costs, where it counts) and from nothing else.  It
# takes a season's events one by one and answers with the figures that must then stand.
# Nothing here may be copied from cgi/ or sql/: two computations that share a mistake agree.
#
#   my $model = Loupan::Model->new($setup);
#   my $why = $model->event($e);            # undef: done.  Else why it must be refused
#   my $x = $model->figures($date);         # what `expect` of a season asks for

use v5.36;
use utf8;
use Time::Local 'timegm';
use Loupan::Model::Sales;
use Loupan::Model::Money;
use Loupan::Model::Flash;

our @ISA = map { "Loupan::Model::$_" } qw(Sales Money Flash);

use constant { BACKDATE_DAYS => 7 };

sub new($class, $setup) {
    my $self = bless { setup => $setup, reg => {}, deal => {}, slip => {}, touches => {}, flow => {},
        ledger => {}, number => {}, closed => {}, contract_no => {} }, $class;
    $self->{user}{ $_->{name} } = $_ for @{ $setup->{users} };
    $self->{rest}{$_} = 1 for @{ $setup->{rest_days} // [] };
    $self->{ledger}{ $_->{account} } += $_->{amount_fen} for @{ $setup->{opening} // [] };
    for my $p (@{ $setup->{projects} }) {
        $self->{project}{ $p->{code} } = $p;
        $self->{flow}{ $p->{code} }{ $_->[0] }{ $_->[1] } += $_->[2] for @{ $p->{past} // [] };
        $self->{unit}{ $p->{code} }{ $_->{code} } = { %$_, project => $p->{code} } for @{ $p->{units} };
    }
    return $self;
}

# ---- days -------------------------------------------------------------------------------------

sub day_of($date) {
    my ($y, $m, $d) = split /-/, $date;
    return int(timegm(0, 0, 12, $d, $m - 1, $y) / 86_400);
}

sub date_of($day) {
    my @t = gmtime($day * 86_400 + 43_200);
    return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3];
}

sub plus_days($date, $n) { return date_of(day_of($date) + $n) }

sub minute_of($at) { return day_of(substr $at, 0, 10) * 1440 + substr($at, 11, 2) * 60 + substr($at, 14, 2) }

# The end of a period: never on a rest day, if it lasts a day or more.
sub period_end($self, $date, $n) {
    my $end = plus_days($date, $n);
    return $end if $n < 1;
    $end = plus_days($end, 1) while $self->{rest}{$end};
    return $end;
}

# The day that counts a thing of `date`: its own while that is open, else today.
sub count_on($self, $project, $side, $date) {
    return $date gt ($self->{closed}{$project}{$side} // '') ? $date : $self->{today};
}

sub count($self, $project, $day, %figures) {
    $self->{flow}{$project}{$day}{$_} += $figures{$_} for keys %figures;
}

# ---- who may ------------------------------------------------------------------------------------

# undef if the user has one of the roles and acts in the project.
sub barred($self, $user, $project, @roles) {
    return 'right' if !grep { $_ eq $user->{role} } @roles;
    return 'not_found' if !defined $project || !grep { $_ eq $project } @{ $user->{projects} };
    return undef;
}

# The same for a registration, deal or slip; a consultant finds only his own.
sub barred_from($self, $user, $thing, @roles) {
    my $why = $self->barred($user, $thing && $thing->{project}, @roles);
    return $why if $why;
    return $user->{role} eq 'CO' && $thing->{by} ne $user->{name} ? 'not_found' : undef;
}

# A unit's code is of one project; if not, of one in which the user acts.
sub find_unit($self, $user, $code) {
    for my $project (@{ $user->{projects} }) {
        my $unit = $self->{unit}{$project}{$code};
        return $unit if $unit;
    }
    return undef;
}

# ---- events -------------------------------------------------------------------------------------

my %verb = (
    call => 'touch', visit => 'touch',
    map { $_ => $_ } qw(pre_register pre_register_confirm withdraw_pre_registration hold unhold subscribe
        subscribe_confirm sign online_sign file slip_enter slip_review slip_return slip_correct slip_approve
        slip_audit slip_red receipt_issue receipt_recover receipt_void pos_settle escrow_sweep day_close),
);

sub event($self, $e) {
    my $rule = $verb{ $e->{do} } or die "$e->{id}: no rule for '$e->{do}'\n";
    my $user = $self->{user}{ $e->{by} } or die "$e->{id}: nobody is called $e->{by}\n";
    $self->{now} = minute_of($e->{at});
    $self->{today} = substr $e->{at}, 0, 10;
    $rule = "do_$rule";
    return $self->$rule($user, $e->{args}, $e->{do});
}

sub do_touch($self, $user, $a, $kind) {
    my $why = $self->barred($user, $a->{project}, 'CO');
    return $why if $why;
    my $on = $a->{biz_on} // $self->{today};
    return 'future' if $on gt $self->{today};
    return 'too_old' if $on lt plus_days($self->{today}, -BACKDATE_DAYS);
    return 'reason' if $on lt $self->{today} && !length($a->{reason} // '');

    my $before = $self->{touches}{ $a->{project} }{ $a->{customer} } //= {};
    return undef if $before->{$kind}{$on}++;    # the same customer, kind and day counts once
    my $met = keys %{ $before->{call} // {} } && keys %{ $before->{visit} // {} };
    my $count_on = $self->count_on($a->{project}, 'sales', $on);
    if ($kind eq 'call') {
        my $new = keys %{ $before->{call} } == 1 && !$met;
        $self->count($a->{project}, $count_on, calls => 1, new_calls => $new ? 1 : 0);
        return undef;
    }
    my $first = keys %{ $before->{visit} } == 1;
    $self->count($a->{project}, $count_on, visits => 1, ($first ? 'first_visits' : 'repeat_visits') => 1);
    return undef;
}

sub do_day_close($self, $user, $a, $) {
    my $why = $self->barred($user, $a->{project}, $a->{side} eq 'sales' ? 'SE' : 'FC');
    return $why if $why;
    my $closed = $self->{closed}{ $a->{project} } //= {};
    return 'future' if $a->{through} gt $self->{today};
    return 'order' if $a->{through} le ($closed->{ $a->{side} } // '');
    $closed->{ $a->{side} } = $a->{through};
    return undef;
}

# Half away from zero, for numbers of either sign.
sub rounded_div($num, $den) {
    use integer;
    return $num < 0 ? -((-$num * 2 + $den) / ($den * 2)) : ($num * 2 + $den) / ($den * 2);
}

1;
