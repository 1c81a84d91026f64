package Loupan::Peers;

# PHP-FPM with Twig and Node with fastify and EJS (t/bench/peers), that serve Loupan's pages from
# the rows of the same instance through the bench's own nginx.  Their pages are Loupan's own bytes
# but for what comes out of the database: the frame of each page is cut out of what Loupan
# answered and stands in their templates as text, which is to their advantage.

use v5.36;
use utf8;
use Cwd 'abs_path';
use Digest::SHA qw(hmac_sha256_hex);
use Encode 'encode';
use File::Basename 'dirname';
use File::Temp qw(tempdir);
use JSON::PP;
use Loupan::Bench qw(start wait_until);

our @names = qw(php node);
my $here = abs_path(dirname(__FILE__) . '/../../../t/bench/peers');
my %right = (board => 'unit.read', slips => 'slip.read', flash => 'flash.read', slip => 'slip.enter');
our @figures = qw(calls new_calls visits first_visits repeat_visits prereg_new prereg_withdrawn sub_new sub_new_amt
    sub_new_area sub_cancel sub_cancel_amt sub_net sub_net_amt contract_new contract_new_amt contract_new_area
    contract_cancel contract_cancel_amt swaps swap_diff_amt contract_net contract_net_amt contract_net_area renames
    collect collect_customer collect_loan refund sincerity_net);

sub slurp ($file) { open my $f, '<:encoding(UTF-8)', $file or die "$file: $!\n"; local $/; return <$f> }
sub spew ($file, $text) { open my $f, '>:encoding(UTF-8)', $file or die "$file: $!\n"; print $f $text; close $f }

# ---- pages cut where their rows stand ------------------------------------------------------

# Up to the links, between the two lists of them, and the rest.
my $nav = qr{\A(.*?<div class="links">).*?(\n</div>\n<details class="menu more">.*?<div class="menu-box">).*?(\n</div>\n</details>\n</nav>.*)\z}s;

my %cut = (
    board => qr{\A(.*?<table class="ug".*?<tbody>).*?(\n</tbody>.*)\z}s,
    slips => qr{\A(.*?<table class="table stack">.*?<tbody>).*?(</tbody>.*?共 <b class="tn">)\d+(</b>.*?<b class="tn">)[\d,.]+(</b>.*)\z}s,
    flash => qr{\A(.*?<table class="table figures-table">.*?<tbody>)(.*?)(</tbody>.*?data-chart="trend">.*?<tbody>).*?(</tbody>.*?<dl class="facts">)(.*?)(</dl>.*)\z}s,
);

