# docs/CONTRIBUTING.md is followed to the letter, in a copy of the tree: the page that it adds
# builds, answers, and costs at most thirty lines.
use v5.36;
use utf8;
use Test::More;
use File::Temp qw(tempdir);
use FindBin;
use lib "$FindBin::Bin/../lib";
use Loupan;
use Loupan::Program;

my $root = $Loupan::root;
my $copy = tempdir('loupan-recipe-XXXXXX', TMPDIR => 1, CLEANUP => 1);

sub slurp ($file) { open my $f, '<:encoding(UTF-8)', $file or die "$file: $!"; local $/; return <$f> }
sub spew ($file, $text) { open my $f, '>:encoding(UTF-8)', $file or die "$file: $!"; print $f $text }

# Sources and what is built of them, so that only the recipe's lines are compiled.
my $build = $ENV{LOUPAN_BUILD} // "$root/build";
is system('cp', '-a', (map { "$root/$_" } qw(cgi t templates sql configure configure.ac Makefile.am
    Makefile.in aclocal.m4 build-aux)), $copy), 0, 'a copy of the tree';
is system('cp', '-a', $build, "$copy/build"), 0, 'and of what is built';

my $text = slurp("$root/docs/CONTRIBUTING.md");
my ($lines, $steps) = (0, 0);
while ($text =~ /<!-- (append|insert) (\S+)(?: before (.+?))? -->\n```\w*\n(.*?)```/gs) {
    my ($how, $file, $before, $block) = ($1, $2, $3, $4);
    my $old = slurp("$copy/$file");
    $lines += () = $block =~ /\S.*\n/g;
    $steps++;
    if ($how eq 'append') { spew("$copy/$file", $old . $block); next }
    my $at = index $old, $before;
    ok $at >= 0, "$file has the line $before";
    my $line = rindex($old, "\n", $at) + 1;
    spew("$copy/$file", substr($old, 0, $line) . $block . substr $old, $line);
}
is $steps, 5, 'five steps';
cmp_ok $lines, '<=', 30, "the page costs $lines lines";

is system("make -s -C '$copy/build' loupan-finance >'$copy/make.log' 2>&1"), 0, 'it builds'
    or diag slurp("$copy/make.log");

# The program beside the instance's own, with the copy's templates.
my $program = Loupan::Program->new('finance', binary => "$copy/build/loupan-finance",
    change => { 'path.templates' => "$copy/templates" });

sub ask ($path, $as) {
    return $program->ask($path, '', $as ? (HTTP_AUTHORIZATION => 'Bearer ' . world()->{users}{$as}{token}) : ());
}

my $slip = given(slip => state => 'rejected', amount_fen => 12_345_00);
my $page = ask('/finance/slips/returned', 'consultant');
like $page, qr/^Status: 200/m, 'the page answers';
like $page, qr/退回的缴款单/, 'under its title';
like $page, qr/12,345\.00/, 'with the slip that was returned';
like ask('/finance/slips/returned?as=json', 'consultant'), qr/"amount_fen":1234500/, 'and as JSON for scripts';
unlike ask('/finance/slips/returned', 'other_consultant'), qr/12,345\.00/, 'another project sees nothing of it';
like ask('/finance/slips/returned', 'planner'), qr/^Status: 403/m, 'without the right there is no page';

done_testing;
