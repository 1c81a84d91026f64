# An area includes only itself, the library and the areas that its link line names; the
# domain side of an area knows no HTTP; only the library looks inside the library.
use v5.36;
use utf8;
use Test::More;

sub slurp ($path) {
    open my $in, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}

# The floors of the house: who may link whom at all.
my %floor = (
    account => [], project => [], customer => ['project'], finance => ['project', 'customer'],
    sales => ['project', 'customer', 'finance'], portal => [], receipt => ['finance'], gateway => [],
);

for my $area (sort map { m{cgi/(\w+)/area\.am} } glob 'cgi/*/area.am') {
    next if $area eq 'lib';
    my $am = slurp("cgi/$area/area.am") =~ s/\\\n//gr;
    my ($link)   = $am =~ /^loupan_${area}_LDADD = (.*)$/m;
    my ($domain) = $am =~ /^lib${area}_a_SOURCES = (.*)$/m;
    my %linked   = map { $_ => 1 } ($link // '') =~ /\blib(\w+)\.a\b/g;
    my %allowed  = map { $_ => 1 } ($floor{$area} // [])->@*, $area;
    my @above    = grep { !$allowed{$_} } sort keys %linked;
    is "@above", '', "$area links nothing above or beside itself";

    my @wrong;
    for my $file (glob "cgi/$area/*.[ch]") {
        for my $other (slurp($file) =~ /^#include "(\w+)\//mg) {
            next if $other eq 'lib' || $other eq $area;
            push @wrong, "$file includes $other" if !$allowed{$other} || !$linked{$other};
        }
        push @wrong, "$file looks inside the library" if slurp($file) =~ m{"lib/inside};
        push @wrong, "$file is a rule and knows HTTP"
            if ($domain // '') =~ /\Q$file\E/ && slurp($file) =~ m{"lib/web\.h"};
    }
    is scalar @wrong, 0, "$area stands on its floor" or diag join "\n", @wrong;
}

my @web = grep { slurp($_) =~ m{"lib/(?:web|inside_web)\.h"} }
    map { split ' ' } (slurp('cgi/lib/area.am') =~ s/\\\n//gr) =~ /^libdomain_a_SOURCES = (.*)$/m;
is "@web", '', 'the domain side of the library knows no HTTP';
my @setjmp = grep { slurp($_) =~ /\bsetjmp\s*\(/ } glob 'cgi/*/*.c';
is "@setjmp", 'cgi/lib/tx.c', 'one frame catches faults';

done_testing;
