# What is half filled in stays for the same person alone, sealed, for a week, and goes when the
# form it was for is done.  (How a browser saves and offers it: t/browser/draft.mjs.)
use v5.36;
use utf8;
use Test::More;
use Encode 'encode';
use lib 't/lib';
use Loupan;

my $me = as('consultant');
my $form = '/customer/customers/new?';
my $phone = sprintf '129%08d', $$ * 7 % 100_000_000;
sub encoded(@pairs) { return Loupan::Season::encode_form(@pairs) }
sub kept($who, $which = $form) { return as($who)->get('/account/draft?' . encoded(form => $which))->json }
sub rows_of($who) { return db('SELECT COUNT(*) FROM form_draft WHERE user_id = ' . world()->{users}{$who}{id}) }

is kept('consultant')->{fields}, '', 'nothing is kept before';
my $fields = encoded(name => '陈嘉怡', phone => $phone);
my $mine = 'SELECT COUNT(*) FROM event WHERE user_id = ' . world()->{users}{consultant}{id};
my $events = db($mine);
is $me->post('/account/draft', form => $form, fields => $fields)->status, 200, 'a draft is kept';
is kept('consultant')->{fields}, $fields, 'and given back as it was';
like kept('consultant')->{saved_at}, qr/\A\d{4}-\d\d-\d\d \d\d:\d\d\z/, '... with its time';
is kept('consultant2')->{fields}, '', 'to nobody else';
is kept('consultant', '/customer/customers/new?x=1')->{fields}, '', 'nor to another form';
is db("SELECT COUNT(*) FROM form_draft WHERE INSTR(body_sealed, '$phone')"), 0, 'the database does not show what was typed';
is db($mine), $events, 'it is nobody\'s business yet: no event';

my $more = encoded(name => '陈嘉怡', phone => $phone, note => '要南向');
is $me->post('/account/draft', form => $form, fields => $more)->status, 200, 'kept again';
is kept('consultant')->{fields}, $more, '... instead of the first';
is rows_of('consultant'), 1, '... in one row';

my $page = $me->get('/customer/customers/new');
is $page->submit(_draft => $form, name => '', phone => $phone)->status, 422, 'a form that is refused';
is kept('consultant')->{fields}, $more, '... leaves the draft';
is $page->submit(_key => $me->fresh_key, _draft => $form, name => '陈嘉怡', phone => $phone)->status, 303, 'one that is done';
is rows_of('consultant'), 0, '... forgets it';

$me->post('/account/draft', form => $form, fields => $fields);
$me->post('/account/draft', form => $form, fields => '');
is rows_of('consultant'), 0, 'discarded is gone';

for ([ 'a quote' => $form, 'name="' ], [ 'Chinese' => $form, encode('UTF-8', '陈') ], [ 'no form' => '', 'a=b' ],
    [ 'too much' => $form, 'a' x 60_001 ]) {
    my ($what, $of, $body) = @$_;
    is $me->post('/account/draft', form => $of, fields => $body)->status, 422, "$what is not kept";
}
is rows_of('consultant'), 0, '... none of it';

$me->post('/account/draft', form => $form, fields => $fields);
db('UPDATE form_draft SET saved_at = saved_at - INTERVAL 8 DAY WHERE user_id = ' . world()->{users}{consultant}{id} . '; SELECT 1');
is kept('consultant')->{fields}, '', 'after a week it is not offered any more';

# ---- the session -------------------------------------------------------------------------------------

my ($session) = $me->get('/customer/customers/new')->html =~ /<body [^>]*data-session="(\d+)"/;
cmp_ok $session // 0, '>', 25 * 60, 'a page says how long its session lasts';
cmp_ok $session // 0, '<=', 30 * 60, '... and not too much';
cmp_ok $me->get('/account/session')->json->{seconds}, '>', 29 * 60 - 1, 'asking prolongs it';
db('UPDATE session SET created_at = created_at - INTERVAL 715 MINUTE WHERE user_id = ' . world()->{users}{consultant}{id} . '; SELECT 1');
cmp_ok $me->get('/account/session')->json->{seconds}, '<=', 5 * 60, '... but not beyond its age';
is(Loupan::Browser->new(Loupan::url(), token => world()->{users}{planner}{token})->get('/account/session')->json->{seconds}, 0,
    "a script's has no end");

done_testing;
