package Loupan::SalesDay;

# What each role does all day, turn by turn: it looks at its lists and does what waits there.
# Several want the same few homes, two secretaries and two clerks the same papers.

use v5.36;
use utf8;
use Exporter 'import';
use Loupan::Season;

our @EXPORT_OK = qw(turn_of setup);

use constant { ROOMS => 6, SINCERITY => 2_000_000 };

# ---- who and what there is when the day begins ----------------------------------------------------

my @people = (
    [ qw(CO co1) ], [ qw(CO co2) ], [ qw(CO co3) ], [ qw(SE se1) ], [ qw(SE se2) ], [ qw(FC fc1) ], [ qw(FC fc2) ],
    [ qw(SM sm) ], [ qw(FM fm) ], [ qw(AS as) ], [ qw(PL pl) ], [ qw(AG ag) ], [ qw(PD pd) ], [ qw(GE ge) ],
    [ qw(AD ad) ], [ qw(AU au) ],
);

sub units($floors) {
    my @units;
    for my $floor (1 .. $floors) {
        push @units, map { { code => sprintf('1-%d%02d', $floor, $_), building => '1栋', floor => $floor,
            room => sprintf('%d%02d', $floor, $_), kind => 'residence', gross_dm2 => 7_000 + 311 * $_, inner_dm2 => 6_000,
            basis => 'gross', list_unit_price_fen => 1_268_000 + 1_300 * $floor } } 1 .. ROOMS;
    }
    return \@units;
}

sub setup($floors) {
    my @users = map { { role => $_->[0], name => $_->[1], login => $_->[1],
        projects => $_->[0] =~ /GE|AU/ ? [] : ['TT'] } } @people;
    return {
        company => '折腾置业有限公司', own_staff => 1, users => \@users, customers => [],
        projects => [ {
            code => 'TT', name => '折腾苑', units => units($floors), permit => { no => '预售TT', on => '2000-01-01' },
            methods => {
                lump => { kind => 'lump', days => 7 },
                mortgage => { kind => 'mortgage', ltv_ppm => 700_000, loan_step_fen => 1_000_000, loan_days => 45 },
            },
            schemes => { lump => { round_fen => 100, round_mode => 'half', lines => [
                { kind => 'pct', value => 980_000 }, { kind => 'pct', value => 985_000 },
                { kind => 'amount_off', value => 500_000 } ] } },
        } ],
    };
}

# ---- words ---------------------------------------------------------------------------------------

# A mark that nobody else uses, so that what is found can be led back to who meant it.
sub mark($p, $kind) { return "$kind-$p->{user}{login}-" . ++$p->{marks} }

my @weight = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2);

sub id_no($n) {
    my $base = sprintf '99%04d199001%02d%03d', 1 + $n / 1000 % 9000, 1 + $n % 28, $n % 1000;
    my $sum = 0;
    $sum += $weight[$_] * substr($base, $_, 1) for 0 .. 16;
    return $base . substr('10X98765432', $sum % 11, 1);
}

# The first of a list are wanted by all.
sub wanted($p, @rows) { return @rows ? $rows[ rand(@rows < 5 ? @rows : 5) ] : undef }

sub yuan($fen) { return Loupan::Season::yuan($fen) }

# ---- consultant ------------------------------------------------------------------------------------

sub new_customer($p) {
    my $name = mark($p, '客');
    my $n = ++$p->{phones};
    my ($line) = $p->{user}{login} =~ /(\d)/;
    my $id = $p->act('customer_new', '/customer/customers/new', '/customer/customers/new',
        [ project_id => $p->{project}, phone => sprintf('12%d%08d', $line, $n), name => $name,
          id_no => id_no($line * 100_000 + $n), source => 'walk_in' ], mark => $name) // return;
    push @{ $p->{customers} }, { id => $id };
    my $kind = $p->pick(qw(call visit));
    my $content = mark($p, '谈');
    $p->act('touch', "/customer/touches/new?customer_id=$id", '/customer/touches/new',
        [ project_id => $p->{project}, customer_id => $id, kind => $kind, source => 'walk_in', content => $content ],
        customer => $id, kind => $kind, mark => $content);
}

