# The list of parts names all that a program is made of and all that the browser gets, with versions.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;
use JSON::PP ();
use MIME::Base64 'encode_base64';

my $build = $ENV{LOUPAN_BUILD} // 'build';

sub lines (@command) {
    open my $out, '-|', @command or die "@command: $!\n";
    chomp(my @lines = <$out>);
    close $out;
    return @lines;
}

my $text = do { local $ENV{LOUPAN_BUILD} = $build; join "\n", lines('./loupan', 'parts') };
is $?, 0, './loupan parts';
my $list = JSON::PP->new->utf8->decode($text);
is "$list->{bomFormat} $list->{specVersion}", 'CycloneDX 1.5', 'is CycloneDX';
is $list->{metadata}{component}{name}, 'loupan', '... of loupan';
my @parts = $list->{components}->@*;
cmp_ok scalar @parts, '>', 50, scalar(@parts) . ' parts';
my @odd = grep {
    ($_->{type} // '') !~ /\A(?:library|application)\z/ || ($_->{scope} // '') !~ /\A(?:required|excluded)\z/
        || !length($_->{name} // '') || ($_->{version} // '') !~ /\d/
        || ($_->{purl} // '') !~ m{\Apkg:(?:deb/debian|npm(?:/%40[\w.-]+)?)/[\w.~%+-]+\@[\w.~%-]+(?:\?arch=\w+&distro=[a-z]+-[\d.]+)?\z}
} @parts;
is join(' ', map { $_->{name} // '?' } @odd), '', 'each with type, name, version, scope and address';
my %seen;
is join(' ', grep { $seen{$_}++ } map { $_->{'bom-ref'} } @parts), '', 'each once';
my %known = map { $_->{'bom-ref'} => 1 } @parts;
is scalar(grep { !$known{$_} } $list->{dependencies}[0]{dependsOn}->@*), 0, 'what it depends on is in the list';

# ---- Debian ------------------------------------------------------------------------------------

my %deb = map { $_->{name} => $_ } grep { $_->{purl} =~ /\Apkg:deb/ } @parts;
my (%needed, @lost);
for my $program (grep { m{/loupan-\w+\z} } glob "$build/loupan-*") {
    $needed{$_} = 1 for map { /^ +NEEDED +(\S+)/ ? $1 : () } lines('objdump', '-p', $program);
}
cmp_ok scalar keys %needed, '>', 10, join ' ', 'libraries:', sort keys %needed;
my %packages;
for (lines('dpkg', '-S', map { "*/$_" } sort keys %needed)) {
    my ($package, $name) = m{\A([\w.+-]+)(?::\w+)?: \S*/(\S+)\z} or next;
    push $packages{$name}->@*, $package;
}
for my $name (sort keys %needed) {
    push @lost, $name if !grep { $deb{$_} && $deb{$_}{scope} eq 'required' } ($packages{$name} // [])->@*;
}
is "@lost", '', '... each in a package of the list';
is $deb{'clearsilver-dev'}{scope}, 'required', 'what is inside a program is a part of it';
is $deb{gcc}{scope}, 'excluded', 'what only makes it is not';
my %version = map { split } lines('dpkg-query', '-W', '-f', '${Package} ${Version}\n', sort keys %deb);
my @other = grep { ($version{$_} // '') ne $deb{$_}{version} } sort keys %deb;
is "@other", '', 'versions are those that are installed';

# ---- npm -----------------------------------------------------------------------------------------

open my $in, '<:raw', 'htdocs/package-lock.json' or die;
my $lock = JSON::PP->new->decode(do { local $/; <$in> })->{packages};
my %npm = map { ("$_->{name} $_->{version}" => $_) } grep { $_->{purl} =~ /\Apkg:npm/ } @parts;
my @paths = grep { length } sort keys %$lock;
cmp_ok scalar @paths, '>', 2, scalar(@paths) . ' packages in the lock file';
is scalar keys %npm, scalar @paths, '... as many in the list';
for my $path (@paths) {
    my $part = $npm{ $path =~ s{.*node_modules/}{}r . " $lock->{$path}{version}" };
    is 'sha512-' . encode_base64(pack('H*', $part->{hashes}[0]{content} // ''), ''), $lock->{$path}{integrity}, "$path, with its hash";
    is $part->{hashes}[0]{alg}, 'SHA-512', '... of that kind';
    is $part->{scope}, $lock->{$path}{dev} ? 'excluded' : 'required', '... for whom it is';
}

done_testing;
