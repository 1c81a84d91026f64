package Loupan::Instance;

# An instance of a test's own, gone with it: for what changes programs, keys or clock,
# which the others share.  Afterwards the environment names this one.

use v5.36;
use utf8;
use Cwd 'abs_path';
use Exporter 'import';
use File::Basename 'dirname';
use File::Temp 'tempdir';
use JSON::PP ();

our @EXPORT_OK = qw(own_instance driver);

my $root = abs_path(dirname(__FILE__) . '/../../..');
my ($dir, $maker);

# What the driver says; $? is how it ended.
sub driver($word, @more) {
    delete local @ENV{qw(LOUPAN_DIR LOUPAN_URL LOUPAN_SOCK LOUPAN_ETC)};
    open(my $out, '-|', "$root/loupan", $word, '--dir', $dir, @more) or die "./loupan: $!\n";
    local $/;
    my $said = <$out> // '';
    close $out;
    return $said;
}

# mode: test (empty, the default) or demo (with its data).
sub own_instance($mode = 'test') {
    $dir = tempdir('loupan-own-XXXXXX', TMPDIR => 1, CLEANUP => 1) . '/instance';
    $maker = $$;
    # Two of these may begin at the same moment: each has a port of its own.
    driver($mode eq 'demo' ? 'demo' : 'new', '--mode', $mode, '--no-build', '--port', 20_000 + $$ % 20_000);
    die "no instance in $dir\n" if $?;
    open(my $run, '<', "$dir/etc/run") or die "$dir/etc/run: $!\n";
    chomp(my $sockets = <$run>);
    my $status = JSON::PP->new->utf8->decode(driver('status', '--json'));
    @ENV{qw(LOUPAN_DIR LOUPAN_ETC LOUPAN_SOCK LOUPAN_URL)} = ($dir, "$dir/etc", "$sockets/db.sock", $status->{url});
    return $dir;
}

END {
    my $status = $?;
    driver('reset') if $dir && $maker == $$;
    $? = $status;
}

1;
