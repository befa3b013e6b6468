#!/usr/bin/env bash
# Fails when a class has no test: every header NAME.h of services, models, ui and app that has behaviour needs a tst_NAME.cpp
# somewhere under tests/: everyclass.sh [ROOT]. Run by ctest, also on a sample that must fail. Plain structs and pure interfaces
# have none. What the test of another covers stands below with that test.
set -euo pipefail

root=${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}

# name of the header: the test that covers it
declare -A covered=(
    [storageoptions]=tst_storageclient
    [storagevalues]=tst_storagexml # lease states; the rest are values
    [actionrunnerprivate]=tst_actionrunner # the inside of ActionRunner
    [entitycleaning]=tst_entitystore # found and done there
    [signalpipe]=tst_interruption # and tst_termination
    [httpverb]=tst_storageclient # each verb as the server gets it
    [emptylist]=tst_instancespage # its states are the page's
    [instancespageprivate]=tst_instancespage # the inside of InstancesPage
    [mainwindowprivate]=tst_mainwindow # the inside of MainWindow
    [styleparts]=tst_hubdeckstyle # what HubdeckStyle draws with
    [historydocuments]=tst_storedhistory # compared with what HTTP gives
)

missing=0
complain() {
    echo "$1"
    missing=1
}

declare -A tests=() headers=()
while IFS= read -r test; do
    tests[$(basename "$test" .cpp)]=1
done < <(find "$root/tests" -path "$root/tests/data" -prune -o -name 'tst_*.cpp' -print)

# Something can be called (beside a defaulted comparison), and its code stands in NAME.cpp or in the header itself.
has_behaviour() {
    local code
    code=$(sed -E -e 's://.*$::' -e '/^[[:space:]]*(#|\*|\/\*)/d' -e '/operator(==|<=>)\(.*=[[:space:]]*default;/d' "$1")
    grep -q '(' <<<"$code" && { [ -f "${1%.h}.cpp" ] || grep -q '\breturn\b' <<<"$code"; }
}

for layer in services models ui app; do
    [ -d "$root/$layer" ] || continue
    while IFS= read -r header; do
        name=$(basename "$header" .h)
        headers[$name]=1
        if [ -z "${tests[tst_$name]:-}" ] && [ -z "${covered[$name]:-}" ] && has_behaviour "$header"; then
            complain "No test: ${header#"$root"/}"
        fi
    done < <(find "$root/$layer" -name '*.h' | sort)
done

if [ $# -eq 0 ]; then
    for name in "${!covered[@]}"; do
        [ -n "${headers[$name]:-}" ] || complain "Listed as covered, but there is no such header: $name.h"
        [ -n "${tests[${covered[$name]}]:-}" ] || complain "Listed as covering $name.h, but there is no such test: ${covered[$name]}"
        [ -z "${tests[tst_$name]:-}" ] || complain "Listed as covered elsewhere, but it has its own test: $name.h"
    done
fi
exit "$missing"
