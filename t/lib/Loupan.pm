package Loupan;

# What a page test needs: people who log in by the real form, pages that can be read and
# submitted, and given(): records made through the pages by those who make them in life.
# Each test file gets a company of its own (project T1 with everybody, T2 that nobody of
# T1 may see), so files run beside each other in any order.

use v5.36;
use utf8;
use Exporter 'import';
use Cwd 'abs_path';
use File::Basename 'dirname';
use Time::Local 'timegm';

our $root;
BEGIN { $root = abs_path(dirname(__FILE__) . '/../..') }
use lib "$root/tools/lib";
use Loupan::Db;
use Loupan::Http;
use Loupan::Page;
use Loupan::Season;
use Loupan::Setup ();

our @EXPORT = qw(as given db rows stranger clock today days_on project_id world bearer);

binmode Test::More->builder->$_, ':encoding(UTF-8)' for qw(output failure_output todo_output);

my %role = (
    consultant => 'CO', consultant2 => 'CO', secretary => 'SE', secretary2 => 'SE', manager => 'SM',
    finance => 'FC', finance2 => 'FC', finance_manager => 'FM', aftersales => 'AS', planner => 'PL', planner2 => 'PL',
    agency => 'AG', director => 'PD', director2 => 'PD', group => 'GE', admin => 'AD', admin2 => 'AD',
    auditor => 'AU',
);
my %called = (CO => 'consultant', SE => 'secretary', SM => 'manager', FC => 'finance',
    FM => 'finance_manager', AS => 'aftersales', PL => 'planner', AG => 'agency', PD => 'director',
    GE => 'group', AD => 'admin', AU => 'auditor');

my $password = 'Loupan-test-2026';
our $floors = 15;    # of the one building, with four units each; set before world() is asked
my ($db, $player, $tag, %browser, %next);

