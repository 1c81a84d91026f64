# docs/security.md: every item of the trust list has its row, and every test that is named is there.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;

open my $in, '<', 'docs/security.md' or die "docs/security.md: $!\n";
my (%row, @lost, @empty);
while (my $line = <$in>) {
    my ($no, undef, $proof, $answer) = $line =~ /^\|\s*(\d+|—)\s*\|([^|]*)\|([^|]*)\|(.*)\|\s*$/ or next;
    $row{$no}++;
    my @tests = $proof =~ /`([^`]+)`/g;
    push @lost, grep { !-e } @tests, $answer =~ /`(t\/[^`]+)`/g;
    push @empty, $no if !@tests && $answer !~ /\w/;
}
is join(' ', sort { $a <=> $b } grep { /\d/ } keys %row), join(' ', 1 .. 49), 'forty-nine items';
is join(' ', grep { $row{$_} > 1 } keys %row), '', 'each once';
is "@lost", '', 'every test named is there';
is "@empty", '', 'and an item without one has an answer';

done_testing;
