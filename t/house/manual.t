# The manual shows what is there: its pictures and links, and every sentence of refusal.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;

sub slurp ($path) {
    open my $in, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

my @pages = (glob('docs/manual/*/*.md'), 'README.md');
my (@lost, $size, %shown);
for my $page (@pages) {
    my ($folder) = $page =~ m{\A(.*/)};
    my $text = slurp($page);
    while ($text =~ /(?:\]\(|src=")([^)"#:]+)(?:#[^)"]*)?[)"]/g) {
        my $file = ($folder // '') . $1;
        push @lost, "$page: $1" unless -e $file;
        $shown{$file} = -s $file if $file =~ /\.png\z/ && -e $file;
    }
}
is scalar @lost, 0, 'every link and picture is there' or diag join "\n", @lost;
$size += $_ for values %shown;
cmp_ok $size // 0, '<', 3_000_000, 'the pictures are small';

my $table = qx(tools/manual-refusals);
utf8::decode($table);
ok index(slurp((glob 'docs/manual/zh/09-*.md')[0]), $table) >= 0,
    'the table of refusals is what tools/manual-refusals prints';
done_testing;
