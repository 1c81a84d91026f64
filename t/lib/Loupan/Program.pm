package Loupan::Program;

# One program beside the instance's own, with some lines of its configuration changed, asked
# without nginx; ended with the object.

use v5.36;
use utf8;
use Encode ();
use File::Temp 'tempdir';
use IPC::Open2;
use POSIX ();

# $name: "finance".  change: { "path.templates" => value }; binary: not the build's own;
# file_blocks: no file of it grows beyond so many half KiB, as on a full disk.
sub new($class, $name, %o) {
    my $dir = tempdir('loupan-program-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my $binary = $o{binary} // ($ENV{LOUPAN_BUILD} // "$Loupan::root/build") . "/loupan-$name";
    open(my $conf, '<', "$ENV{LOUPAN_ETC}/loupan.hdf") or die "no configuration: $!\n";
    my $text = do { local $/; <$conf> };
    for my $key (sort keys %{ $o{change} }) {
        $text =~ s/^\Q$key\E *=.*$/$key = $o{change}{$key}/m or die "no $key in the configuration\n";
    }
    open(my $out, '>', "$dir/loupan.hdf") or die "$dir: $!\n";
    print {$out} $text;
    close $out;
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        open STDOUT, '>', '/dev/null';
        open STDERR, '>', "$dir/log";
        $SIG{XFSZ} = 'IGNORE';
        exec('sh', '-c', 'ulimit -f "$0"; exec "$@"', $o{file_blocks} // 'unlimited',
            'spawn-fcgi', '-n', '-s', "$dir/s", '--', $binary, '--conf', "$dir/loupan.hdf") or POSIX::_exit(127);
    }
    for (1 .. 200) { last if -S "$dir/s"; select undef, undef, undef, 0.05 }
    return bless { pid => $pid, of => $$, socket => "$dir/s", log => "$dir/log" }, $class;
}

# The whole answer, head and body, to a request with these CGI variables on top.
sub ask($self, $path, $body = '', %env) {
    local %ENV = (%ENV, REQUEST_METHOD => length $body ? 'POST' : 'GET', REQUEST_URI => $path,
        QUERY_STRING => $path =~ /\?/ ? $path =~ s/.*?\?//r : '', CONTENT_LENGTH => length $body,
        REMOTE_ADDR => '127.0.0.1', HTTP_HOST => $ENV{LOUPAN_URL} =~ s{\Ahttps?://([^/]+).*}{$1}r, %env);
    my $asked = open2(my $from, my $to, 'cgi-fcgi', '-bind', '-connect', $self->{socket});
    print {$to} $body;
    close $to;
    my $said = do { local $/; <$from> };
    waitpid $asked, 0;
    $? = 0;
    return Encode::decode('UTF-8', $said // '');
}

sub log ($self) {
    open(my $in, '<:encoding(UTF-8)', $self->{log}) or die "$self->{log}: $!\n";
    local $/;
    return <$in> // '';
}

sub DESTROY($self) {
    return if $self->{of} != $$;
    local $?;
    kill TERM => $self->{pid};
    waitpid $self->{pid}, 0;
}

1;
