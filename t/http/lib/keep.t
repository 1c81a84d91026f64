# A page that is given again from memory is the page that would be made now: whatever anybody
# changes shows at once, in every worker, and only to whom it was shown before.
use v5.36;
use utf8;
use Test::More;
use FindBin;
use lib "$FindBin::Bin/../../lib";
use Loupan;

sub without_key ($html) { return $html =~ s/[0-9a-f]{32}/KEY/gr =~ s/\d\d:\d\d(:\d\d)?/TIME/gr }

my $path = '/finance/slips?project_id=' . project_id();
my $slip = given(slip => amount_fen => 11_111_00);
my @first = map { as('secretary')->get($path) } 1 .. 6;    # both workers have made it by now

subtest 'the same page again' => sub {
    is $_->status, 200, 'it is answered' for @first;
    my %texts = map { without_key($_->html) => 1 } @first;
    is scalar keys %texts, 1, 'and says the same';
};

subtest 'what somebody changes shows at once' => sub {
    given(slip => amount_fen => 22_222_00);
    my @now = map { as('secretary')->get($path) } 1 .. 6;
    is scalar(grep { $_->html =~ /22,222\.00/ } @now), 6, 'a new slip is on every answer';
    as('secretary')->get("/finance/slips/$slip/review")->submit(accept => 0, note => '金额与回单不符');
    my @list = map { as('secretary')->get("$path&state=rejected") } 1 .. 4;
    is scalar(grep { $_->html =~ /11,111\.00/ } @list), 4, 'and so is a returned one';
};

subtest 'nobody is given another one\'s page' => sub {
    my ($se, $co) = map { as($_)->get($path)->html } qw(secretary consultant2);
    like $se, qr/22,222\.00/, 'the secretary sees all slips';
    unlike $co, qr/22,222\.00/, 'a consultant none of a colleague';
    is as('other_secretary')->get($path)->status, 404, 'and another project none at all';
};

subtest 'nor what is no longer his' => sub {
    my $login = as('secretary2')->user->{login};
    my ($id, $name, $role) = map { db("SELECT $_ FROM user WHERE login = '$login'") } qw(id name role);
    my $gets = sub (@projects) {
        my $version = db("SELECT version_count FROM user WHERE id = $id");
        my %form = (name => $name, role => $role, employer => 'developer', state => 'active', version => $version,
            map { ("project_id_$_" => $projects[$_]) } 0 .. $#projects);
        as('admin')->post("/account/users/$id", map { $_ => $form{$_} } sort keys %form);
    };
    my $sees = sub {
        my %seen;
        for (1 .. 6) {
            my $html = as('secretary2')->get('/finance/slips')->html;
            $seen{ join ' ', grep { $html =~ /\Q$_\E/ } '22,222.00', '44,444.00' }++;
        }
        return join '; ', sort keys %seen;
    };
    given(slip => amount_fen => 44_444_00, project => 'T2');
    for ([ '22,222.00 44,444.00', qw(T1 T2) ], [ '44,444.00', 'T2' ], [ '22,222.00', 'T1' ]) {
        my ($amounts, @projects) = @$_;
        $gets->(map { project_id($_) } @projects);
        is $sees->(), $amounts, "the slips of @projects";
    }
};

done_testing;
