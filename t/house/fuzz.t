# Every parser of outside bytes has a harness, every harness its inputs, and docs/fuzzing.md
# says which is which.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;

sub slurp ($path) {
    open my $in, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

my %said;
for (split /\n/, slurp('docs/fuzzing.md')) {
    my ($name, $functions) = /^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$/ or next;
    $said{$name} = [ $functions =~ /`(\w+)`/g ];
}
my %there = map { $_ => slurp("t/fuzz/$_.c") } map { m{(\w+)\.c\z} } glob 't/fuzz/*.c';
my @harnesses = sort grep { $there{$_} =~ /^void fuzz\(/m } keys %there;
is_deeply [ sort keys %said ], \@harnesses, 'docs/fuzzing.md has the harnesses of t/fuzz';
my ($built) = (slurp('t/fuzz/fuzz.am') =~ s/\\\n//gr) =~ /^FUZZERS = (.*)$/m;
is_deeply [ sort $built =~ m{t/fuzz/(\w+)}g ], \@harnesses, 't/fuzz/fuzz.am builds them';

for my $name (@harnesses) {
    # what a helper of all harnesses calls counts where the helper is called
    my $text = $there{$name};
    $text .= $there{book} if $text =~ /\bbook_must_hold\(/;
    $text .= $there{fuzz} if $text =~ /\bbody_refused\(/;
    my @idle = grep { $text !~ /\b$_\(/ } $said{$name}->@*;
    is "@idle", '', "$name reads by what it says";
    my @inputs = grep { -f } glob "t/fuzz/corpus/$name/*";
    ok @inputs >= 3, "$name has inputs to begin with";
}
my @stray = grep { my $n = $_; $n =~ s{.*/}{}; !grep { $_ eq $n } @harnesses }
    glob 't/fuzz/corpus/* t/fuzz/found/* t/fuzz/dict/*';
is "@stray", '', 'no inputs of a harness that is not there';

# What takes text and is called so reads what came from somewhere.
my (%declared, %known);
for my $file (glob 'cgi/*/*.h') {
    for (split /\n/, slurp($file)) {
        $declared{$1} = "$file: $_"
            if /^\w.*\b(\w+_(?:parse|read|typed))\((?:struct ctx \*c, )?const (?:char|void) \*/;
    }
}
$known{$_} = 1 for map { $_->@* } values %said;
my %ours = (
    hex_read   => 'keys of the instance and the request key, of which any 32 digits are right',
    flash_read => 'row numbers that the program put together',
);
ok keys %declared >= 8, scalar(keys %declared) . ' parsers are declared';
my @without = grep { !$known{$_} && !$ours{$_} } sort keys %declared;
is "@without", '', 'each of them stands in docs/fuzzing.md' or diag join "\n", @declared{@without};

done_testing;
