# The price tables handed out with the product's data, where they lie beside the checkout:
# every count, sum and problem that the paper beside a file expects.
use v5.36;
use utf8;
use open ':std', ':encoding(UTF-8)';
use Test::More;
use JSON::PP;

my $program = ($ENV{LOUPAN_BUILD} // 'build') . '/loupan-project';

sub slurp($path) { local (@ARGV, $/) = $path; my $text = <>; return $text }
sub fen($yuan) { return 0 + ($yuan =~ /\A(-?\d+)(?:\.(\d\d?))?\z/ ? $1 * 100 + ($2 ? substr("${2}0", 0, 2) : 0) : die "no number $yuan") }

# What the shell says of a file.
sub looked_at($file) {
    open my $out, '-|', $program, '--import-prices', '--dry-run', '--json', $file or die "$program: $!\n";
    binmode $out, ':raw';
    my $said = do { local $/; <$out> };
    close $out;
    return (JSON::PP->new->utf8->decode($said), $? >> 8);
}

my @papers = glob '../shared/data/shapes/*.expected.json';
for my $paper (@papers) {
    binmode STDIN;
    my $want = JSON::PP->new->decode(do { open my $in, '<:encoding(UTF-8)', $paper or die; local $/; <$in> });
    my ($file) = grep { !/\.json\z/ } glob $paper =~ s/\.expected\.json\z/.*/r;
    my ($got, $exit) = looked_at($file);
    my %by = map { $_ => [] } qw(error warning normalise ignore);
    push @{ $by{ $_->{severity} } }, $_ for @{ $got->{problems} };
    my $name = $want->{file};

    is $got->{units}, $want->{units} // $want->{accepted_units_if_only_clean_and_normalised_rows_are_taken}, "$name: units";
    is $got->{gross_dm2}, fen($want->{total_area} // $want->{accepted_total_area}), "$name: area";
    is $got->{total_fen}, fen($want->{total_price_yuan} // $want->{accepted_total_price_yuan}), "$name: total";
    is $got->{changed} ? 1 : 0, 0, "$name: looking changes nothing";
    is $exit, @{ $by{error} } ? 1 : 0, "$name: exit status";
    if (!$want->{issues}) {
        is_deeply [ map { "$_->{row} $_->{code}" } @{ $by{error} }, @{ $by{warning} } ], [], "$name: no error and no warning";
        next;
    }
    my $line = sub ($p) { join ' ', map { $_ // '' } @$p{qw(sheet row column code severity)} };
    is_deeply [ sort map { $line->($_) } @{ $got->{problems} } ], [ sort map { $line->($_) } @{ $want->{issues} } ], "$name: every problem";
    my %expected = map { ("$_->{row} $_->{code}" => $_->{expected}) } grep { $_->{severity} eq 'normalise' } @{ $want->{issues} };
    is_deeply { map { ("$_->{row} $_->{code}" => $_->{expected}) } @{ $by{normalise} } }, \%expected, "$name: what was read instead";
}
ok 1, scalar(@papers) . ' files beside the checkout';

done_testing;
