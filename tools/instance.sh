# shellcheck shell=bash
# Parts of ./loupan: one instance, its directory, secrets, configuration and database.
#
#   DIR/etc   configuration, secrets, log-ins      DIR/db   the data
#   DIR/log   one log a program                    DIR/pid  leaders of the programs' sessions
#   RUN       sockets: a short private directory in /tmp, as their paths end at 107 bytes

RUN=

instance_is_there() { [ -e "$DIR/etc/port" ]; }
need_instance() { instance_is_there || die "no instance in $DIR: ./loupan demo makes one"; }
instance_mode() { cat "$DIR/etc/mode"; }
instance_url() { printf 'http://127.0.0.1:%s' "$(cat "$DIR/etc/port")"; }

instance_read() {
	RUN=$(cat "$DIR/etc/run" 2>/dev/null)
}

export_instance() {
	instance_is_there || return 0
	export LOUPAN=$SRC/loupan LOUPAN_BUILD=$BUILD LOUPAN_DIR=$DIR LOUPAN_ETC=$DIR/etc
	export LOUPAN_URL LOUPAN_SOCK=$RUN/db.sock
	LOUPAN_URL=$(instance_url)
}

# One driver at a time acts on an instance; the lock ends with the driver.
instance_lock() {
	exec 8>"$DIR/etc/lock"
	flock -w 300 8 || die "another ./loupan is busy in $DIR"
}

# instance_make MODE: what is missing of it; what is there stays.
instance_make() {
	# reset removes DIR, so it holds nothing else.
	[ -e "$DIR/etc/mode" ] || [ -z "$(ls -A "$DIR" 2>/dev/null)" ] ||
		die "$DIR is not empty and no instance: name another directory"
	umask 077
	mkdir -p "$DIR"/{etc/secrets,etc/nginx,log,pid,tmp} || die "cannot write in $DIR"
	instance_lock
	[ -e "$DIR/etc/mode" ] || printf '%s\n' "$1" >"$DIR/etc/mode"
	[ -z "$MODE" ] || [ "$(instance_mode)" = "$MODE" ] ||
		die "the instance in $DIR is of mode $(instance_mode), and that does not change"
	port_choose
	run_choose
	mkdir -p "$RUN"/{metrics,publish,wake}
	secrets_make
	conf_make
	database_make
	database_start
	schema_apply
	test_account
}

port_choose() {
	local now
	now=$(cat "$DIR/etc/port" 2>/dev/null)
	if alive nginx; then
		[ -z "$PORT" ] || [ "$PORT" = "$now" ] ||
			die "it runs on port $now; ./loupan stop first"
		return
	fi
	if [ -n "$PORT" ]; then
		port_free "$PORT" || die "port $PORT is taken"
		now=$PORT
	elif [ -z "$now" ] || ! port_free "$now"; then
		now=$(port_from 8800)
	fi
	printf '%s\n' "$now" >"$DIR/etc/port"
}

run_choose() {
	[ -n "$RUN" ] && [ -d "$RUN" ] && [ -O "$RUN" ] && return
	RUN=$(mktemp -d /tmp/loupan-XXXXXX) || die "cannot make a directory in /tmp"
	printf '%s\n' "$RUN" >"$DIR/etc/run"
}

