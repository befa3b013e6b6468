// SPDX-License-Identifier: MIT
#include "services/sandbox/failure.h"

#include "testprogram.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace hubdeck::sandbox;
using namespace Qt::StringLiterals;

class TestFailure : public QObject
{
    Q_OBJECT

private slots:

    void nestsMessagesAsTheHandlerDoes()
    {
        const auto cause
            = makeFailure(u"System.Exception"_s, u"first call always fails"_s, u"FailFirst"_s);
        QCOMPARE(
            callFailure(u"activity"_s, u"FailFirst"_s, cause)->message,
            u"The activity function 'FailFirst' failed: \"first call always fails\". See the function execution logs for additional details."_s);
    }

    void writesExceptionsWithTheirCauses()
    {
        const auto cause
            = makeFailure(u"Contoso.Shop.PaymentException"_s, u"\"no\"\nmoney"_s, u"Pay"_s);
        const auto text = nlohmann::json::parse(
            exceptionText(*callFailure(u"activity"_s, u"Pay"_s, cause)).toStdString());
        QCOMPARE(text["InnerException"].value("Message", ""), std::string("\"no\"\nmoney"));
        QCOMPARE(text["InnerException"].value("$type", ""),
                 std::string("Contoso.Shop.PaymentException, Contoso.Shop"));
        QVERIFY(text["InnerException"]["InnerException"].is_null());
    }

    void writesFailureDetails()
    {
        const auto inner
            = makeFailure(u"System.FormatException"_s, u"scale overflow"_s, u"Weigh"_s);
        const auto details = nlohmann::json::parse(
            failureDetailsJson(*makeFailure(u"System.InvalidOperationException"_s,
                                            u"cannot weigh"_s, u"Weigh"_s, inner))
                .toStdString());
        QCOMPARE(details.value("ErrorType", ""), std::string("System.InvalidOperationException"));
        QCOMPARE(details["InnerFailure"].value("ErrorMessage", ""), std::string("scale overflow"));
        QVERIFY(details["IsNonRetriable"] == false);
        QVERIFY(details.contains("Properties"));
    }
};

HUBDECK_GUILESS_TEST(TestFailure)
#include "tst_failure.moc"
