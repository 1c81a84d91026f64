# A sales day of sixteen people and the public while programs, masters, nginx and database are
# killed and everything else breaks once (docs/faults.md); the clients' journals are the judge.
use v5.36;
use utf8;
use Test::More;
use JSON::PP ();

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output);
delete @ENV{qw(LOUPAN_DIR LOUPAN_URL LOUPAN_SOCK LOUPAN_ETC LOUPAN_CHAOS)};

my $seed = 20260309;
open(my $out, '-|', './loupan', 'torture', '--no-build', '--json', '--seed', $seed) or die "./loupan: $!\n";
my $said = do { local $/; <$out> };
close $out;
my $exit = $? >> 8;
my $day = eval { JSON::PP->new->utf8->decode($said) } or BAIL_OUT("no report: $said");
note "seed $day->{seed}: $day->{seconds} s, $day->{kills} kills, $day->{answers} answers, longest wait $day->{longest_wait} s";

is_deeply $day->{wrong}, [], 'what the clients were told is what there is';
is $exit, 0, '... and the command says so';
is $day->{people}, 16, 'sixteen people';
cmp_ok $day->{kills}, '>=', 20, "$day->{kills} processes were killed";
for my $fault ('worker', 'master', 'nginx worker', 'nginx master', 'mariadbd', 'mariadbd master', 'gone', 'slow', 'row lock',
    'connections out', 'connections cut', 'read-only', 'disk full', 'clock', 'stuck reader') {
    ok $day->{faults}{$fault}, "fault: $fault";
}
for my $act (qw(customer_new touch deal_new deal_confirm deal_sign slip_enter slip_review slip_audit receipt_issue hold settle)) {
    ok $day->{done}{$act}, "done meanwhile: $act";
}
cmp_ok $day->{acts}{repeated}, '>', 0, "$day->{acts}{repeated} acts had to be pressed again";
cmp_ok $day->{acts}{done}, '>', 100, "$day->{acts}{done} acts were done";

done_testing;
