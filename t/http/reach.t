# Whoever has the right to a page finds a way to it: from his home, by the links of pages that
# he was shown, every page without parameters is reached.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my $etc = $ENV{LOUPAN_ETC} // "$ENV{LOUPAN_DIR}/etc";
my @roles = qw(CO SE SM FC FM AS PL AG PD GE AD AU);
enough();

# So that there is something of every kind to go through.
sub enough() {
    given($_) for qw(receipt registration customer unit);
    given(deal => state => 'filed');
    given(slip => state => 'reviewed');
}

sub routes_of($program) {
    open(my $out, '-|', "$build/loupan-$program", '--conf', "$etc/loupan.hdf", '--routes') or die "loupan-$program: $!\n";
    return map { chomp; my ($method, $path, $right) = split / /; { method => $method, path => $path, right => $right } } <$out>;
}

my @gets = grep { $_->{method} eq 'GET' } map { routes_of($_) } qw(account project customer sales finance portal);
my %may;
$may{ $_->[1] }{ $_->[0] } = 1 for rows('SELECT role, right_name FROM role_right');
# asked by nginx, not by people
my @wanted = grep { $_->{path} !~ /[:*]/ && $_->{right} ne '*' && $_->{path} ne '/account/authz' } @gets;

# What scripts of pages ask for, where a form is filled in.
my %part = map { $_ => 1 } qw(/customer/lookup /account/draft /account/session);

# "/sales/units/17" is a page like any other of "/sales/units/:unit".
sub kind($path) { return $path =~ s{/\d+(?=/|\z)}{/:}gr }

# What a page leads to: links, forms that ask, and what its script fetches.  Read without a tree,
# as there are a thousand pages.
sub leads($html) {
    my @to = $html =~ /<a\b[^>]*\bhref="([^"]*)"/g;
    push @to, map { /\bmethod="post"/ ? () : /\baction="([^"]*)"/ } $html =~ /<form\b[^>]*>/g;
    push @to, $html =~ /\bdata-(?:lookup|refresh)="([^"]*)"/g;
    return map { s/#.*//r =~ s/&amp;/&/gr } grep { m{\A/} } @to;
}

my $MOST = 2;    # pages of one kind that are looked into
sub reached($role) {
    my $who = as($role);
    my @queue = ('/portal/home');
    my (%asked, %looked, %there, @dead);
    while (defined(my $to = shift @queue)) {
        my $path = $to =~ s/\?.*//r;
        $there{$path} = 1;
        next if $asked{$to}++ || $to =~ /[?&]as=/ || ++$looked{ kind($path) } > $MOST;
        my $page = $who->get($to);
        push @dead, $to . ' ' . $page->status if $page->status >= 400;
        push @queue, leads($page->html) if ($page->header('content-type') // '') =~ /html/;
    }
    return (\%there, @dead);
}

for my $role (@roles) {
    my ($there, @dead) = reached($role);
    my @lost = grep { !$there->{$_} && !$part{$_} }
        map { $_->{path} } grep { $_->{right} eq '-' || $may{ $_->{right} }{$role} } @wanted;
    is "@lost", '', "$role finds every page that is his";
    is "@dead", '', '... and no way that is closed to him';
}

done_testing;
