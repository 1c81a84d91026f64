# Whole stories, played by `./loupan play` into an instance of their own: every event as the
# person who did it, every refusal without a trace, every figure to the fen.
use v5.36;
use utf8;
use Test::More;
use File::Basename 'basename';
use lib 't/lib', 'tools/lib';
use Loupan::Stories qw(root stage play_ok);

my @stories = sort glob root . '/t/seasons/*.json';
# Whoever has the design's own seasons beside the repository plays them too.
push @stories, sort glob root . '/../shared/data/seasons/*.json';

stage;
play_ok(basename($_, '.json') . (/shared/ ? ' of the design' : ''), $_) for @stories;

done_testing;
