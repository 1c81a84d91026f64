package Loupan::Bench::Pages;

# requests/s, p50 and p99 of four pages, with session and rights, beside nginx serving a static
# file of the same size and a bare FastCGI hello, in turn.  The pages are asked for as they are
# all day: mostly unchanged since the last look (cgi/lib/keep.c).

use v5.36;
use utf8;
use Loupan::Bench qw(instance log_in anchors load median figure);
use Loupan::Http;

sub about() { return 'pages through nginx beside a static file and a bare FastCGI program' }

sub run(%option) {
    my $at = instance('demo');
    my $cookie = log_in($at, 'PD');
    my $http = Loupan::Http->new(default_headers => { Cookie => $cookie });
    my @pages = (
        [ board => '/sales/board', 0.025 ], [ slips => '/finance/slips', 0.03 ],
        [ flash => '/portal/flash', 0.033 ], [ login => '/account/login', undef ],
    );
    my %size;
    for my $p (@pages) {
        my $r = ($p->[0] eq 'login' ? Loupan::Http->new : $http)->get("$at->{url}$p->[1]");
        die "bench: $p->[1] answers $r->{status}\n" unless $r->{status} == 200;
        $size{ $p->[0] } = length $r->{content};
    }
    my $base = anchors(%size);
    my %of = (connections => 16, seconds => $option{seconds});
    my %result;
    for my $p (@pages) {
        my ($page, $path, $target) = @$p;
        my (@static, @mine, @hello);
        for (1 .. $option{rounds}) {
            push @static, load("$base/$page.html", %of)->{rate};
            push @mine, load("$at->{url}$path", %of, $page eq 'login' ? () : (cookie => $cookie));
            die "bench: $path answered $mine[-1]{bad} errors\n" if $mine[-1]{bad};
            push @hello, load("$base/hello", %of)->{rate};
        }
        $result{"pages.$page"} = figure(median(map { $mine[$_]{rate} / $static[$_] } 0 .. $#mine), $target,
            bytes => $size{$page}, rate => int median(map { $_->{rate} } @mine),
            p50_ms => median(map { $_->{p50} } @mine), p99_ms => median(map { $_->{p99} } @mine),
            of_hello => 0 + sprintf('%.3f', median(map { $mine[$_]{rate} / $hello[$_] } 0 .. $#mine)));
    }
    return \%result;
}

1;
