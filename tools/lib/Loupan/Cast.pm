package Loupan::Cast;

# Who and what is on stage in the demo: the company, its people, two projects, and as many
# synthetic customers as the story asks for (phones begin with 12, ID numbers with 99: no
# real person has such).

use v5.36;
use utf8;
use Exporter 'import';

our @EXPORT_OK = qw(cast customers_of);

my @surname = qw(陈 林 黄 张 李 王 吴 刘 蔡 杨 许 郑 谢 洪 郭 邱 曾 廖 赖 徐 周 叶 苏 庄 江 吕 何 罗 高 萧);
my @given = qw(思远 嘉怡 子涵 雨桐 浩然 欣妍 俊杰 诗琪 明轩 梓萱 宇航 佳宁 晨曦 若溪 承志 静怡 建国 丽华 志强 秀兰
    国栋 晓雯 文博 雅婷 天佑 慧敏 海涛 婉清 永康 月华);
my @weight = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);

sub id_no($n) {
    my $base = sprintf '99%04d19%02d%02d%02d%03d', 1 + ($n * 37) % 9000, 60 + ($n * 7) % 40, 1 + $n % 12, 1 + ($n * 11) % 28, $n % 1000;
    my $sum = 0;
    $sum += $weight[$_] * substr($base, $_, 1) for 0 .. 16;
    return $base . substr('10X98765432', $sum % 11, 1);
}

# A new customer, with the card a consultant would fill in.
sub customers_of($story, $project) {
    my $n = ++$story->{customer_count};
    return {
        code => sprintf('K%04d', $n),
        name => $surname[ ($n * 7) % @surname ] . $given[ ($n * 11 + $n / @given) % @given ],
        phone => sprintf('12%09d', 100_000_000 + $n * 7_654_321 % 800_000_000),
        id_no => id_no($n),
        card => {
            intent_grade => $story->pick(qw(A B B C C D)), intent_layout => $story->pick('三室两厅', '两室两厅', '四室两厅', ''),
            budget_fen => $story->pick('4,500,000', '5,200,000', '6,000,000', '7,500,000'), note => '',
        },
    };
}

# role, login, name, projects
my @people = (
    [ 'CO', 'linyue',   '林月',   'YX' ], [ 'CO', 'hechuan',  '何川',   'YX' ], [ 'CO', 'xuqing', '徐青', 'YX' ],
    [ 'CO', 'suhang',   '苏航',   'HY' ], [ 'CO', 'yezhen',   '叶真',   'HY' ], [ 'CO', 'luoning', '罗宁', 'HY' ],
    [ 'SE', 'moran',    '莫然',   'YX' ], [ 'SE', 'fangyi',   '方怡',   'HY' ],
    [ 'SM', 'gaoyuan',  '高远',   'YX' ], [ 'SM', 'taojin',   '陶谨',   'HY' ],
    [ 'PD', 'qinshan',  '秦山',   'YX' ], [ 'PD', 'tangbei',  '唐北',   'HY' ],
    [ 'FC', 'yanlu',    '严璐',   'YX', 'HY' ], [ 'FM', 'duanrui', '段睿', 'YX', 'HY' ],
    [ 'AS', 'baiwei',   '白薇',   'YX', 'HY' ], [ 'PL', 'shiwen',  '施雯', 'YX', 'HY' ],
    [ 'AG', 'panjiang', '潘江',   'YX', 'HY' ],
    [ 'GE', 'zhuochen', '卓晨' ], [ 'AD', 'admin', '管理员', 'YX', 'HY' ], [ 'AD', 'admin2', '管理员乙', 'YX', 'HY' ], [ 'AU', 'shenji', '审计' ],
);

sub users($story) {
    my @users;
    for (@people) {
        my ($role, $login, $name, @projects) = @$_;
        push @users, { role => $role, name => $login, login => $login, label => $name, projects => \@projects,
            employer => $role eq 'AG' ? 'agency' : 'developer' };
        for my $code (@projects) {
            if ($role eq 'CO') { push @{ $story->{people}{$code}{CO} }, $login }
            else               { $story->{people}{$code}{$role} = $login }
        }
    }
    return \@users;
}

my %scheme = (
    lump => { name => '一次性付款优惠', round_fen => 100, round_mode => 'half', lines => [
        { kind => 'pct', value => 980_000, reason => '一次性付款' }, { kind => 'pct', value => 990_000, reason => '开盘优惠' } ] },
    mortgage => { name => '按揭优惠', round_fen => 100, round_mode => 'half', lines => [
        { kind => 'pct', value => 990_000, reason => '开盘优惠' } ] },
    instalment => { name => '分期优惠', round_fen => 100, round_mode => 'half', lines => [
        { kind => 'pct', value => 985_000, reason => '按期付款' } ] },
);
my %method = (
    lump => { kind => 'lump', days => 7 },
    mortgage => { kind => 'mortgage', ltv_ppm => 700_000, loan_step_fen => 1_000_000, loan_days => 45 },
    instalment => { kind => 'instalment', parts => [
        { ppm => 400_000, days => 0 }, { ppm => 300_000, days => 30 }, { ppm => 300_000, days => 60 } ] },
);

