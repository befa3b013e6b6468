#!/usr/bin/env bash
# Starts a sandbox hub and runs a conformance program against it: run.sh EXPECTED-LAST-LINE SANDBOXHOST PROGRAM [ARGUMENTS]
# The program gets the base URL and the key behind its arguments. Fails unless its last line is exactly the expected one.
set -euo pipefail

expected=$1
host=$2
shift 2

coproc HUB { exec "$host"; }
server=$HUB_PID
hub_input=${HUB[1]}
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r url key <&"${HUB[0]}"

log=$(mktemp)
trap 'rm -f "$log"; kill "$server" 2>/dev/null || true' EXIT
status=0
"$@" "$url" "$key" | tee "$log" || status=$?
last=$(tail -n 1 "$log")

# Closing its input ends the hub; its exit status tells of leaks and the like.
exec {hub_input}>&-
wait "$server"

if [ "$status" -ne 0 ] || [ "$last" != "$expected" ]; then
    echo "expected '$expected', got '$last' (exit status $status)" >&2
    exit 1
fi
