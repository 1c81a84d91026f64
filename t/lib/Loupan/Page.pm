package Loupan::Page;

# One answer, read as a reader would: by class and name, not by position.

use v5.36;
use utf8;
use Encode ();
use HTML::TreeBuilder;
use JSON::PP ();

sub new($class, $browser, $path, $answer) {
    return bless { browser => $browser, path => $path, answer => $answer }, $class;
}

sub status($self) { return 0 + $self->{answer}{status} }
sub header($self, $name) { return $self->{answer}{headers}{ lc $name } }
sub bytes($self) { return $self->{answer}{content} }
sub html($self) { return $self->{html} //= Encode::decode('UTF-8', $self->{answer}{content}) }
sub json($self) { return JSON::PP->new->utf8->decode($self->{answer}{content}) }

# (303, "/finance/slips/12")
sub redirect($self) { return ($self->status, ($self->header('location') // '') =~ s{\Ahttps?://[^/]+}{}r) }

sub follow($self) {
    my (undef, $to) = $self->redirect;
    return $self->{browser}->get($to);
}

# The id in the Location of a POST that made something.
sub id($self) {
    my ($id) = ($self->header('location') // '') =~ m{/(\d+)(?:[?#/]|\z)};
    return $id;
}

sub tree($self) {
    return $self->{tree} //= do {
        my $tree = HTML::TreeBuilder->new;
        $tree->ignore_unknown(0);
        $tree->store_comments(0);
        $tree->parse_content($self->html);
        $tree;
    };
}

# ---- finding: "tag.class", "#id", "[name=x]", and several with blanks between ---------------------

sub matcher($step) {
    my @want;
    while ($step =~ /\G(?:([a-z][a-z0-9-]*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:="?([^\]"]*)"?)?\])/gc) {
        my ($tag, $class, $id, $name, $value) = ($1, $2, $3, $4, $5);
        push @want, sub ($e) { $e->tag eq $tag } if defined $tag;
        push @want, sub ($e) { (' ' . ($e->attr('class') // '') . ' ') =~ / \Q$class\E / } if defined $class;
        push @want, sub ($e) { ($e->attr('id') // '') eq $id } if defined $id;
        push @want, sub ($e) { defined $e->attr($name) && (!defined $value || $e->attr($name) eq $value) }
            if defined $name;
    }
    die "cannot look for $step\n" if !@want;
    return sub ($e) {
        $_->($e) || return 0 for @want;
        return 1;
    };
}

sub all($self, $selector, $under = undef) {
    my @found = ($under // $self->tree);
    for my $step (split ' ', $selector) {
        my $match = matcher($step);
        my %seen;
        @found = grep { !$seen{ $_->address }++ } map {
            my $top = $_;
            $top->look_down(sub ($e) { $e != $top && $match->($e) });
        } @found;
    }
    return @found;
}

sub words($element) {
    my $text = $element->as_text =~ s/\s+/ /gr;
    return $text =~ s/\A | \z//gr;
}

# The words of the first element found; undef where there is none.
sub text($self, $selector) {
    my ($element) = $self->all($selector);
    return $element && words($element);
}

sub texts($self, $selector) { return map { words($_) } $self->all($selector) }

# Does the page say so?
sub says($self, $words) { return index(words($self->tree), $words) >= 0 }

# The sentence beside a field, or with '' the one for the whole form; undef: none.
sub error($self, $field) {
    return $self->text(length $field ? "#$field-error" : '.errsum p');
}

# What a field holds now.
sub value($self, $field) {
    my ($input) = $self->all("[name=$field]") or return undef;
    return input_value($input);
}

sub input_value($input) {
    if ($input->tag eq 'select') {
        my @options = $input->look_down(_tag => 'option');
        my ($chosen) = grep { defined $_->attr('selected') } @options;
        $chosen //= $options[0] // return '';
        return $chosen->attr('value') // words($chosen);
    }
    return $input->as_text =~ s/\A\n//r if $input->tag eq 'textarea';
    return $input->attr('value') // '';
}

# ---- forms --------------------------------------------------------------------------------------------

my %no_value = map { $_ => 1 } qw(submit button image reset file);

# What a browser would send of a form nobody has touched.
sub form_values($form) {
    my @pairs;
    for my $input ($form->look_down(sub ($e) { $e->tag =~ /\A(?:input|select|textarea)\z/ })) {
        my ($name, $type) = ($input->attr('name'), lc($input->attr('type') // 'text'));
        next if !defined $name || defined $input->attr('disabled') || $no_value{$type};
        next if $type =~ /\A(?:checkbox|radio)\z/ && !defined $input->attr('checked');
        push @pairs, $name => $type =~ /\A(?:checkbox|radio)\z/ ? $input->attr('value') // 'on' : input_value($input);
    }
    return @pairs;
}

sub find_form($self, $action) {
    my @forms = grep { lc($_->attr('method') // 'get') eq 'post' } $self->all('form');
    my $main = sub ($f) { ($f->attr('action') // '') !~ m{\A/account/(?:logout|project|preferences)} };
    return (grep { $main->($_) } @forms)[0] // $forms[0] if !defined $action;
    my ($form) = grep { ($_->attr('action') // '') =~ m{(?:\A|/)\Q$action\E(?:\?|\z)} } @forms;
    return $form;
}

# submit(note => '...') sends the page's main form, submit('audit', note => '...') the one
# whose action ends in /audit; what is not named is sent as it stands, undef leaves it out.
sub submit($self, @with) {
    my $action = @with % 2 ? shift @with : undef;
    my $form = $self->find_form($action)
        // die "no form " . ($action // '') . " on $self->{path} (" . $self->status . ")\n";
    my %own = @with;
    my @pairs = form_values($form);
    my (@send, %sent);
    while (my ($name, $value) = splice @pairs, 0, 2) {
        next if exists $own{$name} && $sent{$name}++;
        $value = $own{$name} if exists $own{$name};
        push @send, $name => $value if defined $value;
    }
    for (my $i = 0; $i < @with; $i += 2) {
        push @send, $with[$i] => $with[ $i + 1 ] if !$sent{ $with[$i] } && defined $with[ $i + 1 ];
    }
    my $to = $form->attr('action');
    $to = $self->{path} if !defined $to || $to eq '';
    return $self->{browser}->ask(POST => $to, form => \@send);
}

sub DESTROY($self) { $self->{tree}->delete if $self->{tree} }

1;
