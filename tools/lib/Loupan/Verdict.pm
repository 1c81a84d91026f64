package Loupan::Verdict;

# The second computation.  What must be there is worked out from the clients' journals alone:
# every figure is a range, from what they were told to what they may have done without ever
# being told.  When the day is over and nobody left without an answer the range is one number.
# What is there is read from the lists of the programs, as an auditor reads them.

use v5.36;
use utf8;
use List::Util qw(sum0);
use Loupan::Journal;

# lists: code that gives the rows of a list; flash: code that gives the figures of a day.
# before and after: what Journal::read_all gave before and after the lists were read; what was
# told before must be there, what was sent by the end of the reading may.
sub new($class, %o) {
    my $self = bless { %o, wrong => [], lo => {}, hi => {} }, $class;
    my %told = map { $_->{key} => $_ } grep { $_->{must} } @{ $o{before}{ops} };
    for my $op (@{ $o{after}{ops} }) {
        next if !$op->{must} && !$op->{may};
        my $of = { %$op, must => $told{ $op->{key} } ? 1 : 0 };
        push @{ $self->{ops}{ $op->{op} } }, $of;
    }
    ($self->{world}) = map { $_->{world} } @{ $o{after}{notes}{world} };
    return $self;
}

sub wrong($self, $what) { push @{ $self->{wrong} }, $what }
sub ops($self, @names) { return map { @{ $self->{ops}{$_} // [] } } @names }
sub is($self, $what, $found, $wanted) {
    $self->wrong("$what: found " . ($found // 'nothing') . ", not $wanted") if ($found // '') ne $wanted;
}

# ---- ranges -------------------------------------------------------------------------------------

sub add($self, $key, $n, $must) {
    $self->{lo}{$key} += $n if $must || $n < 0;
    $self->{hi}{$key} += $n if $must || $n > 0;
}

sub within($self, $key, $found, $slack = 0) {
    my ($lo, $hi) = (($self->{lo}{$key} // 0) - $slack, ($self->{hi}{$key} // 0) + $slack);
    return if defined $found && $found >= $lo && $found <= $hi;
    $self->wrong("$key: found " . ($found // 'nothing') . ', told ' . ($lo == $hi ? $lo : "$lo to $hi"));
}

# ---- what was made: each once, nothing that nobody asked for ----------------------------------------

# Answers the operation behind each row by the row's id.
sub made($self, $op, $rows, $column, $id = 'id') {
    my %by_mark = map { $_->{mark} => $_ } $self->ops($op);
    my (%of, %seen);
    for my $row (@$rows) {
        my $mark = $row->{$column} // '';
        my $by = $by_mark{$mark} or $self->wrong("$op: $mark is there, and nobody was told so"), next;
        $self->wrong("$op: $mark is there twice") if $seen{$mark}++;
        $self->is("$op $mark: its number", $row->{$id}, $by->{id}) if $row->{$id} && $by->{must} && $by->{id};
        $of{ $row->{$id} } = $by if $row->{$id};
    }
    $seen{ $_->{mark} } || $self->wrong("$op: $_->{mark} was confirmed and is lost") for grep { $_->{must} } values %by_mark;
    return \%of;
}

# The same, and those that were made after the list was read.
sub known($self, $op, $of) { return { (map { $_->{id} ? ($_->{id} => $_) : () } $self->ops($op)), %$of } }

# ---- states: is there a way from the first to the found one that does all that was told? --------------

# Each step is [from, to, must].
sub way($at, $end, $steps) {
    my @must = grep { $_->[2] } @$steps;
    return 1 if $at eq $end && !@must;
    my %tried;
    for my $i (0 .. $#$steps) {
        my $step = $steps->[$i];
        next if $step->[0] ne $at || $tried{"$step->[1] $step->[2]"}++;
        my @rest = @$steps;
        splice @rest, $i, 1;
        return 1 if way($step->[1], $end, \@rest);
    }
    return 0;
}

sub moved($self, $what, $from, $found, @steps) {
    return if way($from, $found, \@steps);
    $self->wrong("$what is $found, but was told " . join ', ', map { "$_->[0] to $_->[1]" . ($_->[2] ? '' : ' perhaps') } @steps);
}

sub steps($self, $id, %of) {
    my @steps;
    for my $op (sort keys %of) {
        my ($from, $to, $test) = $of{$op}->@*;
        my ($name) = $op =~ /\A(\w+)/;
        push @steps, map { [ $from, $to, $_->{must} ] } grep { $_->{on} == $id && (!$test || $test->($_)) } @{ $self->{by}{$name} };
    }
    return @steps;
}

# ---- prices (domain.md 4.2), of the setup and nothing else ------------------------------------------------

sub half($num, $den) { use integer; return ($num * 2 + $den) / ($den * 2) }

sub price($self, $code, $method) {
    my $unit = $self->{world}{units}{$code} // return 0;
    my $fen = half($unit->{each_fen} * $unit->{dm2}, 100);
    my $lines = $self->{world}{schemes}{$method} // return $fen;
    for my $line (@$lines) {
        $fen = $line->{kind} eq 'pct' ? half($fen * $line->{value}, 1_000_000) : $fen - $line->{value};
    }
    return half($fen, 100) * 100;
}

# ---- people, registrations, deals ---------------------------------------------------------------------------

sub cards($self, $list) {
    my $rows = $list->{customers};
    $self->made('customer_new', $rows, 'name');
    $self->made('touch', $list->{touches}, 'content', 'touch_id');
    $self->add('flash ' . ($_->{kind} eq 'call' ? 'calls' : 'visits'), 1, $_->{must}) for $self->ops('touch');
}

sub registrations($self, $list) {
    my $of = $self->{registration} = $self->made('registration_new', $list->{registrations}, 'intent');
    my %state = map { $_->{id} => $_->{state} } @{ $list->{registrations} };
    for my $id (keys %$of) {
        my @convert = map { [ 'active', 'converted', $_->{must} ] }
            grep { ($self->{deal}{ $_->{on} } // {})->{reg} && $self->{deal}{ $_->{on} }{reg} == $id } $self->ops('deal_confirm');
        $self->moved("registration $id", 'draft', $state{$id} =~ s/withdrawn/withdrawing/r, @convert,
            $self->steps($id, registration_confirm => [ 'draft', 'active' ], registration_withdraw => [ 'active', 'withdrawing' ]));
    }
    for my $op ($self->ops('registration_confirm')) {
        $self->add($_, 1, $op->{must}) for 'number pre_registration', 'flash prereg_new';
    }
}

sub deals($self, $list) {
    my $of = $self->made('deal_new', $list->{deals}, 'deposit_fen');
    $self->{deal} = $self->known(deal_new => $of);
    my %row = map { $_->{id} => $_ } @{ $list->{deals} };
    my %live;
    for my $id (keys %$of) {
        my ($op, $row) = ($of->{$id}, $row{$id});
        $self->is("deal $id: unit", $row->{unit_code}, $op->{unit});
        $self->is("deal $id: price", $row->{total_fen}, $self->price($op->{unit}, $op->{method}));
        $self->moved("deal $id", 'draft', $row->{state} =~ s/lapsed/draft/r, $self->steps($id,
            deal_confirm => [ 'draft', 'active' ], deal_drop => [ 'draft', 'cancelled' ], deal_sign => [ 'active', 'signed' ],
            deal_online_sign => [ 'signed', 'online_signed' ], deal_file => [ 'online_signed', 'filed' ]));
        $self->{stands}{ $op->{unit} }{ $row->{state} }++;
        $live{ $op->{unit} }++ if $row->{state} =~ /active|signed|filed/;
    }
    $live{$_} > 1 && $self->wrong("unit $_ is sold to $live{$_} buyers") for keys %live;
    for my $op ($self->ops('deal_confirm')) {
        my $fen = $self->price(@{ $self->{deal}{ $op->{on} } // next }{qw(unit method)});
        $self->add(@$_, $op->{must}) for [ 'number deal', 1 ], [ 'flash sub_new', 1 ], [ 'flash sub_new_amt', $fen ];
    }
    for my $op ($self->ops('deal_sign')) {
        my $fen = $self->price(@{ $self->{deal}{ $op->{on} } // next }{qw(unit method)});
        $self->add(@$_, $op->{must}) for [ 'flash contract_new', 1 ], [ 'flash contract_new_amt', $fen ];
    }
}

# A unit is where its deals and the manager's holds have put it.
sub units($self, $list) {
    my %steps;
    my $step = sub ($op, $unit, @way) { push @{ $steps{$unit} }, [ @way, $op->{must} ] if $unit };
    $step->($_, $_->{unit}, 'available', 'held') for $self->ops('hold');
    $step->($_, $_->{unit}, 'held', 'available') for $self->ops('unhold');
    $step->($_, ($self->{deal}{ $_->{on} } // {})->{unit}, 'available', 'subscribed') for $self->ops('deal_confirm');
    $step->($_, ($self->{deal}{ $_->{on} } // {})->{unit}, 'subscribed', 'contracted') for $self->ops('deal_sign');
    for my $row (@{ $list->{units} }) {
        my ($unit, $state) = @$row{qw(code state)};
        $self->wrong("unit $unit is locked without a draft")
            if $state eq 'locked' && $self->{over} && !($self->{stands}{$unit} // {})->{draft};
        $self->moved("unit $unit", 'available', $state eq 'locked' ? 'available' : $state, @{ $steps{$unit} // [] });
    }
}

# ---- money ---------------------------------------------------------------------------------------------------

sub slips($self, $list) {
    my @red = grep { $_->{type} eq 'red' } @{ $list->{slips} };
    my $of = $self->made('slip_enter', [ grep { $_->{type} ne 'red' } @{ $list->{slips} } ], 'reference');
    my $all = $self->{slip} = $self->known(slip_enter => $of);
    my %reds = map { $_->{id} => $_ } grep { $_->{id} } $self->ops('slip_red');
    my %red_of = map { $_->{on} => $_ } $self->ops('slip_red');
    my $unknown = grep { !$reds{ $_->{id} } } @red;
    my $perhaps = grep { !$_->{id} } $self->ops('slip_red');
    $self->wrong("$unknown red slips are there that nobody was told of") if $unknown > $perhaps;
    my %there = map { $_->{id} => $_ } @{ $list->{slips} };
    $there{$_} || $reds{$_}{must} && $self->wrong("red slip $_ was confirmed and is lost") for keys %reds;

    for my $id (keys %$of) {
        my @reversed = map { [ 'audited', 'reversed', $_->{must} ] } $self->audits_of($red_of{$id});
        $self->moved("slip $id", 'submitted', $there{$id}{state}, @reversed, $self->slip_steps($id));
    }
    for my $id (grep { $there{$_} } keys %reds) {
        $self->moved("red slip $id", 'submitted', $there{$id}{state}, $self->slip_steps($id));
        $self->is("red slip $id: amount", $there{$id}{amount_fen}, -$there{ $reds{$id}{on} }{amount_fen});
    }
    $self->book($_, $there{$_}, 1) for keys %$all;
    $self->book($reds{$_}{on}, $there{ $reds{$_}{on} }, -1, $_) for keys %reds;
    $self->add('number slip', 1, $_->{must}) for $self->ops(qw(slip_enter slip_red));
    my %number = map { $_->{slip_no} => 1 } @{ $list->{slips} };
    $self->is('slips: different numbers', scalar keys %number, scalar @{ $list->{slips} });
    $self->gapless('slip', map { $_->{slip_no} } @{ $list->{slips} });
}

sub slip_steps($self, $id) {
    my $yes = sub ($op) { $op->{accept} };
    my $no = sub ($op) { !$op->{accept} };
    return $self->steps($id, 'slip_review yes' => [ 'submitted', 'reviewed', $yes ], 'slip_review no' => [ 'submitted', 'rejected', $no ],
        'slip_correct' => [ 'rejected', 'submitted' ], 'slip_audit yes' => [ 'reviewed', 'audited', $yes ],
        'slip_audit no' => [ 'reviewed', 'rejected', $no ]);
}

# The audits that may have reversed a slip.  Of a red slip whose number nobody was told, any.
sub audits_of($self, $red) {
    return () if !$red;
    return grep { $_->{accept} && $_->{on} == $red->{id} } $self->ops('slip_audit') if $red->{id};
    return { must => 0 };
}

sub gapless($self, $kind, @numbers) {
    my %serial = map { (/(\d+)R?\z/)[0] + 0 => 1 } @numbers;    # R: a red one
    my @missing = grep { !$serial{$_} } 1 .. @numbers;
    $self->wrong("$kind numbers are missing: @missing[0 .. ($#missing < 4 ? $#missing : 4)]") if @missing;
}

# What the audit of a slip adds to the books; sign -1: of its red slip.
sub book($self, $id, $row, $sign, $by = $id) {
    my $op = $self->{slip}{$id} // return;
    my @audits = grep { $_->{accept} } @{ $self->{audit}{$by} // [] };
    return if !@audits;
    my $must = grep { $_->{must} } @audits;
    my @lines = ($op->{lines}, map { $_->{lines} } @{ $self->{correct}{$id} // [] });
    my ($now) = grep { !$row || sum0(map { $_->[1] } @$_) == $row->{amount_fen} } reverse @lines;
    return $self->wrong("slip $id: $row->{amount_fen} fen were never entered") if !$now;
    $self->post($op, @$_, $sign, $must) for @$now;
}

# domain.md 5.5
sub post($self, $op, $kind, $fen, $sign, $must) {
    my $n = $fen * $sign;
    if ($kind eq 'sincerity') {
        $self->add('flash sincerity_net', $n, $must);
        return if $op->{means} eq 'transfer_in';    # the other leg posts both sides
        $self->add("balance $op->{account}", $n, $must);
        $self->add('balance 2241.01', -$n, $must);
        return;
    }
    $self->add("balance $op->{account}", $n, $must);
    $self->add('balance price and tax', -$n, $must);
    $self->add("flash $_", $n, $must) for qw(collect collect_customer);
    my $tab = $op->{to} // $op->{tab};
    $self->add("paid on $op->{deal}", $n, $must) if $op->{deal};
    $self->{price_of}{$tab} += $n;
    $self->{reds}++ if $sign < 0;
}

sub books($self, $list) {
    for my $op ($self->ops('settle')) {
        $self->add(@$_, $op->{must}) for [ 'balance 1002.01', $op->{gross} - $op->{fee} ], [ 'balance 6603', $op->{fee} ],
            [ 'balance 1012.01', -$op->{gross} ];
    }
    for my $op ($self->ops('sweep')) {
        $self->add(@$_, $op->{must}) for [ 'balance 1002.02', $op->{fen} ], [ 'balance 1002.01', -$op->{fen} ];
    }
    my %found = map { $_->{account} => $_->{balance_fen} } @{ $list->{balances} };
    my $price = ($found{2205} // 0) + ($found{'2221.14'} // 0);
    $self->within("balance $_", $found{$_} // 0) for qw(1002.01 1002.02 1012.01 6603 2241.01);
    $self->within('balance price and tax', $price);
    $self->is('sum of all balances', sum0(values %found), 0);
    # The tax of each deal is rounded once; what was reversed may leave a fen.
    my $tax = sum0(map { half($_ * 9, 109) } values %{ $self->{price_of} });
    $self->wrong("tax is $found{'2221.14'}, not about -$tax")
        if $self->{over} && abs(($found{'2221.14'} // 0) + $tax) > ($self->{reds} // 0) * 2;
    for my $row (@{ $list->{deals} }) {
        $self->within("paid on $row->{id}", $row->{paid_fen});
        $self->is("deal $row->{id}: unpaid", $row->{unpaid_fen}, $row->{total_fen} - $row->{paid_fen});
    }
}

sub receipts($self, $list) {
    my (%told, %there);
    for my $op ($self->ops('receipt_issue')) {
        $self->add('number receipt', 1, $op->{must});
        $told{ $op->{id} } = $op if $op->{must};
        $self->add("receipts of slip $op->{on}", 1, $op->{must});
    }
    for my $row (@{ $list->{receipts} }) {
        $self->wrong("receipt $row->{id} is there twice") if $there{ $row->{id} }++;
        $self->{count}{"receipts of slip $row->{slip_id}"}++;
        my $op = $told{ $row->{id} } // next;
        $self->is("receipt $row->{id}: its slip", $row->{slip_id}, $op->{on});
        $self->is("receipt $row->{id}: amount", $row->{amount_fen}, $op->{fen});
    }
    $there{$_} || $self->wrong("receipt $_ was handed over and is lost") for keys %told;
    $self->within($_, $self->{count}{$_} // 0) for grep { /\Areceipts of/ } keys %{ { %{ $self->{hi} }, %{ $self->{count} // {} } } };
    $self->gapless('receipt', map { $_->{receipt_no} } @{ $list->{receipts} });
    my %state = map { $_->{id} => $_->{state} } @{ $list->{receipts} };
    for my $op (grep { $_->{must} } $self->ops(qw(receipt_void receipt_recover))) {
        my $wanted = $op->{op} eq 'receipt_void' ? qr/voided|reversed|replaced/ : qr/recovered|voided|reversed|replaced/;
        $self->wrong("receipt $op->{on} is $state{ $op->{on} } after $op->{op}") if ($state{ $op->{on} } // '') !~ $wanted;
    }
}

# ---- reports, numbers, the rest -----------------------------------------------------------------------------------

my @flows = qw(calls visits prereg_new sub_new sub_new_amt contract_new contract_new_amt collect collect_customer sincerity_net);

sub reports($self, $list) {
    my %found = map { $_->{kind} => $_->{last_count} } @{ $list->{numbers} };
    $self->within("number $_", $found{$_} // 0) for qw(slip receipt deal);
    $self->within("flash $_", $list->{flash}{mtd}{$_}) for @flows;
    my %unit;
    $unit{ $_->{state} }++ for @{ $list->{units} };
    return if !$self->{over};
    $self->is("flash units_$_", $list->{flash}{stock}{"units_$_"}, $unit{$_} // 0) for qw(available locked held subscribed contracted);
    for my $flow (@flows) {
        $self->is("flash $flow, day by day", sum0(map { $_->{day}{$flow} } @{ $list->{days} }), $list->{flash}{mtd}{$flow});
    }
}

# The trail has one line for each act, neither less nor more.
my %trail = (customer_new => 'customer.created', touch => 'touch.call,touch.visit', registration_new => 'registration.created',
    registration_confirm => 'registration.confirmed', registration_withdraw => 'registration.withdrawing', deal_new => 'deal.drafted',
    deal_drop => 'deal.dropped', deal_confirm => 'deal.subscribed', deal_sign => 'deal.signed', deal_online_sign => 'deal.online_signed',
    deal_file => 'deal.filed', slip_correct => 'slip.corrected', slip_approve => 'slip.approved', receipt_issue => 'receipt.issued',
    receipt_void => 'receipt.voided', receipt_recover => 'receipt.recovered', hold => 'unit.held', unhold => 'unit.unheld',
    reveal => 'customer.revealed', settle => 'pos.settled', sweep => 'escrow.swept', scheme => 'discount_scheme.drafted',
    target => 'target.set');

sub trail($self, $list) {
    for my $op (sort keys %trail) {
        $self->add("trail $op", 1, $_->{must}) for $self->ops($op);
        $self->within("trail $op", sum0(map { $list->{events}{$_} // 0 } split /,/, $trail{$op}));
    }
    my %verdict;
    $verdict{ !$_->{accept} ? 'slip.returned' : $_->{op} eq 'slip_review' ? 'slip.reviewed' : 'slip.audited' }{ $_->{must} }++
        for $self->ops(qw(slip_review slip_audit));
    for my $what (sort keys %verdict) {
        $self->add("trail $what", $verdict{$what}{$_} // 0, $_) for 0, 1;
        $self->within("trail $what", $list->{events}{$what});
    }
}

# What waits on whose desk: the last thing that people see of all this.  A desk shows fifty of
# each kind.
sub desks($self, $list) {
    my %paper = map { $_->{slip_id} => 1 } @{ $list->{receipts} };
    my %desk;
    for my $slip (@{ $list->{slips} }) {
        my $out = $slip->{type} =~ /refund|red/;
        push @{ $desk{SE}{review} }, $slip->{id} if $slip->{state} eq 'submitted';
        push @{ $desk{FM}{approve} }, $slip->{id} if $slip->{state} eq 'reviewed' && $out && !$self->{approved}{ $slip->{id} };
        push @{ $desk{FC}{audit} }, $slip->{id} if $slip->{state} eq 'reviewed' && (!$out || $self->{approved}{ $slip->{id} });
        push @{ $desk{FC}{receipt} }, $slip->{id} if $slip->{state} eq 'audited' && !$out && !$paper{ $slip->{id} };
    }
    for my $role (qw(SE FM FC)) {
        my @waits = map { my @ids = sort { $a <=> $b } @$_; splice(@ids, 50) if @ids > 50; @ids } values %{ $desk{$role} // {} };
        $self->is("desk of $role", join(' ', sort { $a <=> $b } @{ $list->{desks}{$role} }), join ' ', sort { $a <=> $b } @waits);
    }
}

sub index_ops($self) {
    for my $op (map { @$_ } values %{ $self->{ops} }) {
        push @{ $self->{by}{ $op->{op} } }, $op;
    }
    push @{ $self->{audit}{ $_->{on} } }, $_ for $self->ops('slip_audit');
    push @{ $self->{correct}{ $_->{on} } }, $_ for $self->ops('slip_correct');
    $self->{approved}{ $_->{on} } = 1 for $self->ops('slip_approve');
}

sub judge($self, $list) {
    $self->index_ops;
    $self->$_($list) for qw(cards deals registrations units slips books receipts reports);
    if ($self->{over}) {
        $self->$_($list) for qw(trail desks);
        $self->made('target', $list->{targets}, 'month_on', 'id');
        $self->made('scheme', $list->{schemes}, 'name', 'id');
        $self->made('user', $list->{users}, 'login', 'id');
    }
    $self->wrong("$_->{who}: $_->{problem}") for @{ $self->{after}{notes}{problem} // [] };
    return @{ $self->{wrong} };
}

1;
