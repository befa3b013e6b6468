// SPDX-License-Identifier: MIT
#include "storageaccountfixture.h"

#include "services/azurestorage/instancekeys.h"
#include "services/azurestorage/messagedecoder.h"
#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/storagefilters.h"
#include "services/connections/connectionstring.h"

namespace hubdeck::test {

using namespace azurestorage;
using namespace Qt::Literals::StringLiterals;

namespace {

QString folderOf(const QString &capture)
{
    return capture.isEmpty()
        ? QString()
        : QStringLiteral(HUBDECK_TEST_DATA "/captures/") + capture + u"/azurite"_s;
}

} // namespace

StorageAccount withSignature(StorageAccount account, const QString &services,
                             const QString &permissions, const QString &expiry)
{
    const auto &key = std::get<SharedKeyCredential>(account.credential).key;
    const QString text = QStringList {
        account.name, permissions, services, u"sco"_s, {}, expiry, {}, {}, u"2020-12-06"_s, {}, {}
    }.join(u'\n');
    const QByteArray query = "sv=2020-12-06&ss=" + services.toLatin1()
        + "&srt=sco&sp=" + permissions.toLatin1() + "&se=" + QUrl::toPercentEncoding(expiry)
        + "&sig=" + signatureOf(text.toUtf8(), key).toPercentEncoding();
    account.credential = SasCredential { Secret(query) };
    return account;
}

StorageAccountFixture::StorageAccountFixture(const QString &capture)
    : m_azurite(folderOf(capture))
{ }

QString StorageAccountFixture::start()
{
    if (!m_azurite.start()) {
        return m_azurite.problem();
    }
    m_account = parseConnectionString(m_azurite.connectionString());
    m_client = std::make_unique<StorageClient>(m_account, m_http);
    return {};
}

std::unique_ptr<AzureStorageHub> StorageAccountFixture::hub(const QString &name,
                                                            AzureStorageHub::Options options)
{
    return std::make_unique<AzureStorageHub>(m_account, TaskHubName(name), m_http,
                                             std::move(options));
}

AccountNames StorageAccountFixture::names() const
{
    AccountNames names;
    for (const QString &table : tables().tables({}, {})) {
        names.tables.insert(table);
    }
    for (const QString &queue : queues().queues({}, {})) {
        names.queues.insert(queue);
    }
    for (const ContainerItem &container : blobs().containers({}, {})) {
        names.containers.insert(container.name);
    }
    return names;
}

TableRow StorageAccountFixture::bare(TableRow row)
{
    row.etag.clear();
    std::erase_if(row.properties,
                  [](const TableProperty &property) { return property.name == u"Timestamp"; });
    return row;
}

AccountState StorageAccountFixture::state(const QString &prefix) const
{
    AccountState state;
    const AccountNames all = names();
    for (const QString &table : all.tables) {
        if (table.startsWith(prefix, Qt::CaseInsensitive)) {
            for (TableRow &row : tables().queryAll(table, {}, {})) {
                state.tables[table].push_back(bare(std::move(row)));
            }
        }
    }
    for (const QString &container : all.containers) {
        if (container.startsWith(prefix, Qt::CaseInsensitive)) {
            for (const BlobItem &blob : blobs().blobs(container, {}, {}, {}).blobs) {
                state.blobs[container].append(blob.name);
            }
        }
    }
    return state;
}

std::map<QString, QByteArray> StorageAccountFixture::messages(const QString &queue) const
{
    std::map<QString, QByteArray> found;
    for (const PeekedMessage &message :
         queues().peek(queue, QueueService::maxPeeked, {}).messages) {
        found[message.id] = decodeMessage(message.text).text;
    }
    return found;
}

std::map<QString, std::pair<QString, QByteArray>>
StorageAccountFixture::allMessages(const QString &prefix) const
{
    std::map<QString, std::pair<QString, QByteArray>> found;
    for (const QString &queue : queues().queues(prefix, {})) {
        for (const auto &[id, text] : messages(queue)) {
            found[id] = { queue, text };
        }
    }
    return found;
}

void StorageAccountFixture::send(StorageService service, HttpMethod method, const QByteArray &path,
                                 const QByteArray &query, std::vector<HttpHeader> headers,
                                 const QByteArray &body) const
{
    StorageRequest request;
    request.service = service;
    request.method = method;
    request.path = path;
    request.query = query;
    request.headers = std::move(headers);
    request.body = body;
    request.operation = u"prepare a test"_s;
    static_cast<void>(m_client->send(request, {}));
}

void StorageAccountFixture::clearQueue(const QString &queue) const
{
    send(StorageService::Queue, HttpMethod::Delete, '/' + queue.toUtf8() + "/messages", {}, {}, {});
}

void StorageAccountFixture::createTable(const QString &table) const
{
    send(StorageService::Table, HttpMethod::Post, "/Tables", {},
         { { "Content-Type", "application/json" } }, R"({"TableName":")" + table.toUtf8() + "\"}");
}

