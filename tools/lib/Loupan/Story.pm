package Loupan::Story;

# The demo's six months as a season: two projects, invented people, every day up to today.
# The same today gives the same story; what happens after today is left out, so that work
# in the middle of its way is what waits for somebody when the demo begins.

use v5.36;
use utf8;
use Exporter 'import';
use POSIX 'floor';
use Time::Local 'timegm';
use Loupan::Cast qw(cast customers_of);

our @EXPORT_OK = qw(story day_of date_of);

use constant { LAUNCH => 40, LENGTH => 182 };

# ---- days -----------------------------------------------------------------------------------

sub day_of($date) {
    my ($y, $m, $d) = split /-/, $date;
    return timegm(0, 0, 12, $d, $m - 1, $y) / 86_400 - 0.5;
}

sub date_of($day) {
    my @t = gmtime(($day + 0.5) * 86_400);
    return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3];
}

# 0 Sunday .. 6 Saturday
sub weekday($day) { return ($day + 4) % 7 }

# A generator of our own: the same story on every machine.
sub dice($self, $n) {
    $self->{seed} = ($self->{seed} * 1_103_515_245 + 12_345) & 0x7fffffff;
    return ($self->{seed} >> 8) % $n;
}

sub between($self, $from, $to) { return $from + $self->dice($to - $from + 1) }
sub pick($self, @of) { return $of[ $self->dice(scalar @of) ] }
sub chance($self, $percent) { return $self->dice(100) < $percent }

# ---- the story --------------------------------------------------------------------------------

# story(today => date, minute => of the day, units => { project code => [unit ...] })
sub story(%o) {
    my $today = day_of($o{today});
    my $self = bless {
        today => $today, minute => $o{minute} // 1080, first => $today - LENGTH, seed => 20_260_601,
        events => [], label => {}, seq => 0, customers => [],
    }, __PACKAGE__;
    my $setup = cast($self, $o{units});
    $self->{setup} = $setup;
    for my $project (@{ $setup->{projects} }) {
        $self->live($project);
    }
    $self->closings($_) for @{ $setup->{projects} };
    $setup->{customers} = $self->{customers};
    return { season => 1, name => '演示', setup => $setup, events => $self->told, expect => [] };
}

# An event at a minute of a day; a step that would lie after today does not happen.
sub at($self, $day, $minute, $by, $do, %args) {
    return 0 if $day > $self->{today};
    push @{ $self->{events} }, [ $day, $minute, ++$self->{seq}, { by => $by, do => $do, args => \%args } ];
    return 1;
}

sub label($self, $kind) { return $kind . ++$self->{label}{$kind} }

# In the order of time.  Today is squeezed into the hours that have passed.
sub told($self) {
    my @sorted = sort { $a->[0] <=> $b->[0] || $a->[1] <=> $b->[1] || $a->[2] <=> $b->[2] } @{ $self->{events} };
    my $n = 0;
    my @told;
    for my $line (@sorted) {
        my ($day, $minute, undef, $event) = @$line;
        $minute = floor($minute * $self->{minute} / 1440) if $day == $self->{today};
        push @told, { id => sprintf('E%05d', ++$n),
            at => sprintf('%sT%02d:%02d', date_of($day), $minute / 60, $minute % 60), %$event };
    }
    return \@told;
}

# One project from its first caller to today.
sub live($self, $project) {
    my $p = $self->{p} = { %$project, people => $self->{people}{ $project->{code} } };
    $p->{free} = [ map { $_->{code} } @{ $project->{units} } ];
    $p->{by_code} = { map { $_->{code} => $_ } @{ $project->{units} } };
    $p->{launch} = $self->{first} + LAUNCH;
    $self->stroll($_) for 1 .. 36;
    $self->queue_up($_) for 1 .. 14;
    $self->buy_home($self->between($p->{launch} + 1, $self->{today} - 12)) for 1 .. 20;
    $self->loose_ends;
    $self->this_day;
    $self->holds;
}

sub someone($self) {
    my $p = $self->{p};
    my $card = customers_of($self, $p->{code});
    push @{ $self->{customers} }, $card;
    return ($card->{code}, $self->pick(@{ $p->{people}{CO} }));
}

sub source($self) { return $self->pick(qw(walk_in walk_in outdoor video referral channel)) }

