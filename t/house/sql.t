# Every statement that a program can run is prepared by MariaDB as that program's own
# account: this proves schema and grants together.  The linker leaves out what is not called,
# so a statement counts when its text is in the program.  The other way round, a grant whose
# table and verb no text of the program names is too much.
use v5.36;
use utf8;
use Test::More;
use DBI;

my $build = $ENV{LOUPAN_BUILD} // 'build';
my $literal = qr/"(?:[^"\\]|\\.)*"/;
# Texts with a name of their own stand for what they say: #define NAME "..." OTHER "...".
my %named;
for my $file (sort glob 'cgi/*/*.[ch]') {
    my $text = slurp($file) =~ s/\\\n//gr;
    $named{$1} = $2 while $text =~ /^#define\s+([A-Z_]+)\s+($literal(?:\s*(?:$literal|[A-Z_]+\b))*)\s*$/mg;
}
for my $text (values %named) {
    1 while $text =~ s/($literal)(*SKIP)(*FAIL)|\b([A-Z_]+)\b/$named{$2} \/\/ ''/ge;
}
my $call = qr/\bdb_(?:row|rows|int|money|insert|insert_new|exec|change|bytes)\s*\(\s*[^,()"]+,\s*($literal\s*(?:(?:$literal|[A-Z_]+\b)\s*)*)/;

sub slurp ($path) {
    open my $in, '<:raw', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

my (@statements, %where, %library);
for my $file (sort glob 'cgi/*/*.c') {
    my $text = slurp($file);
    while ($text =~ /$call/g) {
        my ($from, $literals) = ($-[0], $1);
        my $line = 1 + (substr($text, 0, $from) =~ tr/\n//);
        $literals =~ s/($literal)|\b([A-Z_]+)\b/$1 \/\/ $named{$2} \/\/ ''/ge;
        my $sql  = join '', $literals =~ /"((?:[^"\\]|\\.)*)"/g;
        $sql =~ s/\\(.)/$1/g;
        push @statements, $sql if !exists $where{$sql};
        $where{$sql} //= "$file:$line";
        $library{$sql} = 1 if $file =~ m{\Acgi/lib/};
    }
}
ok @statements > 0, scalar(@statements) . ' statements found';

for my $program (sort map { m{/loupan-([a-z]+)\z} } glob "$build/loupan-*") {
    my $binary = slurp("$build/loupan-$program");
    my $password = slurp("$ENV{LOUPAN_ETC}/secrets/db-$program") =~ s/\s+\z//r;
    my $db = DBI->connect("DBI:MariaDB:database=loupan;mariadb_socket=$ENV{LOUPAN_SOCK}",
        "loupan_$program", $password,
        { RaiseError => 1, PrintError => 0, mariadb_server_prepare => 1,
          mariadb_server_prepare_disable_fallback => 1 });
    my ($count, @wrong) = (0);
    for my $sql (@statements) {
        next if index($binary, $sql) < 0;
        # The public program knows nobody and runs none of the library's (app.is_public).
        next if $program eq 'receipt' && $library{$sql};
        $count++;
        eval { $db->prepare($sql); 1 } or push @wrong, "$where{$sql}: " . $db->errstr . "\n    $sql";
    }
    is scalar @wrong, 0, "$program may run its $count statements" or diag join "\n", @wrong;

    my @idle = idle_grants($program, $binary);
    is scalar @idle, 0, "$program is granted nothing that it does not use" or diag join "\n", @idle;
}

# What a verb looks like in a text; a list's FROM is a text of its own.
sub idle_grants ($program, $binary) {
    my @idle;
    my $text = slurp("sql/grants/$program.sql") =~ s/^SOURCE (\w+\.sql);/slurp("sql\/$1")/gmer;
    for (split /;\s*\n/, $text) {
        s/^--.*$//mg;
        my ($verbs, $table) = /GRANT\s+(.+?)\s+ON\s+loupan\.(\w+)/s or next;
        $verbs =~ s/\s*\([^)]*\)//g;
        my %seen = (
            SELECT => qr/(?:\bFROM|\b(?:STRAIGHT_)?JOIN|,|\0|INTO|UPDATE)\s*\b$table\b/,
            INSERT => qr/(?:INSERT(?: IGNORE)?|REPLACE) INTO $table\b/,
            UPDATE => qr/UPDATE $table\b|$table\b[^\0]*FOR UPDATE|INSERT INTO $table\b[^\0]*ON DUPLICATE/,
            DELETE => qr/DELETE (?:\w+ )?FROM $table\b|$table\b[^\0]*FOR UPDATE/,
        );
        push @idle, map { "$_ on $table" } grep { $binary !~ $seen{$_} } split /,\s*/, $verbs;
    }
    return @idle;
}

done_testing;
