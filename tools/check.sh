# shellcheck shell=bash
# Parts of ./loupan: every test, in an instance of its own that is gone afterwards.

CHECK=

# Files of the stage in $1 that the wanted paths (the others) name; all if none are named.
picked() {
	local f=$1 want
	shift
	[ $# -gt 0 ] || return 0
	for want in "$@"; do
		want=${want#./}
		case $f in "${want%/}" | "${want%/}"/*) return 0 ;; esac
	done
	return 1
}

check_end() {
	trap - EXIT INT TERM
	[ -n "$CHECK" ] || return 0
	programs_stop
	instance_remove
	rm -rf -- "$CHECK"
}

# tap JOBS LABEL FILE...
tap() {
	[ $# -gt 2 ] || return 0
	"$SRC/tools/tap" "$CHECK/counts" "$@"
}

# part WORDS FILE...: those among the words into NAMED, the rest into OTHERS.
part() {
	local words=$1 f
	shift
	NAMED=() OTHERS=()
	for f in "$@"; do
		case " $words " in
		*" $f "*) NAMED+=("$f") ;;
		*) OTHERS+=("$f") ;;
		esac
	done
}

# Files that make their own companies and people run two at a time; the long ones begin, so
# that none is left alone at the end.
LONG=(t/http/seasons.t t/http/chance.t t/http/bad_input.t t/http/account/login.t)
tap_pages() {
	local label=$1
	shift
	part "${LONG[*]}" "$@"
	tap 2 "$label" "${NAMED[@]}" "${OTHERS[@]}"
}

# The stories have a player that sees every answer; once is enough for them.
http_again() {
	local label=$1 f once=()
	find_tests t/http .t
	for f in "${FILES[@]}"; do
		case $f in t/http/seasons.t | t/http/chance.t) ;; *) once+=("$f") ;; esac
	done
	tap_pages "$label" "${once[@]}"
}

# Sorted files of a folder with a suffix, among the wanted ones, into FILES.
find_tests() {
	local dir=$1 suffix=$2 f
	shift 2
	FILES=()
	while IFS= read -r -d '' f; do
		picked "$f" "$@" && FILES+=("$f")
	done < <(find "$dir" -type f -name "*$suffix" -print0 2>/dev/null | sort -z)
	return 0 # whatever the last file was
}

# Those with an instance or a database of their own run two at a time; the others look at what
# the whole check has left behind, one after the other.
APART=(t/ops/install.t t/ops/keys.t t/ops/migrate.t t/ops/trail.t)
ops_tests() {
	find_tests t/ops .t "$@"
	part "${APART[*]}" "${FILES[@]}"
	tap 2 "operations, apart" "${NAMED[@]}"
	tap 1 operations "${OTHERS[@]}"
}

# What the sanitizers said goes to the programs' logs.
sanitizers_quiet() {
	local said
	said=$(grep -hE 'ERROR: (Address|Leak)Sanitizer|runtime error:' "$DIR"/log/*.log | sort | uniq -c)
	if [ -n "$said" ]; then
		say "not ok - sanitizers"
		say "$said"
		echo "0 1" >>"$CHECK/counts"
	else
		say "ok - sanitizers said nothing"
		echo "1 0" >>"$CHECK/counts"
	fi
}

unit_tests() {
	local f
	find_tests t/unit .c "$@"
	local programs=()
	for f in "${FILES[@]}"; do
		[ -x "$BUILD/${f%.c}" ] && programs+=("$BUILD/${f%.c}")
	done
	CMOCKA_MESSAGE_OUTPUT=TAP tap 1 "${UNIT_LABEL:-unit}" "${programs[@]}"
}

sanitized_build() {
	local BUILD=$FUZZ_BUILD LOUPAN_CONFIGURE=$FUZZ_CONFIGURE
	build_all check
}

check_all() {
	local started=$SECONDS passed=0 failed=0 p f
	cd "$SRC" || exit 1
	packages_ready "${TEST_PACKAGES[@]}"
	build_all check
	assets_ready --include=dev
	CHECK=$(mktemp -d /tmp/loupan-check-XXXXXX) || die "cannot make a directory in /tmp"
	trap check_end EXIT
	trap 'exit 130' INT TERM
	DIR=$CHECK/instance RUN=""
	PORT=${PORT:-$(port_from $((18800 + RANDOM % 100)))}
	MODE=test
	instance_make test
	programs_start
	export_instance
	: >"$CHECK/counts"

	find_tests t/house .t "$@" && tap 2 house "${FILES[@]}"
	unit_tests "$@"
	fuzz_check "$@"
	find_tests t/http .t "$@" && tap_pages http "${FILES[@]}"
	find_tests t/browser .mjs "$@" && tap 2 browser "${FILES[@]}"
	# A part is looked at plainly; everything also under the sanitizers, with the first
	# COMMIT of each transaction refused and the answer of its second lost.
	if [ $# -eq 0 ]; then
		check_hard
	fi
	find_tests t/fault .t "$@" && tap 1 fault "${FILES[@]}"
	# last: what the logs hold of all this is looked at here
	ops_tests "$@"

	while read -r p f; do
		passed=$((passed + p)) failed=$((failed + f))
	done <"$CHECK/counts"
	if [ -n "${LOUPAN_KEEP_LOGS:-}" ]; then
		cp -r "$DIR/log" "$LOUPAN_KEEP_LOGS"
	fi
	say "# $((SECONDS - started)) s"
	say "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

check_hard() {
	local plain=$BUILD
	sanitized_build
	export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1
	BUILD=$FUZZ_BUILD
	UNIT_LABEL="unit, sanitized" unit_tests
	export LOUPAN_CHAOS=refuse,lose
	programs_restart
	http_again "http, sanitized, a COMMIT refused and the next one's answer lost"
	unset LOUPAN_CHAOS ASAN_OPTIONS UBSAN_OPTIONS
	BUILD=$plain
	programs_restart
	sanitizers_quiet
}
