package Loupan::Bench::Import;

# A price table of 20,000 units as a workbook, through the pages: uploaded, looked at, taken.
# Rows a second of all three together, and the most memory that a process of the program ever
# held (VmHWM).

use v5.36;
use utf8;
use Encode 'encode';
use File::Temp qw(tempdir);
use Time::HiRes qw(time);
use Loupan::Bench qw(office note figure);

sub about() { return 'a price table of 20,000 units: rows a second, memory' }

my ($buildings, $floors, $rooms) = (100, 50, 4);
my $units = $buildings * $floors * $rooms;

sub workbook($tmp, $price) {
    open my $out, '>:encoding(UTF-8)', "$tmp/rows" or die "$tmp: $!\n";
    print $out join("\t", qw(楼栋 楼层 房号 用途 户型 建筑面积 套内面积 单价)), "\n";
    for my $b (1 .. $buildings) {
        for my $f (1 .. $floors) {
            for my $n (1 .. $rooms) {
                my $gross = 8900 + 37 * $n + $f % 5 * 10;
                print $out join("\t", "${b}栋", 100 * $f, sprintf('%d%02d', $f, $n), '住宅', '三室两厅', $gross,
                    int($gross * 0.8), $price + 1000 * $f), "\n";
            }
        }
    }
    close $out;
    system("'$ENV{LOUPAN_BUILD}/t/bench/sheet' tntttnnn '$tmp/rows' '$tmp/prices.xlsx' >/dev/null") == 0
        or die "bench: no workbook\n";
    open my $in, '<:raw', "$tmp/prices.xlsx" or die "$tmp: $!\n";
    local $/;
    return <$in>;
}

sub upload($who, $bytes, %form) {
    my $mark = 'loupan-bench-' . $$;
    my $body = join '', map { qq(--$mark\r\nContent-Disposition: form-data; name="$_"\r\n\r\n$form{$_}\r\n) } sort keys %form;
    $body .= qq(--$mark\r\nContent-Disposition: form-data; name="file"; filename="prices.xlsx"\r\n)
        . "Content-Type: application/octet-stream\r\n\r\n$bytes\r\n--$mark--\r\n";
    return $who->ask(POST => '/project/price_imports/new', content => $body,
        type => "multipart/form-data; boundary=$mark");
}

sub timed($doing) {
    my $began = time;
    my $answer = $doing->();
    return ($answer, time - $began);
}

# Uploaded, looked at, taken: seconds of each.
sub import_by($planner, $project, $bytes) {
    my ($sent, $upload) = timed(sub { upload($planner, $bytes, project_id => $project) });
    die 'bench: the upload answers ' . $sent->status . "\n" if $sent->status != 303;
    my $id = ($sent->header('location') =~ /(\d+)\z/)[0];
    my ($seen, $preview) = timed(sub { $planner->get("/project/price_imports/$id") });
    die 'bench: the preview answers ' . $seen->status . "\n" if $seen->status != 200;
    my ($done, $take) = timed(sub { $planner->post("/project/price_imports/$id/take") });
    die 'bench: taking answers ' . $done->status . "\n" if $done->status != 303;
    return ($upload, $preview, $take);
}

sub most_mib($at) {
    my $most = 0;
    for (Loupan::Bench::workers($at, 'project')) {
        my $kib = Loupan::Bench::kib($_, 'VmHWM');
        $most = $kib if $kib > $most;
    }
    return $most / 1024;
}

sub run(%option) {
    my $at = office(1);
    my $tmp = tempdir('loupan-bench-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my $planner = Loupan::bearer('planner');
    my $project = Loupan::project_id('T1');
    # a project without buildings takes those of the file
    $at->{db}->run("SET foreign_key_checks = 0; DELETE FROM unit WHERE project_id = $project;"
        . " DELETE FROM building WHERE project_id = $project; SET foreign_key_checks = 1");
    my %result;
    for ([ first => 1_200_000 ], [ dearer => 1_310_000 ]) {
        my ($name, $price) = @$_;
        my $bytes = workbook($tmp, $price);
        my ($upload, $preview, $take) = import_by($planner, $project, $bytes);
        my $there = $at->{db}->value('SELECT COUNT(*) FROM unit u JOIN price_row p ON p.unit_id = u.id'
            . " WHERE u.project_id = $project AND p.list_unit_price_fen BETWEEN $price AND $price + 50000");
        die "bench: $there units of $name have their price, not $units\n" if $there != $units;
        $result{"import.$name"} = figure($units / ($upload + $preview + $take), undef, rows => $units,
            unit => 'rows a second', mib => sprintf('%.1f', length($bytes) / 2**20),
            upload_s => sprintf('%.2f', $upload), preview_s => sprintf('%.2f', $preview),
            take_s => sprintf('%.2f', $take));
        my $mib = most_mib($at);
        $result{"import.$name.memory"} = figure($mib / 64, 1, at_most => 1, mib => sprintf('%.1f', $mib));
    }
    return \%result;
}

1;