# { parts, assets, path; of the flash report rows (groups and figures) and facts too }.
sub page($name, $path, $html) {
    my ($first, $second, $rest) = $html =~ $nav or die "bench: $name has no navigation\n";
    my @cut = $rest =~ $cut{$name} or die "bench: $name is not cut\n";
    my ($assets) = $html =~ m{href="(/static/\w+)/};
    my %page = (assets => $assets, path => $path);
    if ($name eq 'flash') {
        $page{rows} = [ figures($cut[1]) ];
        my @facts = $cut[4] =~ m{\G(.*?<dd>(?:<a [^>]*>)?)[^<]*?(?=\s*<)}gs;
        @cut = (@cut[ 0, 2, 3 ], substr($cut[4], rindex $cut[4], ' <small') . $cut[5]);
        $page{facts} = \@facts;
        @facts == 21 or die "bench: the flash report has @{[scalar @facts]} facts\n";
    }
    return { %page, parts => [ $first, $second, @cut ] };
}

sub figures($html) {
    my ($n, @rows) = 0;
    while ($html =~ m{<tr class="group"><th[^>]*>(.*?)</th>|<th scope="row">(.*?)</th>\n<td class="n"><a href="(.*?)&amp;count_on_from.*?\n(.*?)\n</tr>}gs) {
        my ($group, $head, $url, $tail) = ($1, $2, $3, $4);
        push @rows, { group => $group } and next if defined $group;
        my $column = $figures[ $n++ ] // last;
        push @rows, { head => $head, url => $url, tail => $tail, column => $column,
            money => $column =~ /_amt|_area|collect|refund|sincerity/ ? 1 : 0 };
    }
    $n == @figures or die "bench: the flash report has $n figures, not @{[scalar @figures]}\n";
    return @rows;
}

# ---- the two of them -----------------------------------------------------------------------

# Texts of t/bench/peers/pages.sql by their names.
sub statements() {
    my (undef, %sql) = split /^-- (\w+)\n/m, slurp("$here/pages.sql");
    return { map { $_ => $sql{$_} =~ s/\s+\z//r } keys %sql };
}

# What they need, made once: { dir, secret, and the lines for nginx }.
sub prepared($at, $cookie_name, %html) {
    my $dir = tempdir('loupan-bench-XXXXXX', TMPDIR => 1, CLEANUP => 1);
    my %path = (board => '/sales/board', slips => '/finance/slips', flash => '/portal/flash');
    my $secret = hmac_sha256_hex($dir, slurp("$ENV{LOUPAN_ETC}/secrets/form.key"));
    my $data = { sql => statements(), words => decode_json(encode('UTF-8', slurp("$here/words.json"))),
        page => { map { $_ => page($_, $path{$_}, $html{$_}) } keys %path }, right => \%right, secret => $secret,
        socket => $ENV{LOUPAN_SOCK}, password => slurp("$ENV{LOUPAN_ETC}/secrets/db-test"), cookie => $cookie_name };
    spew("$dir/data.json", JSON::PP->new->canonical->encode($data));
    system('php', '-r', "file_put_contents('$dir/data.php', '<?php return '"
        . ". var_export(json_decode(file_get_contents('$dir/data.json'), true), true) . ';');") == 0 or die "bench: no php\n";
    return { dir => $dir, secret => $secret, nginx(dir => $dir) };
}

sub nginx(%of) {
    return (
        http => "upstream node { server unix:$of{dir}/node.sock; keepalive 64; }\n"
            . 'fastcgi_buffer_size 8k; fastcgi_buffers 16 8k; proxy_buffer_size 8k; proxy_buffers 16 8k;',
        server => <<~END,
            location /php/ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $here/index.php;
              fastcgi_param PATH_INFO \$uri; fastcgi_param PEER_DIR $of{dir}; fastcgi_pass unix:$of{dir}/fpm.sock; }
            location /node/ { proxy_pass http://node/; proxy_http_version 1.1; proxy_set_header Connection ""; }
            END
    );
}

# Started, and they answer: { php, node } => the pid of their first process.
sub started($at, $peers, $base) {
    my $dir = $peers->{dir};
    my $user = $> ? '' : "user = root\ngroup = root\n";
    my ($fpm) = glob '/usr/sbin/php-fpm*' or die "bench: no php-fpm\n";
    spew("$dir/fpm.conf", <<~END);
        [global]
        error_log = $dir/fpm.log
        daemonize = no
        [peer]
        ${user}listen = $dir/fpm.sock
        listen.backlog = 1024
        pm = static
        pm.max_children = 16
        END
    local $ENV{NODE_PATH} = "$ENV{LOUPAN_BUILD}/peers/node_modules";
    my %pid = (
        php => start($fpm, '-F', ($> ? () : '-R'), '-y', "$dir/fpm.conf", '-d', 'opcache.validate_timestamps=0'),
        node => start('node', "$here/server.js", $dir),
    );
    for my $name (@names) {
        wait_until($name, sub { HTTP::Tiny->new->get("$base/$name/board")->{status} == 401 });
    }
    return \%pid;
}

sub token($peers, $cookie) { return hmac_sha256_hex($cookie, $peers->{secret}) }

# Processor seconds of the bench's nginx, of a peer and of the database.
sub spent($at, $anchors, $pid) {
    return { web => Loupan::Bench::cpu(Loupan::Bench::family($anchors->{pid})), app => Loupan::Bench::cpu(Loupan::Bench::family($pid)),
        db => Loupan::Bench::cpu(Loupan::Bench::workers($at, 'mariadbd')) };
}

1;
