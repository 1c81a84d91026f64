# shellcheck shell=bash
# Parts of ./loupan: words to the user, and what the others stand on.

say() { printf '%s\n' "$*"; }
note() { printf '%s\n' "$*" >&2; }
die() {
	printf 'loupan: %s\n' "$*" >&2
	exit 1
}

json_string() {
	local s=${1//\\/\\\\}
	s=${s//\"/\\\"}
	s=${s//$'\t'/\\t}
	printf '"%s"' "${s//$'\n'/\\n}"
}

port_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# The first free port from $1 on.
port_from() {
	local p=$1
	while [ "$p" -lt 65536 ]; do
		port_free "$p" && { printf '%s' "$p"; return; }
		p=$((p + 1))
	done
	die "no free port from $1 on"
}

# wait_for SECONDS COMMAND...: true as soon as COMMAND is.
wait_for() {
	local end=$((SECONDS + $1 + 1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.05
	done
}

# put FILE: what comes on stdin, unless it is there already, so that its age says something.
put() {
	local text
	text=$(cat)
	[ -e "$1" ] && [ "$(cat "$1")" = "$text" ] || printf '%s\n' "$text" >"$1"
}

# fill FILE NAME VALUE...: FILE with every @NAME@ replaced, on stdout.
fill() {
	local text
	text=$(<"$1")
	shift
	while [ $# -gt 1 ]; do
		text=${text//"@$1@"/"$2"}
		shift 2
	done
	printf '%s\n' "$text"
}
