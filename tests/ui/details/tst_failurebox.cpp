// SPDX-License-Identifier: MIT
#include "ui/details/failurebox.h"

#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QLabel>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

FailureReport reported()
{
    FailureReport report;
    report.hasFailed = true;
    report.culprit = u"Pay"_s;
    report.within = u"Charge"_s;
    report.cause.type = u"System.Exception"_s;
    report.cause.message = u"card <b>declined</b>"_s;
    return report;
}

QString text(const FailureBox &box, const char *name)
{
    return box.findChild<QLabel *>(QString::fromLatin1(name))->text();
}

} // namespace

class TestFailureBox : public QObject
{
    Q_OBJECT

private slots:
    void namesWhatFailedInWhat();
    void anOrchestrationThatFailedByItself();
    void showsTheInnermostReasonOnlyWhereThereIsOne();
    void aLongMessageIsCut();
    void textOfTheHubIsNeverMarkup();
    void isReadAloudAsASentence();
    void hasARedEdgeUnlessItIsThePast();
    void theNamesAreRedWhereverItStands();
};

void TestFailureBox::namesWhatFailedInWhat()
{
    FailureBox box;
    box.showReport(reported());
    QCOMPARE(text(box, "failureCulprit"), u"Pay"_s);
    QCOMPARE(text(box, "failureWithin"), u"Charge"_s);
    QCOMPARE(text(box, "failureMessage"), u"System.Exception: card <b>declined</b>"_s);
}

void TestFailureBox::anOrchestrationThatFailedByItself()
{
    FailureBox box;
    FailureReport report = reported();
    report.culprit.clear();
    report.within.clear();
    report.cause.type.clear();
    box.showReport(report);
    QCOMPARE(text(box, "failureCulprit"), u"The orchestration"_s);
    QVERIFY(!box.findChild<QLabel *>(u"failureWithin"_s)->isVisibleTo(&box));
    QCOMPARE(text(box, "failureMessage"), u"card <b>declined</b>"_s);
}

void TestFailureBox::showsTheInnermostReasonOnlyWhereThereIsOne()
{
    FailureBox box;
    FailureReport report = reported();
    box.showReport(report);
    const auto *inner = box.findChild<QLabel *>(u"failureInner"_s);
    QVERIFY(!inner->isVisibleTo(&box));
    Failure cause;
    cause.message = u"no money"_s;
    report.cause.inner.push_back(cause);
    box.showReport(report);
    QVERIFY(inner->isVisibleTo(&box));
    QCOMPARE(inner->text(), u"inner: no money"_s);
}

void TestFailureBox::aLongMessageIsCut()
{
    FailureBox box;
    FailureReport report = reported();
    report.cause.message = QString(5000, u'x');
    box.showReport(report);
    QVERIFY(text(box, "failureMessage").size() < 700);
    QVERIFY(text(box, "failureMessage").endsWith(u'…'));
}

void TestFailureBox::textOfTheHubIsNeverMarkup()
{
    FailureBox box;
    box.showReport(reported());
    for (const QLabel *label : box.findChildren<QLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
    }
}

void TestFailureBox::isReadAloudAsASentence()
{
    FailureBox box;
    box.showReport(reported());
    QCOMPARE(box.accessibleDescription(),
             u"Pay failed in Charge. System.Exception: card <b>declined</b>"_s);
}

void TestFailureBox::hasARedEdgeUnlessItIsThePast()
{
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        FailureBox box;
        box.setPalette(palette);
        box.showReport(reported());
        box.resize(300, 80);
        const auto edge = [&] { return box.grab().toImage().pixelColor(2, 40); };
        QCOMPARE(edge(), theme::color(theme::Role::Failed, palette));
        box.setEnabled(false);
        QVERIFY(edge() != theme::color(theme::Role::Failed, palette));
    }
}

void TestFailureBox::theNamesAreRedWhereverItStands()
{
    QWidget place;
    place.setBackgroundRole(QPalette::Base); // as the timeline has it
    FailureBox box(&place);
    box.showReport(reported());
    for (const char *name : { "failureCulprit", "failureWithin" }) {
        const auto *label = box.findChild<QLabel *>(QString::fromLatin1(name));
        QCOMPARE(label->palette().color(QPalette::Active, label->foregroundRole()),
                 theme::color(theme::Role::Failed, box.palette()));
    }
}

HUBDECK_TEST(TestFailureBox)
#include "tst_failurebox.moc"
