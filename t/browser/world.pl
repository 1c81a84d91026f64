#!/usr/bin/perl
# The people and units of a test's own company, as JSON for the browser tests.
use v5.36;
use utf8;
use FindBin;
use lib "$FindBin::Bin/../lib";
use JSON::PP;
use Test::More;
use Loupan;

my $world = world();
my %users = map { $_ => $world->{users}{$_}{login} } keys %{ $world->{users} };
print JSON::PP->new->canonical->encode({
    users => \%users, project_id => project_id(), unit_id => given('unit'), unit2_id => given('unit'),
});