void StorageAccountFixture::createQueue(const QString &queue) const
{
    send(StorageService::Queue, HttpMethod::Put, '/' + queue.toUtf8(), {}, {}, {});
}

void StorageAccountFixture::leaseContainer(const QString &container) const
{
    send(StorageService::Blob, HttpMethod::Put, '/' + container.toUtf8(),
         "comp=lease&restype=container",
         { { "x-ms-lease-action", "acquire" }, { "x-ms-lease-duration", "-1" } }, {});
}

void StorageAccountFixture::leaseBlob(const QString &container, const QString &blob) const
{
    send(StorageService::Blob, HttpMethod::Put, '/' + container.toUtf8() + '/' + blob.toUtf8(),
         "comp=lease", { { "x-ms-lease-action", "acquire" }, { "x-ms-lease-duration", "-1" } }, {});
}

SavedInstances StorageAccountFixture::save(const QString &hub, const QStringList &ids) const
{
    SavedInstances saved;
    const HubNames names(hub);
    for (const QString &id : ids) {
        if (auto row = tables().row(names.instances, escapedKey(id), {}, {})) {
            saved.instances.push_back(bare(*std::move(row)));
        }
        for (TableRow &row :
             tables().queryAll(names.history, { historyFilter(InstanceId(id)), {} }, {})) {
            saved.history.push_back(bare(std::move(row)));
        }
        constexpr qint64 limit = 10'000'000;
        for (const QString &folder : QStringList { id + u'/', escapedKey(id) + u'/' }) {
            for (const BlobItem &blob : blobs().blobs(names.largeMessages, folder, {}, {}).blobs) {
                saved.blobs[blob.name]
                    = blobs().get(names.largeMessages, blob.name, limit, {}).bytes;
            }
        }
    }
    return saved;
}

void StorageAccountFixture::restore(const QString &hub, const QStringList &ids,
                                    const SavedInstances &saved) const
{
    const HubNames names(hub);
    const SavedInstances now = save(hub, ids);
    for (const TableRow &row : now.instances) {
        tables().remove(names.instances, row.partitionKey, row.rowKey, "*", {});
    }
    for (const TableRow &row : now.history) {
        tables().remove(names.history, row.partitionKey, row.rowKey, "*", {});
    }
    for (const TableRow &row : saved.instances) {
        tables().insert(names.instances, row, {});
    }
    for (const TableRow &row : saved.history) {
        tables().insert(names.history, row, {});
    }
    for (const auto &[name, bytes] : now.blobs) {
        if (!saved.blobs.contains(name)) {
            blobs().deleteBlob(names.largeMessages, name, {});
        }
    }
    for (const auto &[name, bytes] : saved.blobs) {
        if (!now.blobs.contains(name)) {
            blobs().put(names.largeMessages, name, bytes, BlobService::PutMode::Replace, {});
        }
    }
}

} // namespace hubdeck::test
