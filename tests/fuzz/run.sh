#!/usr/bin/env bash
# Runs libFuzzer on one check for a moment: run.sh PROGRAM CHECK. The seed is fixed, so every run tries the same. Longer runs belong
# to a person: HUBDECK_FUZZ_CHECK=Scanner build/asan/fuzz/fuzz_checks CORPUS-FOLDER
set -euo pipefail

folder=$(dirname "$1")
log="$folder/$2.log"
if ! HUBDECK_FUZZ_CHECK=$2 "$1" -seed=1 -runs=5000 -max_len=4096 -print_funcs=0 -artifact_prefix="$folder/$2-" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    exit 1
fi
grep -q "Done 5000 runs" "$log"
