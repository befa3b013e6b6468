// SPDX-License-Identifier: MIT
#include "services/taskhub/taskhuberror.h"

#include "testprogram.h"

#include <QTest>

#include <set>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_TaskHubError : public QObject
{
    Q_OBJECT

private slots:
    void tellsKindAndMessage();
    void isAnException();
    void comparesAllThatItTells();
    void namesEveryKindDifferently();
};

void tst_TaskHubError::tellsKindAndMessage()
{
    const TaskHubError error(ErrorKind::NotFound, u"No such instänce."_s, u"detail"_s);
    QCOMPARE(error.kind, ErrorKind::NotFound);
    QCOMPARE(error.message, u"No such instänce."_s);
    QCOMPARE(error.detail, u"detail"_s);
    QCOMPARE(QByteArray(error.what()), QByteArray("NotFound: No such instänce."));
    QVERIFY(qstrlen(TaskHubError().what()) > 0);
}

void tst_TaskHubError::isAnException()
{
    try {
        throw TaskHubError(ErrorKind::Tls, u"x"_s);
    } catch (const std::exception &error) {
        QCOMPARE(QByteArray(error.what()), QByteArray("Tls: x"));
    }
}

void tst_TaskHubError::comparesAllThatItTells()
{
    const TaskHubError error(ErrorKind::Throttled, u"m"_s);
    TaskHubError other = error;
    QCOMPARE(other, error);
    other.retryAfter = std::chrono::seconds(3);
    QVERIFY(!(other == error));
    other = error;
    other.httpStatus = 429;
    QVERIFY(!(other == error));
}

void tst_TaskHubError::namesEveryKindDifferently()
{
    std::set<QString> names;
    for (int i = 0; i <= static_cast<int>(ErrorKind::Cancelled); ++i) {
        names.insert(TaskHubError::nameOf(static_cast<ErrorKind>(i)));
    }
    QCOMPARE(names.size(), size_t(ErrorKind::Cancelled) + 1);
    QVERIFY(names.contains(u"OutcomeUnknown"_s));
}

HUBDECK_GUILESS_TEST(tst_TaskHubError)
#include "tst_taskhuberror.moc"
