# shellcheck shell=bash
# Parts of ./loupan: the processes of an instance.  Each program leads a session of its own,
# so that it and what it forked can be found and ended by that session's number.

WORKERS=2

# Names of what there is to run, in the order of starting.
program_names() {
	local f name
	printf '%s\n' mariadbd
	for f in "$BUILD"/loupan-*; do
		[ -f "$f" ] && [ -x "$f" ] || continue
		name=${f##*/loupan-}
		printf '%s\n' "$name"
		# The right to a live board is asked in a pool of its own (decision 24).
		[ "$name" = account ] && printf '%s\n' authz
	done
	printf '%s\n' nginx
}

# Processes of the session that NAME's pid file names: leader first.
session_of() {
	local leader stat pid rest
	leader=$(cat "$DIR/pid/$1.pid" 2>/dev/null) || return 1
	[ -n "$leader" ] || return 1
	# A number that went to somebody else's process since is not ours.
	if [ -e "/proc/$leader" ]; then
		tr "\0" " " 2>/dev/null <"/proc/$leader/cmdline" | grep -qF -- "$DIR" || return 1
		printf '%s\n' "$leader"
	fi
	for stat in /proc/[0-9]*/stat; do
		read -r rest 2>/dev/null <"$stat" || continue
		pid=${rest%% *}
		# after the name: state, parent, group, session
		# shellcheck disable=SC2086
		set -- ${rest##*) }
		[ "$4" = "$leader" ] && [ "$1" != Z ] && [ "$pid" != "$leader" ] && printf '%s\n' "$pid"
	done
	return 0
}

leader_of() { session_of "$1" | head -n 1; }
alive() {
	local leader
	leader=$(cat "$DIR/pid/$1.pid" 2>/dev/null) && [ -n "$leader" ] && [ -e "/proc/$leader" ] &&
		[ "$(leader_of "$1")" = "$leader" ]
}
gone() { [ -z "$(session_of "$1")" ]; }

# Leftovers of a leader that was killed.
sweep() {
	local pids
	pids=$(session_of "$1") || return 0
	# shellcheck disable=SC2086
	[ -n "$pids" ] && kill -KILL $pids 2>/dev/null
	rm -f -- "$DIR/pid/$1.pid"
}

# launch NAME COMMAND...: in the background, logging to its own file.
launch() {
	local name=$1
	shift
	(
		cd / || exit 1
		umask 077
		exec setsid "$@" </dev/null >>"$DIR/log/$name.log" 2>&1 8>&- 9>&-
	) &
	printf '%s\n' "$!" >"$DIR/pid/$name.pid"
	disown
}

# Started before its binary, its configuration or a template was changed.
is_stale() {
	local since=$DIR/pid/$1.pid
	case $1 in
	mariadbd) return 1 ;;
	nginx) [ -n "$(find "$DIR/etc/nginx" -newer "$since" -print -quit)" ] ;;
	*)
		[ "$2" -nt "$since" ] || [ "$DIR/etc/loupan.hdf" -nt "$since" ] ||
			[ -n "$(find "$SRC/templates" -newer "$since" -print -quit)" ]
		;;
	esac
}

program_start() {
	local name=$1 binary=$BUILD/loupan-$1
	[ "$name" = authz ] && binary=$BUILD/loupan-account
	if alive "$name"; then
		is_stale "$name" "$binary" || return 0
		if [ "$name" = nginx ]; then
			kill -HUP "$(leader_of nginx)"
			touch "$DIR/pid/nginx.pid"
			return 0
		fi
		program_stop "$name"
	fi
	sweep "$name"
	case $name in
	mariadbd) database_start ;;
	nginx)
		mkdir -p "$DIR/tmp"
		rm -f -- "$RUN/publish/nginx.sock"
		launch nginx "$(command -v nginx || echo /usr/sbin/nginx)" -e "$DIR/log/nginx-error.log" \
			-c "$DIR/etc/nginx/nginx.conf" -g 'daemon off;'
		;;
	gateway)
		launch gateway /usr/bin/multiwatch -f 1 -r 1000 -s TERM -- \
			"$binary" --conf "$DIR/etc/loupan.hdf"
		;;
	*)
		launch "$name" spawn-fcgi -n -s "$RUN/$name.sock" -M 0600 -b 1024 -- \
			/usr/bin/multiwatch -f "$WORKERS" -r 1000 -s TERM -- \
			"$binary" --conf "$DIR/etc/loupan.hdf"
		;;
	esac
}

