#!/usr/bin/perl
# world.pl [stage] - the people and units of a test's own company, as JSON for the browser tests.
# stage: with something on every desk, so that each page has something to show; customer: with one.
use v5.36;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";
use JSON::PP;
use Test::More;
use Loupan;

my $world = world();
my %users = map { $_ => $world->{users}{$_}{login} } keys %{ $world->{users} };
if (@ARGV && $ARGV[0] eq 'stage') {
    given('registration');
    given('registration', state => 'draft');
    given('deal', state => 'draft');
    given('deal', method => 'mortgage', state => 'signed');
    given('slip', state => $_) for qw(submitted rejected reviewed);
    given('receipt');
}
my @customer = @ARGV && $ARGV[0] eq 'customer' ? (customer_id => given('customer')) : ();
print JSON::PP->new->canonical->encode({
    @customer, users => \%users, project_id => project_id(), unit_id => given('unit'), unit2_id => given('unit'),
    unit3_id => given('unit'),
});
