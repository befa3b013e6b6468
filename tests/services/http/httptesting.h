// SPDX-License-Identifier: MIT
#pragma once

#include "faultserver.h"
#include "services/http/httpclient.h"
#include "services/taskhub/taskhuberror.h"

#include <QLoggingCategory>
#include <QString>

#include <mutex>

namespace hubdeck {

inline constexpr char secretKey[] = "s3cret-key+/==";

inline std::mutex logMutex;
inline QString logText;
inline QtMessageHandler previousHandler = nullptr;

inline void record(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    {
        const std::lock_guard lock(logMutex);
        logText += text + u'\n';
    }
    if (type != QtDebugMsg)
        previousHandler(type, context, text);
}

inline HttpRequest request(const FaultServer &server, HttpMethod method = HttpMethod::Get,
                           const QByteArray &path = "/a?q=1", const QByteArray &body = {})
{
    HttpRequest result;
    result.method = method;
    result.url = server.url(path);
    result.headers = { { "x-functions-key", secretKey } };
    result.body = body;
    return result;
}

// The error of a call, or one that says that there was none. No error may hold the key
template <typename Call> TaskHubError failure(const Call &call)
{
    using namespace Qt::Literals::StringLiterals;
    try {
        call();
    } catch (const TaskHubError &error) {
        const QString all = error.message + error.detail + QString::fromUtf8(error.what());
        if (all.contains(QString::fromLatin1(secretKey)) || all.contains(u"q=1"_s))
            return TaskHubError(ErrorKind::Local, u"holds a secret: "_s + all);
        return error;
    }
    return TaskHubError(ErrorKind::Local, u"no error"_s);
}

inline QByteArray kindOf(const TaskHubError &error)
{
    return (error.kind == ErrorKind::Local ? error.message : TaskHubError::nameOf(error.kind))
        .toUtf8();
}

inline TaskHubError sendFailure(HttpClient &client, const HttpRequest &request)
{
    return failure([&] { (void)client.send(request, {}); });
}

// The answer, or one with status -1 and the error as body: an exception would end the whole test
inline HttpResponse answer(HttpClient &client, const HttpRequest &request)
{
    try {
        return client.send(request, {});
    } catch (const TaskHubError &error) {
        return {
            { -1, {} },
            (TaskHubError::nameOf(error.kind) + u' ' + error.message + u' ' + error.detail).toUtf8()
        };
    }
}

// Collects all output of the program, Qt's network logs included
inline void beginLogging()
{
    using namespace Qt::Literals::StringLiterals;
    previousHandler = qInstallMessageHandler(record);
    QLoggingCategory::setFilterRules(u"qt.network*=true\nqt.tlsbackend*=true"_s);
}

// What was said since then
inline QString endLogging()
{
    qInstallMessageHandler(previousHandler);
    const std::lock_guard lock(logMutex);
    return logText;
}

} // namespace hubdeck