programs_start() {
	local name
	for name in $(program_names); do
		program_start "$name"
	done
	wait_for 10 answers || {
		tail -n 5 "$DIR/log/nginx.log" "$DIR/log/nginx-error.log" >&2
		die "nginx does not answer on $(instance_url)"
	}
}

# Again from another build, with other keys or under chaos.
programs_restart() {
	local name
	for name in $(program_names); do
		case $name in mariadbd | nginx) ;; *) program_stop "$name" ;; esac
	done
	programs_start
}

answers() { ! port_free "$(cat "$DIR/etc/port")"; }

# TERM, once more after three seconds (a signal can fall between a check and an accept),
# then KILL.
program_stop() {
	local name=$1 pids leader
	leader=$(leader_of "$name")
	[ -n "$leader" ] || { rm -f -- "$DIR/pid/$name.pid"; return 0; }
	kill -TERM "$leader" 2>/dev/null
	if ! wait_for "${2:-3}" gone "$name"; then
		pids=$(session_of "$name")
		# shellcheck disable=SC2086
		kill -TERM $pids 2>/dev/null
		wait_for 2 gone "$name" || {
			pids=$(session_of "$name")
			# shellcheck disable=SC2086
			kill -KILL $pids 2>/dev/null
			wait_for 2 gone "$name"
		}
	fi
	rm -f -- "$DIR/pid/$name.pid"
}

programs_stop() {
	local name f
	program_stop nginx
	for f in "$DIR"/pid/*.pid; do
		name=$(basename "$f" .pid)
		case $name in mariadbd | nginx | '*') ;; *) program_stop "$name" ;; esac
	done
	program_stop mariadbd 20
}

# ---- status ------------------------------------------------------------------------------

status_show() {
	if [ -n "$JSON" ]; then status_json; else status_text; fi
}

# name, pid or -, state, workers
status_rows() {
	local name pids leader count
	for name in $(program_names); do
		pids=$(session_of "$name")
		leader=$(cat "$DIR/pid/$name.pid" 2>/dev/null)
		count=$(grep -c . <<<"$pids")
		if alive "$name"; then
			if [ "$count" -gt 1 ]; then
				printf '%s %s running %s\n' "$name" "$leader" $((count - 1))
			else
				printf '%s %s starting 0\n' "$name" "$leader"
			fi
		else
			printf '%s - stopped 0\n' "$name"
		fi
	done
}

status_text() {
	need_instance
	local name pid state workers login password role person
	while read -r name pid state workers; do
		printf '%-10s %-8s %7s  %s\n' "$name" "$state" "$pid" "$workers"
	done < <(status_rows)
	if [ "$(instance_mode)" = demo ] && [ -s "$DIR/etc/logins" ]; then
		printf '\n%-4s %-14s %-24s %s\n' role login password name
		while IFS=$'\t' read -r login password role person; do
			printf '%-4s %-14s %-24s %s\n' "$role" "$login" "$password" "$person"
		done <"$DIR/etc/logins"
	fi
	printf '\n%s\n' "$(instance_url)"
}

status_json() {
	need_instance
	local name pid state workers login password role person comma=
	printf '{"url": %s, "mode": %s, "dir": %s, "programs": [' "$(json_string "$(instance_url)")" \
		"$(json_string "$(instance_mode)")" "$(json_string "$DIR")"
	while read -r name pid state workers; do
		printf '%s\n  {"name": "%s", "pid": %s, "state": "%s", "workers": %s}' \
			"$comma" "$name" "${pid/#-/null}" "$state" "$workers"
		comma=,
	done < <(status_rows)
	printf '],\n "logins": ['
	comma=
	if [ "$(instance_mode)" = demo ] && [ -s "$DIR/etc/logins" ]; then
		while IFS=$'\t' read -r login password role person; do
			printf '%s\n  {"login": %s, "password": %s, "role": %s, "name": %s}' "$comma" \
				"$(json_string "$login")" "$(json_string "$password")" \
				"$(json_string "$role")" "$(json_string "$person")"
			comma=,
		done <"$DIR/etc/logins"
	fi
	printf ']}\n'
}
