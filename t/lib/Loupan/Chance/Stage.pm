package Loupan::Chance::Stage;

# Where a story by chance happens: two projects with odd areas and prices, their people and
# as many synthetic customers as it may need.

use v5.36;
use utf8;
use Exporter 'import';
use Loupan::Cast ();
use Loupan::Model ();

our @EXPORT_OK = qw(stage);

my @code = qw(LX MX);
my @team = ([ CO => 3 ], [ SE => 2 ], [ SM => 1 ], [ FC => 2 ], [ FM => 1 ], [ PD => 1 ], [ PL => 1 ], [ AG => 1 ],
    [ AS => 1 ], [ GE => 1 ], [ AD => 1 ]);

# stage($dice, first => date, days => length of the story, units =>, customers =>)
sub stage($dice, %o) {
    my @users = map { team($_) } @code;
    push @users, map { { name => 'both-' . lc, role => $_, projects => [@code] } } qw(CO SE FC);
    return {
        company => '云上置业有限公司', vat_rate_pct => $dice->pick(9, 9, 5), first_payment_rule => 'none',
        opening => [ { account => '1002.01', amount_fen => 10_000_000_00 }, { account => '4001', amount_fen => -10_000_000_00 } ],
        rest_days => rest_days($o{first}, $o{days} + 120), users => \@users,
        customers => [ map { customer($_) } 0 .. $o{customers} - 1 ],
        projects => [ map { project($dice, $_, %o) } @code ],
    };
}

sub team($code) {
    my @users;
    for (@team) {
        my ($role, $n) = @$_;
        push @users, map { { name => lc "$code-$role$_", role => $role, projects => [$code] } } 1 .. $n;
    }
    return @users;
}

sub customer($n) {
    return { code => sprintf('K%04d', $n), name => "客户$n", phone => sprintf('12%09d', 300_000_000 + $n),
        id_no => Loupan::Cast::id_no($n) };
}

sub rest_days($first, $days) {
    my $from = Loupan::Model::day_of($first);
    my @dates = map { Loupan::Model::date_of($_) } grep { ($_ + 4) % 7 % 6 == 0 } $from - 20 .. $from + $days;
    push @dates, map { Loupan::Model::date_of($from + 20 + $_) } 0 .. 4;    # a week off
    my %seen;
    return [ grep { !$seen{$_}++ } sort @dates ];
}

sub project($dice, $code, %o) {
    return {
        code => $code, name => "楼盘$code", units => [ map { unit($dice, $code, $_) } 0 .. $o{units} - 1 ],
        permit => { no => "售${code}01", on => Loupan::Model::plus_days($o{first}, $dice->between(0, 3)) },
        methods => {
            lump => { kind => 'lump', days => $dice->pick(0, 7, 10) },
            mortgage => { kind => 'mortgage', ltv_ppm => $dice->pick(600_000, 700_000, 655_555),
                loan_step_fen => $dice->pick(1_000_000, 1_000_000, 100), loan_days => $dice->pick(20, 45) },
            (map { $_ => { kind => $_, ltv_ppm => 600_000, loan_step_fen => 1_000_000, loan_days => 30,
                fund_cap_fen => $dice->pick(50_000_000, 80_000_001) } } qw(fund combo)),
            instalment => { kind => 'instalment', parts => [
                { ppm => 500_000, days => 0 }, { ppm => 300_000, days => 10 }, { ppm => 200_000, days => 30 } ] },
        },
        targets => targets($dice, $o{first}), past => past($dice, $o{first}),
        schemes => { lump => scheme($dice), mortgage => scheme($dice), instalment => scheme($dice),
            fund => scheme($dice), combo => scheme($dice) },
    };
}

sub unit($dice, $code, $n) {
    my $building = 1 + $n % 3;
    my $floor = 1 + int($n / 3) % 20;
    my $room = sprintf '%d%02d', $floor, 1 + int($n / 60);
    my $gross = $dice->between(5_000, 15_000);
    my %unit = (code => "$code-$building-$room", building => "${building}栋", room => $room, floor => $floor,
        kind => 'residence', gross_dm2 => $gross, inner_dm2 => int($gross * $dice->between(780, 880) / 1000),
        basis => $dice->pick(qw(gross gross inner suite)));
    return { %unit, kind => 'shop', list_total_fen => $dice->between(90_000_000, 400_000_000) } if $unit{basis} eq 'suite';
    return { %unit, list_unit_price_fen => $dice->between(900_000, 3_400_000) };
}

# Up to four lines in any order; points may stand beside points.
sub scheme($dice) {
    my @lines = map { { kind => $_, value => value_of($dice, $_) } }
        map { $dice->pick(qw(pct pct points points unit_off amount_off)) } 1 .. $dice->between(0, 4);
    return { lines => \@lines, round_fen => $dice->pick(1, 100, 100, 1_000, 10_000),
        round_mode => $dice->pick(qw(half half down up)) };
}

# Months with a target, months without, for three years.
sub targets($dice, $first) {
    my $year = substr $first, 0, 4;
    return [ map { my $month = $_; map { { month_on => $month, measure => $_, amount_fen => $dice->between(1, 900_000_000) } }
        grep { $dice->percent(60) } qw(contract_net_amt collect) }
        map { my $y = $_; map { sprintf '%04d-%02d-01', $y, $_ } 1 .. 12 } $year - 1 .. $year + 1 ];
}

# What the books before this program say of the year before: days, figures, also negative ones.
sub past($dice, $first) {
    my @codes = qw(calls visits first_visits prereg_new sub_new sub_new_amt contract_new contract_new_amt contract_net
        contract_net_amt collect collect_customer collect_loan sincerity_net);
    my %day;
    for my $code ((@codes) x 8) {
        my $most = $code =~ /amt|collect|sincerity/ ? 50_000_000 : 9;
        $day{$code}{ Loupan::Model::plus_days($first, -$dice->between(1, 500)) }
            = $dice->between(1, $most) * $dice->pick(1, 1, 1, 1, $code =~ /net|collect/ ? -1 : 1);
    }
    return [ map { my $code = $_; map { [ $_, $code, $day{$code}{$_} ] } sort keys %{ $day{$code} } } sort keys %day ];
}

sub value_of($dice, $kind) {
    return $dice->between(970_000, 999_999) if $kind eq 'pct';
    return $dice->pick(5_000, 10_000, 12_345) if $kind eq 'points';
    return $dice->between(1, 9_999) if $kind eq 'unit_off';
    return $dice->between(1, 999_999);
}

1;
