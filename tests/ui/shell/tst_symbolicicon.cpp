// SPDX-License-Identifier: MIT
#include "ui/shell/symbolicicon.h"

#include "testprogram.h"

#include <QIcon>
#include <QImage>
#include <QPixmap>
#include <QTest>

using namespace hubdeck::theme;
using namespace Qt::StringLiterals;

class TestSymbolicIcon : public QObject
{
    Q_OBJECT

private slots:

    void isDrawnInTheColourOfTheMode()
    {
        SymbolicIconEngine engine(u"stop"_s, Qt::red, Qt::blue);
        const QSize size(32, 32);
        QCOMPARE(engine.pixmap(size, QIcon::Normal, QIcon::Off).toImage().pixelColor(16, 16),
                 QColor(Qt::red));
        QCOMPARE(engine.pixmap(size, QIcon::Selected, QIcon::Off).toImage().pixelColor(16, 16),
                 QColor(Qt::red));
        QCOMPARE(engine.pixmap(size, QIcon::Disabled, QIcon::Off).toImage().pixelColor(16, 16),
                 QColor(Qt::blue));
    }

    void isSharpAtEveryPixelRatio()
    {
        const QIcon icon(new SymbolicIconEngine(u"stop"_s, Qt::red, Qt::blue));
        const QPixmap fine = icon.pixmap(QSize(16, 16), 3.0);
        QCOMPARE(fine.size(), QSize(48, 48));
    }

    void anUnknownNameDrawsNothing()
    {
        SymbolicIconEngine engine(u"no-such-icon"_s, Qt::red, Qt::blue);
        QVERIFY(engine.isNull());
        QCOMPARE(engine.pixmap(QSize(8, 8), QIcon::Normal, QIcon::Off)
                     .toImage()
                     .pixelColor(4, 4)
                     .alpha(),
                 0);
    }

    void copiesAreEqual()
    {
        SymbolicIconEngine engine(u"stop"_s, Qt::red, Qt::blue);
        const std::unique_ptr<QIconEngine> copy(engine.clone());
        const QSize size(16, 16);
        QCOMPARE(copy->pixmap(size, QIcon::Normal, QIcon::Off).toImage(),
                 engine.pixmap(size, QIcon::Normal, QIcon::Off).toImage());
    }
};

HUBDECK_TEST(TestSymbolicIcon)
#include "tst_symbolicicon.moc"
