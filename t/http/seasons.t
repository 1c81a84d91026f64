# Whole stories, played by `./loupan play` into an instance of their own: every event as the
# person who did it, every refusal without a trace, every figure to the fen.
use v5.36;
use utf8;
use Test::More;
use Cwd 'abs_path';
use File::Basename qw(basename dirname);
use File::Temp 'tempdir';
use JSON::PP ();
use lib 't/lib', 'tools/lib';
use Loupan::Db;

my $root = abs_path(dirname(__FILE__) . '/../..');
my $dir = tempdir('loupan-seasons-XXXXXX', TMPDIR => 1, CLEANUP => 1) . '/instance';
my @stories = sort glob "$root/t/seasons/*.json";
# Whoever has the design's own seasons beside the repository plays them too.
push @stories, sort glob "$root/../shared/data/seasons/*.json";

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output todo_output);

sub driver(@words) {
    delete local @ENV{qw(LOUPAN_DIR LOUPAN_URL LOUPAN_SOCK LOUPAN_ETC)};
    open(my $out, '-|', "$root/loupan", @words, '--dir', $dir) or die "./loupan: $!\n";
    local $/;
    return scalar <$out>;
}

END { driver('reset') if $dir }

driver('new', '--mode', 'test', '--no-build');
die "no instance for the seasons in $dir\n" if $?;

open(my $run, '<', "$dir/etc/run") or die "$dir/etc/run: $!\n";
chomp(my $sockets = <$run>);
my $db = Loupan::Db->new(socket => "$sockets/db.sock");

# What a new instance holds stays; all that a story wrote goes.
my @tables = map { $_->[0] } $db->run("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'");
my @empty = grep { !$db->value("SELECT EXISTS (SELECT * FROM `$_`)") } @tables;

sub forget() {
    $db->run(join ';', 'SET FOREIGN_KEY_CHECKS = 0', (map { "TRUNCATE `$_`" } @empty), 'SET FOREIGN_KEY_CHECKS = 1',
        'UPDATE instance SET fixed_at = NULL');
}

for my $story (@stories) {
    my $told = driver('play', $story, '--json');
    my $result = eval { JSON::PP->new->utf8->decode($told) } // {};
    my @found = @{ $result->{differences} // [ { event => 'all', what => 'answer', found => $told, expected => 'JSON' } ] };
    my $name = basename($story, '.json') . ($story =~ /shared/ ? ' of the design' : '');
    is scalar @found, 0, "$name: $result->{events} events, as told"
        or diag join "\n", map { ($_->{event} // $_->{after}) . " $_->{what}: found " . ($_->{found} // 'nothing')
            . ", expected $_->{expected}" } @found[ 0 .. ($#found < 19 ? $#found : 19) ];
    is $result->{skipped}, 0, 'nothing was skipped';
    forget();
}

undef $db;
done_testing;