# He calls, comes, comes again perhaps; the consultant follows up.
sub meets($self, $who, $co, $day, $visits = 1) {
    my ($p, $source) = ($self->{p}, $self->source);
    if ($self->chance(55)) {
        $self->at($day, $self->between(545, 1000), $co, 'call', customer => $who, project => $p->{code}, source => $source,
            content => $self->pick('询问三房总价', '询问按揭首付', '询问交付时间', '预约周末看房'));
        $day += $self->between(1, 3);
    }
    for (1 .. $visits) {
        $self->at($day, $self->between(545, 1010), $co, 'visit', customer => $who, project => $p->{code}, source => $source,
            content => $self->pick('看样板间，关注朝南户型', '带家人看房，关心学位', '比较周边项目', '了解付款方式与贷款'));
        $day += $self->between(2, 9);
    }
    return $day;
}

sub stroll($self, $n) {
    my ($who, $co) = $self->someone;
    my $day = $self->between($self->{first}, $self->{today} - 1);
    my $next = $self->meets($who, $co, $day, $self->between(1, 2));
    return if !$self->chance(45) || $next > $self->{today} - 1;
    $self->at($next, 1020, $co, 'follow_up', customer => $who, project => $self->{p}{code},
        content => $self->pick('电话回访，家人仍在商量，约下周再来', '微信发送户型图与价格，客户对中高楼层有兴趣',
            '客户在比较两个项目，提醒优惠期限'),
        $next > $self->{today} - 12 ? (next_on => date_of($next + $self->between(10, 24))) : ());
}

# ---- money ---------------------------------------------------------------------------------------

