#!/usr/bin/env bash
# Fails when a class has no test: every services, models, ui and app source NAME.cpp needs a tst_NAME.cpp somewhere under tests/.
# everyclass.sh [ROOT]. What another test covers, or what cannot be run alone, stands below with its reason.
set -euo pipefail

root=${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}

# name: the test that covers it
declare -A covered=(
    [main]="tst_application, tst_program"
)

missing=0
while IFS= read -r source; do
    name=$(basename "$source" .cpp)
    [ -n "${covered[$name]:-}" ] && continue
    if [ -z "$(find "$root/tests" -name "tst_$name.cpp" -print -quit)" ]; then
        echo "No test: ${source#"$root"/}"
        missing=1
    fi
done < <(find "$root/services" "$root/models" "$root/ui" "$root/app" -name '*.cpp' | sort)
exit "$missing"
