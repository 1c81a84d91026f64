# A program works on the schema that it was built for: on an older or newer one it answers
# 503 and says so in its log, and is back by itself when the schema fits.
use v5.36;
use utf8;
use Test::More;
use lib 't/lib';
use Loupan;

my $build = $ENV{LOUPAN_BUILD} // "$Loupan::root/build";
my @programs = map { m{/([a-z]+)\.sql\z} } sort glob "$Loupan::root/sql/grants/*.sql";
my ($last) = sort { $b <=> $a } map { m{/0*(\d+)_} } glob "$Loupan::root/sql/[0-9]*.sql";
my %page = (account => '/account/login', receipt => '/r/', map { $_ => "/$_/x" } qw(project customer sales finance portal));

sub log_of($name) {
    open my $in, '<', "$ENV{LOUPAN_DIR}/log/$name.log" or die "log of $name: $!\n";
    local $/;
    return scalar <$in>;
}

sub migrations(@sql) { db(join '; ', @sql, 'SELECT 1') }

# What --check says, and how it ends.
sub check($program) {
    open my $out, '-|', "exec '$build/loupan-$program' --conf '$ENV{LOUPAN_ETC}/loupan.hdf' --check 2>&1" or die;
    local $/;
    my $said = <$out> // '';
    close $out;
    return ($? >> 8, $said);
}

is db('SELECT MAX(number) FROM migration'), $last, "the schema stands at $last";
given('receipt');    # the public program's view has a row
my %wrong = (newer => [ 'INSERT INTO migration VALUES (9999, "9999_x.sql", "", "2000-01-01")',
                        'DELETE FROM migration WHERE number = 9999' ],
             older => [ "UPDATE migration SET number = -number WHERE number = $last",
                        "UPDATE migration SET number = -number WHERE number = -$last" ]);
my $parent = $$;
END { migrations(map { $_->[1] } values %wrong) if $parent == $$ }

for my $how (sort keys %wrong) {
    my ($break, $mend) = $wrong{$how}->@*;
    is((check($_))[0], 0, "$_ --check before it") for @programs;
    migrations($break);
    for my $program (@programs) {
        my ($exit, $said) = check($program);
        is $exit, 1, "$program --check refuses a $how schema";
        like $said, qr/level=fault .*schema=\d+ built_for=$last$/m, '... and says which';
        next if !$page{$program};
        my $page = stranger()->get($page{$program});
        is $page->status, 503, "$program answers 503 meanwhile";
        like $page->html, qr{稍后重试}, "... in words";
        like log_of($program), qr/built_for=$last$/m, '... and in its log';
    }
    migrations($mend);
    isnt stranger()->get($page{$_})->status, 503, "$_ is back by itself" for sort keys %page;
}
done_testing;