# A slip on its way: entered, reviewed the same afternoon, audited at once or next morning,
# receipt with it.  Answers its label; fewer steps by `upto`.
sub pay($self, $day, $co, $on, $lines, %o) {
    my ($p, $slip) = ($self->{p}, $self->label('S'));
    my $minute = $o{minute} // $self->between(560, 900);
    $self->at($day, $minute, $co, 'slip_enter', slip => $slip, project => $p->{code}, %$on,
        means => $o{means} // 'transfer', account => $o{account} // '1002.02', lines => $lines,
        reference => sprintf('%s%06d', $o{means} && $o{means} eq 'pos' ? 'POS' : 'HD', $self->dice(1_000_000)));
    return $slip if ($o{upto} // '') eq 'entered';
    $self->at($day, $minute + 25, $p->{people}{SE}, 'slip_review', slip => $slip);
    return $slip if ($o{upto} // '') eq 'reviewed';
    my $audit = $minute + 25 < 880 ? $day : $day + 1;
    my $when = $audit == $day ? $minute + 60 : 550;
    $self->at($audit, $when, $p->{people}{FM}, 'slip_approve', slip => $slip) if $o{approve};
    $self->at($audit, $when + 5, $p->{people}{FC}, 'slip_audit', slip => $slip);
    $self->at($audit, $when + 9, $p->{people}{FC}, 'receipt_issue', slip => $slip) if !$o{approve} && !$o{no_receipt};
    $self->{settled} = $audit;
    return $slip;
}

sub line($kind, $fen) { return { kind => $kind, amount_fen => $fen } }

# 认筹 before the launch: most turn into subscriptions, some are withdrawn, one still waits.
sub queue_up($self, $n) {
    my ($p, $reg) = ($self->{p}, $self->label('R'));
    my ($who, $co) = $self->someone;
    my $day = $self->between($self->{first} + 4, $p->{launch} - 6);
    $day = $self->meets($who, $co, $day - 3, 1);
    $day = $p->{launch} - 2 if $day > $p->{launch} - 2;
    $self->at($day, 605, $co, 'pre_register', reg => $reg, customer => $who, project => $p->{code},
        intent => $self->pick('中高楼层三房', '东南朝向', '总价 600 万以内', '低楼层两房'));
    $self->at($day, 615, $p->{people}{SE}, 'pre_register_confirm', reg => $reg);
    my $pos = $self->chance(50);
    $self->pay($day, $co, { reg => $reg }, [ line('sincerity', 2_000_000) ], minute => 620,
        means => $pos ? 'pos' : 'transfer', account => $pos ? '1012.01' : '1002.01');
    $self->at($day + 1, 580, $p->{people}{FC}, 'pos_settle', project => $p->{code}, gross_fen => 2_000_000, fee_fen => 10_000)
        if $pos;
    return $self->withdraw($who, $co, $reg, $p->{launch} + $self->between(1, 10), $n) if $n % 5 == 0;
    return if $n > 12;
    $self->buy_home($p->{launch} + $self->between(0, 3), reg => $reg, who => $who, co => $co);
}

# The slip that took the money has a receipt; it comes back before the refund is audited.
sub withdraw($self, $who, $co, $reg, $day, $n) {
    my ($p, $paid) = ($self->{p}, "S$self->{label}{S}");
    $self->at($day, 570, $co, 'withdraw_pre_registration', reg => $reg);
    $self->at($day, 575, $p->{people}{FC}, 'receipt_recover', slip => $paid);
    $self->pay($day, $co, { reg => $reg }, [ line('sincerity', -2_000_000) ], minute => 590, means => 'refund',
        account => '1002.01', approve => 1);
}

# ---- from subscription to the last loan -----------------------------------------------------------

# A free unit, by chance, and the ways in which it can be paid.
sub take_unit($self) {
    my $free = $self->{p}{free};
    my ($code) = splice @$free, $self->dice(scalar @$free), 1;
    return $code;
}

sub div_half($num, $den) { return floor(($num * 2 + $den) / ($den * 2)) }

# domain.md 4.2, for the schemes of the demo: percent by percent, then to the yuan.
sub price($self, $unit, $method) {
    my $u = $self->{p}{by_code}{$unit};
    my $fen = div_half($u->{list_unit_price_fen} * $u->{gross_dm2}, 100);
    $fen = div_half($fen * $_->{value}, 1_000_000) for @{ $self->{p}{schemes}{$method}{lines} };
    return div_half($fen, 100) * 100;
}

sub buy_home($self, $day, %o) {
    my $p = $self->{p};
    my ($who, $co) = $o{who} ? @o{qw(who co)} : $self->someone;
    $day = $self->meets($who, $co, $day - $self->between(4, 9), 1) if !$o{who};
    $day = $p->{launch} if $day < $p->{launch};
    return if $day > $self->{today} - 10;
    my $deal = $self->subscribe($day, $who, $co, %o);
    $self->contract($day, $deal, %o);
}

# The draft, its confirmation within the lock's minutes, and the deposit.
sub subscribe($self, $day, $who, $co, %o) {
    my ($p, $deal, $unit) = ($self->{p}, $self->label('D'), $self->take_unit);
    my $method = $o{method} // $self->pick(qw(mortgage mortgage mortgage lump instalment));
    my $minute = 545 + 7 * ($self->{slot}{$day}++ % 60);
    $self->at($day, $minute, $co, 'subscribe', deal => $deal, unit => $unit, customers => [$who], method => $method,
        deposit_fen => 5_000_000, $o{reg} ? (reg => $o{reg}) : ());
    $self->at($day, $minute + 4, $p->{people}{SE}, 'subscribe_confirm', deal => $deal);
    my $owed = 5_000_000;
    if ($o{reg}) {
        $self->pay($day, $co, { reg => $o{reg}, deal => $deal },
            [ line('sincerity', -2_000_000), line('deposit', 2_000_000) ], minute => $minute + 6,
            means => 'transfer_in', account => '2241.01');
        $self->at($self->{settled}, 1030, $p->{people}{FC}, 'escrow_sweep', project => $p->{code}, amount_fen => 2_000_000);
        $owed = 3_000_000;
    }
    my $slip = $o{unpaid} ? undef
        : $self->pay($day, $co, { deal => $deal }, [ line('deposit', $owed) ], minute => $minute + 8);
    return { label => $deal, co => $co, method => $method, total => $self->price($unit, $method), slip => $slip };
}

# Signed, registered with the authority, and paid as the method says.
sub contract($self, $day, $d, %o) {
    my $p = $self->{p};
    my $signed = $day + $self->between(2, 7);
    return if !$self->at($signed, $self->between(600, 700), $p->{people}{SE}, 'sign', deal => $d->{label},
        contract_no => sprintf('%s-%s-%04d', $p->{code}, substr(date_of($signed), 0, 4), ++$p->{contracts}));
    my $how = "pay_$d->{method}";
    $self->$how($signed, $d);
    my $online = $signed + $self->between(2, 6);
    $self->at($online, 640, $p->{people}{SE}, 'online_sign', deal => $d->{label}, no => sprintf('WQ%s%05d', $p->{code}, 10_000 + ++$p->{onlines}));
    $self->at($online + $self->between(5, 14), 650, $p->{people}{SE}, 'file', deal => $d->{label},
        no => sprintf('BA%s%05d', $p->{code}, 20_000 + ++$p->{filings})) if $online < $self->{today} - 30 || $self->chance(70);
}

sub pay_lump($self, $signed, $d) {
    $self->pay($signed + $self->between(1, 6), $d->{co}, { deal => $d->{label} }, [ line('price', $d->{total} - 5_000_000) ]);
}

sub pay_mortgage($self, $signed, $d) {
    my $loan = floor($d->{total} * 700_000 / 1_000_000 / 1_000_000) * 1_000_000;
    $self->pay($signed, $d->{co}, { deal => $d->{label} }, [ line('price', $d->{total} - $loan - 5_000_000) ], minute => 760);
    $self->pay($signed + $self->between(28, 44), $d->{co}, { deal => $d->{label} }, [ line('loan', $loan) ]);
}

# Three parts; one in six lets the second one wait, and is in arrears.
sub pay_instalment($self, $signed, $d) {
    my @part = map { floor($d->{total} * $_ / 1_000_000 / 100) * 100 } 400_000, 300_000;
    $part[2] = $d->{total} - $part[0] - $part[1];
    $part[0] -= 5_000_000;
    my @after = (0, 30, 60);
    for my $n (0 .. 2) {
        last if $n && $self->chance(10);
        $self->pay($signed + $after[$n] - ($n ? $self->between(0, 3) : 0), $d->{co}, { deal => $d->{label} },
            [ line('price', $part[$n]) ], minute => 770 + $n);
    }
}

# ---- what has not gone smoothly ---------------------------------------------------------------------

sub loose_ends($self) {
    my ($p, $today) = ($self->{p}, $self->{today});
    # Subscribed, past the day of signing; one has not even paid his deposit.
    for my $n (1 .. 3) {
        my ($who, $co) = $self->someone;
        my $day = $today - 8 - 2 * $n;
        $self->meets($who, $co, $day - 5, 1);
        $self->subscribe($day, $who, $co, method => 'mortgage', unpaid => $n == 3);
    }
    # Signed by lump sum, the balance long due.
    my ($who, $co) = $self->someone;
    my $late = $self->subscribe($today - 31, $who, $co, method => 'lump');
    $self->at($today - 27, 610, $p->{people}{SE}, 'sign', deal => $late->{label},
        contract_no => sprintf('%s-%s-%04d', $p->{code}, substr(date_of($today - 27), 0, 4), ++$p->{contracts}));
    $self->pay($today - 20, $co, { deal => $late->{label} }, [ line('price', 80_000_000) ]);
    $self->wrong_amount($late, $today - 9);
    # Subscribed these days, to be signed soon.
    my @fresh = map { $self->subscribe($today - $_, $self->someone, method => 'lump') } 3, 5;
    $self->doubtful(@fresh);
    # A registration after the launch that still holds its number.
    my ($third, $third_co) = $self->someone;
    my $reg = $self->label('R');
    $self->at($today - 6, 600, $third_co, 'pre_register', reg => $reg, customer => $third, project => $p->{code}, intent => '车位与三房');
    $self->at($today - 6, 606, $p->{people}{SE}, 'pre_register_confirm', reg => $reg);
    $self->pay($today - 6, $third_co, { reg => $reg }, [ line('sincerity', 2_000_000) ], minute => 612, account => '1002.01');
    $self->{asks_back} = [ $third, $third_co, $reg, "S$self->{label}{S}" ];
}

# A receipt printed badly is cancelled; a slip found wrong today has its red one under way.
sub doubtful($self, $torn, $wrong) {
    my ($people, $today) = ($self->{p}{people}, $self->{today});
    $self->at($today - 1, 900, $people->{FM}, 'receipt_void', slip => $torn->{slip}, reason => '打印错行，原件已收回');
    my $red = $self->label('S');
    $self->at($today, 620, $wrong->{co}, 'slip_red', slip => $red, reverses => $wrong->{slip}, reason => '付款人姓名有误');
    $self->at($today, 645, $people->{SE}, 'slip_review', slip => $red);
}

# 80,000 were entered as 50,000 and audited: red slip, receipt back, the right one.
sub wrong_amount($self, $deal, $day) {
    my $p = $self->{p};
    my $wrong = $self->pay($day, $deal->{co}, { deal => $deal->{label} }, [ line('price', 5_000_000) ], minute => 600);
    my $red = $self->label('S');
    $self->at($day + 1, 570, $deal->{co}, 'slip_red', slip => $red, reverses => $wrong, reason => '金额录入错误，实际到账 80,000.00');
    $self->at($day + 1, 580, $p->{people}{SE}, 'slip_review', slip => $red);
    $self->at($day + 1, 590, $p->{people}{FC}, 'receipt_recover', slip => $wrong);
    $self->at($day + 1, 600, $p->{people}{FM}, 'slip_approve', slip => $red);
    $self->at($day + 1, 610, $p->{people}{FC}, 'slip_audit', slip => $red);
    $self->pay($day + 1, $deal->{co}, { deal => $deal->{label} }, [ line('price', 8_000_000) ], minute => 630);
}

# What stands on the desks when the demo begins.
sub this_day($self) {
    my ($p, $today) = ($self->{p}, $self->{today});
    for (1 .. 5) {
        my ($who, $co) = $self->someone;
        $self->at($today, 540 + 10 * $_, $co, $_ < 3 ? 'call' : 'visit', customer => $who, project => $p->{code},
            source => $self->source, content => '今日接待');
    }
    $self->at($today - 2, 1000, $p->{people}{CO}[$_], 'follow_up', customer => ($self->someone)[0], project => $p->{code},
        content => '约好今天回电，确认看房时间', next_on => date_of($today - $_)) for 0 .. 1;
    my $first = $p->{people}{CO}[0];    # whose log-in is shown: some of it waits for her
    my @deals = map { $self->subscribe($today - 1, ($self->someone)[0], $first, method => $_, unpaid => 1) }
        qw(lump mortgage lump);
    $self->pay($today, $deals[0]{co}, { deal => $deals[0]{label} }, [ line('deposit', 5_000_000) ], minute => 600, upto => 'entered');
    $self->pay($today, $deals[1]{co}, { deal => $deals[1]{label} }, [ line('deposit', 5_000_000) ], minute => 610, upto => 'reviewed');
    my $back = $self->pay($today, $deals[2]{co}, { deal => $deals[2]{label} }, [ line('deposit', 3_000_000) ], minute => 615, upto => 'entered');
    $self->at($today, 640, $p->{people}{SE}, 'slip_return', slip => $back, reason => '回单金额为 50,000.00，请更正');
    my $deal = $self->subscribe($today, $self->someone, method => 'mortgage', unpaid => 1);
    $self->pay($today, $deal->{co}, { deal => $deal->{label} }, [ line('deposit', 5_000_000) ], minute => 800, no_receipt => 1);
    $self->waiting_approval;
    my ($who, $co) = $self->someone;
    $self->at($today, 700, $co, 'pre_register', reg => $self->label('R'), customer => $who, project => $p->{code}, intent => '高楼层');
    ($who) = $self->someone;
    $self->at($today, 1438, $first, 'subscribe', deal => $self->label('D'), unit => $self->take_unit, customers => [$who],
        method => 'mortgage', deposit_fen => 5_000_000);
}

# A refund and a cancelled receipt.
sub waiting_approval($self) {
    my ($p, $today) = ($self->{p}, $self->{today});
    my ($who, $co, $reg, $paid) = @{ $self->{asks_back} };
    $self->at($today, 650, $co, 'withdraw_pre_registration', reg => $reg);
    $self->at($today, 655, $p->{people}{FC}, 'receipt_recover', slip => $paid);
    $self->pay($today, $co, { reg => $reg }, [ line('sincerity', -2_000_000) ], minute => 660, means => 'refund',
        account => '1002.01', upto => 'reviewed');
}

sub holds($self) {
    my ($p, $today) = ($self->{p}, $self->{today});
    my @why = ('集团预留', '老业主换房意向', '工法样板间');
    for my $n (0 .. 2) {
        $self->at($today - 12 + 3 * $n, 560, $p->{people}{ $n ? 'SM' : 'PD' }, 'hold', unit => $self->take_unit,
            reason => $why[$n], until => date_of($today + 2 + 5 * $n));
    }
}

# Sales closes on Sundays, finance on Mondays for the week before, both yesterday.
sub closings($self, $project) {
    my $people = $self->{people}{ $project->{code} };
    for my $day ($self->{first} .. $self->{today} - 2) {
        next if weekday($day) != 0;
        $self->at($day, 1260, $people->{SE}, 'day_close', project => $project->{code}, side => 'sales', through => date_of($day));
        $self->at($day, 1265, $people->{FC}, 'day_close', project => $project->{code}, side => 'finance', through => date_of($day));
    }
    my $yesterday = $self->{today} - 1;
    $self->at($yesterday, 1270, $people->{SE}, 'day_close', project => $project->{code}, side => 'sales', through => date_of($yesterday));
    $self->at($yesterday, 1275, $people->{FC}, 'day_close', project => $project->{code}, side => 'finance', through => date_of($yesterday));
}

1;
