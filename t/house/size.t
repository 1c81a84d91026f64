# Sizes, and the C that is not written here.  90 columns and 400 lines are the aim, these the
# limits.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;

my $banned = qr/(?<![\w.>])(?:atoi|atol|strcpy|strcat|sprintf|vsprintf|strtok|gets|system|popen|printf_s)\s*\(/;
my ($columns, $lines, $function) = (116, 600, 60);
my (@wide, @long, @fat, @banned, @today);

sub width ($s) {
    my $n = 0;
    $n = $_ eq "\t" ? $n + 8 - $n % 8 : $n + 1 for split //, $s;
    return $n;
}

for my $file (sort glob('cgi/*/*.[ch]'), glob('t/unit/*.[ch]'), glob('t/unit/*/*.c')) {
    open my $in, '<', $file or die "$file: $!\n";
    my @text = <$in>;
    push @long, "$file: " . @text if @text > $lines;
    my ($from, $name) = (0, '');
    for my $i (0 .. $#text) {
        my $line = $text[$i] =~ s/\s+\z//r;
        push @wide, "$file:" . ($i + 1) . ': ' . width($line) if width($line) > $columns;
        push @banned, "$file:" . ($i + 1) . ": $line" if $line =~ s{/\*.*?\*/}{}gr =~ $banned;
        push @today, "$file:" . ($i + 1) . ": $line"
            if $file ne 'cgi/lib/clock.c' && $line =~ /\b(?:NOW|CURDATE|CURRENT_DATE|SYSDATE)\s*\(|\btime\s*\(\s*(?:NULL|0|&)/;
        if ($line eq '{') { $from = $i; ($name) = $text[ $i - 1 ] =~ /(\w+)\(/ ? $1 : '?'; }
        elsif ($line eq '}' && $from) {
            push @fat, "$file:" . ($from + 1) . " $name: " . ($i - $from - 1) if $i - $from - 1 > $function;
            $from = 0;
        }
    }
}
is scalar @wide, 0, "no line is wider than $columns columns" or diag join "\n", @wide;
is scalar @long, 0, "no file is longer than $lines lines" or diag join "\n", @long;
is scalar @fat, 0, "no function is longer than $function lines" or diag join "\n", @fat;
is scalar @banned, 0, 'no call that has a safe sister' or diag join "\n", @banned;
is scalar @today, 0, 'nobody asks the machine for today' or diag join "\n", @today;

done_testing;
