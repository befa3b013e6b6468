// SPDX-License-Identifier: MIT
#pragma once

#include "services/sandbox/engine.h"
#include "services/sandbox/querystring.h"
#include "services/sandbox/wireformat.h"

#include <QByteArrayList>

#include <map>
#include <mutex>

namespace hubdeck::sandbox {

struct ApiRequest
{
    QByteArray method;
    QByteArray target; // raw: path and query as they stand on the request line
    QByteArray host; // for links
    std::optional<QByteArray> key; // header x-functions-key
    QByteArray token; // header x-ms-continuation-token
    QByteArray contentType;
    QByteArray body;
};

struct ApiResponse
{
    int status = 404;
    QByteArray body;
    QByteArray contentType;
    std::vector<std::pair<QByteArray, QByteArray>> headers;
};

/// The HTTP management API over engines, request by request (durable-http-api.md). Thread-safe;
/// only waits for completion block.
class HttpApi
{
public:
    struct Options
    {
        Engine *engine = nullptr;
        const FunctionRegistry *functions = nullptr;
        const Clock *clock = nullptr;
        QByteArray key;
        QString hub;
    };

    explicit HttpApi(const Options &options);
    [[nodiscard]] ApiResponse answer(const ApiRequest &request);

private:
    Q_DISABLE_COPY_MOVE(HttpApi)

    /// One request with its parts; `hub` is the engine it means.
    struct Call
    {
        const ApiRequest &request;
        QueryString query;
        QByteArray rawQuery;
        QStringList path; // decoded, behind the base path
        Engine *hub = nullptr;
        bool ownHub = true;
        LinkParts links {};
    };

    // httpapi.cpp
    ApiResponse route(Call &call);
    ApiResponse instances(Call &call);
    ApiResponse instanceAction(Call &call);
    ApiResponse entities(Call &call);
    bool isAuthorised(const ApiRequest &request, const QueryString &query) const;
    Engine &hubNamed(const QString &name);

    // httpapiinstances.cpp
    ApiResponse list(const Call &call) const;
    ApiResponse status(const Call &call, const QString &id) const;
    ApiResponse purgeByFilter(const Call &call) const;
    ApiResponse start(const Call &call);
    ApiResponse control(const Call &call, const QString &id, const QString &action) const;
    ApiResponse rewind(const Call &call, const QString &id) const;
    ApiResponse restart(const Call &call, const QString &id) const;
    ApiResponse raiseEvent(const Call &call, const QString &id, const QString &name) const;
    ApiResponse startedOrWaited(const Call &call, const QString &id) const;
    ApiResponse statusOf(const Call &call, const InstanceRecord &record, bool ignoreState) const;

    // httpapientities.cpp
    ApiResponse listEntities(const Call &call, const QString &name) const;
    ApiResponse entityState(const Call &call, const QString &name, const QString &key) const;
    ApiResponse signal(const Call &call, const QString &name, const QString &key,
                       const QString &operation) const;

    Engine &m_engine;
    const FunctionRegistry &m_functions;
    const Clock &m_clock;
    const QByteArray m_key;
    const QString m_hub;
    std::mutex m_mutex;
    std::map<QString, std::unique_ptr<Engine>>
        m_otherHubs; // as Azure Storage does, naming one creates it (L3)
};

/// Bodies of errors (durable-http-api.md §3.1).
[[nodiscard]] ApiResponse emptyAnswer(int status);
[[nodiscard]] ApiResponse jsonAnswer(int status, const QByteArray &body);
[[nodiscard]] ApiResponse fullError(int status, const char *message,
                                    const QString &exceptionMessage, const char *type,
                                    const char *frame);
[[nodiscard]] ApiResponse shortError(const QString &message);

} // namespace hubdeck::sandbox
