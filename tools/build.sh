# shellcheck shell=bash
# Parts of ./loupan: packages, programs, assets.

BUILD_PACKAGES=(
	autoconf automake gcc make pkgconf libc6-dev libfcgi-dev clearsilver-dev zlib1g-dev
	libmariadb-dev libqrencode-dev liboath-dev libsodium-dev libcurl4-openssl-dev
	libfreexl-dev libseccomp-dev libxlsxwriter-dev libzip-dev libexpat1-dev libcjson-dev libcmocka-dev
	nodejs npm
)
# An instance of one's own as well.
PACKAGES=(
	"${BUILD_PACKAGES[@]}"
	mariadb-server-core mariadb-client nginx libnginx-mod-nchan spawn-fcgi multiwatch
	libdbi-perl libdbd-mariadb-perl openssl
)
# Only ./loupan check needs these.
TEST_PACKAGES=(
	libjson-xs-perl libhtml-tree-perl libfcgi-bin zbar-tools chromium-headless-shell fonts-noto-cjk xauth
	python3-zxcvbn unzip clang-14 libclang-rt-14-dev
)
# Only ./loupan bench needs these, and those only with --with-peers.
BENCH_PACKAGES=(wrk)
PEER_PACKAGES=(php-cli php-fpm php-mysql php-twig)

# Only ./loupan scan needs these.
SCAN_PACKAGES=(sqlmap wapiti)

missing_packages() {
	local p
	for p in "$@"; do
		# A node from elsewhere does as well.
		case $p in
		nodejs) command -v node >/dev/null && continue ;;
		npm) command -v npm >/dev/null && continue ;;
		esac
		[ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || printf '%s ' "$p"
	done
}

packages_ready() { packages_there "${PACKAGES[@]}" "$@"; }
packages_there() {
	local missing as=
	command -v dpkg-query >/dev/null || return 0
	missing=$(missing_packages "$@")
	[ -n "$missing" ] || return 0
	if [ "$(id -u)" -ne 0 ]; then
		as="sudo -n"
		if ! sudo -n true 2>/dev/null; then
			note "These packages are missing.  Please run, then try again:"
			say "apt-get update && apt-get install --no-install-recommends -y $missing" | sed 's/^/sudo sh -c "/; s/ *$/"/'
			exit 2
		fi
	fi
	note "installing: $missing"
	# RUNLEVEL=1 keeps the new packages from starting a service of the machine.
	# shellcheck disable=SC2086
	$as env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get update -qq &&
		$as env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -qq -y \
			--no-install-recommends $missing >/dev/null || die "apt-get could not install them"
}

# The autotools refuse a path with a space or a quote in it, so such a tree is built through
# a link.  Sets TREE, the path to build by.
build_path() {
	local link=$BUILD/.link held
	TREE=$SRC
	[[ $SRC =~ ^[A-Za-z0-9/._+-]+$ ]] && return
	held=$(cat "$link" 2>/dev/null)
	if ! [ -O "$held" ] || ! [ "$held/tree" -ef "$SRC" ]; then
		held=$(mktemp -d /tmp/loupan-XXXXXX) && ln -s "$SRC" "$held/tree" || return 1
		printf '%s\n' "$held" >"$link"
		rm -f -- "$BUILD/Makefile"
	fi
	TREE=$held/tree
}

build_all() {
	[ -n "$BUILD_WANTED" ] || return 0
	local log=$BUILD/make.log target=all
	[ "${1:-}" != fuzz ] || target=fuzz
	mkdir -p "$BUILD" || die "cannot write in $SRC"
	(
		flock 9
		build_path || exit 1
		if [ ! -x "$SRC/configure" ] || [ "$SRC/configure.ac" -nt "$SRC/configure" ]; then
			(cd "$TREE" && autoreconf -fi) >"$log" 2>&1 || exit 1
		fi
		cd "$TREE/${BUILD#"$SRC"/}" || exit 1
		if [ ! -e Makefile ]; then
			# shellcheck disable=SC2086
			../configure -q ${LOUPAN_CONFIGURE:-} >>"$log" 2>&1 || exit 1
		fi
		make -k -j2 --no-print-directory "$target" >"$log" 2>&1 || exit 1
		[ "${1:-}" != check ] || make -j2 --no-print-directory tests >>"$log" 2>&1
	) 9>"$BUILD/.lock" || {
		tail -n 40 "$log" >&2
		die "the build failed; all of it is in $log (--no-build starts what is there)"
	}
}

# What the browser gets: exact versions by the lockfile, and our own files beside them.
assets_ready() {
	local h=$SRC/htdocs m=$SRC/htdocs/node_modules have=$SRC/htdocs/node_modules/.loupan want
	want="$(sha256sum <"$h/package-lock.json") ${1:---omit=dev}"
	if [ "$(cat "$have" 2>/dev/null)" != "$want" ] &&
		[ "$(cat "$have" 2>/dev/null)" != "${want/--omit=dev/--include=dev}" ]; then
		(cd "$h" && npm ci --loglevel=error --no-fund --no-audit "${1:---omit=dev}" >&2) ||
			die "npm could not fetch the page's assets"
		printf '%s\n' "$want" >"$have"
	fi
	mkdir -p "$h/static/vendor"
	# nothing stays here that a version before had copied
	find "$h/static/vendor" -type f ! -name tabler.min.css -delete
	cp -u "$m/@tabler/core/dist/css/tabler.min.css" "$h/static/vendor/" ||
		die "an asset is not where it was"
	local own
	for own in css js img; do
		[ -d "$h/$own" ] && ln -sfn "../$own" "$h/static/$own"
	done
	return 0
}

# What `./loupan bench pages --with-peers` measures against, beside what is built.
peers_ready() {
	local from=$SRC/t/bench/peers to=$BUILD/peers want
	packages_ready "${PEER_PACKAGES[@]}"
	want=$(sha256sum <"$from/package-lock.json")
	[ "$(cat "$to/.loupan" 2>/dev/null)" = "$want" ] && return
	mkdir -p "$to" && cp "$from"/package*.json "$from/.npmrc" "$to/" &&
		(cd "$to" && npm ci --silent --no-fund --no-audit) || die "npm could not fetch the peers"
	printf '%s\n' "$want" >"$to/.loupan"
}
