// SPDX-License-Identifier: MIT
#include "services/azurestorage/storageurls.h"

#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StorageUrls", text);
}

QByteArray encoded(const QString &text)
{
    if (!text.isValidUtf16()) {
        throw TaskHubError(ErrorKind::InvalidInput,
                           tr("“%1” holds half of a character, so the storage service cannot be "
                              "asked for it.")
                               .arg(text));
    }
    return QUrl::toPercentEncoding(text);
}

QByteArray quoted(const QString &text)
{
    return '\'' + encoded(QString(text).replace(u'\'', u"''"_s)) + '\'';
}

} // namespace

QByteArray encodedQuery(std::initializer_list<QueryParameter> parameters)
{
    QByteArray result;
    for (const QueryParameter &parameter : parameters) {
        if (parameter.value.isNull()) {
            continue;
        }
        result += result.isEmpty() ? "" : "&";
        result += QByteArrayView(parameter.name);
        result += '=' + encoded(parameter.value);
    }
    return result;
}

QByteArray segmentPath(const QString &name)
{
    if (name.isEmpty() || name == "."_L1 || name == ".."_L1) {
        throw TaskHubError(ErrorKind::InvalidInput,
                           tr("“%1” cannot be the name of a table, queue or container.").arg(name));
    }
    return '/' + encoded(name);
}

QByteArray rowPath(const QString &table, const QString &partitionKey, const QString &rowKey)
{
    return segmentPath(table) + "(PartitionKey=" + quoted(partitionKey)
        + ",RowKey=" + quoted(rowKey) + ')';
}

QByteArray tablePath(const QString &table)
{
    return "/Tables(" + quoted(table) + ')';
}

QByteArray blobPath(const QString &container, const QString &blob)
{
    QByteArray path = segmentPath(container);
    const QStringList segments = blob.split(u'/');
    for (const QString &segment : segments) {
        if (blob.isEmpty() || segment == "."_L1 || segment == ".."_L1) {
            throw TaskHubError(ErrorKind::InvalidInput,
                               tr("The blob “%1” cannot be addressed: the name would be read as "
                                  "part of the address.")
                                   .arg(blob));
        }
        path += '/' + encoded(segment);
    }
    return path;
}

QString odataString(const QString &text)
{
    return u'\'' + QString(text).replace(u'\'', u"''"_s) + u'\'';
}

QUrl storageUrl(const QUrl &endpoint, const QByteArray &path, const QByteArray &query,
                const QByteArray &sas)
{
    QByteArray bytes = endpoint.toEncoded(QUrl::RemoveQuery | QUrl::RemoveFragment);
    while (bytes.endsWith('/')) {
        bytes.chop(1);
    }
    bytes += path;
    char separator = '?';
    for (const QByteArray &part : { query, sas }) {
        if (!part.isEmpty()) {
            bytes += separator + part;
            separator = '&';
        }
    }
    return QUrl::fromEncoded(bytes, QUrl::StrictMode);
}

} // namespace hubdeck::azurestorage