sub url() { return ($ENV{LOUPAN_URL} // die "LOUPAN_URL names no pages\n") =~ s{/\z}{}r }

sub admin_db() { return $db //= Loupan::Db->new }

# The first cell of a query, as the administrator sees it.
sub db($sql) { return scalar admin_db()->value($sql) }
sub rows($sql) { return admin_db()->run($sql) }

# ---- the clock ----------------------------------------------------------------------------

# Reads the instance's clock.  It is one for all test files, so a page test does not set it:
# what must be late is made late in the row.
sub clock() {
    my $fixed = db('SELECT COALESCE(fixed_at, UTC_TIMESTAMP() + INTERVAL 8 HOUR) FROM instance');
    return $fixed;
}

sub today() { return substr clock(), 0, 10 }

# The day $n days after $date (today).
sub days_on($n, $date = today()) {
    my ($y, $m, $d) = split /-/, $date;
    my @t = gmtime(timegm(0, 0, 12, $d, $m - 1, $y) + $n * 86_400);
    return sprintf '%04d-%02d-%02d', $t[5] + 1900, $t[4] + 1, $t[3];
}

# ---- the company of this test file -----------------------------------------------------------

sub home($code, $name, $floors) {
    my @units;
    for my $floor (1 .. $floors) {
        for my $room (1 .. 4) {
            push @units, { code => sprintf('1-%d%02d', $floor, $room), building => '1栋', floor => $floor,
                room => sprintf('%d%02d', $floor, $room), kind => 'residence', gross_dm2 => 8927,
                inner_dm2 => 7146, basis => 'gross', list_unit_price_fen => 1_268_000 };
        }
    }
    return {
        code => $code, name => $name, units => \@units,
        permit => { no => "预售$code", on => '2000-01-01' },
        methods => {
            lump => { kind => 'lump', days => 7 },
            mortgage => { kind => 'mortgage', ltv_ppm => 700_000, loan_step_fen => 1_000_000, loan_days => 45 },
            instalment => { kind => 'instalment', parts => [
                { ppm => 400_000, days => 0 }, { ppm => 300_000, days => 30 }, { ppm => 300_000, days => 60 } ] },
        },
        schemes => { lump => { round_fen => 100, round_mode => 'half', lines => [
            { kind => 'pct', value => 980_000 }, { kind => 'pct', value => 990_000 },
            { kind => 'amount_off', value => 500_000 } ] } },
    };
}

# Loaded at first use; later calls answer the same.  users: name => { id, login, token };
# the foreign project's people are called other_consultant, other_secretary ...
sub world() {
    return $player->{world} if $player;
    $tag = sprintf '%x%x', $$ & 0xffff, time & 0xfffff;
    my ($t1, $t2) = ("A$tag", "B$tag");
    my @users;
    for my $name (sort keys %role) {
        my $all = $role{$name} =~ /GE|AU/;
        push @users, { name => $name, login => "$name.$tag", role => $role{$name}, projects => $all ? [] : [$t1] };
        push @users, { name => "other_$name", login => "x$name.$tag", role => $role{$name}, projects => [$t2] }
            if !$all;
    }
    my $setup = {
        company => "测试公司$tag", own_staff => 1, users => \@users, customers => [],
        projects => [ home($t1, '测试一号', $floors), home($t2, '测试二号', 5) ],
    };
    $player = Loupan::Season->new(url => url(), db => admin_db());
    $player->load($setup, password_hash => Loupan::Setup::password_hash($password));
    $player->{clock} = clock();
    $player->{today} = today();
    return $player->{world};
}

sub project_id($which = 'T1') {
    world();
    return $player->project_id(($which eq 'T2' ? 'B' : 'A') . $tag);
}

# ---- people ------------------------------------------------------------------------------------

# as('secretary'), as('SE'), as('other_secretary'): logged in once for each test file.
sub as($who) {
    my $name = $called{$who} // $who;
    my $user = world()->{users}{$name} // die "nobody is called $who\n";
    return $browser{$name} //= Loupan::Browser->new(url())->log_in($user, $password);
}

# Somebody who never logs in; each call is a new one.
sub stranger() { return Loupan::Browser->new(url()) }

# The same person as a script with a token.
sub bearer($who) {
    my $user = world()->{users}{ $called{$who} // $who } // die "nobody is called $who\n";
    return Loupan::Browser->new(url(), token => $user->{token});
}

# ---- records --------------------------------------------------------------------------------------

sub play($verb, $by, %args) {
    state $n = 0;
    my $event = { id => "T$$-" . ++$n, at => $player->{clock}, by => $by, do => $verb, args => \%args };
    my $before = @{ $player->{found} };
    $player->play_event($event);
    return if @{ $player->{found} } == $before;
    my $d = pop @{ $player->{found} };
    die "given: $verb by $by was not done: $d->{found}\n";
}

sub label($noun) { return $noun . ++$next{$noun} }

sub code_of($o) { return ($o->{project} // 'T1') eq 'T2' ? "B$tag" : "A$tag" }
sub prefix($o) { return ($o->{project} // 'T1') eq 'T2' ? 'other_' : '' }

my %id_weight = map { $_ => (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)[$_] } 0 .. 16;

# A synthetic ID number whose check digit is right.
sub id_no($n) {
    my $base = sprintf '990101199001%02d%03d', 1 + $n % 28, $n % 1000;
    my $sum = 0;
    $sum += $id_weight{$_} * substr($base, $_, 1) for 0 .. 16;
    return $base . substr('10X98765432', $sum % 11, 1);
}

sub person(%o) {
    my $code = label('K');
    my $n = $next{K};
    $player->{person}{$code} = {
        code => $code, name => $o{name} // "客户$n", phone => $o{phone} // sprintf('12%05d%04d', $$ % 100_000, $n),
        id_no => $o{id_no} // id_no($n),
    };
    return $code;
}

my %made;
%made = (
    project => sub (%o) { return project_id($o{project} // 'T1') },
    unit => sub (%o) {
        my $code = free_unit(\%o);
        return $player->{world}{projects}{ code_of(\%o) }{units}{$code};
    },
    customer => sub (%o) {
        my $by = $player->{world}{users}{ $o{by} // prefix(\%o) . 'consultant' };
        return $player->customer_id($by, person(%o), code_of(\%o));
    },
    registration => sub (%o) { return $player->label_id(registration(\%o)) },
    deal => sub (%o) { return $player->label_id(deal(\%o)) },
    slip => sub (%o) { return $player->label_id(slip(\%o)) },
    receipt => sub (%o) {
        my $label = slip({ %o, state => 'audited' });
        play('receipt_issue', prefix(\%o) . 'finance', slip => $label);
        return $player->receipt_id($label);
    },
    tab => sub (%o) { return $player->tab_id($o{deal_label} // deal(\%o)) },
);

# given('customer'), given(slip => by => 'consultant', amount_fen => 50_000_00, state =>
# 'reviewed'): the id of a record made for this test.
sub given($noun, %o) {
    world();
    my $make = $made{$noun} // die "given: no $noun\n";
    return $make->(%o);
}

# Units of this file are taken in order, so no two tests want the same one.
sub free_unit($o) {
    my $code = code_of($o);
    my @units = sort { $a->[1] <=> $b->[1] }
        map { [ $_, $player->{world}{projects}{$code}{units}{$_} ] } keys %{ $player->{world}{projects}{$code}{units} };
    my $unit = $units[ $next{"unit $code"}++ ] // die "given: no unit is left in $code\n";
    return $unit->[0];
}

# state: draft, active (default).
sub registration($o) {
    my ($label, $side) = (label('R'), prefix($o));
    play('pre_register', $o->{by} // "${side}consultant", reg => $label, customer => person(), project => code_of($o));
    play('pre_register_confirm', "${side}secretary", reg => $label) if ($o->{state} // 'active') ne 'draft';
    return $label;
}

# state: draft, active (default), signed, online_signed, filed.
sub deal($o) {
    my ($label, $side) = (label('D'), prefix($o));
    my $by = $o->{by} // "${side}consultant";
    my $code = free_unit($o);
    play('subscribe', $by, deal => $label, unit => $code, customers => [ person() ],
        method => $o->{method} // 'lump', deposit_fen => $o->{deposit_fen} // 50_000_00);
    my %step = (draft => 0, active => 1, signed => 2, online_signed => 3, filed => 4);
    my $upto = $step{ $o->{state} // 'active' } // die "given: a deal is never $o->{state}\n";
    play('subscribe_confirm', "${side}secretary", deal => $label) if $upto >= 1;
    play('sign', "${side}secretary", deal => $label, contract_no => "HT-$tag-$label") if $upto >= 2;
    play('online_sign', "${side}secretary", deal => $label, no => "WQ-$tag-$label") if $upto >= 3;
    play('file', "${side}secretary", deal => $label, no => "BA-$tag-$label") if $upto >= 4;
    return $label;
}

# state: submitted (default), rejected, reviewed, audited.
sub slip($o) {
    my ($label, $side) = (label('S'), prefix($o));
    my $by = $o->{by} // "${side}consultant";
    my $kind = $o->{kind} // 'deposit';
    my %on = $kind eq 'sincerity' ? (reg => registration({ %$o, state => 'active' }))
        : (deal => deal({ %$o, state => $kind eq 'deposit' ? 'active' : 'signed' }));
    play('slip_enter', $by, slip => $label, project => code_of($o), %on, means => $o->{means} // 'transfer',
        account => $o->{account} // ($kind eq 'sincerity' ? '1002.01' : '1002.02'),
        lines => [ { kind => $kind, amount_fen => $o->{amount_fen} // 50_000_00 } ]);
    my $state = $o->{state} // 'submitted';
    return $label if $state eq 'submitted';
    play('slip_return', "${side}secretary", slip => $label, reason => '金额与回单不符') if $state eq 'rejected';
    return $label if $state eq 'rejected';
    play('slip_review', "${side}secretary", slip => $label);
    play('slip_audit', "${side}finance", slip => $label) if $state eq 'audited';
    return $label;
}

# ---- a browser ---------------------------------------------------------------------------------------

package Loupan::Browser;

use v5.36;
use utf8;
use Loupan::Season;

sub new($class, $url, %o) {
    return bless {
        %o, url => $url, cookie => {},
        http => Loupan::Http->new(max_redirect => 0, keep_alive => 1, timeout => 60, agent => 'loupan-test'),
    }, $class;
}

sub log_in($self, $user, $password) {
    $self->{user} = $user;
    my $answer = $self->get('/account/login')->submit(login => $user->{login}, password => $password);
    die "$user->{login} cannot log in: " . $answer->status . "\n" if $answer->status != 303;
    return $self;
}

sub user($self) { return $self->{user} }

# Any request: form => [name, value ...], or content and type; headers on top.
sub ask($self, $method, $path, %o) {
    my %headers = %{ $o{headers} // {} };
    $headers{authorization} //= "Bearer $self->{token}" if $self->{token};
    my $cookies = join '; ', map { "$_=$self->{cookie}{$_}" } sort keys %{ $self->{cookie} };
    $headers{cookie} //= $cookies if length $cookies;
    my $content = $o{form} ? Loupan::Season::encode_form(@{ $o{form} }) : $o{content};
    $headers{'content-type'} //= $o{type} // 'application/x-www-form-urlencoded' if defined $content;
    my $answer = $self->{http}->request($method, $self->{url} . $path,
        { headers => \%headers, defined $content ? (content => $content) : () });
    die "no answer from $self->{url}$path: $answer->{content}\n" if $answer->{status} == 599;
    my $set = $answer->{headers}{'set-cookie'} // [];
    for (ref $set ? @$set : $set) {
        my ($name, $value) = /\A([^=;]+)=([^;]*)/ or next;
        if (length $value) { $self->{cookie}{$name} = $value }
        else               { delete $self->{cookie}{$name} }
    }
    return Loupan::Page->new($self, $path, $answer);
}

sub get($self, $path) { return $self->ask(GET => $path) }

# The session's CSRF token, as its pages print it.
sub form_token($self) {
    return $self->{form_token} //= do {
        my $page = $self->get('/account/password');
        $page->html =~ /name="_token"\s+value="([^"]+)"/ ? $1 : die "no page gave a form token\n";
    };
}

sub fresh_key($self) {
    state $n = 0;
    return sprintf '%08x%08x%08x%08x', $$, time, ++$n, int rand 0xffffffff;
}

# A POST as a form of this session would make it: with token and a key of its own.
sub post($self, $path, @form) {
    my @hidden = (_key => $self->fresh_key);
    push @hidden, _token => $self->form_token if !$self->{token};
    return $self->ask(POST => $path, form => [ @hidden, @form ]);
}

1;
