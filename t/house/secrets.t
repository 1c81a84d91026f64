# No secret in the repository: keys, tokens and passwords are looked for in every file of it, by what
# they look like and by what they are called.  What is found and is none stands below with its reason;
# a reason that nothing needs any more fails, too.  First the eye is tested: it must see what is planted.
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;
use File::Find 'find';

# Each captures what it found.
my $word = qr/(?!\/)[^\s"'`\$\@%{}<>]{8,}/;
my %kind = (
    'private key' => qr/(-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----)/,
    'token of a service' => qr/\b((?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|npm_\w{30,}
        |xox[abeprs]-[\w-]{10,}|AIza[\w-]{30,}|[sr]k_live_\w{16,}|hooks\.slack\.com\/services\/\w+|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,})/x,
    'password in an address' => qr{\w://([^/\s"'`\$\@%{}<>:]+:[^/\s"'`\$\@%{}<>]+)\@},
    'key of an npm registry' => qr/^\s*(?:\/\/\S+:)?(_(?:authToken|auth|password)\s*=\s*\S+)/m,
    'value called a secret' => qr/(?:passw(?:or)?d|passphrase|secret|token|(?:api|access|private)[_-]?key)s?["'\]]*\s*(?:=>|[:=])\s*["'`]($word)["'`]/i,
    'password in SQL' => qr/IDENTIFIED\s+(?:VIA\s+\w+\s+USING\s+(?:PASSWORD\()?|BY\s+(?:PASSWORD\s+)?)["'](\w[^"'\$]*)["']/i,
    'value in a configuration' => qr/^[ \t]*[\w.-]*(?:passw(?:or)?d|passphrase|secret|token|key)[ \t]*=[ \t]*([\x21-\x7e]{8,})[ \t]*$/im,
);
# Ours are 32 bytes: of hex, or of base64 as tokens have it.
sub is_key ($run) {
    return length $run == 64 && $run =~ /\A[0-9a-fA-F]+\z/ && $run =~ /[^0]/
        || $run =~ /\A[\w+\/-]{43}=?\z/ && !grep { $run !~ $_ } qr/\d.*\d.*\d/, qr/[A-Z].*[A-Z].*[A-Z]/, qr/[a-z]/;
}
my $bare = qr{(?:\A|/)(?:conf/.*|\.npmrc|[^/]*\.(?:conf|ini|cnf|env|toml|properties|ya?ml)(?:\.in)?)\z};    # no quotes there
my $name = qr{(?:\A|/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.env|\.netrc|\.pgpass|\.my\.cnf|.*\.(?:pem|key|p12|pfx|jks|kdbx|ppk|asc))\z}i;

# [ kind, what ] of a file.
sub secrets ($path, $text) {
    my @found = $path =~ $name ? [ 'file of a key', $path ] : ();
    push @found, map { [ 'key of 32 bytes', $_ ] } grep { is_key($_) } $text =~ /([\w+\/-]{43,}+=?)/ag;
    for my $kind (sort keys %kind) {
        next if $kind eq 'value in a configuration' && $path !~ $bare;
        push @found, [ $kind, $1 ] while $text =~ /$kind{$kind}/g;
    }
    return @found;
}

# ---- what must be seen: put together here, so that this file holds none ----------------------------------

my $dashes = '-' x 5;
my $hex = join '', map { sprintf '%02x', $_ * 37 % 256 } 1 .. 32;
my $base64 = join '', map { ('A' .. 'Z', 'a' .. 'z', 0 .. 9)[ $_ * 17 % 62 ] } 1 .. 43;
my @planted = (
    [ 'private key', 'docs/x.md', "${dashes}BEGIN OPENSSH PRIVATE KEY$dashes" ],
    [ 'private key', 't/x.t', "${dashes}BEGIN PRIVATE KEY$dashes" ],
    [ 'token of a service', 'tools/x', 'AKIA' . 'Z' x 16 ],
    [ 'token of a service', 'tools/x', 'ghp' . '_' . 'a1' x 18 ],
    [ 'token of a service', 'tools/x', 'eyJ' . 'hbGciOiJI' x 2 . '.eyJ' . 'zdWIiOiIx' x 2 . '.' . 'c2ln' x 5 ],
    [ 'password in an address', 'conf/x', 'mysql://root:' . 'tr0ub4dor' . '@db/loupan' ],
    [ 'key of an npm registry', 'htdocs/.npmrc', '//registry/:_auth' . 'Token=abc' ],
    [ 'key of 32 bytes', 'conf/seal', "$hex\n" ],
    [ 'key of 32 bytes', 'cgi/lib/seal.c', "static const char key[] = \"\U$hex\";" ],
    [ 'key of 32 bytes', 'docs/x.md', "curl -H 'Authorization: Bearer $base64'" ],
    [ 'value called a secret', 'tools/x', 'my $password = ' . "'korrekt-pferd';" ],
    [ 'value called a secret', 'x.mjs', '{ "api_key": ' . '"0f8e7d6c5b" }' ],
    [ 'value called a secret', 'x.c', 'static const char *secret' . ' = "kettle99";' ],
    [ 'password in SQL', 'sql/x.sql', "CREATE USER x IDENTIFIED BY " . "'hunter2'" ],
    [ 'value in a configuration', 'conf/loupan.hdf.in', "db.password = hun" . "ter2hunter2\n" ],
    [ 'file of a key', 'conf/server.pem', '' ],
    [ 'file of a key', 'etc/seal.key', '' ],
);
for my $one (@planted) {
    my ($kind, $path, $text) = @$one;
    ok scalar(grep { $_->[0] eq $kind } secrets($path, "a line\n$text\nanother\n")), "seen: $kind in $path";
}
my @innocent = (
    [ 'package-lock.json', '"integrity": "sha512-' . 'Ab1+' x 21 . 'Cg=="' ], [ 'x.pl', 'my $password = shift; token => $token, secret = "$ENV{X}"' ],
    [ 'zh.hdf', 'password = 口令须至少十二位' ], [ 'docs/x.md', 'https://sales.example.com:443/account/login' ],
    [ 'x.sh', "IDENTIFIED BY '\$(cat db-portal)'" ], [ 'x.txt', '-' x 43 ],
);
is join(' ', map { $_->[0] } secrets(@$_)), '', "not suspected: $_->[1]" for @innocent;

# ---- what is found and is no secret --------------------------------------------------------------------------

my %none = (
    'Loupan-test-2026' => 'password of people in instances of mode test, which are gone after the check',
    'Loupan-torture-2026' => 'the same in the sales day of ./loupan torture',
    'Blue-kettle-on-the-roof' => 'what a person of a test chooses at the first log-in',
    'wrong-wrong-wrong' => 'a password that is refused',
    'flash-bench-reads-and-nothing-else' => 'token of the one reader in an instance of ./loupan bench',
);

sub files () {
    my @tracked;
    if (-e '.git' && open my $out, '-|', 'git', 'ls-files', '-z') { local $/ = "\0"; chomp(@tracked = <$out>) }
    return @tracked if @tracked;
    # an unpacked tree: what is made in it is left out
    my $made = qr{\A(?:build[^/]*|var|autom4te\.cache|htdocs/node_modules|htdocs/static)(?:/|\z)|(?:\A|/)(?:configure|aclocal\.m4|Makefile\.in)~?\z};
    find({ no_chdir => 1, wanted => sub {
        my $path = $File::Find::name =~ s{\A\./}{}r;
        $File::Find::prune = 1, return if $path =~ $made;
        push @tracked, $path if -f;
    } }, '.');
    return @tracked;
}

my (@found, %used, $count);
for my $file (files()) {
    next if -l $file || !-f $file;
    open my $in, '<:raw', $file or die "$file: $!\n";
    my $text = do { local $/; <$in> } // '';
    $text =~ s/[^\x20-\x7e]+/\n/g if $file =~ /\.png\z/;
    $count++;
    for my $one (secrets($file, $text)) {
        if ($none{ $one->[1] }) { $used{ $one->[1] }++ }
        else { push @found, "$file: $one->[0]" }    # not what it is: this goes into a log
    }
}
cmp_ok $count, '>', 500, "$count files";
is scalar @found, 0, 'hold no secret' or diag join "\n", @found;
is join(' ', grep { !$used{$_} } sort keys %none), '', 'and each exception is one';

done_testing;
