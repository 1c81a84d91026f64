# Runs after the suites: whatever was recorded has its words, and the trail can be asked for it.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

given('slip');
my @recorded = map { $_->[0] } rows('SELECT DISTINCT what FROM event ORDER BY what');
cmp_ok scalar @recorded, '>', 3, scalar(@recorded) . ' kinds of event';
for my $language (qw(zh en)) {
    is as('auditor')->post('/account/preferences', language => $language, theme => '')->status, 303, "in $language";
    my %word = map { $_->attr('value') => $_->as_text } as('auditor')->get('/portal/events')->all('select[name=what] option');
    is join(' ', grep { !exists $word{$_} } @recorded), '', "$language: each can be asked for";
    is join(' ', grep { ($word{$_} // '') =~ /\A[a-z_.]*\z/ } @recorded), '', '... and has its words';
}
as('auditor')->post('/account/preferences', language => 'zh', theme => '');

done_testing;
