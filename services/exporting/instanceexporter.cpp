// SPDX-License-Identifier: MIT
#include "services/exporting/instanceexporter.h"

#include "services/exporting/exportrow.h"
#include "services/exporting/readahead.h"
#include "services/json/jsonstring.h"

#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>
#include <QUrl>

#include <algorithm>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::InstanceExporter)
};

QByteArray quoted(const QString &text)
{
    return json::encodeString(text.toUtf8());
}

// An address as a person may have pasted it: what may hold a key goes.
QString withoutSecrets(const QString &address)
{
    QUrl url(address);
    if (url.scheme().isEmpty() && !address.contains(u'?') && !address.contains(u'@')) {
        return address; // no URL: an account's or a file's name
    }
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString();
}

QByteArray describe(const InstanceQuery &query, qint64 limit)
{
    QByteArrayList members;
    if (!query.statuses.empty()) {
        QByteArrayList names;
        for (const auto status : query.statuses) {
            names += quoted(nameOf(status));
        }
        members += "\"runtimeStatus\":[" + names.join(',') + ']';
    }
    if (query.createdFrom) {
        members += "\"createdTimeFrom\":" + quoted(query.createdFrom->toText());
    }
    if (query.createdTo) {
        members += "\"createdTimeTo\":" + quoted(query.createdTo->toText());
    }
    if (!query.idPrefix.isEmpty()) {
        members += "\"instanceIdPrefix\":" + quoted(query.idPrefix);
    }
    const QString kinds = query.kinds == InstanceKinds::Orchestrations ? u"orchestrations"_s
        : query.kinds == InstanceKinds::Entities                       ? u"entities"_s
                                                                       : u"both"_s;
    members += "\"kinds\":" + quoted(kinds);
    if (limit >= 0) {
        members += "\"limit\":" + QByteArray::number(limit);
    }
    return '{' + members.join(',') + '}';
}

QByteArray head(const ExportRequest &request)
{
    const auto *query = std::get_if<InstanceQuery>(&request.what);
    QByteArray text("{\"hubdeckExport\":1,\"hub\":{\"name\":");
    text += quoted(request.hubName) + ",\"url\":" + quoted(withoutSecrets(request.hubUrl))
        + "},\"query\":";
    text += query != nullptr ? describe(*query, request.limit)
                             : "{\"ids\":"
            + QByteArray::number(std::get<std::vector<InstanceId>>(request.what).size()) + '}';
    text += ",\"history\":" + QByteArray(request.withHistory ? "true" : "false");
    text += ",\"exportedAt\":" + quoted(Instant::now().toText()) + ",\"instances\":[";
    return text;
}

// The instance itself is the matter, not the way to it: the others may still be exported.
bool concernsOneInstance(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::NotFound:
    case ErrorKind::AlreadyFinished:
    case ErrorKind::InvalidInput:
    case ErrorKind::WrongState:
    case ErrorKind::Malformed:
    case ErrorKind::TooLarge:
    case ErrorKind::ServerFailure:
        return true;
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
    case ErrorKind::OutcomeUnknown:
    case ErrorKind::Tls:
    case ErrorKind::Redirected:
    case ErrorKind::Unauthorised:
    case ErrorKind::Forbidden:
    case ErrorKind::AppStopped:
    case ErrorKind::AlreadyExists:
    case ErrorKind::Unsupported:
    case ErrorKind::Conflict:
    case ErrorKind::Throttled:
    case ErrorKind::Unavailable:
    case ErrorKind::Local:
    case ErrorKind::Cancelled:
        break;
    }
    return false;
}

class ExportFile
{
public:
    ExportFile(const QString &path, const ExportRequest &request,
               const ExportProgressSink &progress)
        : m_file(path)
        , m_progress(progress)
    {
        if (!m_file.open(QIODevice::WriteOnly)) {
            throw problem();
        }
        write(head(request));
    }

    void add(const QByteArray &line)
    {
        write(m_result.count == 0 ? "\n" : ",\n");
        write(line);
        ++m_result.count;
        tell();
    }

    void skip(const InstanceId &id, const QString &reason)
    {
        m_result.skipped.emplace_back(id, reason);
        tell();
    }

    void setTotal(qint64 total) { m_total = total; }