hex32() { head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# Random, readable by this user only, never on a command line.
secrets_make() {
	local s=$DIR/etc/secrets f program
	for f in seal.key hash.key form.key trail.key; do
		[ -s "$s/$f" ] || hex32 >"$s/$f"
	done
	for f in "$SRC"/sql/grants/*.sql; do
		program=$(basename "$f" .sql)
		[ -s "$s/db-$program" ] || hex32 >"$s/db-$program"
	done
	# DER of an Ed25519 key ends with the 32 bytes that matter.
	if [ ! -s "$s/receipt.pub" ]; then
		local pem
		pem=$(openssl genpkey -algorithm ed25519) || die "openssl makes no key"
		openssl pkey -outform DER <<<"$pem" | tail -c 32 | od -An -v -tx1 | tr -d ' \n' >"$s/receipt.key"
		openssl pkey -pubout -outform DER <<<"$pem" | tail -c 32 | od -An -v -tx1 | tr -d ' \n' >"$s/receipt.pub"
	fi
}

conf_make() {
	local module user="" known="" n=$DIR/etc/nginx f
	fill "$SRC/conf/loupan.hdf.in" MODE "$(instance_mode)" RUN "$RUN" DATA "$SRC" \
		DB "$RUN/db.sock" SECRETS "$DIR/etc/secrets" TMP "$DIR/tmp" STATE "$DIR/etc" \
		URL "$(instance_url)" ASSETS "$(assets_name)" | put "$DIR/etc/loupan.hdf"
	# Tests and the demo are one address; 127.0.0.2 is the stranger of the tests.
	[ "$(instance_mode)" = real ] || known="&\\n    127.0.0.1 1;"
	for f in loupan.conf loupan-http.conf; do
		sed -e "s|/run/loupan/|$RUN/|g" \
			-e "s|/usr/share/loupan/htdocs|$(sed_safe "$SRC/htdocs")|g" \
			-e "s|/var/log/nginx/loupan.log|$(sed_safe "$DIR/log/nginx-access.log")|" \
			-e "s|^    default 0;\$|${known:-&}|" "$SRC/conf/nginx/$f" | put "$n/$f"
	done
	module=$(sed -n 's/^load_module *\(.*nchan.*\);/\1/p' /usr/share/nginx/modules-available/mod-nchan.conf)
	[ "${module#/}" = "$module" ] && module=/usr/lib/nginx/$module
	[ "$(id -u)" -eq 0 ] && user="user root;"
	fill "$SRC/conf/nginx/instance.conf.in" USER "$user" NCHAN "$module" DIR "$DIR" \
		PORT "$(cat "$DIR/etc/port")" | put "$n/nginx.conf"
}

# Changes with the files, so that a browser may keep each for ever.
assets_name() {
	find -L "$SRC/htdocs/static" -type f -print0 2>/dev/null | sort -z | xargs -0r cat | sha256sum | cut -c 1-12
}

sed_safe() { printf '%s' "${1//[&|\\]/\\&}"; }

# ---- the database ------------------------------------------------------------------------

database_make() {
	[ -d "$DIR/db/mysql" ] && return
	local made=$RUN/db
	rm -rf -- "${made:?}"
	# Made in RUN, as the script does not know paths with spaces.
	mariadb-install-db --no-defaults --datadir="$made" --skip-test-db --skip-name-resolve \
		--auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" \
		--user="$(id -un)" >"$DIR/log/mariadb-install.log" 2>&1 ||
		die "mariadb-install-db failed: $DIR/log/mariadb-install.log"
	mv -- "$made" "$DIR/db" || die "cannot write in $DIR"
}

database_up() {
	mariadb-admin --no-defaults --socket="$RUN/db.sock" --user="$(id -un)" ping >/dev/null 2>&1
}

database_start() {
	database_up && return
	sweep mariadbd
	rm -f -- "$RUN/db.sock"
	# multiwatch starts it again when it dies.
	launch mariadbd /usr/bin/multiwatch -f 1 -r 1000 -s TERM -- "$(mariadbd_path)" --no-defaults \
		--user="$(id -un)" --datadir="$DIR/db" --socket="$RUN/db.sock" \
		--tmpdir="$DIR/tmp" --skip-networking --skip-name-resolve \
		--character-set-server=utf8mb4 --collation-server=utf8mb4_unicode_ci \
		--default-time-zone=+08:00 --innodb-buffer-pool-size=256M --innodb-log-file-size=64M \
		--performance-schema=OFF --max-connections=100 --max-allowed-packet=32M --log-warnings=1
	wait_for 30 database_up || {
		tail -n 20 "$DIR/log/mariadbd.log" >&2
		die "the database does not start: $DIR/log/mariadbd.log"
	}
}

mariadbd_path() { command -v mariadbd || echo /usr/sbin/mariadbd; }

schema_apply() {
	secrets_make
	"$SRC/tools/migrate" "$RUN/db.sock" "$(id -un)" "$DIR/etc/secrets" "$(instance_mode)" >&2 ||
		die "the schema is not up to date"
}

# The C tests act as anybody, each in a transaction that is rolled back.
test_account() {
	local f=$DIR/etc/secrets/db-test
	[ "$(instance_mode)" = test ] || return 0
	[ -s "$f" ] || hex32 >"$f"
	db_run <<<"CREATE OR REPLACE USER loupan_test@localhost IDENTIFIED BY '$(cat "$f")';
		GRANT ALL ON loupan.* TO loupan_test@localhost"
}

db_run() {
	mariadb --no-defaults --socket="$RUN/db.sock" --user="$(id -un)" \
		--default-character-set=utf8mb4 --batch --skip-column-names loupan
}
db_value() { db_run <<<"$1"; }

# ---- demo data ---------------------------------------------------------------------------

# Loaded once.  A loader that was interrupted starts again from an empty database.
demo_load() {
	[ -x "$SRC/tools/demo" ] || return 0
	[ -e "$DIR/etc/loaded" ] && return
	if [ "$(db_value 'SELECT COUNT(*) FROM user')" != 0 ]; then
		note "the demo data was loaded half: starting again"
		db_run <<<'DROP DATABASE loupan'
		rm -f -- "$DIR/etc/trail.head"
		schema_apply
	fi
	export_instance
	"$SRC/tools/demo" >&2 || die "the demo data could not be loaded"
	date >"$DIR/etc/loaded"
}

instance_remove() {
	local f
	# Only what an instance holds: DIR may be a directory of the user's.
	for f in etc db log pid tmp; do
		rm -rf -- "${DIR:?}/$f"
	done
	rmdir -- "$DIR" 2>/dev/null
	case $RUN in /tmp/loupan-??????) [ -O "$RUN" ] && rm -rf -- "$RUN" ;; esac
	return 0
}
