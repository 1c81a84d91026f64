package KillAt;

# perl -MKillAt=N: SIGKILL as soon as the N-th statement by do() that does anything has been
# done by the database, and before the program can note it.
use v5.36;
use DBI;

sub import ($class, $at) {
    my $do = DBI::db->can('do');
    my $count = 0;
    no warnings 'redefine';
    no strict 'refs';
    *{'DBI::db::do'} = sub ($db, $sql, @rest) {
        my $result = $db->$do($sql, @rest);
        kill KILL => $$ if defined $result && $sql !~ /\A(?:SET|USE)\b/ && ++$count == $at;
        return $result;
    };
}
1;