sub project($story, $code, $name, $units, %o) {
    my $date = \&Loupan::Story::date_of;
    return {
        code => $code, name => $name, units => $units, phase => '一期',
        permit => { no => "滨房预售字 $o{permit} 号", on => $date->($story->{first} - 20) },
        schemes => \%scheme, methods => \%method,
        dossier => {
            city => '滨海市', plot_no => $o{plot}, plot_location => $o{place}, plot_area_dm2 => $o{area},
            land_use => '住宅、商业', land_grant_no => "滨地合字 $o{permit} 号", land_grant_on => $date->($story->{first} - 800),
            land_term_years => 70, title_no => "滨不动产权第 $o{permit} 号", title_on => $date->($story->{first} - 700),
            saleable_area_dm2 => sum(map { $_->{gross_dm2} } @$units), launched_area_dm2 => sum(map { $_->{gross_dm2} } @$units),
        },
        targets => targets($story, $o{month_target}), past => past($story, $o{past}),
    };
}

sub sum(@n) { my $sum = 0; $sum += $_ for @n; return $sum }

# Contract and collection targets for every month of the story and the two after it.
sub targets($story, $fen) {
    my (%seen, @targets);
    for my $day ($story->{first} .. $story->{today} + 60) {
        my $month = substr(Loupan::Story::date_of($day), 0, 7) . '-01';
        next if $seen{$month}++;
        push @targets, { month_on => $month, measure => 'contract_net_amt', amount_fen => $fen },
            { month_on => $month, measure => 'collect', amount_fen => $fen * 9 / 10 };
    }
    return \@targets;
}

# Last year, brought over as weekly sums from the books before this program.
sub past($story, $scale) {
    my $year = substr(Loupan::Story::date_of($story->{today}), 0, 4) - 1;
    my $from = Loupan::Story::day_of("$year-01-01");
    my @past;
    for (my $day = $from + 3; $day <= $from + 360 && $day < $story->{first}; $day += 7) {
        my $date = Loupan::Story::date_of($day);
        my $deals = 1 + ($day * 5 + $scale) % 3;
        my $fen = $deals * 480_000_000 + ($day * 7919 % 90) * 1_000_000;
        push @past, map { [ $date, @$_ ] } [ calls => 4 + $day % 5 ], [ visits => 6 + $day % 7 ], [ first_visits => 3 + $day % 4 ],
            [ sub_new => $deals ], [ sub_new_amt => $fen ], [ sub_net => $deals ], [ sub_net_amt => $fen ],
            [ contract_new => $deals ], [ contract_new_amt => $fen ], [ contract_net => $deals ], [ contract_net_amt => $fen ],
            [ collect => $fen * 8 / 10 ], [ collect_customer => $fen * 3 / 10 ], [ collect_loan => $fen * 5 / 10 ];
    }
    return \@past;
}

# Saturdays, Sundays and the long holidays, as far as the story's periods reach.
sub rest_days($story) {
    my @rest;
    for my $day ($story->{first} - 30 .. $story->{today} + 400) {
        my $date = Loupan::Story::date_of($day);
        push @rest, $date if Loupan::Story::weekday($day) % 6 == 0 || $date =~ /-(?:01-01|05-0[1-3]|10-0[1-7])\z/;
    }
    return \@rest;
}

sub cast($story, $units) {
    return {
        company => '云上置业有限公司', company_credit_code => '91990100MA0000000X', company_phone => '12000000000',
        company_address => '滨海市云栖路 1 号', vat_rate_pct => 9, first_payment_rule => 'none', own_staff => 1,
        rest_days => rest_days($story), users => users($story),
        opening => [ { account => '1002.01', amount_fen => 500_000_000 }, { account => '4001', amount_fen => -500_000_000 } ],
        projects => [
            project($story, 'YX', '云栖雅园', $units->{YX}, permit => '2026-018', plot => 'BH-07-12', place => '云栖路与学府街交汇处',
                area => 3_214_560, month_target => 4_000_000_000, past => 1),
            project($story, 'HY', '湖屿天境', $units->{HY}, permit => '2026-025', plot => 'BH-11-03', place => '湖滨大道 88 号',
                area => 2_806_040, month_target => 3_500_000_000, past => 2),
        ],
    };
}

1;
