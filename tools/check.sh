# shellcheck shell=bash
check_all() { die "not yet"; }
