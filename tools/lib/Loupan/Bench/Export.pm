package Loupan::Bench::Export;

# 1,000,000 rows of the ledger as a workbook, through the page that everybody takes it from, with
# its rights and filters, against libxlsxwriter writing the same cells alone.  The most memory
# that a process of the program ever held (VmHWM, more than its PSS) is the other figure.

use v5.36;
use utf8;
use File::Temp qw(tempdir);
use Time::HiRes qw(time);
use Loupan::Bench qw(instance log_in note median figure);
use Loupan::Http;

sub about() { return '1,000,000 rows to a workbook, against libxlsxwriter alone; memory' }

my $rows = 1_000_000;

# Lines of the demo's own ledger again and again, so that every join finds what it finds in life.
sub fill($db) {
    my $now = $db->value('SELECT COUNT(*) FROM ledger');
    my $times = int(($rows - $now) / $now) + 1;
    note("$rows rows of the ledger");
    # the lines are there already; what they refer to need not be looked up a million times
    $db->run('SET foreign_key_checks = 0, unique_checks = 0');
    $db->run('INSERT INTO ledger (project_id, event_id, slip_line_id, tab_id, debit, credit, amount_fen,'
        . ' count_on, post_on) SELECT g.project_id, g.event_id, g.slip_line_id, g.tab_id, g.debit, g.credit,'
        . " g.amount_fen, g.count_on, g.post_on FROM ledger g CROSS JOIN seq_1_to_$times s LIMIT " . ($rows - $now));
    $db->run('ANALYZE TABLE ledger');
}

# The file, not kept: bytes, seconds, and whether it is the workbook that was asked for.
sub take($at, $cookie, $as, $into = undef) {
    my ($bytes, $began, $head) = (0, time, '');
    my $r = Loupan::Http->new(default_headers => { Cookie => $cookie }, timeout => 300)->get(
        "$at->{url}/finance/ledger?as=$as", { data_callback => sub ($data, $) {
            $head .= $data if length $head < 4;
            $bytes += length $data;
            print {$into} $data if $into;
        } });
    die "bench: the export answers $r->{status}\n" if $r->{status} != 200;
    die "bench: no workbook came\n" if $as eq 'xlsx' && $head !~ /\APK/;
    return { bytes => $bytes, seconds => time - $began };
}

# The same cells as lines, for the anchor: what stands in the text file, without quotes.
sub cells($at, $cookie, $file) {
    open my $out, '>:raw', "$file.csv" or die "$file: $!\n";
    take($at, $cookie, 'csv', $out);
    close $out;
    open my $in, '<:raw', "$file.csv" or die "$file: $!\n";
    open my $to, '>:raw', $file or die "$file: $!\n";
    my $types;
    while (my $line = <$in>) {
        $line =~ s/\r\n\z//;
        my @cells = map { s/\A"//r =~ s/"\z//r } split /","/, $line, -1;
        if ($. == 2) { $types = join '', map { /\A-?\d+\.\d\d\z/ ? 'n' : 't' } @cells }
        @cells = map { /\A-?\d+\.\d\d\z/ ? $_ =~ s/\.//r : $_ } @cells if $. > 1;
        print {$to} join("\t", @cells), "\n" if $. > 1;
    }
    my $lines = $. - 1;
    unlink "$file.csv";
    return ($types, $lines);
}

sub run(%option) {
    my $at = instance('demo');
    my $tmp = tempdir('loupan-bench-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    fill($at->{db});
    my $cookie = log_in($at, 'FM');
    my ($types, $lines) = cells($at, $cookie, "$tmp/rows");
    die "bench: $lines rows, not $rows\n" if $lines != $rows;
    my (@ours, @alone, @cpu, @alone_cpu);
    my @workers = Loupan::Bench::workers($at, 'finance');
    for my $round (1 .. $option{rounds}) {
        note("round $round");
        my ($wall, $cpu) = split ' ', `'$ENV{LOUPAN_BUILD}/t/bench/sheet' $types $tmp/rows $tmp/alone.xlsx`;
        my $before = Loupan::Bench::cpu(@workers);
        push @ours, take($at, $cookie, 'xlsx');
        push @cpu, Loupan::Bench::cpu(@workers) - $before;
        push @alone, $wall;
        push @alone_cpu, $cpu;
    }
    my $most = 0;
    for (@workers) { my $kib = Loupan::Bench::kib($_, 'VmHWM'); $most = $kib if $kib > $most }
    return {
        'export.speed' => figure(median(map { $alone[$_] / $ours[$_]{seconds} } 0 .. $#ours), 0.6,
            rows => $rows, columns => length $types, mib => sprintf('%.0f', $ours[0]{bytes} / 2**20),
            seconds => sprintf('%.1f', median(map { $_->{seconds} } @ours)), alone_seconds => median(@alone),
            cpu_seconds => sprintf('%.1f', median(@cpu)), alone_cpu_seconds => median(@alone_cpu)),
        'export.memory' => figure($most / 1024 / 64, 1, at_most => 1, mib => sprintf('%.1f', $most / 1024)),
    };
}

1;
