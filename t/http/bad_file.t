# Files that are too large, no tables, or bombs come in; formulas do not go out.
use v5.36;
use utf8;
use Test::More;
use Encode ();
use IO::Compress::Zip;
use IO::Uncompress::Unzip;
use lib 't/lib';
use Loupan;

my $project = project_id();

sub upload($name, $content) {
    my $mark = 'x' x 30;
    utf8::encode($_) for grep { utf8::is_utf8($_) } $name, $content;
    my %plain = (_token => as('planner')->form_token, _key => as('planner')->fresh_key, project_id => $project);
    my $body = join '', map { "--$mark\r\nContent-Disposition: form-data; name=\"$_\"\r\n\r\n$plain{$_}\r\n" } sort keys %plain;
    $body .= "--$mark\r\nContent-Disposition: form-data; name=\"file\"; filename=\"$name\"\r\n\r\n$content\r\n--$mark--\r\n";
    return as('planner')->ask(POST => '/project/price_imports/new', type => "multipart/form-data; boundary=$mark", content => $body);
}

# name => text, as a workbook is packed; \0 in it is where a bomb of 230 MB goes.
sub zipped(%part) {
    my $out = '';
    my $zip;
    for my $name (sort keys %part) {
        if ($zip) { $zip->newStream(Name => $name) }
        else      { $zip = IO::Compress::Zip->new(\$out, Name => $name) }
        my ($head, $tail) = split /\0/, $part{$name}, 2;
        $zip->print($head);
        next if !defined $tail;
        $zip->print('a' x 1_000_000) for 1 .. 230;
        $zip->print($tail);
    }
    $zip->close;
    return $out;
}

