// SPDX-License-Identifier: MIT
#include "services/sandbox/failure.h"

#include "services/sandbox/jsontext.h"
#include "services/sandbox/lenientjson.h"

#include <QHashFunctions>

using namespace Qt::StringLiterals;

namespace hubdeck::sandbox {
namespace {

QByteArray quoted(const QString &text)
{
    return quotedJson(text.toUtf8());
}

} // namespace

FailurePtr makeFailure(const QString &type, const QString &message, const QString &function,
                       FailurePtr inner)
{
    const uint line = 12 + uint(::qHash(QStringView(function), 0) % 80);
    const QString stack = u"   at Contoso.Shop.Functions."_s + function
        + u"(String input) in /src/Contoso.Shop/"_s + function + u".cs:line "_s
        + QString::number(line)
        + u"\n   at Microsoft.Azure.WebJobs.Host.Executors.FunctionInvoker`2.InvokeAsync(Object instance, Object[] arguments)"_s;
    return std::make_shared<const Failure>(Failure { type, message, stack, std::move(inner) });
}

FailurePtr callFailure(const QString &kindOfFunction, const QString &function,
                       const FailurePtr &cause)
{
    const QString message = u"The "_s + kindOfFunction + u" function '"_s + function
        + u"' failed: \""_s + cause->message
        + u"\". See the function execution logs for additional details."_s;
    const QString stack = u"   at "
                          u"Microsoft.Azure.WebJobs.Extensions.DurableTask."
                          u"DurableOrchestrationContext.CallDurableTaskFunctionAsync"
                          "[TResult](String functionName, FunctionType functionType, Boolean "
                          "oneWay, String instanceId, String operation, "
                          "RetryOptions retryOptions, Object input, Nullable`1 scheduledTimeUtc)"_s;
    return std::make_shared<const Failure>(
        Failure { u"Microsoft.Azure.WebJobs.Extensions.DurableTask.FunctionFailedException"_s,
                  message, stack, cause });
}

QByteArray exceptionText(const Failure &failure)
{
    const QString assembly = failure.type.startsWith(u"System."_s) ? u"System.Private.CoreLib"_s
        : failure.type.startsWith(u"Microsoft."_s)
        ? u"Microsoft.Azure.WebJobs.Extensions.DurableTask"_s
        : u"Contoso.Shop"_s;
    return "{\"$type\":" + quoted(failure.type + u", "_s + assembly)
        + ",\"ClassName\":" + quoted(failure.type) + ",\"Message\":" + quoted(failure.message)
        + ",\"Data\":null,\"InnerException\":"
        + (failure.inner ? exceptionText(*failure.inner) : QByteArray("null"))
        + ",\"HelpURL\":null,\"StackTraceString\":" + quoted(failure.stack)
        + ",\"RemoteStackTraceString\":null,\"RemoteStackIndex\":0,\"ExceptionMethod\":null,"
          "\"HResult\":-2146233088,\"Source\":"
          "\"Contoso.Shop\",\"WatsonBuckets\":null}";
}

QByteArray failureDetailsJson(const Failure &failure)
{
    return "{\"ErrorType\":" + quoted(failure.type) + ",\"ErrorMessage\":" + quoted(failure.message)
        + ",\"StackTrace\":"
        + (failure.stack.isEmpty() ? QByteArray("null") : quoted(failure.stack))
        + ",\"InnerFailure\":"
        + (failure.inner ? failureDetailsJson(*failure.inner) : QByteArray("null"))
        + ",\"IsNonRetriable\":false,\"Properties\":null}";
}

} // namespace hubdeck::sandbox
