# docs/CONTRIBUTING.md is followed to the letter, in a copy of the tree: the page that it adds
# builds, answers, and costs at most thirty lines.
use v5.36;
use utf8;
use Test::More;
use File::Temp qw(tempdir);
use FindBin;
use lib "$FindBin::Bin/../lib";
use Loupan;

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
my $etc = $ENV{LOUPAN_ETC};
my $conf = slurp("$etc/loupan.hdf") =~ s/^(path\.templates *= *).*$/$1$copy\/templates/mr;
spew("$copy/loupan.hdf", $conf);
my $socket = "$copy/s";
my $pid = fork // die;
if (!$pid) {
    open STDOUT, '>', '/dev/null';
    open STDERR, '>', "$copy/log";
    exec 'spawn-fcgi', '-n', '-s', $socket, '--', "$copy/build/loupan-finance", '--conf', "$copy/loupan.hdf";
}
END {
    my $status = $?;
    if ($pid) { kill TERM => $pid; waitpid $pid, 0 }
    $? = $status;
}
for (1 .. 200) { last if -S $socket; select undef, undef, undef, 0.05 }

sub ask ($path, $as) {
    local %ENV = (%ENV, REQUEST_METHOD => 'GET', REQUEST_URI => $path, QUERY_STRING => $path =~ /\?(.*)/ ? "$1" : '',
        REMOTE_ADDR => '127.0.0.1', HTTP_HOST => $ENV{LOUPAN_URL} =~ s{\Ahttps?://([^/]+).*}{$1}r, CONTENT_LENGTH => 0,
        $as ? (HTTP_AUTHORIZATION => 'Bearer ' . world()->{users}{$as}{token}) : ());
    open my $f, '-|:encoding(UTF-8)', 'cgi-fcgi', '-bind', '-connect', $socket or die $!;
    local $/;
    return <$f>;
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
