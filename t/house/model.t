# The checker is checked: the model of the rules gives the figures that stories from other
# hands expect, a model with one rule changed does not, and its random stories are what they
# claim to be.
use v5.36;
use utf8;
use Test::More;
use File::Basename 'basename';
use JSON::PP ();
use lib 't/lib', 'tools/lib';
use Loupan::Chance;
use Loupan::Model;

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output todo_output);

my $json = JSON::PP->new->utf8->canonical;
# Whoever has the design's own seasons beside the repository has them checked too.
my @files = (sort(glob 't/seasons/*.json'), sort glob '../shared/data/seasons/*.json');

sub story($file) {
    open(my $in, '<:raw', $file) or die "$file: $!\n";
    local $/;
    return $json->decode(scalar <$in>);
}

# The paths at which what was found differs from what was wanted.
sub differ($found, $want, $path) {
    return map { differ(ref $found eq 'HASH' ? $found->{$_} : undef, $want->{$_}, "$path $_") } sort keys %$want
        if ref $want eq 'HASH';
    return ($found // 'nothing') eq $want ? () : "$path: " . ($found // 'nothing') . " for $want";
}

# Everything in which the model disagrees with a story.
sub told($story) {
    my $model = Loupan::Model->new($story->{setup});
    my (%after, @wrong);
    push @{ $after{ $_->{after} } }, $_ for @{ $story->{expect} };
    for my $e (@{ $story->{events} }) {
        my ($why, $no) = ($model->event($e) // '', $e->{refused} // '');
        push @wrong, "$e->{id} $e->{do}: '$why' for '$no'" if !$why != !$no;
        for my $x (@{ $after{ $e->{id} } // [] }) {
            my $found = $model->figures($x->{date});
            push @wrong, map { differ($found->{$_}, $x->{$_}, "$e->{id} $x->{date} $_") }
                grep { $x->{$_} } qw(flash units balances numbers deals);
            # What the story does not name must be nothing.
            push @wrong, map { my $of = $_; map { "$e->{id} $of $_: not in the story" }
                grep { !exists $x->{$of}{$_} } sort keys %{ $found->{$of} } } grep { $x->{$_} } qw(balances numbers deals);
        }
    }
    return @wrong;
}

my %story = map { $_ => story($_) } @files;
for my $file (@files) {
    my @wrong = told($story{$file});
    is scalar @wrong, 0, basename($file, '.json') . ($file =~ /shared/ ? ' of the design' : '') . ': the model agrees'
        or diag join "\n", @wrong[ 0 .. ($#wrong < 9 ? $#wrong : 9) ];
}

# ---- one rule changed -----------------------------------------------------------------------------

my @stories = map { $story{$_} } grep { !/shared/ } @files;
my %change = (
    'rounding down'               => [ 'Loupan::Model::rounded_div' => sub ($n, $d) { use integer; return $n / $d } ],
    'a price without last step'   => [ 'Loupan::Model::Sales::rounded_to' => sub ($fen, @) { $fen } ],
    'a period may end on Sunday'  => [ 'Loupan::Model::period_end' => sub ($s, $date, $n) { Loupan::Model::plus_days($date, $n) } ],
    'every day stays open'        => [ 'Loupan::Model::count_on' => sub ($s, $p, $side, $date) { $date } ],
    'VAT slip by slip'            => [ 'Loupan::Model::Money::tax_of' => sub ($s, $slip, $n, $fen) { Loupan::Model::rounded_div($fen * 9, 109) } ],
    'receipts stay out'           => [ 'Loupan::Model::Money::papers_out' => sub { 0 } ],
    'nobody approves'             => [ 'Loupan::Model::Money::needs_approval' => sub { 0 } ],
    'a plan of whole fen'         => [ 'Loupan::Model::Sales::floor_to' => sub ($fen, $step) { $fen } ],
    'any number of locks'         => [ 'Loupan::Model::Sales::live_locks' => sub { 0 } ],
    'all consultants are one'     => [ 'Loupan::Model::barred_from' => sub ($s, $user, $thing, @roles) {
        $s->barred($user, $thing && $thing->{project}, @roles) } ],
    'prices by the gross area'    => [ 'Loupan::Model::Sales::basis_area' => sub ($unit) { $unit->{gross_dm2} } ],
);
for my $name (sort keys %change) {
    my ($sub, $other) = @{ $change{$name} };
    no strict 'refs';
    no warnings 'redefine';
    local *$sub = $other;
    # A changed model may also stop at what can no longer be.
    my $noticed = grep { my $s = $_; my @wrong = eval { told($s) }; $@ || @wrong } @stories;
    ok $noticed, "noticed: $name";
}

my $one = story($files[0]);
$one->{expect}[0]{balances}{'1002.01'}++;
is scalar(told($one)), 1, 'noticed: one fen in one balance';
$one = story($files[0]);
($_) = grep { !$_->{refused} } @{ $one->{events} } and $_->{refused} = 'state';
ok scalar(told($one)), 'noticed: a refusal that was none';

# ---- stories by chance ------------------------------------------------------------------------------

my $season = Loupan::Chance::season(7, events => 250);
is $json->encode(Loupan::Chance::season(7, events => 250)), $json->encode($season), 'a seed gives one story';
isnt $json->encode(Loupan::Chance::season(8, events => 250)), $json->encode($season), 'another seed another one';
is scalar @{ $season->{events} }, 250, 'as many events as were wanted';

my %seen;
for my $seed (1 .. 6) {
    my $s = Loupan::Chance::season($seed, events => 400);
    my ($last) = grep { $_->{units} } reverse @{ $s->{expect} };
    my ($sum, $paid, $collect) = (0, 0, 0);
    $sum += $_ for values %{ $last->{balances} };
    is $sum, 0, "seed $seed: debit and credit are equal";
    $paid += $_->{paid_fen} for values %{ $last->{deals} };
    my %year;
    for my $e (@{ $s->{events} }) {
        $seen{ $e->{do} . ($e->{refused} ? ' refused' : '') }++;
        $seen{"refused: $e->{refused}"}++ if $e->{refused};
        $year{ substr $e->{at}, 0, 4 }++;
    }
    $collect = $last->{flash}{'*'}{ytd}{collect};
    $collect -= $_->[2] for grep { $_->[1] eq 'collect' && $_->[0] ge substr($last->{date}, 0, 4) }
        map { @{ $_->{past} } } @{ $s->{setup}{projects} };
    is $collect, $paid, "seed $seed: what was collected is what was paid" if keys %year == 1;
}
my @verbs = qw(call visit pre_register pre_register_confirm withdraw_pre_registration hold unhold subscribe
    subscribe_confirm sign online_sign file slip_enter slip_review slip_return slip_correct slip_approve slip_audit
    slip_red receipt_issue receipt_recover receipt_void pos_settle escrow_sweep day_close);
my @reasons = qw(right not_found state own twice locks amount too_much permit future too_old until order approval document
    reason price account);
is_deeply [ grep { !$seen{$_} } @verbs ], [], 'every verb happens';
is_deeply [ grep { !$seen{"refused: $_"} } @reasons ], [], 'every reason for a refusal happens';

done_testing;
