package Loupan::Chance::Dice;

# The same seed throws the same numbers on every machine.

use v5.36;

use constant MASK => (1 << 48) - 1;

sub new($class, $seed) {
    my $self = bless { state => ($seed * 2_654_435_761 + 12_345) & MASK }, $class;
    $self->throw(2) for 1 .. 8;
    return $self;
}

sub throw($self, $n) {
    use integer;
    $self->{state} = ($self->{state} * 25_214_903_917 + 11) & MASK;
    return ($self->{state} >> 14) % $n;
}

sub between($self, $from, $to) { return $from + $self->throw($to - $from + 1) }
sub pick($self, @of) { return @of ? $of[ $self->throw(scalar @of) ] : undef }
sub percent($self, $n) { return $self->throw(100) < $n }

1;
