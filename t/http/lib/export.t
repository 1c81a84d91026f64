# A list as a file: all its rows whatever their number and length, under the filters and the
# rights of the page; and no file at all rather than a part of one.
use v5.36;
use utf8;
use Test::More;
use Encode 'decode';
use Fcntl qw(F_SETLK F_WRLCK O_CREAT O_RDWR);
use File::Temp 'tempdir';
use FindBin;
use IO::Uncompress::Unzip;
use lib "$FindBin::Bin/../../lib";
use Loupan;
use Loupan::Program;

my $rows = 3000;
my $noun = "file-$$";
my $long = '长' x 399;
my $auditor = world()->{users}{auditor}{id};
my $project = project_id();
my $today = today();

# The long text comes behind many short ones.
db("INSERT INTO event (project_id, noun, about_id, what, biz_on, count_on, post_on, amount_fen, reason,"
    . " user_id, from_where, at, created_at)"
    . " SELECT $project, '$noun', seq, 'slip.entered', '$today', '$today', '$today', seq,"
    . " CASE seq WHEN 7 THEN '$long' WHEN 8 THEN 'says \"no\"' WHEN 9 THEN '=1+1' END,"
    . " $auditor, 'test', '$today 10:20:00', '$today 10:20:00' FROM seq_1_to_$rows");
my $path = "/portal/events?project_id=$project&noun=$noun";

sub parts ($zip) {
    my $z = IO::Uncompress::Unzip->new(\$zip);
    my %part;
    do { local $/; $part{ $z->getHeaderInfo->{Name} } = <$z> } while ($z->nextStream == 1);
    return %part;
}

subtest 'for scripts' => sub {
    my $got = as('auditor')->get("$path&as=json")->json;
    is scalar @{ $got->{rows} }, $rows, 'all rows';
    is $got->{total_count}, $rows, 'counted';
    is $got->{sums}{amount_fen}, $rows * ($rows + 1) / 2, 'and summed';
    is $got->{rows}[0]{amount_fen}, $rows, 'in the order of the page';
    is_deeply [ map { $_->{reason} } @{ $got->{rows} }[ $rows - 7, $rows - 8, $rows - 9 ] ],
        [ $long, 'says "no"', '=1+1' ], 'with every character of a text';
    $got = as('auditor')->get("$path&as=json&amount_fen_from=0.11&amount_fen_to=0.20&sort=amount_fen")->json;
    is join(' ', map { $_->{amount_fen} } @{ $got->{rows} }), '11 12 13 14 15 16 17 18 19 20', 'as filtered and sorted';
    is as('auditor')->get("$path&as=json&about_id=none")->bytes =~ /"rows":\[\],"total_count":0/, 1, 'or none';
};

subtest 'for spreadsheets' => sub {
    my @lines = split /\r\n/, decode('UTF-8', as('auditor')->get("$path&as=csv")->bytes);
    is scalar @lines, $rows + 1, 'all rows below their head, as text';
    like $lines[-7], qr/"\Q$long\E"/, 'the long text';
    like $lines[-8], qr/"says ""no"""/, 'quotes';
    like $lines[-9], qr/"'=1\+1"/, 'no formula';
    like $lines[-9], qr/"0\.09"/, 'money as a number';
    my $file = as('auditor')->get("$path&as=xlsx");
    my %part = parts($file->bytes);
    my $login = world()->{users}{auditor}{login};
    like $part{'xl/worksheets/sheet1.xml'}, qr{<oddFooter>&amp;L\Q$login\E $today \d\d:\d\d}, 'each printed page says whose it is, and of when';
    like $part{'docProps/core.xml'}, qr{<dc:creator>\Q$login\E<.*<dc:description>\Q$login\E $today}s, '... so do the properties of the file';
    like $file->header('content-disposition'), qr/_\Q$login\E\.xlsx/, '... and its name';
    my $sheet = decode('UTF-8', $part{'xl/worksheets/sheet1.xml'});
    is scalar(() = $sheet =~ /<row /g), $rows + 1, 'and in the workbook';
    like $sheet, qr/<t>\Q$long\E<\/t>/, 'with the long text';
    like $sheet, qr/<v>0\.09<\/v>/, 'and money as a number';
};

