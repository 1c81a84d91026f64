# Customer cards over HTTP: the form, the masks, the answer while typing, whose card it is.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $n = 0;
sub phone() { return sprintf '129%04d%04d', $$ % 10_000, 5000 + ++$n }

my $me = as('consultant');
my $phone = phone();

# ---- make ----------------------------------------------------------------------------------

my $page = $me->get('/customer/customers/new');
is $page->status, 200, 'a consultant can open the form';
my $bad = $page->submit(name => '', phone => '12345');
is $bad->status, 422, 'an incomplete form is refused';
ok $bad->error('name'), '... beside the field';
is $bad->value('phone'), '12345', '... and what was typed is kept';

my $id = $page->submit(name => '陈嘉怡', phone => "+86 $phone", budget_fen => '450万', note => '要南向')->id;
ok $id, 'a card is made';
my $card = $me->get("/customer/customers/$id");
ok $card->says('陈嘉怡'), 'the card shows him';
ok $card->says(substr($phone, 0, 3) . '****' . substr($phone, 7)), '... with his phone masked';
unlike $card->html, qr/$phone/, '... and nowhere whole';
ok $card->says('4,500,000.00'), '... and what 450万 means';

my $again = $me->get('/customer/customers/new')->submit(name => '另一个', phone => $phone);
is $again->status, 422, 'the same phone again is refused';
like $again->error('phone'), qr/已有客户卡/, '... because there is a card';

my $id_no = $me->get('/customer/customers/new')->submit(name => '甲', phone => phone(), id_no => '990101199001010011');
like $id_no->error('id_no'), qr/校验/, 'a wrong check digit is found';

# ---- change ---------------------------------------------------------------------------------

my $edit = $me->get("/customer/customers/$id/edit");
my $old = $me->get("/customer/customers/$id/edit");
is $edit->submit(note => '要南向，高楼层')->status, 303, 'the card is changed';
my $late = $old->submit(note => '别的');
is $late->status, 409, 'an older form does not overwrite it';
is db("SELECT note FROM customer WHERE id = $id"), '要南向，高楼层', '... and what was saved stays';

# ---- follow up, next step first --------------------------------------------------------------

my $next = days_on(2);
is $me->get("/customer/customers/$id")->submit('follow_ups', content => '先生从上海回来，一家四口同来看房', next_on => $next)
    ->status, 303, 'a conversation is noted';
$card = $me->get("/customer/customers/$id");
ok $card->says('一家四口'), 'the card tells it';
ok $card->says($next), '... and when the next is';

# ---- the whole number -------------------------------------------------------------------------

my $no_reason = $me->get("/customer/customers/$id")->submit('reveal', what => 'phone', reason => '');
is $no_reason->status, 422, 'nobody sees a number without saying why';
my $shown = $me->get("/customer/customers/$id")->submit('reveal', what => 'phone', reason => '约看房');
is $shown->status, 303, 'with a reason it is shown';
my $where = ($shown->redirect)[1];
is $me->get($where)->text('[data-revealed]'), $phone, '... on the card';
is as('manager')->get($where)->text('[data-revealed]'), undef, '... to nobody else';
is db("SELECT COUNT(*) FROM event WHERE what = 'customer.revealed' AND customer_id = $id"), 1, '... and noted';
unlike $me->get("/customer/customers/$id")->html, qr/$phone/, '... and masked again afterwards';
ok $me->get("/customer/customers/$id")->says('约看房'), '... and the card tells who looked and why';

# ---- whose he is ------------------------------------------------------------------------------

my $other = as('consultant2');
is $other->get("/customer/customers/$id")->status, 404, 'a colleague does not find the card';
is $other->post("/customer/customers/$id/reveal", what => 'phone', reason => 'x')->status, 404, '... nor its number';
is as('other_secretary')->get("/customer/customers/$id")->status, 404, 'nor does anybody of another project';
is as('manager')->get("/customer/customers/$id")->status, 200, 'the manager does';

sub answer($who, $typed, $name = '') {
    my $part = as($who)->get("/customer/lookup?phone=$typed&name=$name&project_id=" . project_id());
    my ($p) = $part->all('[data-known]');
    return ($p ? $p->attr('data-known') : '', $part);
}
is((answer('consultant', '129'))[0], '', 'half a number has no answer');
is((answer('consultant', $phone))[0], 'mine', 'his consultant is told so');
my ($word, $part) = answer('consultant2', $phone);
is $word, 'other_protected', 'a colleague is told that he is protected';
unlike $part->html, qr/陈嘉怡|$phone/, '... but neither name nor number';
is((answer('consultant2', phone()))[0], 'new', 'an unknown number is new');
db("UPDATE customer SET protected_until = '2000-01-01' WHERE id = $id; SELECT 1");
is((answer('consultant2', $phone))[0], 'other_expired', 'after the protection he can be claimed');

# ---- the list ------------------------------------------------------------------------------------

my $tail = substr $phone, -4;
my $rows = $me->get("/customer/customers?phone=$tail&as=json")->json;
ok((grep { $_->{id} == $id } @{ $rows->{rows} }), 'found by the last four digits');
is $me->get("/customer/customers?phone=$phone&as=json")->json->{total_count}, 1, 'found by the whole number';
is $rows->{rows}[0]{phone}, substr($phone, 0, 3) . "****$tail", '... masked in files too';
is $other->get("/customer/customers?phone=$phone&as=json")->json->{total_count}, 0, 'a colleague finds none of mine';
is as('finance')->get('/customer/customers')->status, 403, 'the accountant has no customers';

# ---- fifty numbers a day ----------------------------------------------------------------------------

{
    my ($who, $project) = (world()->{users}{aftersales}{id}, project_id());
    my $card = given('customer');
    my $look = sub () { return as('aftersales')->post("/customer/customers/$card/reveal", what => 'phone', reason => '交房通知') };
    my $stops = sub () { return db("SELECT COUNT(*) FROM event WHERE what = 'user.reveal_stopped' AND about_id = $who") };
    db("INSERT INTO event (project_id, noun, about_id, what, biz_on, count_on, post_on, user_id, from_where, at, created_at) "
        . "SELECT $project, 'customer', $card, 'customer.revealed', '" . today() . "', '" . today() . "', '" . today()
        . "', $who, '', '" . clock() . "', '" . clock() . "' FROM seq_1_to_49; SELECT 1");
    is $look->()->status, 303, 'the fiftieth whole number of a day is shown';
    is $stops->(), 0, '... without an alarm';
    my $page = $look->();
    is $page->status, 422, 'the next is not';
    like $page->html, qr/已到 50 个/, '... and he is told why';
    is $look->()->status, 422, 'nor the one after';
    is $stops->(), 1, 'one alarm';
    like as('admin')->get('/portal/home')->html, qr/一天里查看号码太多/, '... waits for the administrator';
    db("UPDATE event SET count_on = count_on - INTERVAL 1 DAY WHERE user_id = $who AND what = 'customer.revealed'; SELECT 1");
    is $look->()->status, 303, 'the next day begins anew';
}

done_testing;
