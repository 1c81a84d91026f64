package Loupan::Season;

# Plays a season through the pages: each event is one POST as the person who did it, each
# expectation some lists read as JSON by an auditor.  Labels of the script (D1, S3, R2) are
# mapped to what the product answered; a label whose event was refused names nothing.

use v5.36;
use utf8;
use Encode ();
use Loupan::Http;
use JSON::PP ();
use Loupan::Db;
use Loupan::Setup 'load_setup';

use constant NOWHERE => 999_999_999;    # no row has this id

my $json = eval { require JSON::XS; JSON::XS->new->utf8 } // JSON::PP->new->utf8;

# url, db (a Loupan::Db), strict (look for traces of refused events).
sub new($class, %o) {
    my $self = bless {
        %o, label => {}, customer => {}, clock => '', keys => 0, found => [], played => 0, skipped => 0,
        http => Loupan::Http->new(max_redirect => 0, keep_alive => 1, timeout => 60, agent => 'loupan-play'),
    }, $class;
    $self->{run} = sprintf '%08x%08x', $$, time;
    return $self;
}

sub read_season($file) {
    open(my $in, '<:raw', $file) or die "$file: $!\n";
    local $/;
    my $season = $json->decode(scalar <$in>);
    die "$file: this is not a season of version 1\n" if ($season->{season} // 0) != 1;
    return $season;
}

# ---- the instance ---------------------------------------------------------------------

sub must_be_empty($self) {
    my ($row) = $self->{db}->run('SELECT mode, (SELECT COUNT(*) FROM project) + (SELECT COUNT(*) FROM event) '
        . 'FROM instance');
    die "this instance is not set up\n" if !$row;
    die "a season is not played into an instance for real work\n" if $row->[0] eq 'real';
    die "a season is played into an empty instance; this one has data\n" if $row->[1];
}

# People who are not in the story: three who approved what the setup brings, and the
# auditor who reads the figures.
my @staff = (
    { name => 'setup-planner',  role => 'PL', projects => [] },
    { name => 'setup-director', role => 'PD', projects => [] },
    { name => 'setup-group',    role => 'GE', projects => [] },
    { name => 'figures',        role => 'AU', projects => [] },
);

sub load($self, $setup, %o) {
    $self->{setup} = $setup;
    my %there = map { $_->{role} => 1 } @{ $setup->{users} };
    my @missing = $setup->{own_staff} ? grep { !$there{ $_->{role} } } @staff : @staff;
    $self->{world} = load_setup($self->{db}, $setup, staff => \@missing, %o);
    $self->{person} = { map { $_->{code} => $_ } @{ $setup->{customers} } };
    my @users = sort { $a->{id} <=> $b->{id} } values %{ $self->{world}{users} };
    for my $user (@users) {
        $self->{auditor} = $user if $user->{role} eq 'AU';
        next if $user->{role} ne 'CO';
        $self->{first}{$_} //= $user for @{ $user->{projects} };
    }
    for my $code (keys %{ $self->{world}{projects} }) {
        my $units = $self->{world}{projects}{$code}{units};
        $self->{unit}{$_}{$code} = { id => $units->{$_}, project => $code } for keys %$units;
    }
}

sub clock($self, $at) {
    my $moment = $at =~ tr/T/ /r;
    $moment .= ':00' if length $moment == 16;
    return if $moment eq $self->{clock};
    $self->{db}->run("UPDATE instance SET fixed_at = '$moment'");
    $self->{clock} = $moment;
    $self->{today} = substr $moment, 0, 10;
}

# ---- HTTP -----------------------------------------------------------------------------

my %escaped = map { chr($_) => sprintf '%%%02X', $_ } 0 .. 255;

sub encode_form(@pairs) {
    my @out;
    while (my ($name, $value) = splice @pairs, 0, 2) {
        $value = Encode::encode('UTF-8', $value // '');
        $value =~ s/([^A-Za-z0-9_.~-])/$escaped{$1}/g;
        push @out, "$name=$value";
    }
    return join '&', @out;
}

sub post($self, $user, $path, @form) {
    my $key = sprintf '%s%016x', $self->{run}, ++$self->{keys};
    my $answer = $self->{http}->post($self->{url} . $path, {
        headers => {
            'authorization' => "Bearer $user->{token}",
            'content-type' => 'application/x-www-form-urlencoded',
        },
        content => encode_form(_key => $key, @form),
    });
    die "no answer from $self->{url}: $answer->{content}\n" if $answer->{status} == 599;
    return $answer;
}

sub get($self, $user, $path) {
    my $answer = $self->{http}->get($self->{url} . $path,
        { headers => { authorization => "Bearer $user->{token}" } });
    die "no answer from $self->{url}: $answer->{content}\n" if $answer->{status} == 599;
    return $answer;
}

# All rows of a list, page by page where the list does not give them at once.
sub rows($self, $path) {
    my @rows;
    for (my $page = 1;; $page++) {
        my $answer = $self->get($self->{auditor}, "$path&as=json&page=$page");
        die "GET $path answered $answer->{status}\n" if $answer->{status} != 200;
        my $part = $json->decode($answer->{content});
        push @rows, @{ $part->{rows} };
        return @rows if @rows >= ($part->{total_count} // 0) || !@{ $part->{rows} };
    }
}

sub location_id($answer) {
    my ($id) = ($answer->{headers}{location} // '') =~ m{/(\d+)(?:[?#/]|\z)};
    return $id;
}

# What a page says went wrong, for the report of differences.
sub said($answer) {
    my $text = Encode::decode('UTF-8', $answer->{content} // '');
    my ($why) = $text =~ m{<div class="errsum"[^>]*>(.*?)</div>}s;
    ($why) = $text =~ m{<h1[^>]*>(.*?)</h1>}s if !defined $why;
    $why = ($why // '') =~ s/<[^>]*>/ /gr =~ s/\s+/ /gr =~ s/\A\s|\s\z//gr;
    return length $why ? "$answer->{status}: $why" : $answer->{status};
}

# ---- verbs: each makes the POST of one event ------------------------------------------------

sub yuan($fen) {
    my $sign = $fen < 0 ? '-' : '';
    $fen = abs $fen;
    return sprintf '%s%d.%02d', $sign, int($fen / 100), $fen % 100;
}

sub named($self, $label) { return $self->{label}{ $label // '' } // {} }
sub label_id($self, $label) { return $self->named($label)->{id} // NOWHERE }
sub project_id($self, $code) { return $self->{world}{projects}{$code}{id} // NOWHERE }

# A code is of one project; if not, of a project in which this user acts.
sub unit_of($self, $user, $code) {
    my $found = $self->{unit}{$code} // {};
    my ($project) = grep { $found->{$_} } @{ $user->{projects} // [] }, sort keys %$found;
    return defined $project ? $found->{$project} : { id => NOWHERE, project => '' };
}

# The card of a customer in a project, made when he is first met.
sub customer_id($self, $user, $code, $project, $source = 'walk_in') {
    return $self->{customer}{$project}{$code} //= do {
        my $person = $self->{person}{$code} // return NOWHERE;
        my $owner = $user->{role} eq 'CO' && grep({ $_ eq $project } @{ $user->{projects} })
            ? $user : $self->{first}{$project} // return NOWHERE;
        my $answer = $self->post($owner, '/customer/customers/new', project_id => $self->project_id($project),
            phone => $person->{phone}, name => $person->{name}, id_no => $person->{id_no} // '',
            source => $source, notified => 1, %{ $person->{card} // {} });
        location_id($answer) // die "customer $code has no card: " . said($answer) . "\n";
    };
}

# The tab on which a deal's or registration's money stands, as its own page links to it.
sub tab_id($self, $label) {
    my $thing = $self->named($label);
    return NOWHERE if !$thing->{id};
    return $thing->{tab} //= do {
        my $answer = $self->get($thing->{by}, "$thing->{path}/$thing->{id}");
        my ($tab) = $answer->{content} =~ m{/finance/slips/new\?[^"]*?tab_id=(\d+)};
        $tab // $self->listed_tab($thing);
    };
}

sub listed_tab($self, $thing) {
    for my $row ($self->rows($thing->{path} . '?')) {
        return $row->{tab_id} // NOWHERE if $row->{id} == $thing->{id};
    }
    return NOWHERE;
}

sub touch($self, $e, $user, $a) {
    my $customer = $self->customer_id($user, $a->{customer}, $a->{project}, $a->{source});
    my @late = map { $a->{$_} ? ($_ => $a->{$_}) : () } qw(biz_on reason content);
    return ('/customer/touches/new', project_id => $self->project_id($a->{project}), customer_id => $customer,
        kind => $e->{do}, source => $a->{source}, @late);
}

sub lines($a) {
    my ($n, @form) = (0);
    for my $line (@{ $a->{lines} }) {
        push @form, "kind_$n" => $line->{kind}, "amount_fen_$n" => yuan($line->{amount_fen});
        $n++;
    }
    return @form;
}

sub shares(@customers) {
    my ($n, $left, @form) = (0, 1_000_000);
    for my $id (@customers) {
        my $share = $n == $#customers ? $left : int(1_000_000 / @customers);
        $left -= $share;
        push @form, "customer_id_$n" => $id, "share_ppm_$n" => sprintf('%.4f', $share / 10_000);
        $n++;
    }
    return @form;
}

sub subscribe($self, $e, $user, $a) {
    my $unit = $self->unit_of($user, $a->{unit});
    my @customers = map { $self->customer_id($user, $_, $unit->{project}) } @{ $a->{customers} };
    my @reg = $a->{reg} ? (pre_registration_id => $self->label_id($a->{reg})) : ();
    return ('/sales/deals/new', unit_id => $unit->{id}, method => $a->{method},
        deposit_fen => yuan($a->{deposit_fen}), @reg, shares(@customers));
}

sub slip_enter($self, $e, $user, $a) {
    my $from_reg = !$a->{deal} || grep { $_->{kind} eq 'sincerity' } @{ $a->{lines} };
    my $tab = $self->tab_id($from_reg ? $a->{reg} : $a->{deal});
    return ('/finance/slips/new', tab_id => $tab, means => $a->{means}, account => $a->{account},
        reference => $a->{reference} // "SN-$e->{id}", payer => $a->{payer} // '', paid_on => $a->{paid_on} // $self->{today},
        lines($a));
}

sub slip_return($self, $e, $user, $a) {
    my $step = $user->{role} eq 'FC' ? 'audit' : 'review';
    return ("/finance/slips/" . $self->label_id($a->{slip}) . "/$step", accept => 0, note => $a->{reason} // '');
}

sub slip_audit($self, $e, $user, $a) {
    my @on = $a->{received_on} ? (received_on => $a->{received_on}) : ();
    return ('/finance/slips/' . $self->label_id($a->{slip}) . '/audit', accept => 1, note => '', @on);
}

# "slip S3, then /approve": the verbs that are one button on one record.
sub button($noun, $label, $action, @fields) {
    return sub ($self, $e, $user, $a) {
        my @form = map { $_ => $a->{$_} // '' } @fields;
        return ("$noun/" . $self->label_id($a->{$label}) . "/$action", @form);
    };
}

sub receipt_id($self, $label) { return $self->named($label)->{receipt} // NOWHERE }

my %verb = (
    call  => \&touch,
    visit => \&touch,
    pre_register => sub ($self, $e, $user, $a) {
        return ('/sales/pre_registrations/new', project_id => $self->project_id($a->{project}),
            customer_id => $self->customer_id($user, $a->{customer}, $a->{project}), intent => $a->{intent} // '');
    },
    pre_register_confirm => button('/sales/pre_registrations', 'reg', 'confirm'),
    withdraw_pre_registration => button('/sales/pre_registrations', 'reg', 'withdraw'),
    hold => sub ($self, $e, $user, $a) {
        return ('/sales/units/' . $self->unit_of($user, $a->{unit})->{id} . '/hold',
            held_until => $a->{until}, reason => $a->{reason} // '');
    },
    unhold => sub ($self, $e, $user, $a) {
        return ('/sales/units/' . $self->unit_of($user, $a->{unit})->{id} . '/unhold');
    },
    subscribe         => \&subscribe,
    subscribe_confirm => button('/sales/deals', 'deal', 'confirm'),
    sign              => button('/sales/deals', 'deal', 'sign', 'contract_no'),
    online_sign       => button('/sales/deals', 'deal', 'online_sign', 'no'),
    file              => button('/sales/deals', 'deal', 'file', 'no'),
    slip_enter   => \&slip_enter,
    slip_review  => sub ($self, $e, $user, $a) {
        return ('/finance/slips/' . $self->label_id($a->{slip}) . '/review', accept => 1, note => '');
    },
    slip_return  => \&slip_return,
    slip_correct => sub ($self, $e, $user, $a) {
        return ('/finance/slips/' . $self->label_id($a->{slip}) . '/correct',
            reference => $a->{reference} // "SN-$e->{id}", lines($a));
    },
    slip_approve => button('/finance/slips', 'slip', 'approve'),
    slip_audit   => \&slip_audit,
    slip_red     => button('/finance/slips', 'reverses', 'red', 'reason'),
    receipt_issue => button('/finance/slips', 'slip', 'receipt'),
    receipt_recover => sub ($self, $e, $user, $a) {
        return ('/finance/receipts/' . $self->receipt_id($a->{slip}) . '/recover', reason => $a->{reason} // '收回原件');
    },
    receipt_void => sub ($self, $e, $user, $a) {
        return ('/finance/receipts/' . $self->receipt_id($a->{slip}) . '/void', reason => $a->{reason} // '');
    },
    pos_settle => sub ($self, $e, $user, $a) {
        return ('/finance/settlements/new', project_id => $self->project_id($a->{project}),
            gross_fen => yuan($a->{gross_fen}), fee_fen => yuan($a->{fee_fen}));
    },
    escrow_sweep => sub ($self, $e, $user, $a) {
        return ('/finance/sweeps/new', project_id => $self->project_id($a->{project}),
            amount_fen => yuan($a->{amount_fen}));
    },
    day_close => sub ($self, $e, $user, $a) {
        return ("/$a->{side}/days/close", project_id => $self->project_id($a->{project}), through_on => $a->{through});
    },
    follow_up => sub ($self, $e, $user, $a) {
        my $id = $self->customer_id($user, $a->{customer}, $a->{project});
        return ("/customer/customers/$id/follow_ups", contacted_on => $self->{today},
            content => $a->{content}, next_on => $a->{next_on} // '');
    },
);

# What a successful event adds to what the script's labels name.
my %naming = (
    pre_register => [ reg  => '/sales/pre_registrations' ],
    subscribe    => [ deal => '/sales/deals' ],
    slip_enter   => [ slip => '/finance/slips' ],
    slip_red     => [ slip => '/finance/slips' ],
);

sub name_result($self, $e, $user, $answer) {
    my $a = $e->{args};
    if (my $kind = $naming{ $e->{do} }) {
        my ($label, $path) = @$kind;
        $self->{label}{ $a->{$label} } = { id => location_id($answer), by => $user, path => $path };
    }
    $self->{label}{ $a->{slip} }{receipt} = location_id($answer) if $e->{do} eq 'receipt_issue';
}

# ---- one event, one expectation ---------------------------------------------------------------

sub differ($self, $where, $what, $found, $expected) {
    push @{ $self->{found} }, { %$where, what => $what, found => $found, expected => $expected };
}

sub last_event($self) { return $self->{db}->value('SELECT COALESCE(MAX(id), 0) FROM event') }

sub play_event($self, $e) {
    my $make = $verb{ $e->{do} } or return $self->{skipped}++;
    my $user = $self->{world}{users}{ $e->{by} } or die "$e->{id}: nobody is called $e->{by}\n";
    $self->clock($e->{at});
    my ($path, @form) = $make->($self, $e, $user, $e->{args} // {});
    my $before = $e->{refused} && $self->{strict} ? $self->last_event : undef;
    my $answer = $self->post($user, $path, @form);
    my $done = $answer->{status} >= 200 && $answer->{status} < 400;
    $self->{played}++;
    if ($e->{refused}) {
        my $no = $answer->{status} >= 400 && $answer->{status} < 500;
        $self->differ({ event => $e->{id} }, $e->{do}, $answer->{status}, "refused: $e->{refused}") if !$no;
        $self->differ({ event => $e->{id} }, 'changes', $self->last_event - $before, 0)
            if defined $before && $self->last_event != $before;
        return;
    }
    return $self->differ({ event => $e->{id} }, $e->{do}, said($answer), 'done') if !$done;
    $self->name_result($e, $user, $answer);
}

sub compare($self, $where, $what, $found, $expected) {
    return if defined $found ? defined $expected && $found eq $expected : !defined $expected;
    $self->differ($where, $what, $found, $expected);
}

# A page of figures that does not answer is a difference too, and the story goes on.
sub check($self, $x) {
    my $where = { after => $x->{after}, date => $x->{date} };
    for my $what (grep { $x->{$_} } qw(flash units balances numbers deals)) {
        my $check = "check_$what";
        next if eval { $self->$check($where, $x->{$what}); 1 };
        $self->differ($where, $what, $@ =~ s/\n\z//r, 'figures');
    }
}

sub check_flash($self, $where, $want) {
    my $path = "/portal/flash?as=json&on=$where->{date}";
    my $answer = $self->get($self->{auditor}, $path);
    die "GET $path answered $answer->{status}\n" if $answer->{status} != 200;
    my $told = $json->decode($answer->{content});
    my $found = { %{ $told->{projects} }, '*' => $told->{total} };
    for my $code (sort keys %$want) {
        for my $span (sort keys %{ $want->{$code} }) {
            my $figures = $want->{$code}{$span};
            my $there = $found->{$code}{$span} // {};
            $self->compare($where, "flash $code $span $_", exists $there->{$_} ? $there->{$_} : 'no such figure',
                $figures->{$_}) for sort keys %$figures;
        }
    }
}

sub check_units($self, $where, $want) {
    my %found;
    for my $code (sort keys %{ $self->{world}{projects} }) {
        my $id = $self->project_id($code);
        $found{ $_->{code} } = $_->{state} for $self->rows("/sales/units?project_id=$id");
    }
    $self->compare($where, "unit $_", $found{$_}, $want->{$_}) for sort keys %$want;
}

# Every account counts, also one that should have been empty.
sub check_balances($self, $where, $want) {
    my %found = map { $_->{account} => $_->{balance_fen} } $self->rows('/finance/balances?');
    my %all = (%found, %$want);
    $self->compare($where, "balance $_", $found{$_} // 0, $want->{$_} // 0) for sort keys %all;
}

sub check_numbers($self, $where, $want) {
    my %found = map { ("$_->{kind}:$_->{project}" => $_->{last_count}) } $self->rows('/finance/numbers?');
    $self->compare($where, "number $_", $found{$_} // 0, $want->{$_}) for sort keys %$want;
}

sub check_deals($self, $where, $want) {
    return if !%$want;
    my %found = map { $_->{id} => $_ } $self->rows('/sales/deals?');
    for my $label (sort keys %$want) {
        my $deal = $found{ $self->label_id($label) } // {};
        $self->compare($where, "deal $label $_", $deal->{$_}, $want->{$label}{$_}) for sort keys %{ $want->{$label} };
    }
}

# ---- the whole story ---------------------------------------------------------------------------

# told(n, of) is called now and then, for whoever waits.
sub play($self, $season, $told = sub { }) {
    my %after;
    push @{ $after{ $_->{after} } }, $_ for @{ $season->{expect} // [] };
    my @events = @{ $season->{events} };
    for my $n (0 .. $#events) {
        $self->play_event($events[$n]);
        $self->check($_) for @{ $after{ $events[$n]{id} } // [] };
        $told->($n + 1, scalar @events) if $n % 100 == 99;
    }
    return { events => $self->{played}, skipped => $self->{skipped}, differences => $self->{found} };
}

1;
