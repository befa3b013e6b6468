// SPDX-License-Identifier: MIT
#include "app/cli/jsonobject.h"

#include "services/json/jsonstring.h"

namespace hubdeck::cli {

namespace {

QByteArray quoted(const QString &text)
{
    return json::encodeString(text.toUtf8());
}

} // namespace

JsonObject &JsonObject::add(QByteArrayView key, QByteArrayView json)
{
    if (!m_members.isEmpty()) {
        m_members += ',';
    }
    m_members += json::encodeString(key) + ':';
    m_members.append(json);
    return *this;
}

JsonObject &JsonObject::addText(QByteArrayView key, const QString &text)
{
    return add(key, quoted(text));
}

JsonObject &JsonObject::addTextOrNull(QByteArrayView key, const QString &text)
{
    return add(key, text.isEmpty() ? QByteArrayLiteral("null") : quoted(text));
}

JsonObject &JsonObject::addTexts(QByteArrayView key, const QStringList &texts)
{
    std::vector<QByteArray> values;
    for (const QString &text : texts) {
        values.push_back(quoted(text));
    }
    return add(key, array(values));
}

JsonObject &JsonObject::addNumber(QByteArrayView key, std::optional<qint64> number)
{
    return add(key, number ? QByteArray::number(*number) : QByteArrayLiteral("null"));
}

JsonObject &JsonObject::addFlag(QByteArrayView key, std::optional<bool> flag)
{
    return add(key, !flag ? "null" : *flag ? "true" : "false");
}

JsonObject &JsonObject::addTime(QByteArrayView key, const std::optional<Instant> &time)
{
    return addTextOrNull(key, time ? time->toText() : QString());
}

QByteArray JsonObject::appendedTo(const QByteArray &object) const
{
    if (m_members.isEmpty() || !object.endsWith('}')) {
        return object;
    }
    const bool isEmpty = object.chopped(1).trimmed() == "{";
    return object.chopped(1) + (isEmpty ? "" : ",") + m_members + '}';
}

QByteArray JsonObject::array(const std::vector<QByteArray> &values, bool lines)
{
    QByteArray text("[");
    for (const QByteArray &value : values) {
        text += (text.size() == 1 ? "" : ",") + QByteArray(lines ? "\n" : "") + value;
    }
    return text + (lines && !values.empty() ? "\n]" : "]");
}

} // namespace hubdeck::cli
