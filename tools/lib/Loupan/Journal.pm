package Loupan::Journal;

# What one client meant to do and what he was told, one JSON line each, written before he
# sends and after he is answered.  These files are all that the second computation reads.

use v5.36;
use utf8;
use IO::Handle;
use JSON::PP ();
use Time::HiRes 'time';

my $json = eval { require JSON::XS; JSON::XS->new->utf8->canonical } // JSON::PP->new->utf8->canonical;

sub new($class, $file) {
    open(my $out, '>>:raw', $file) or die "$file: $!\n";
    return bless { out => $out }, $class;
}

# A line is whole or not there: one write.
sub note($self, %line) {
    my $text = $json->encode({ %line, at => time }) . "\n";
    syswrite($self->{out}, $text) == length $text or die "the journal cannot be written: $!\n";
}

# Everything noted so far in a directory of journals.  An operation has
#   must  he was told that it is done           may  nobody told him: done or not
# and neither if he was refused.
sub read_all($dir) {
    my %all = (ops => [], notes => {});
    for my $file (sort glob "$dir/*.journal") {
        open(my $in, '<:raw', $file) or die "$file: $!\n";
        my %open;
        while (my $line = <$in>) {
            last if $line !~ /\n\z/;
            my $l = $json->decode($line);
            if ($l->{op}) { push @{ $all{ops} }, $open{ $l->{key} } = { %$l, may => 1, must => 0 } }
            elsif ($l->{key}) { answered($open{ $l->{key} }, $l) }
            else { push @{ $all{notes}{$_} }, $l for grep { $l->{$_} } qw(world problem away clock wait) }
        }
    }
    return \%all;
}

sub answered($op, $l) {
    $op->{may} = 0;
    $op->{must} = $l->{status} == 303 ? 1 : 0;
    $op->{$_} = $l->{$_} for qw(status id tries);
}

1;
