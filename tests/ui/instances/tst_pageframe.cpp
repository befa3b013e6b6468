// SPDX-License-Identifier: MIT
#include "ui/instances/pageframe.h"

#include "testprogram.h"
#include "ui/instances/loadingline.h"
#include "ui/shell/messagebar.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestPageFrame : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_frame = std::make_unique<PageFrame>(u"theMessages"_s);
        m_body = new QLabel(u"body"_s);
        m_frame->setBody(m_body);
        m_frame->show();
    }

    void showsItsBodyOrWhyThereIsNone()
    {
        QVERIFY(m_body->isVisible());
        m_frame->showEmpty(u"Nothing here"_s, u"Why."_s);
        QVERIFY(!m_body->isVisible());
        auto *empty = m_frame->findChild<EmptyState *>();
        QVERIFY(empty->isVisible());
        QCOMPARE(empty->title(), u"Nothing here"_s);
        m_frame->showBody();
        QVERIFY(m_body->isVisible());
        QVERIFY(!empty->isVisible());
    }

    void movesItsLineWhileSomethingLoads()
    {
        auto *line = m_frame->findChild<LoadingLine *>();
        QVERIFY(!line->isActive());
        m_frame->setLoading(true);
        QVERIFY(line->isActive());
        m_frame->setLoading(false);
        QVERIFY(!line->isActive());
    }

    void saysWhatWentWrongAboveWhatIsShown()
    {
        auto *bar = m_frame->findChild<MessageBar *>(u"theMessages"_s);
        QVERIFY(!bar->isVisible());
        int retries = 0;
        m_frame->showError(TaskHubError(ErrorKind::Unreachable, u"No answer."_s),
                           [&retries] { ++retries; });
        QVERIFY(bar->isVisible());
        QVERIFY(m_body->isVisible());
        QCOMPARE(bar->text(), u"No answer."_s);
        bar->findChild<QPushButton *>(u"messageAction"_s)->click();
        QCOMPARE(retries, 1);
        m_frame->clearError();
        QVERIFY(!bar->isVisible());
    }

private:
    std::unique_ptr<PageFrame> m_frame;
    QWidget *m_body = nullptr;
};

HUBDECK_TEST(TestPageFrame)
#include "tst_pageframe.moc"
