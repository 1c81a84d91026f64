# Templates show, and decide nothing: what a page may write is said in architecture 2.7 and
# in templates/common/parts.cs.  (t/house/lang.t looks at the words and at raw output.)
use v5.36;
use utf8;
use open qw(:std :encoding(UTF-8));
use Test::More;

sub slurp ($path) {
    open my $in, '<', $path or die "$path: $!\n";
    local $/;
    return scalar <$in>;
}
sub none ($what, @wrong) { is scalar @wrong, 0, $what or diag join "\n", @wrong }

my @templates = sort glob 'templates/*/*.cs';
my (%text, %words);
for my $file (@templates) {
    $text{$file} = slurp($file);
    $words{$file} = $text{$file} =~ s{<\?cs\s*#.*?\?>}{"\n" x ($& =~ tr{\n}{})}gser;
}

# ---- no rule: no arithmetic, no right by name beside Page.may, no deep nesting ------------
my (@sums, @deep, @roles);
for my $file (@templates) {
    push @sums, map { "$file: $_" } grep { /#[A-Za-z]|#\d+\s*[-+*\/%<>]|[-*\/%<>]\s*#|[\w\])]\s+[-*\/%]\s+[\w(]/ }
        map { s/"[^"]*"//gr } $words{$file} =~ /<\?cs\s+((?:if|elif|elseif|var|call|with|loop)\s*:.*?)\?>/gs;
    push @roles, "$file: $1" while $words{$file} =~ /(Page\.user\.role\s*[=!]=\s*\S+)/g;
    my $depth = 0;
    while ($words{$file} =~ /<\?cs\s*(\/?)(if|def)\b/g) {
        $depth = 0, next if $2 eq 'def';
        $depth += $1 ? -1 : 1;
        push @deep, "$file: " . substr($words{$file}, $-[0], 60) if $depth > 2 && !$1;
    }
}
none 'no template computes', @sums;
none 'no template asks for a role', @roles;
none 'no if stands deeper than two', @deep;

# ---- the shape of a page --------------------------------------------------------------------
my %part = map { $_ => 1 } qw(templates/common/parts.cs templates/common/nav.cs
    templates/common/layout.cs templates/common/print.cs templates/common/bare.cs);
my (@shape, @silent);
for my $file (grep { !$part{$_} } @templates) {
    my @includes = $words{$file} =~ /include!"([\w\/]+\.cs)"/g;
    my $whole    = grep { m{^common/(?:layout|print|bare)\.cs$} } @includes;
    push @shape, "$file: the layout comes last" if $whole && $includes[-1] !~ m{^common/(?:layout|print|bare)\.cs$};
    push @shape, "$file: parts come first" if $whole && $includes[0] =~ m{^common/(?:layout|print|bare)\.cs$};
    push @shape, "$file: title() and content()" if $whole && 2 != grep { $words{$file} =~ /def:$_\(\)/ } qw(title content);
    push @silent, $file if $words{$file} =~ /call:form_open(?:_file)?\(/ && $words{$file} !~ /call:(?:errors\(\)|\w*form\w*_\()/
        && $words{$file} =~ /call:(?:field|row)_(?!hidden)/;
}
none 'a page is parts, title, content, layout', @shape;
none 'a form says what is wrong with it', @silent;

# ---- a piece is used again while its fields are the same: it knows nothing else ---------------
my %piece = map { $_ => 1 } map { slurp($_) =~ m{page_piece\([^,]+,[^,]+,\s*"([\w/]+)"}g } glob 'cgi/*/*.c';
cmp_ok scalar(keys %piece), '>', 3, 'there are pieces';
my @knows;
for my $name (sort keys %piece) {
    my @files = ("templates/$name.cs", map { "templates/$_" } $words{"templates/$name.cs"} =~ /include!"([\w\/]+\.cs)"/g);
    push @knows, map { my $f = $_; map { "$f: $_" } grep { !/\AL\b/ } $words{$f} =~ /<\?cs[^?]*?\b([A-Z]\w*)[.\[]/g } @files;
}
none 'a piece knows its fields and the language alone', @knows;

# ---- macros, classes and icons that are named are there -----------------------------------------
my (%macro, %css);
for my $file (@templates) { $macro{$1} = 1 while $words{$file} =~ /<\?cs\s*def:(\w+)/g }
$css{$_} = 1 for slurp('htdocs/css/loupan.css') =~ /\.([A-Za-z][\w-]*)/g;
# What is taken from Tabler itself; more of it belongs into a macro of parts.cs.
$css{$_} = 1 for qw(btn btn-primary btn-link btn-sm card card-header card-body table
    table-responsive form-control form-select form-label form-check-input visually-hidden
    ms-auto mb-2 mt-3 pt-0 ps-3 text-center);
my %icon = map { $_ => 1 } slurp('htdocs/img/icons.svg') =~ /symbol id="([\w-]+)"/g;
my (@macros, @classes, @icons);
for my $file (@templates) {
    push @macros, map { "$file: $_" } grep { !$macro{$_} } $words{$file} =~ /<\?cs\s*call:(\w+)/g;
    my $plain = $words{$file} =~ s/<\?cs.*?\?>/ /gsr;
    for my $list ($plain =~ /\bclass="([^"]*)"/g) {
        push @classes, map { "$file: $_" } grep { !$css{$_} && !/-\z/ } split ' ', $list;
    }
    push @icons, map { "$file: $_" } grep { !$icon{$_} } $words{$file} =~ /call:icon\("([\w-]+)"\)/g,
        grep { length } $words{$file} =~ /call:button_link\(.*"([\w-]*)"\)/g;
}
none 'every macro that is called is there', @macros;
none 'every class is one of ours, or of the few taken from Tabler', @classes;
none 'every icon is drawn', @icons;

# ---- a word that two areas say is the same word: all are read into one set --------------------------
for my $language (qw(zh en)) {
    my (%said, @twice);
    for my $file (sort glob "templates/*/$language.hdf") {
        my @in;
        for my $line (split /\n/, slurp($file)) {
            next if $line =~ /^\s*#/;
            if    ($line =~ /^\s*([\w.]+)\s*\{/) { push @in, $1 }
            elsif ($line =~ /^\s*\}/)            { pop @in }
            elsif ($line =~ /^\s*([\w.]+)\s*=\s*(.*?)\s*$/) {
                my ($key, $word) = (join('.', @in, $1), $2);
                push @twice, "$key: $said{$key}[0] says $said{$key}[1], $file $word"
                    if $said{$key} && $said{$key}[1] ne $word;
                $said{$key} = [ $file, $word ];
            }
        }
    }
    none "$language: no key has two meanings", @twice;
}

# ---- the script -----------------------------------------------------------------------------------
my $js = slurp('htdocs/js/loupan.js');
cmp_ok scalar(() = $js =~ /\n/g), '<', 300, 'loupan.js is less than 300 lines';
none 'it evaluates nothing, writes no HTML, and stores nothing in the browser',
    $js =~ /(\beval\b|new Function|innerHTML\s*=|outerHTML\s*=|insertAdjacentHTML|document\.write|localStorage|sessionStorage|indexedDB|document\.cookie)/g;
none 'htdocs asks nobody else for anything', map { my $f = $_; map { "$f: $_" } grep { !/www\.w3\.org/ } slurp($f) =~ m{(https?://[^\s"')]+)}g }
    glob('htdocs/css/*.css htdocs/js/*.js htdocs/img/*.svg');

# ---- what a browser is given, some page asks for -------------------------------------------
my $all = join '', values %words;
none 'nothing is installed that no page uses', grep { $all !~ m{/vendor/\Q$_\E"} }
    map { s{.*/}{}r } glob 'htdocs/static/vendor/*';

done_testing;
