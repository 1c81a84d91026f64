package Loupan::Stories;

# An instance of a test's own in which stories are played one after the other.

use v5.36;
use utf8;
use Cwd 'abs_path';
use Exporter 'import';
use File::Basename 'dirname';
use JSON::PP ();
use Test::More;
use Loupan::Db;
use Loupan::Instance qw(own_instance driver);

our @EXPORT_OK = qw(root stage play_ok);

my $root = abs_path(dirname(__FILE__) . '/../../..');
my ($db, @empty);

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output todo_output);

sub root() { return $root }

# Makes the instance.
sub stage() {
    own_instance();
    $db = Loupan::Db->new;
    my @tables = map { $_->[0] } $db->run("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
    @empty = grep { !$db->value("SELECT EXISTS (SELECT * FROM `$_`)") } @tables;
}

# What a new instance holds stays; all that a story wrote goes.
sub forget() {
    $db->run(join ';', 'SET FOREIGN_KEY_CHECKS = 0', (map { "TRUNCATE `$_`" } @empty), 'SET FOREIGN_KEY_CHECKS = 1',
        'UPDATE instance SET fixed_at = NULL');
}

# The programs' own checks of books, numbers and states.
sub books_ok() {
    my $build = $ENV{LOUPAN_BUILD} // "$root/build";
    is system("$build/loupan-$_", '--conf', "$ENV{LOUPAN_ETC}/loupan.hdf", '--job', 'check'), 0, "loupan-$_ finds nothing wrong"
        for qw(finance sales);
}

# Plays what `./loupan play @what` plays.
sub play_ok($name, @what) {
    my $told = driver('play', @what, '--json');
    my $result = eval { JSON::PP->new->utf8->decode($told) } // {};
    my @found = @{ $result->{differences} // [ { event => 'all', what => 'answer', found => $told, expected => 'JSON' } ] };
    is scalar @found, 0, sprintf '%s: %s events, as told', $name, $result->{events} // 'no'
        or diag join "\n", (map { ($_->{event} // $_->{after}) . " $_->{what}: found " . ($_->{found} // 'nothing')
            . ", expected " . ($_->{expected} // 'nothing') } @found[ 0 .. ($#found < 19 ? $#found : 19) ]), "again: ./loupan play @what";
    is $result->{skipped}, 0, 'nothing was skipped';
    books_ok();
    forget();
}

1;
