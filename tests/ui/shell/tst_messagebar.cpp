// SPDX-License-Identifier: MIT
#include "ui/shell/messagebar.h"

#include "testprogram.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestMessageBar : public QObject
{
    Q_OBJECT

private slots:

    void theIconStandsBesideTheText()
    {
        MessageBar bar;
        bar.resize(1200, 40);
        for (const bool withButton : { false, true }) {
            bar.showMessage(MessageBar::Severity::Info, u"Written."_s,
                            withButton ? u"Open"_s : QString(),
                            withButton ? std::function<void()>([] {}) : nullptr);
            const auto *icon = bar.findChild<QLabel *>(u"messageIcon"_s);
            const auto *text = bar.findChild<QLabel *>(u"messageText"_s);
            bar.resize(1200, bar.sizeHint().height());
            QTRY_VERIFY(qAbs(icon->geometry().center().y() - text->geometry().center().y()) <= 1);
        }
    }

    void isHiddenWhileEmpty()
    {
        MessageBar bar;
        QVERIFY(bar.isHidden());
        QVERIFY(bar.text().isEmpty());
    }

    void showsAnErrorWithItsDetailsFolded()
    {
        MessageBar bar;
        bar.showError(
            TaskHubError(ErrorKind::Unauthorised, u"The hub refused the key."_s, u"HTTP 401"_s));
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.text(), u"The hub refused the key."_s);
        auto *details = bar.findChild<QToolButton *>(u"messageDetails"_s);
        auto *area = bar.findChild<QScrollArea *>();
        QVERIFY(!details->isHidden());
        QVERIFY(area->isHidden());
        details->click();
        QVERIFY(!area->isHidden());
        QCOMPARE(bar.findChild<QLabel *>(u"messageDetail"_s)->text(), u"HTTP 401"_s);
        QVERIFY(bar.findChild<QPushButton *>(u"messageAction"_s)->isHidden());
    }

    void aNarrowBarShowsItsWholeText()
    {
        QWidget place;
        auto *column = new QVBoxLayout(&place);
        auto *bar = new MessageBar(&place);
        column->addWidget(bar);
        column->addWidget(new QWidget(&place), 1);
        bar->showError(TaskHubError(ErrorKind::Unreachable,
                                    u"Nothing answers at 127.0.0.1:7171. Check that the app runs "
                                    u"and that the address and the port are right."_s,
                                    u"connection refused"_s),
                       [] {});
        place.resize(260, 600);
        place.show();
        const auto *text = bar->findChild<QLabel *>(u"messageText"_s);
        QTRY_VERIFY(text->width() > 150);
        QTRY_VERIFY(text->height() >= text->heightForWidth(text->width()));
    }

    void retryHidesTheBarAndCalls()
    {
        MessageBar bar;
        int calls = 0;
        bar.showError(TaskHubError(ErrorKind::Unreachable, u"No answer."_s), [&calls] { ++calls; });
        auto *retry = bar.findChild<QPushButton *>(u"messageAction"_s);
        QVERIFY(!retry->isHidden());
        retry->click();
        QCOMPARE(calls, 1);
        QVERIFY(bar.isHidden());
    }

    void anActionMayShowTheNextMessage()
    {
        MessageBar bar;
        bar.showMessage(MessageBar::Severity::Warning, u"First"_s, u"Next"_s,
                        [&bar] { bar.showMessage(MessageBar::Severity::Info, u"Second"_s); });
        bar.findChild<QPushButton *>(u"messageAction"_s)->click();
        QVERIFY(!bar.isHidden());
        QCOMPARE(bar.text(), u"Second"_s);
        QVERIFY(bar.findChild<QPushButton *>(u"messageAction"_s)->isHidden());
    }

    void cancelledIsNeverShown()
    {
        MessageBar bar;
        bar.showError(TaskHubError(ErrorKind::Cancelled, u"Stopped"_s));
        QVERIFY(bar.isHidden());
    }

    void textFromTheServerIsPlain()
    {
        MessageBar bar;
        bar.showError(TaskHubError(ErrorKind::ServerFailure, u"<b>bold</b>"_s));
        QCOMPARE(bar.findChild<QLabel *>(u"messageText"_s)->textFormat(), Qt::PlainText);
        QCOMPARE(bar.findChild<QLabel *>(u"messageDetail"_s)->textFormat(), Qt::PlainText);
    }

    void theCloseButtonDismisses()
    {
        MessageBar bar;
        bar.showMessage(MessageBar::Severity::Info, u"Hello"_s);
        bar.findChild<QToolButton *>(u"messageClose"_s)->click();
        QVERIFY(bar.isHidden());
        QVERIFY(bar.text().isEmpty());
    }
};

HUBDECK_TEST(TestMessageBar)
#include "tst_messagebar.moc"
