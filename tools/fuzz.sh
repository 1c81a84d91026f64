# shellcheck shell=bash
# Parts of ./loupan: the harnesses of t/fuzz, one for each parser of outside bytes
# (docs/fuzzing.md).

FUZZ_BUILD=$SRC/build-fuzz	# the sanitized programs of ./loupan check are built there as well
FUZZ_CONFIGURE="--enable-fuzz CC=clang-14"
# An input that takes so long, or so much, is a fault as well.
FUZZ_OPTIONS=(-timeout=20 -rss_limit_mb=2048 -print_final_stats=1)

fuzz_build() {
	local BUILD=$FUZZ_BUILD LOUPAN_CONFIGURE=$FUZZ_CONFIGURE
	build_all fuzz
}

fuzz_names() {
	local f
	for f in "$SRC"/t/fuzz/*.c; do
		grep -q '^void fuzz(' "$f" && basename "$f" .c
	done
}

# Folders of inputs that are kept, into FUZZ_KEPT.
fuzz_kept() {
	local d
	FUZZ_KEPT=()
	for d in "t/fuzz/corpus/$1" "t/fuzz/found/$1"; do
		[ -d "$SRC/$d" ] && FUZZ_KEPT+=("$d")
	done
	return 0
}

# fuzz_run NAME ARGUMENT...: from the root of the tree, where templates are.  An input that
# does harm is left in build-fuzz/found.
fuzz_run() {
	local name=$1 said=$FUZZ_BUILD/said/$1 dictionary=()
	shift
	mkdir -p "$FUZZ_BUILD/said" "$FUZZ_BUILD/found/$name"
	[ -e "$SRC/t/fuzz/dict/$name" ] && dictionary=("-dict=t/fuzz/dict/$name")
	(
		cd "$SRC" || exit 1
		exec "$FUZZ_BUILD/t/fuzz/$name" "${dictionary[@]}" "${FUZZ_OPTIONS[@]}" \
			"-artifact_prefix=build-fuzz/found/$name/" "$@"
	) >"$said" 2>&1 && return 0
	grep -E 'does not hold|runtime error|ERROR: |level=fault|^SUMMARY' "$said" | sed 's/^/#   /'
	say "#   all of it: $said"
	said=$(sed -n 's/.*Test unit written to //p' "$said" | tail -n 1)
	if [ -n "$said" ]; then
		say "#   again: ./loupan fuzz $name $said"
		say "#   mended, it belongs into t/fuzz/found/$name"
	fi
	return 1
}

# One harness: first what is kept, then SECONDS of what nobody thought of.  New inputs that
# reach new code are kept from run to run in build-fuzz/corpus.
fuzz_one() {
	local name=$1 seconds=$2 seed=${FUZZ_SEED:-$((RANDOM * 32768 + RANDOM + 1))} own=$FUZZ_BUILD/corpus/$1 runs
	mkdir -p "$own"
	fuzz_kept "$name"
	if ! fuzz_run "$name" -runs=0 "${FUZZ_KEPT[@]}"; then
		say "not ok - fuzz $name: an input that is kept"
		return 1
	fi
	say "ok - fuzz $name: $(find "${FUZZ_KEPT[@]/#/$SRC/}" -type f | wc -l) inputs that are kept"
	if ! fuzz_run "$name" "-max_total_time=$seconds" "-seed=$seed" "build-fuzz/corpus/$name" \
		"${FUZZ_KEPT[@]}"; then
		say "not ok - fuzz $name: seed $seed"
		return 1
	fi
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$FUZZ_BUILD/said/$name")
	say "ok - fuzz $name: $runs runs in $seconds s, seed $seed"
}

# fuzz_all SECONDS NAME...: two at a time.
fuzz_all() {
	local seconds=$1 name
	shift
	for name in "$@"; do
		while [ "$(jobs -rp | wc -l)" -ge 2 ]; do
			wait -n
		done
		fuzz_one "$name" "$seconds" &
	done
	wait
}

# The stage of ./loupan check: each harness for 20 seconds.
fuzz_check() {
	local said=$CHECK/fuzz names f
	find_tests t/fuzz .c "$@"
	names=()
	for f in "${FILES[@]}"; do
		grep -q '^void fuzz(' "$f" && names+=("$(basename "$f" .c)")
	done
	[ ${#names[@]} -gt 0 ] || return 0
	fuzz_build
	say "# fuzz"
	fuzz_all 20 "${names[@]}" | tee "$said"
	# each harness says two lines, or that it failed; one that says nothing failed as well
	printf '%d %d\n' "$(grep -c '^ok' "$said")" \
		$((2 * ${#names[@]} - $(grep -c '^ok' "$said"))) >>"$CHECK/counts"
}

# ./loupan fuzz [NAME [INPUT...]] [--minutes N]
cmd_fuzz() {
	local minutes=1 rest=() names said
	while [ $# -gt 0 ]; do
		case $1 in
		--minutes) minutes=${2:-}; shift ;;
		--minutes=*) minutes=${1#*=} ;;
		--seed) FUZZ_SEED=${2:-}; shift ;;
		--seed=*) FUZZ_SEED=${1#*=} ;;
		*) rest+=("$1") ;;
		esac
		[ $# -gt 0 ] && shift
	done
	[[ $minutes =~ ^[1-9][0-9]{0,4}$ ]] || die "--minutes wants a whole number"
	[[ ${FUZZ_SEED:-1} =~ ^[0-9]+$ ]] || die "--seed wants a number"
	mapfile -t names < <(fuzz_names)
	if [ ${#rest[@]} -gt 0 ]; then
		[[ " ${names[*]} " == *" ${rest[0]} "* ]] || die "no harness '${rest[0]}'; there are: ${names[*]}"
	fi
	packages_ready "${TEST_PACKAGES[@]}"
	fuzz_build
	if [ ${#rest[@]} -gt 1 ]; then
		cd "$SRC" && exec "$FUZZ_BUILD/t/fuzz/${rest[0]}" "${FUZZ_OPTIONS[@]}" "${rest[@]:1}"
	fi
	[ ${#rest[@]} -eq 1 ] && names=("${rest[0]}")
	said=$(mktemp)
	fuzz_all $((minutes * 60)) "${names[@]}" | tee "$said"
	! grep -q '^not ok' "$said"
	local result=$?
	rm -f -- "$said"
	return $result
}