sub workbook($sheet, $before = '') {
    my $ns = 'http://schemas.openxmlformats.org';
    return zipped(
        '[Content_Types].xml' => qq{<Types xmlns="$ns/package/2006/content-types"><Default Extension="xml" }
            . qq{ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>},
        'xl/workbook.xml' => qq{<workbook xmlns="$ns/spreadsheetml/2006/main" xmlns:r="$ns/officeDocument/2006/relationships">}
            . '<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        'xl/_rels/workbook.xml.rels' => qq{<Relationships xmlns="$ns/package/2006/relationships"><Relationship Id="rId1" }
            . qq{Type="$ns/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>},
        'xl/worksheets/sheet1.xml' => qq{<?xml version="1.0"?>$before<worksheet xmlns="$ns/spreadsheetml/2006/main">}
            . "<sheetData>$sheet</sheetData></worksheet>");
}

sub slurp($path) { open my $in, '<:raw', $path or die "$path: $!\n"; local $/; return <$in> }

sub refused($what, $name, $content) {
    my $kept = db("SELECT COUNT(*) FROM price_import WHERE project_id = $project");
    my $answer = upload($name, $content);
    is $answer->status, 422, "$what is refused";
    ok length($answer->error('file') // ''), '... beside its field';
    unlike $answer->html, qr/root:x:|\.c:\d|SELECT /, '... and gives nothing away';
    is db("SELECT COUNT(*) FROM price_import WHERE project_id = $project"), $kept, '... and is not kept';
}

subtest 'too large' => sub {
    my $form = as('consultant')->ask(POST => '/customer/customers/new', content => 'note=' . 'x' x 1_200_000);
    is $form->status, 413, 'a form of more than a megabyte';
    like $form->html, qr/文件太大/, 'a sentence says so';
    my $file = upload('gross.csv', 'x' x 21_000_000);
    is $file->status, 413, 'a file of more than twenty';
    like $file->html, qr/20 MB/, 'and how large it may be';
};

subtest 'no tables' => sub {
    refused 'a bomb', 'bomb.xlsx', workbook("<row r='1'><c r='A1' t='inlineStr'><is><t>\0</t></is></c></row>");
    refused 'an entity', 'xxe.xlsx', workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>');
    refused 'a torn workbook', 'torn.xlsx', substr workbook('<row r="1"/>'), 0, 300;
    # its strings run past their end: libfreexl copies past the end of a buffer, in a process of its own, and
    # lives or not, as the memory there happens to lie; here nothing may come of it
    like upload('old.xls', slurp("$Loupan::root/t/fuzz/found/xls/strings_past_the_end"))->status, qr/\A(?:303|422)\z/,
        'an old workbook that breaks its reader is read or refused';
    is as('planner')->get('/project/price_imports')->status, 200, '... and the program goes on';
    refused 'UTF-16 that is none', 'u.csv', "\xff\xfea\0b";
    refused 'a script', 'a.php.csv', "<?php system('id');";
};

subtest 'cells of the wrong kind' => sub {
    my $bad = upload('text.csv', "房号,建筑面积,总价\nW-101,很大,一百万\nW-102,-80,1e9\nW-103,80.00,99999999999999999999\n");
    like $bad->status, qr/\A(?:303|422)\z/, 'is answered';
    if ($bad->status == 303) {
        my $page = $bad->follow;
        is $page->status, 200, 'the preview shows what is wrong';
        my $units = db("SELECT COUNT(*) FROM unit WHERE project_id = $project");
        is as('planner')->post('/project/price_imports/' . $bad->id . '/take')->status, 422, 'it cannot be taken';
        is db("SELECT COUNT(*) FROM unit WHERE project_id = $project"), $units, 'and no unit comes of it';
    }
};

subtest 'names of files' => sub {
    my $table = "房号,建筑面积,总价\nN-101,80.00,1000000\n";
    my $long = upload('很长的文件名' x 40 . '.csv', $table);
    is $long->status, 303, 'a long one is shortened';
    is $long->follow->status, 200, 'between two characters';
    is upload(Encode::encode('GBK', '价格表.csv'), $table)->status, 400, 'one in another encoding is none';
    my $path = upload('../../etc/passwd.csv', $table);
    is db('SELECT file_name FROM price_import WHERE id = ' . $path->id), 'passwd.csv', 'folders are left out';
};

subtest 'what goes out is text' => sub {
    my @names = ('=HYPERLINK("http://x.invalid")', '+1-1', '-2+3', '@SUM(1)', "=1\x01+1", '＝1+1');
    given(customer => name => $_) for @names;
    my $csv = Encode::decode('UTF-8', bearer('consultant')->get('/customer/customers?as=csv')->bytes);
    for my $name (@names) {
        my $cell = $name =~ s/"/""/gr;
        like $csv, qr/"'\Q$cell\E"/, "$name in a text file";
    }
    my $xlsx = bearer('consultant')->get('/customer/customers?as=xlsx')->bytes;
    my $zip = IO::Uncompress::Unzip->new(\$xlsx);
    my ($formulas, $control, $seen) = (0, 0, 0);
    do {
        my $xml = do { local $/; <$zip> } // '';
        $formulas++ if $xml =~ /<f[ >]/;
        $control++ if $zip->getHeaderInfo->{Name} =~ /\.xml\z/ && $xml =~ /[\x00-\x08\x0B\x0C\x0E-\x1F]/;
        $seen++ if $xml =~ /HYPERLINK/;
    } while ($zip->nextStream == 1);
    is $seen, 1, 'the names stand in the workbook';
    is $formulas, 0, 'none of them as a formula';
    is $control, 0, 'and it is XML that others can read';
    my $json = bearer('consultant')->get('/customer/customers?as=json')->json;
    my %found = map { $_->{name} => 1 } @{ $json->{rows} };
    is_deeply [ grep { !$found{$_} } @names ], [], 'as they were typed, for scripts';
};

subtest 'an ID number is checked' => sub {
    my @card = (project_id => $project, name => '某', source => 'walk_in');
    for my $try ([ '990101199001010014', '13900000011' ], [ '990101199002310012', '13900000012' ], [ "' OR 1=1--", '13900000013' ]) {
        my $page = as('consultant')->post('/customer/customers/new', @card, id_no => $try->[0], phone => $try->[1]);
        is $page->status, 422, "$try->[0] is none";
        ok length($page->error('id_no') // ''), '... and says so beside it';
        is $page->value('id_no'), $try->[0], '... and keeps it';
    }
};

done_testing;
