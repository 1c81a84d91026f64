# Both languages say the same things, every label that a template or a refusal names is
# there, and templates hold no rule.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;

sub slurp ($path) {
    open my $in, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

# The keys of an HDF file; << texts are skipped over.
sub keys_of ($path) {
    my ($at, $until, @in, %keys) = ('', undef);
    for my $line (split /\n/, slurp($path)) {
        if (defined $until) { undef $until if $line eq $until; next }
        if ($line =~ /^\s*#/) { next }
        if ($line =~ /^\s*([\w.]+)\s*\{/) { push @in, $1 }
        elsif ($line =~ /^\s*\}/) { pop @in }
        elsif ($line =~ /^\s*([\w.]+)\s*=\s*\{/) { push @in, $1 }
        elsif ($line =~ /^\s*([\w.]+)\s*<<\s*(\S+)/) { $keys{ join '.', @in, $1 } = 1; $until = $2 }
        elsif ($line =~ /^\s*([\w.]+)\s*=/) { $keys{ join '.', @in, $1 } = 1 }
    }
    return %keys;
}

my %all;
for my $zh (sort glob 'templates/*/zh.hdf') {
    my $en   = $zh =~ s/zh\.hdf\z/en.hdf/r;
    my %zh   = keys_of($zh);
    my %en   = -e $en ? keys_of($en) : ();
    my @only = ((map { "zh only: $_" } grep { !$en{$_} } sort keys %zh),
                (map { "en only: $_" } grep { !$zh{$_} } sort keys %en));
    is scalar @only, 0, "$zh and its English say the same things" or diag join "\n", @only;
    %all = (%all, %zh);
}
my %part = map { my @p = split /\./; map { join('.', @p[ 0 .. $_ ]) => 1 } 0 .. $#p } keys %all;

my (@missing, @rules);
for my $file (sort glob 'templates/*/*.cs') {
    my $text = slurp($file);
    $text =~ s{<\?cs\s*#.*?\?>}{"\n" x ($& =~ tr{\n}{})}gse;
    push @missing, map { "$file: $_" } grep { !$part{$_} } $text =~ /\b(L(?:\.\w+)+)\b(?![\[(])/g;
    my $n = 0;
    for my $line (split /\n/, $text) {
        $n++;
        push @rules, "$file:$n: $line"
            if $line =~ /<\?cs\s*(?:set|uvar|evar|lvar|alt|linclude|name|escape)\b\s*:/
            || $line =~ /<\?cs\s*include\s*:/
            || $line =~ /\sstyle\s*=/ || $line =~ /\son[a-z]+\s*=\s*"/
            || $line =~ /<script(?![^>]*\bsrc=)/;
    }
}
for my $file (sort glob 'cgi/*/*.c') {
    my $text = slurp($file);
    push @missing, map { "$file: L.refusal.$_" } grep { !$part{"L.refusal.$_"} }
        $text =~ /\brefuse(?:_with)?\s*\([^,]+,\s*(?:NULL|"[^"]*"|[\w>().-]+),\s*"([\w.]+)"/g;
    push @missing, map { "$file: $_" } grep { !$part{$_} } $text =~ /\blabel\s*\([^,]+,\s*"(L\.[\w.]*\w)"/g;
}
is scalar @missing, 0, 'every label is there' or diag join "\n", @missing;
is scalar @rules, 0, 'templates hold no rule, no style and no script' or diag join "\n", @rules;

done_testing;
