# The suffix is the type: read from the schema as it stands.
use v5.36;
use utf8;
use Test::More;
use DBI;

my $db = DBI->connect("DBI:MariaDB:database=loupan;mariadb_socket=$ENV{LOUPAN_SOCK}",
    scalar getpwuid($>), '', { RaiseError => 1 });
my %suffix = (
    bigint   => qr/(?:\A|_)id\z|_by\z|_fen\z|_dm2\z|_count\z/,
    date     => qr/_on\z|_until\z/,
    datetime => qr/(?:\A|_)at\z|_until\z/,
    float    => qr/(?!)/,
    double   => qr/(?!)/,
    decimal  => qr/(?!)/,
    enum     => qr/(?!)/,
);
# What the number is depends on the row's kind or code.
my %by_kind = map { $_ => 1 } qw(past_day.amount discount_line.value deal_price_line.value);

# A column for each figure of the flash report, under the code that domain.md 7.2 gives it.
my $figures = qr/\Aflash_(?:sum|delta)\z/;

my @wrong;
for my $c ($db->selectall_arrayref(<<~'SQL')->@*) {
    SELECT c.table_name, c.column_name, c.data_type
      FROM information_schema.columns c
      JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'loupan' AND t.table_type = 'BASE TABLE'
    SQL
    my ($table, $name, $type) = @$c;
    next if $by_kind{"$table.$name"} || !$suffix{$type} || $table =~ $figures && $name !~ /_(?:id|on)\z/;
    push @wrong, "$table.$name is $type" if $name !~ $suffix{$type};
}
is scalar @wrong, 0, 'every number, day and moment is named after its type' or diag join "\n", @wrong;

my @money = map { $_->[0] } $db->selectall_arrayref(<<~'SQL')->@*;
    SELECT CONCAT(table_name, '.', column_name) FROM information_schema.columns
     WHERE table_schema = 'loupan' AND column_name REGEXP '_(fen|dm2)$' AND data_type NOT IN ('bigint', 'decimal')
    SQL
is "@money", '', 'money and area are whole numbers of 64 bits';

# Append-only is a matter of grants, not of discipline.
my @loose = map { "$_->[0] on $_->[1]" } $db->selectall_arrayref(<<~'SQL')->@*;
    SELECT CONCAT(grantee, ' ', privilege_type), table_name FROM information_schema.table_privileges
     WHERE table_schema = 'loupan' AND grantee NOT LIKE '%loupan_test%'
       AND table_name IN ('event', 'event_link', 'ledger', 'receipt', 'receipt_event', 'slip_line', 'customer_consent', 'disclosure')
       AND privilege_type IN ('UPDATE', 'DELETE')
    SQL
is scalar @loose, 0, 'what is append-only cannot be changed' or diag join "\n", @loose;

my @public = map { $_->[0] } $db->selectall_arrayref(<<~'SQL')->@*;
    SELECT CONCAT(table_name, ' ', privilege_type) FROM information_schema.table_privileges
     WHERE grantee = '''loupan_receipt''@''localhost''' ORDER BY 1
    SQL
is "@public", 'receipt_public SELECT', 'the public program reads one view and nothing else';

done_testing;