subtest 'the right is asked as for the page' => sub {
    my $theirs = as('other_director')->get("/portal/events?noun=$noun&count_on_from=$today&as=csv")->bytes;
    is scalar(() = $theirs =~ /\r\n/g), 1, 'another project sees no row of it';
    is stranger()->get("$path&as=csv")->status, 401, 'nobody is asked to log in';
};

# A program of our own whose limit is lower than the list is long.
subtest 'a list that is too long for a file' => sub {
    my $program = Loupan::Program->new('portal', change => { 'limits.export_rows' => $rows - 1 });
    my $ask = sub ($query) {
        return $program->ask("$path&$query", '', HTTP_AUTHORIZATION => 'Bearer ' . world()->{users}{auditor}{token});
    };
    for my $as (qw(xlsx csv json)) {
        my $answer = $ask->("as=$as");
        like $answer, qr/^Status: 413/m, "$as is refused";
        like $answer, qr/行数超过一个文件的上限 @{[$rows - 1]}/, 'with the limit and what to do';
        unlike $answer, qr/Content-Disposition/, 'and is no part of the list';
    }
    like $ask->('as=json&amount_fen_from=0.02'), qr/"total_count":@{[$rows - 1]}/, 'a shorter one is given';
};

# Somebody of another worker is at it: he holds the only place.
sub taken ($file) {
    sysopen(my $place, $file, O_RDWR | O_CREAT, 0600) or die "$file: $!\n";
    my $byte = pack 's s x4 q q i x4', F_WRLCK, 0, 0, 1, 0;
    fcntl($place, F_SETLK, $byte) or die "$file: $!\n";
    return $place;
}

subtest 'long lists never take all workers' => sub {
    my $tmp = tempdir(CLEANUP => 1);
    my $program = Loupan::Program->new('portal', change => { 'path.tmp' => $tmp, 'limits.export_short' => $rows - 1 });
    my $ask = sub ($query) {
        return $program->ask("$path&$query", '', HTTP_AUTHORIZATION => 'Bearer ' . world()->{users}{auditor}{token});
    };
    my $other = taken("$tmp/exports-portal");
    for my $as (qw(xlsx csv json)) {
        my $answer = $ask->("as=$as");
        like $answer, qr/^Status: 503/m, "$as: not now";
        like $answer, qr/^Retry-After: 10\r$/m, 'when to come again, for scripts';
        like $answer, qr/已有人在导出长列表.*10 秒/, 'and for people, with why';
        unlike $answer, qr/Content-Disposition/, 'and is no part of the list';
    }
    like $ask->('as=json&amount_fen_from=0.02'), qr/"total_count":@{[$rows - 1]}/, 'a short one need not wait';
    like $ask->('n=1'), qr/^Status: 200/m, 'nor does a page';
    close $other;
    like $ask->('as=json'), qr/"total_count":$rows,/, 'when the place is free, it is given' for 1 .. 2;
};

subtest 'a disk without room' => sub {
    my $program = Loupan::Program->new('portal', file_blocks => 64);
    my $ask = sub ($query) {
        return $program->ask("$path&$query", '', HTTP_AUTHORIZATION => 'Bearer ' . world()->{users}{auditor}{token});
    };
    for my $as (qw(xlsx csv json)) {
        my $answer = $ask->("as=$as");
        like $answer, qr/^Status: 503/m, "$as: for the moment";
        like $answer, qr/系统暂时不可用.*请稍后重试/s, 'in the words for it';
        unlike $answer, qr/Content-Disposition/, 'and is no part of the list';
        is scalar @{[ $ask->("as=$as&amount_fen_to=0.05") =~ /^Status: 200/mg ]}, 1, 'what has room is given';
    }
    is scalar @{[ $program->log =~ /level=fault .*no room for a file in/g ]}, 3, 'and the log says what there is to do';
};

subtest 'nothing is left behind' => sub {
    my @left = glob "$ENV{LOUPAN_DIR}/tmp/loupan-*";
    is "@left", '', 'no file has a name';
    my @again = map { scalar @{ as('auditor')->get("$path&as=json&amount_fen_to=0.05")->json->{rows} } } 1 .. 4;
    is "@again", '5 5 5 5', 'and the program answers as before';
};

done_testing;
