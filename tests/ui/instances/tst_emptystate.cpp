// SPDX-License-Identifier: MIT
#include "ui/instances/emptystate.h"

#include "testprogram.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

class TestEmptyState : public QObject
{
    Q_OBJECT

private slots:
    void saysWhyAndOffersWhatToDo();
    void keepsItsButtonsWhileTheOffersAreTheSame();
    void canBeReplacedByItsOwnButton();
    void showsTextsAsPlainText();
};

void TestEmptyState::saysWhyAndOffersWhatToDo()
{
    EmptyState state;
    int pressed = 0;
    state.setContent(u"Nothing here"_s, u"Try more"_s,
                     { { u"All"_s, u"allButton"_s, [&pressed] { ++pressed; } } });
    QCOMPARE(state.title(), u"Nothing here"_s);
    QCOMPARE(state.findChild<QLabel *>(u"emptyText"_s)->text(), u"Try more"_s);
    auto *button = state.findChild<QPushButton *>(u"allButton"_s);
    QVERIFY(button);
    QTest::mouseClick(button, Qt::LeftButton);
    QCOMPARE(pressed, 1);
}

void TestEmptyState::keepsItsButtonsWhileTheOffersAreTheSame()
{
    EmptyState state;
    state.setContent(u"A"_s, {}, { { u"All"_s, u"allButton"_s, [] {} } });
    const auto *before = state.findChild<QPushButton *>(u"allButton"_s);
    state.setContent(u"B"_s, {}, { { u"All"_s, u"allButton"_s, [] {} } });
    QCOMPARE(state.findChild<QPushButton *>(u"allButton"_s), before);
}

void TestEmptyState::canBeReplacedByItsOwnButton()
{
    EmptyState state;
    state.setContent(u"A"_s, {},
                     { { u"Go"_s, u"goButton"_s, [&state] { state.setContent(u"B"_s, {}); } } });
    QTest::mouseClick(state.findChild<QPushButton *>(u"goButton"_s), Qt::LeftButton);
    QCOMPARE(state.title(), u"B"_s);
    QTRY_VERIFY(!state.findChild<QPushButton *>(u"goButton"_s));
}

void TestEmptyState::showsTextsAsPlainText()
{
    EmptyState state;
    state.setContent(u"<b>x</b>"_s, u"<i>y</i>"_s);
    QCOMPARE(state.findChild<QLabel *>(u"emptyTitle"_s)->textFormat(), Qt::PlainText);
    QCOMPARE(state.findChild<QLabel *>(u"emptyText"_s)->textFormat(), Qt::PlainText);
}

HUBDECK_TEST(TestEmptyState)
#include "tst_emptystate.moc"
