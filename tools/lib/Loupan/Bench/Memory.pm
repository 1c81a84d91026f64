package Loupan::Bench::Memory;

# Does any program grow?  A mix of pages and posts; the memory of each program's processes after
# the first part of the requests, when every statement is prepared and the pages in memory
# (cgi/lib/keep.c) are as many as there may be, against the end: 3,000 and 10,000 requests, with --full 10,000 and 100,000.

use v5.36;
use utf8;
use Loupan::Bench qw(office note drive figure);

sub about() { return 'memory of each program from 3,000 to 10,000 requests (--full: 10,000 to 100,000)' }

my @areas = qw(account project customer sales finance portal receipt);

# One page or more of every program, made anew each time ({n}), and what people enter all day.
sub mix($tab) {
    my $who = sub ($name) { 'Authorization: Bearer ' . Loupan::world()->{users}{$name}{token} };
    my $page = sub ($name, $path, $status = 200) {
        { method => 'GET', path => $path, status => $status, head => $who->($name) }
    };
    my $post = sub ($name, $path, $body) {
        { method => 'POST', path => $path, status => 303, head => $who->($name), body => $body }
    };
    my ($project, $today) = (Loupan::project_id(), Loupan::today());
    return (
        $page->('director', '/portal/home?n={n}'),
        $page->('director', "/portal/flash?n={n}"),
        $page->('consultant', '/sales/board?n={n}'),
        $page->('secretary', '/sales/deals?n={n}'),
        $page->('finance', '/finance/slips?n={n}'),
        $page->('finance', '/finance/ledger?credit=2205&as=csv&n={n}'),
        $page->('finance', '/finance/slips?as=xlsx&n={n}'),
        $page->('planner', '/project/price_tables?n={n}'),
        $page->('consultant', '/customer/customers?as=json&n={n}'),
        $page->('admin', '/account/users?n={n}'),
        { method => 'GET', path => '/r/NO{n}', status => 404, head => '' },
        $post->('consultant', '/customer/touches/new', "project_id=$project&kind=call&source=walk_in&name=A{n}"
            . "&phone=200000{n}"),
        $post->('consultant', '/finance/slips/new', "_key={k}&tab_id=$tab&means=transfer&account=1002.02"
            . "&reference=B{n}&payer=A&paid_on=$today&kind_0=deposit&amount_fen_0=1.00"),
        $post->('secretary', '/finance/slips/{id}/review', 'accept=1&note='),
        $post->('finance', '/finance/slips/{id}/audit', 'accept=1&note='),
    );
}

# KiB that belong to the processes of a program: their PSS.
sub pss($at, $program) {
    my $kib = 0;
    $kib += Loupan::Bench::kib($_, 'Pss') for Loupan::Bench::workers($at, $program);
    return $kib;
}

# Until each program has had its share of $requests, in this many rounds of the mix.
sub rounds($at, $requests, @mix) {
    my ($left, $wrong) = ($requests / @mix, 0);
    while ($left > 0) {
        my $got = drive($at->{url}, { connections => 4, seconds => 2 }, @mix);
        for my $i (0 .. $#mix) {
            next unless $got->{steps}[$i]{wrong};
            Loupan::Bench::wrong($at, "$mix[$i]{method} $mix[$i]{path}", $got->{steps}[$i]{wrong});
        }
        $left -= $got->{rate} * 2 || 1;
    }
}

sub run(%option) {
    my ($first, $last) = $option{full} ? (10_000, 100_000) : (3_000, 10_000);
    my $at = office(15);
    my $tab = Loupan::given('tab');
    my @mix = mix($tab);
    my (%before, %result);
    note("$first requests");
    rounds($at, $first, @mix);
    $before{$_} = pss($at, $_) for @areas;
    note("$last requests");
    rounds($at, $last - $first, @mix);
    for my $program (@areas) {
        my $after = pss($at, $program);
        $result{"memory.$program"} = figure($after / $before{$program}, 1.05, at_most => 1,
            before_kib => $before{$program}, after_kib => $after);
    }
    return \%result;
}

1;
