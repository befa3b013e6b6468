// SPDX-License-Identifier: MIT
#include "services/taskhub/reasons.h"

#include "services/json/jsonstring.h"
#include "services/taskhub/storedvalue.h"

#include <QCoreApplication>

namespace hubdeck {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::ReasonEffect", text);
}

} // namespace

ReasonEffect effectOfReason(const QString &reason)
{
    const QString trimmed = reason.trimmed();
    const StoredValue value = readStoredValue(trimmed);
    switch (value.kind) {
    case StoredValue::Kind::None:
        break;
    case StoredValue::Kind::Invalid:
        return { ReasonEffect::Kind::BreaksHub, {} };
    case StoredValue::Kind::Json:
        if (json::decodeText(value.text.toUtf8()) == trimmed && value.text.startsWith(u'"')) {
            break; // `NaN` is sent as the text "NaN"
        }
        return { ReasonEffect::Kind::StoredAsValue, value.text };
    }
    return {};
}

QString describe(const ReasonEffect &effect)
{
    switch (effect.kind) {
    case ReasonEffect::Kind::KeptAsText:
        break;
    case ReasonEffect::Kind::StoredAsValue:
        return tr("The hub reads the beginning of this reason as JSON and will show only: %1")
            .arg(effect.storedAs);
    case ReasonEffect::Kind::BreaksHub:
        return tr("This reason would turn every answer of the hub with this instance into invalid "
                  "JSON. Begin it with an ordinary "
                  "word.");
    }
    return {};
}

} // namespace hubdeck
