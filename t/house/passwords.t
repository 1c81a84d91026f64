# The ten thousand passwords that leak most often are refused: too short, of too few letters,
# or on our list.  The other list is Debian's python3-zxcvbn; only its text is read.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;

sub slurp ($path) {
    open my $in, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

my ($names) = slurp('/usr/lib/python3/dist-packages/zxcvbn/frequency_lists.py') =~ /["']passwords["']\s*:\s*"([^"]+)"/;
my @leaked = split /,/, $names // '';
cmp_ok scalar @leaked, '>=', 10_000, scalar(@leaked) . ' leaked passwords';
is $leaked[0], '123456', 'the worst first';

my ($least) = slurp('cgi/account/password.c') =~ /\bLEAST = (\d+)/;
my ($different) = slurp('cgi/account/password.c') =~ /\bDIFFERENT = (\d+)/;
my %ours = map { lc $_ => 1 } grep { !/\A#/ } split /\n/, slurp('conf/common_passwords');
my @let_in = grep { my %seen; length $_ >= $least && !$ours{ lc $_ } && $different <= grep { !$seen{$_}++ } split // } @leaked[ 0 .. 9_999 ];
is "@let_in", '', "none of the first 10,000 would do: $least characters, $different different ones";
my @short = grep { length $_ < $least } keys %ours;
is "@short", '', 'and our list has none that are too short anyway';

done_testing;
