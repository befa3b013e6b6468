#!/usr/bin/env bash
# Fails when the sources hold what the rules of the project forbid: forbiddentext.sh [ROOT]. Run by ctest, also on a sample that must fail.
set -euo pipefail

root=${1:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
found=0

# forbid PATTERN WHY FOLDER… : no line of the .h and .cpp files in FOLDER… may match; prompts.* may run dialogs.
forbid() {
    local pattern=$1 why=$2 hits folder
    shift 2
    for folder in "$@"; do
        [ -d "$root/$folder" ] || continue
        hits=$(grep -rnE --include='*.h' --include='*.cpp' "$pattern" "$root/$folder" | grep -vE '^[^:]*:[0-9]+: *(//|\*)' || true)
        if [ -n "$hits" ]; then
            printf '%s\n%s\n' "Forbidden ($why):" "$hits"
            found=1
        fi
    done
}

code=(services models ui app)
forbid 'processEvents' 'the event loop is never spun by hand' "${code[@]}"
forbid 'QEventLoop' 'no nested event loops' models ui app
forbid 'waitForFinished' 'no waiting for futures in the GUI' models ui app
forbid '(SIGNAL|SLOT)\(' 'connect with pointers to members' "${code[@]}" tests
forbid 'void on_[a-z]' 'slots are verbs' "${code[@]}"
forbid '#include "\.\./' 'includes start at a layer' "${code[@]}"
forbid '#include <(QtCore|QtGui|QtWidgets|QtNetwork|QtTest)(/Qt[A-Z][a-zA-Z]*)?>' 'no umbrella headers' "${code[@]}" tests
forbid 'ignoreSslErrors\(\)' 'certificates are never ignored wholesale' "${code[@]}"
forbid 'QSortFilterProxyModel' 'it does not hold a million rows' models/instances ui/instances
forbid 'QUrlQuery' 'it leaves + as it is' "${code[@]}"
forbid 'QNetworkAccessManager' 'HttpClient is its only user' models ui app services/taskhub services/durablehttp services/sandbox services/exporting services/json services/connections
forbid '#include <Q(Widget|Window|GuiApplication|Application|Color|Font|Palette|Icon|Pixmap|Painter)>' 'no GUI below ui' services models
forbid '#include "(models|ui|app)/' 'services know nothing above them' services
forbid '#include "(ui|app)/' 'models know nothing above them' models
forbid '#include "app/' 'ui knows nothing above it' ui

hits=$(grep -rnE --include='*.h' --include='*.cpp' '[.>]exec\(' "$root/models" "$root/ui" 2>/dev/null | grep -v '/ui/shell/prompts\.cpp:' || true)
if [ -n "$hits" ]; then
    printf 'Forbidden (dialogs run in ui/shell/prompts only):\n%s\n' "$hits"
    found=1
fi
exit "$found"