sub subscribe($p) {
    my $customer = pop @{ $p->{customers} } // return new_customer($p);
    $p->{floor} //= 1;
    my @free = $p->rows("/sales/units?state=available&floor_no_from=$p->{floor}&floor_no_to=" . ($p->{floor} + 1));
    my $unit = wanted($p, @free);
    if (!$unit) {
        push @{ $p->{customers} }, $customer;
        $p->{floor}++ if $p->{floor} < $p->{floors};
        return;
    }
    my ($line) = $p->{user}{login} =~ /(\d)/;
    my $deposit = 5_000_000 + $line * 1_000_000 + ++$p->{deposits};    # a fen more each time: its mark
    my $method = $p->pick(qw(lump mortgage));
    my @reg = $customer->{reg} ? (pre_registration_id => $customer->{reg}) : ();
    my $deal = $p->act('deal_new', "/sales/deals/new?unit_id=$unit->{id}", '/sales/deals/new',
        [ unit_id => $unit->{id}, method => $method, deposit_fen => yuan($deposit), customer_id_0 => $customer->{id},
          share_ppm_0 => '100', @reg ],
        unit => $unit->{code}, method => $method, mark => $deposit, reg => $customer->{reg} // 0);
    push @{ $p->{customers} }, $customer if !$deal;
    $p->{deals}{$deal} = { deposit => $deposit, customer => $customer } if $deal;
}

# A slip on a tab.  Lines are pairs of kind and amount.
sub slip($p, $tab, $means, $account, $lines, %about) {
    my $reference = mark($p, 'HD');
    my ($n, @form) = (0);
    for my $line (@$lines) {
        push @form, "kind_$n" => $line->[0], "amount_fen_$n" => yuan($line->[1]);
        $n++;
    }
    my $id = $p->act('slip_enter', "/finance/slips/new?tab_id=$tab", '/finance/slips/new',
        [ tab_id => $tab, means => $means, account => $account, reference => $reference, payer => '', @form ],
        mark => $reference, tab => 0 + $tab, means => $means, account => $account, lines => $lines, %about);
    $p->{lines}{$id} = $lines->[0] if $id;
    return $id;
}

sub my_deals($p) {
    my @rows = $p->rows('/sales/deals?state=draft,lapsed,active,signed&sort=-id');
    for my $deal (@rows) {
        my $known = $p->{deals}{ $deal->{id} } // next;
        if ($deal->{state} =~ /draft|lapsed/) {
            next if !$p->chance($deal->{state} eq 'lapsed' ? 300 : 60);
            push @{ $p->{customers} }, $known->{customer} if $p->act('deal_drop', "/sales/deals/$deal->{id}",
                "/sales/deals/$deal->{id}/drop", [], on => 0 + $deal->{id});
            return;
        }
        my @about = (deal => 0 + $deal->{id}, unit => $deal->{unit_code});
        if ($known->{customer}{reg} && !$known->{moved}) {
            next if !$known->{customer}{paid};
            $known->{moved} = slip($p, $known->{customer}{tab}, 'transfer_in', '2241.01',
                [ [ sincerity => -SINCERITY ], [ deposit => SINCERITY ] ], @about, to => 0 + $deal->{tab_id});
            return;
        }
        if (!$known->{paid}++) {
            slip($p, $deal->{tab_id}, 'transfer', '1002.02', [ [ deposit => $known->{deposit} ] ], @about);
            return;
        }
        next if $known->{paid} > 3 || !$p->chance(250);
        slip($p, $deal->{tab_id}, $p->pick([ 'transfer', '1002.02' ], [ 'pos', '1012.01' ])->@*,
            [ [ price => 1_000_000 + int rand 9_000_000 ] ], @about);
        return;
    }
}

# 认筹: asked for, paid, then a deal or the money back.
sub registrations($p) {
    if ($p->{customers} && @{ $p->{customers} } && keys %{ $p->{regs} } < 3 && $p->chance(400)) {
        my $customer = pop @{ $p->{customers} };
        my $intent = mark($p, '愿');
        my $reg = $p->act('registration_new', '/sales/pre_registrations/new?customer_id=' . $customer->{id},
            '/sales/pre_registrations/new', [ project_id => $p->{project}, customer_id => $customer->{id}, intent => $intent ],
            mark => $intent);
        $p->{regs}{$reg} = $customer if $reg;
        return;
    }
    for my $row ($p->rows('/sales/pre_registrations?state=active,withdrawing')) {
        my $customer = $p->{regs}{ $row->{id} } // next;
        $customer->{tab} = $row->{tab_id};
        if ($row->{state} eq 'withdrawing') {
            next if $customer->{back}++;
            slip($p, $row->{tab_id}, 'refund', '1002.01', [ [ sincerity => -SINCERITY ] ]);
        }
        elsif (!$customer->{paid}) {
            $customer->{paid} = slip($p, $row->{tab_id}, $p->pick([ 'transfer', '1002.01' ], [ 'pos', '1012.01' ])->@*,
                [ [ sincerity => SINCERITY ] ]) // next;
        }
        elsif ($row->{sincerity_fen} == SINCERITY) {
            if ($p->chance(400)) {
                $p->act('registration_withdraw', "/sales/pre_registrations/$row->{id}",
                    "/sales/pre_registrations/$row->{id}/withdraw", [], on => 0 + $row->{id});
                return;
            }
            delete $p->{regs}{ $row->{id} };
            $customer->{reg} = 0 + $row->{id};
            push @{ $p->{customers} }, $customer;
        }
        return;
    }
}

sub my_papers($p) {
    if (my $back = wanted($p, $p->rows('/finance/slips?state=rejected'))) {
        my ($kind, $fen) = ($p->{lines}{ $back->{id} } // return)->@*;
        $fen = 1_000_000 + int rand 9_000_000 if $kind ne 'sincerity';
        $p->act('slip_correct', "/finance/slips/$back->{id}/correct", "/finance/slips/$back->{id}/correct",
            [ reference => $back->{reference}, kind_0 => $kind, amount_fen_0 => yuan($fen) ], on => 0 + $back->{id},
            lines => [ [ $kind, $fen ] ]);
        return;
    }
    return if !$p->chance(120);
    my $slip = wanted($p, grep { $_->{type} eq 'receipt' } $p->rows('/finance/slips?state=audited')) // return;
    $p->act('slip_red', "/finance/slips/$slip->{id}/red", "/finance/slips/$slip->{id}/red", [ reason => '录错金额' ],
        on => 0 + $slip->{id});
}

# ---- those who check -----------------------------------------------------------------------------------

sub one_of($p, $list, $op, $at, @form) {
    my $row = wanted($p, $p->rows($list)) // return undef;
    my $page = $at =~ s/%/$row->{id}/r;
    return $p->act($op, $page =~ s{/(?:confirm|approve|online_sign|file)\z}{}r, $page, \@form, on => 0 + $row->{id});
}

sub review($p) {
    my $yes = $p->chance(880) ? 1 : 0;
    my $row = wanted($p, $p->rows('/finance/slips?state=submitted&sort=id')) // return;
    $yes = 1 if $row->{type} ne 'receipt';
    $p->act('slip_review', "/finance/slips/$row->{id}/review", "/finance/slips/$row->{id}/review",
        [ accept => $yes, note => $yes ? '' : '回单看不清' ], on => 0 + $row->{id}, accept => $yes);
}

sub secretary($p) {
    my $what = rand 10;
    return review($p) if $what < 4;
    return one_of($p, '/sales/pre_registrations?state=draft', 'registration_confirm', '/sales/pre_registrations/%/confirm') if $what < 5;
    return one_of($p, '/sales/deals?state=draft,lapsed', 'deal_confirm', '/sales/deals/%/confirm') if $what < 7.5;
    return one_of($p, '/sales/deals?state=active', 'deal_sign', '/sales/deals/%/sign', contract_no => mark($p, 'HT')) if $what < 8.5;
    return one_of($p, '/sales/deals?state=signed', 'deal_online_sign', '/sales/deals/%/online_sign', no => mark($p, 'WQ')) if $what < 9.2;
    return one_of($p, '/sales/deals?state=online_signed', 'deal_file', '/sales/deals/%/file', no => mark($p, 'BA')) if $what < 9.6;
    return $p->look($p->pick('/portal/home', '/sales/board', '/portal/flash'));
}

# Money that a buyer still holds a paper for cannot be taken back before the paper is.
sub audit($p) {
    my $row = wanted($p, $p->rows('/finance/slips?state=reviewed&sort=id')) // return;
    my $yes = $p->chance(920) || $row->{type} ne 'receipt' ? 1 : 0;
    my $done = $p->act('slip_audit', "/finance/slips/$row->{id}/audit", "/finance/slips/$row->{id}/audit",
        [ accept => $yes, note => $yes ? '' : '银行没有到账' ], on => 0 + $row->{id}, accept => $yes);
    return if $done || $row->{type} ne 'red';
    my $paper = wanted($p, $p->rows('/finance/receipts?state=genuine')) // return;
    $p->act('receipt_recover', "/finance/receipts/$paper->{id}", "/finance/receipts/$paper->{id}/recover",
        [ reason => '收回原件' ], on => 0 + $paper->{id});
}

# The paper goes into the buyer's hand: its code, for whoever checks it.
sub issue($p) {
    my $slip = wanted($p, grep { $_->{type} eq 'receipt' && $_->{unit_code} } $p->rows('/finance/slips?state=audited')) // return;
    my $id = $p->act('receipt_issue', "/finance/slips/$slip->{id}", "/finance/slips/$slip->{id}/receipt", [],
        on => 0 + $slip->{id}, fen => 0 + $slip->{amount_fen}) // return;
    my $html = $p->look("/finance/receipts/$id") // return;
    my ($code) = $html =~ /\b([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})\b/;
    return $p->problem("receipt $id shows no code") if !$code;
    open(my $hand, '>>', $p->{papers}) or die "$p->{papers}: $!\n";
    syswrite $hand, "$code $slip->{amount_fen}\n";
}

sub clerk($p) {
    my $what = rand 10;
    return audit($p) if $what < 5.5;
    return issue($p) if $what < 8.5;
    my ($gross, $fee, $fen) = (100_000 + int rand 900_000, int rand 5_000, 10_000 + int rand 90_000);
    return $p->act('settle', '/finance/settlements/new', '/finance/settlements/new',
        [ project_id => $p->{project}, gross_fen => yuan($gross), fee_fen => yuan($fee) ], gross => $gross, fee => $fee) if $what < 9;
    return $p->act('sweep', '/finance/sweeps/new', '/finance/sweeps/new',
        [ project_id => $p->{project}, amount_fen => yuan($fen) ], fen => $fen) if $what < 9.5;
    return $p->look($p->pick('/finance/ledger', '/finance/balances', '/portal/home'));
}

sub finance_manager($p) {
    my $row = wanted($p, grep { $_->{type} =~ /refund|red/ } $p->rows('/finance/slips?state=reviewed'));
    return $p->act('slip_approve', "/finance/slips/$row->{id}", "/finance/slips/$row->{id}/approve", [], on => 0 + $row->{id}) if $row;
    return $p->look('/portal/home') if !$p->chance(80);
    my $paper = wanted($p, $p->rows('/finance/receipts?state=genuine')) // return;
    $p->act('receipt_void', "/finance/receipts/$paper->{id}", "/finance/receipts/$paper->{id}/void", [ reason => '打印破损' ],
        on => 0 + $paper->{id});
}

sub manager($p) {
    return $p->look($p->pick('/portal/home', '/sales/board', '/sales/deals')) if $p->chance(500);
    my $hold = $p->chance(550);
    my $unit = wanted($p, $p->rows('/sales/units?state=' . ($hold ? 'available&sort=-floor_no' : 'held'))) // return;
    my @why = $hold ? (held_until => $p->{hold_until}, reason => '集团预留') : ();
    $p->act($hold ? 'hold' : 'unhold', "/sales/units/$unit->{id}", "/sales/units/$unit->{id}/" . ($hold ? 'hold' : 'unhold'),
        \@why, unit => $unit->{code});
}

# ---- those who look, and write little ---------------------------------------------------------------------

sub after_sales($p) {
    return $p->look($p->pick('/portal/home', '/sales/deals', '/customer/customers')) if $p->chance(600);
    my $customer = wanted($p, $p->rows('/customer/customers?sort=-id')) // return;
    $p->act('reveal', "/customer/customers/$customer->{id}", "/customer/customers/$customer->{id}/reveal",
        [ what => 'phone', reason => '电话回访' ], customer => 0 + $customer->{id});
}

sub planner($p) {
    return $p->look($p->pick('/portal/home', '/project/price_tables', '/project/schemes')) if $p->chance(700);
    my $name = mark($p, '案');
    $p->act('scheme', "/project/schemes/new?project_id=$p->{project}", '/project/schemes/new',
        [ method_id => $p->{method}, name => $name, valid_from_on => '2027-01-01', round_unit_fen => '1', round_mode => 'half',
          kind_0 => 'pct', value_0 => '99' ], mark => $name);
}

# The figures a director has seen never go down within a span: the auditor of the day looks at that.
sub director($p) {
    if ($p->{user}{role} eq 'PD' && $p->chance(100)) {
        my $fen = 100 * int rand 1e9;
        my $month = sprintf '20%02d-%02d-01', 30 + int rand 60, 1 + int rand 12;
        return if $p->{targets}{$month}++;
        return $p->act('target', '/project/targets/new', '/project/targets/new',
            [ project_id => $p->{project}, month_on => $month, measure => 'collect', amount_fen => yuan($fen) ],
            mark => $month, fen => $fen);
    }
    my $text = $p->look('/portal/flash?as=json') // return;
    my ($sub) = $text =~ /"mtd":\{[^{}]*"sub_new":(\d+)/;
    return $p->problem("the flash report has no sub_new") if !defined $sub;
    $p->problem("the flash report went back from $p->{sub_new} to $sub") if $sub < ($p->{sub_new} // 0);
    $p->{sub_new} = $sub;
    $p->look('/portal/flash');
}

sub administrator($p) {
    return $p->look($p->pick('/account/users', '/portal/home')) if !$p->chance(120);
    my $login = lc mark($p, 'new');
    $p->act('user', '/account/users/new', '/account/users/new',
        [ login => $login, name => $login, role => 'PL', employer => 'developer', project_id_0 => $p->{project} ], mark => $login);
}

sub reader($p) {
    my @books = $p->{user}{role} eq 'AU' ? qw(/finance/slips /finance/ledger /finance/receipts) : ();
    $p->look($p->pick('/portal/home', '/portal/events', '/sales/board', '/customer/touches', '/sales/deals', '/portal/search?q=1-101',
        @books));
}

# A buyer with a paper in his hand: whatever happens, it is never called false.
sub public($p) {
    open(my $in, '<', $p->{papers}) or return $p->rest(0.2);
    my @papers = map { [ split ] } <$in>;
    my ($code, $fen) = ($p->pick(@papers) // return $p->rest(0.2))->@*;
    my $html = $p->look("/r/$code") // return $p->problem("receipt $code is not found");
    my $shown = yuan($fen) =~ s/\B(?=(?:\d{3})+\.)/,/gr;
    $p->problem("receipt $code is not shown with $shown") if index($html, $shown) < 0;
    $p->rest(0.1);
}

sub consultant($p) {
    my $what = rand 10;
    return new_customer($p) if $what < 2;
    return subscribe($p) if $what < 4.5;
    return my_deals($p) if $what < 7;
    return registrations($p) if $what < 8.3;
    return my_papers($p) if $what < 9.4;
    return $p->look($p->pick('/portal/home', '/sales/board', '/customer/touches'));
}

my %turn = (CO => \&consultant, SE => \&secretary, FC => \&clerk, FM => \&finance_manager, SM => \&manager, AS => \&after_sales,
    PL => \&planner, AG => \&reader, PD => \&director, GE => \&director, AD => \&administrator, AU => \&reader, public => \&public);

sub turn_of($p) { return $turn{ $p->{user}{role} }->($p) }

1;