    [[nodiscard]] qint64 count() const noexcept { return m_result.count; }

    ExportResult finish()
    {
        write("\n]");
        if (!m_result.skipped.empty()) {
            write(",\"skipped\":[");
            QByteArrayList entries;
            for (const auto &[id, reason] : m_result.skipped) {
                entries += "{\"instanceId\":" + quoted(id.text()) + ",\"reason\":" + quoted(reason)
                    + '}';
            }
            write(entries.join(',') + ']');
        }
        write(",\"count\":" + QByteArray::number(m_result.count) + ",\"complete\":true}\n");
        if (!m_file.commit()) {
            throw problem();
        }
        return std::move(m_result);
    }

private:
    void write(const QByteArray &bytes)
    {
        // The device keeps a buffer: flushing tells of a full disk at the line that fills it.
        if (m_file.write(bytes) != bytes.size() || (++m_writes % 256 == 0 && !m_file.flush())) {
            throw problem();
        }
        m_bytes += bytes.size();
    }

    void tell() const
    {
        if (m_progress) {
            m_progress({ m_result.count + static_cast<qint64>(m_result.skipped.size()), m_total,
                         m_bytes });
        }
    }

    [[nodiscard]] TaskHubError problem() const
    {
        return { ErrorKind::Local,
                 Words::tr("The export could not be written to %1: %2. Nothing was changed there; "
                           "choose another place or make room.")
                     .arg(QDir::toNativeSeparators(m_file.fileName()), m_file.errorString()) };
    }

    QSaveFile m_file; // without commit() it leaves what was there
    const ExportProgressSink &m_progress;
    ExportResult m_result;
    qint64 m_total = 0;
    qint64 m_bytes = 0;
    int m_writes = 0;
};

void throwIfStopped(const std::stop_token &stop)
{
    if (stop.stop_requested()) {
        throw TaskHubError(ErrorKind::Cancelled,
                           Words::tr("The export was stopped; no file was written."));
    }
}

void writeInstances(TaskHub &hub, const std::vector<InstanceId> &ids, bool withHistory,
                    ExportFile &file, const std::stop_token &stop)
{
    ReadAhead reader(hub, ids, withHistory, stop);
    while (auto item = reader.next()) {
        throwIfStopped(stop);
        if (!item->error) {
            file.add(item->line);
        } else if (concernsOneInstance(item->error->kind)) {
            file.skip(item->id, item->error->message);
        } else {
            throw *item->error;
        }
    }
}

void writeQuery(TaskHub &hub, const ExportRequest &request, InstanceQuery query, ExportFile &file,
                const std::stop_token &stop)
{
    // Without histories the listing itself has everything.
    query.include = request.withHistory ? RowContents::Compact : RowContents::Raw;
    qint64 listed = 0;
    const auto sink = [&](InstancePage &&page) {
        throwIfStopped(stop);
        std::vector<InstanceId> ids;
        for (const InstanceRow &row : page.rows) {
            if (request.limit >= 0 && listed == request.limit) {
                break;
            }
            ++listed;
            const QByteArray raw = request.withHistory ? QByteArray() : page.raw(row);
            if (raw.isEmpty()) {
                ids.push_back(page.id(row));
            } else {
                file.add(exportRow(raw));
            }
        }
        writeInstances(hub, ids, request.withHistory, file, stop);
        return request.limit >= 0 && listed == request.limit ? SinkAnswer::Stop
                                                             : SinkAnswer::Continue;
    };
    if (request.limit != 0) {
        hub.listInstances(query, {}, sink, stop);
    }
}

} // namespace

ExportResult exportInstances(TaskHub &hub, const ExportRequest &request, const QString &path,
                             const ExportProgressSink &progress, std::stop_token stop)
{
    throwIfStopped(stop);
    ExportFile file(path, request, progress);
    if (const auto *ids = std::get_if<std::vector<InstanceId>>(&request.what)) {
        file.setTotal(static_cast<qint64>(ids->size()));
        writeInstances(hub, *ids, request.withHistory, file, stop);
    } else {
        writeQuery(hub, request, std::get<InstanceQuery>(request.what), file, stop);
    }
    throwIfStopped(stop);
    return file.finish();
}

} // namespace hubdeck
