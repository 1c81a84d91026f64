package Loupan::Db;

# One kept-open administrator's connection: a mariadb client at the end of two pipes.
# It sets the clock and loads what is there before the first event; an instance's socket
# lets only its owner in as administrator, so nothing here needs a password.

use v5.36;
use utf8;
use IPC::Open2;
use Encode ();

sub new($class, %of) {
    my $socket = $of{socket} // $ENV{LOUPAN_SOCK} // die "LOUPAN_SOCK names no database\n";
    my @client = ('mariadb', '--no-defaults', "--socket=$socket", '--batch',
        '--skip-column-names', '--unbuffered', '--default-character-set=utf8mb4');
    push @client, '--user=' . $ENV{LOUPAN_ADMIN} if $ENV{LOUPAN_ADMIN};
    my $pid = open2(my $out, my $in, @client, $of{name} // 'loupan');
    $in->autoflush(1);
    my $self = bless { pid => $pid, in => $in, out => $out, of => $$ }, $class;
    $self->run("SET time_zone = '+08:00', SESSION sql_mode = 'STRICT_ALL_TABLES', "
        . 'collation_connection = @@collation_database');
    return $self;
}

# Any statements, ended by ';' or by the end.  The rows of all of them, as lists of texts
# (NULL is undef); the client leaves at the first error, and then this dies.
sub run($self, $sql) {
    local $SIG{PIPE} = 'IGNORE';
    my $in = $self->{in};
    print {$in} Encode::encode('UTF-8', $sql), ";\nSELECT '<end of answer>';\n";
    my (@rows, $out) = ();
    $out = $self->{out};
    while (defined(my $line = <$out>)) {
        chomp $line;
        return @rows if $line eq '<end of answer>';
        push @rows, [ map { text($_) } split /\t/, Encode::decode('UTF-8', $line), -1 ];
    }
    my $said = substr $sql, 0, 300;
    die "the database refused: $said\n";
}

my %plain = (n => "\n", t => "\t", 0 => "\0", '\\' => '\\');

sub text($cell) {
    return undef if $cell eq 'NULL';
    return $cell =~ s/\\([nt0\\])/$plain{$1}/gr;
}

# The first cell of the first row.
sub value($self, $sql) {
    my ($row) = $self->run($sql);
    return $row && $row->[0];
}

sub quote($value) {
    return 'NULL' unless defined $value;
    return "'" . $value =~ s/(['\\])/\\$1/gr . "'";
}

sub DESTROY($self) {
    return if $self->{of} != $$;
    close $self->{in};
    local $?;
    waitpid $self->{pid}, 0;
}

1;
