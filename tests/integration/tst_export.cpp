// SPDX-License-Identifier: MIT
// Exports of the sandbox hub over HTTP, read back by another parser and compared with what the hub
// says.
#include "services/durablehttp/durablehttphub.h"
#include "services/exporting/exportrow.h"
#include "services/exporting/instanceexporter.h"
#include "services/http/httpclient.h"
#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "services/sandbox/sandboxserver.h"
#include "testprogram.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <map>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using Kind = RuntimeStatus::Kind;

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<no file>");
}

// The rows of an export as bytes, by id.
std::map<QString, QByteArray> rowsOf(const QByteArray &file)
{
    std::map<QString, QByteArray> rows;
    json::ObjectScanner members(file);
    while (members.next()) {
        if (members.key() != "instances") {
            continue;
        }
        json::ArrayScanner array(file, members.value());
        while (array.next()) {
            const QByteArray row = array.valueText().toByteArray();
            rows[json::decodeText(json::member(row, "instanceId"))] = row;
        }
    }
    return rows;
}

} // namespace

class ExportTest : public QObject
{
    Q_OBJECT

private slots:

    void initTestCase()
    {
        SandboxServer::Options options;
        options.seedCount = 300;
        m_sandbox = std::make_unique<SandboxServer>(options);
        m_client = std::make_unique<HttpClient>();
        HubAddress address;
        address.base = m_sandbox->url();
        address.key = Secret(m_sandbox->key());
        m_hub = std::make_unique<DurableHttpHub>(address, *m_client);
        QVERIFY(m_folder.isValid());
    }

    void cleanupTestCase()
    {
        m_hub.reset();
        m_client.reset();
        m_sandbox.reset();
    }

    // Completed instances do not change any more: what the file holds can be compared byte for
    // byte.
    void exportsASelectionExactly()
    {
        const std::vector<InstanceId> ids = completed(12);
        QCOMPARE(ids.size(), 12U);
        const QString path = m_folder.filePath(u"selection.json"_s);
        const ExportResult result = exportInstances(*m_hub, request(ids), path, {}, {});
        QCOMPARE(result.count, 12);
        QVERIFY(result.skipped.empty());
        const QByteArray file = contentOf(path);
        const auto rows = rowsOf(file);
        const auto parsed = nlohmann::json::parse(file.toStdString());
        QCOMPARE(parsed.at("instances").size(), 12U);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            const History history = m_hub->history(ids[i], {});
            QCOMPARE(parsed.at("instances").at(i).at("instanceId").get<std::string>(),
                     ids[i].text().toStdString());
            QCOMPARE(rows.at(ids[i].text()), exportRow(history.instance, &history));
            QCOMPARE(parsed.at("instances").at(i).at("historyEvents").size(),
                     history.events.size());
            const auto live = nlohmann::json::parse(history.instance.output.asJson().toStdString());
            QVERIFY(parsed.at("instances").at(i).at("output") == live);
        }
    }

    void exportsTheWholeView()
    {
        InstanceQuery query;
        query.statuses = { Kind::Completed, Kind::Failed, Kind::Terminated };
        query.pageSize = 50;
        query.createdTo = Instant::now() - std::chrono::hours(24); // what is past stands still
        std::map<QString, QString> listed;
        m_hub->listInstances(query, {},
                             [&](InstancePage &&page) {
                                 for (const InstanceRow &row : page.rows) {
                                     listed[page.id(row).text()] = page.status(row).name();
                                 }
                                 return SinkAnswer::Continue;
                             },
                             {});
        QVERIFY(listed.size() > 100);
        const QString path = m_folder.filePath(u"view.json"_s);
        ExportRequest wanted = request({});
        wanted.what = query;
        qint64 told = 0;
        const ExportResult result
            = exportInstances(*m_hub, wanted, path,
                              [&](const ExportProgress &progress) { told = progress.done; }, {});
        QCOMPARE(result.count, static_cast<qint64>(listed.size()));
        QCOMPARE(told, result.count);
        const auto parsed = nlohmann::json::parse(contentOf(path).toStdString());
        QVERIFY(parsed.at("complete").get<bool>());
        for (const auto &row : parsed.at("instances")) {
            const QString id = QString::fromStdString(row.at("instanceId").get<std::string>());
            QCOMPARE(QString::fromStdString(row.at("runtimeStatus").get<std::string>()),
                     listed.at(id));
            QVERIFY(row.at("historyEvents").is_array());
        }

        // Without histories the rows come from the listing itself and are the same documents.
        wanted.withHistory = false;
        const QString plainPath = m_folder.filePath(u"plain.json"_s);
        QCOMPARE(exportInstances(*m_hub, wanted, plainPath, {}, {}).count, result.count);
        const auto plain = nlohmann::json::parse(contentOf(plainPath).toStdString());
        for (std::size_t i = 0; i < plain.at("instances").size(); ++i) {
            auto row = parsed.at("instances").at(i);
            row.erase("historyEvents");
            QVERIFY(plain.at("instances").at(i) == row);
        }
    }

    void keepsAnswersThatAreNoJson()
    {
        StartRequest start;
        start.function = u"Approval"_s;
        start.id = InstanceId(u"export-undefined"_s);
        m_hub->start(start, {});
        QTRY_COMPARE(m_hub->instance(*start.id, {}).status.kind(), Kind::Running);
        m_hub->perform(*start.id, TerminateAction { u"5 retries exceeded"_s }, {});
        QTRY_COMPARE(m_hub->instance(*start.id, {}).status.kind(), Kind::Terminated);
        const QString path = m_folder.filePath(u"odd.json"_s);
        exportInstances(*m_hub, request({ *start.id, InstanceId(u"never-was"_s) }), path, {}, {});
        const auto parsed = nlohmann::json::parse(contentOf(path).toStdString());
        QCOMPARE(parsed.at("instances").at(0).at("output").get<int>(), 5); // as the hub tells it
        QCOMPARE(parsed.at("skipped").at(0).at("instanceId").get<std::string>(), "never-was");
    }

    void holdsNoKey()
    {
        for (const QString &name : QDir(m_folder.path()).entryList(QDir::Files)) {
            QVERIFY2(!contentOf(m_folder.filePath(name)).contains(m_sandbox->key()),
                     qPrintable(name));
        }
    }

private:
    [[nodiscard]] ExportRequest request(const std::vector<InstanceId> &ids) const
    {
        ExportRequest result;
        result.what = ids;
        result.hubName = u"Sandbox"_s;
        result.hubUrl
            = m_sandbox->url().toString() + u"?code="_s + QString::fromLatin1(m_sandbox->key());
        return result;
    }

    [[nodiscard]] std::vector<InstanceId> completed(std::size_t count) const
    {
        InstanceQuery query;
        query.statuses = { Kind::Completed };
        std::vector<InstanceId> ids;
        m_hub->listInstances(query, {},
                             [&](InstancePage &&page) {
                                 for (const InstanceRow &row : page.rows) {
                                     if (ids.size() < count) {
                                         ids.push_back(page.id(row));
                                     }
                                 }
                                 return ids.size() < count ? SinkAnswer::Continue
                                                           : SinkAnswer::Stop;
                             },
                             {});
        return ids;
    }

    std::unique_ptr<SandboxServer> m_sandbox;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<DurableHttpHub> m_hub;
    QTemporaryDir m_folder;
};

HUBDECK_GUILESS_TEST(ExportTest)
#include "tst_export.moc"
