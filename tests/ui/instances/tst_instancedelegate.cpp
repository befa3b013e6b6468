// SPDX-License-Identifier: MIT
#include "ui/instances/instancedelegate.h"

#include "models/activity/pendingactions.h"
#include "models/displaytext.h"
#include "models/instances/instancetablemodel.h"
#include "scriptedhub.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;

class TestInstanceDelegate : public QObject
{
    Q_OBJECT

private slots:
    void hasOneSizeForAllRows();
    void measuresAsciiAsTheFontDoes();
    void growsWithTheFont();
    void paintsEveryColumnInBothThemes();
    void fillsSelectedRows();
    void staysInsideItsCell();
};

namespace {

struct Fixture
{
    PendingActions pending;
    TimeDisplay time;
    InstanceTableModel model { pending, time };
    InstanceDelegate delegate;

    Fixture()
    {
        InstanceDetails told = ScriptedHub::made(
            u"order-ünï😀-a-very-long-id-that-is-wider-than-its-cell"_s, u"Order"_s,
            RuntimeStatus::Kind::Failed, Instant::now(), R"({"step":"charge"})");
        told.version = u"2.1"_s;
        told.tags = R"({"tenant":"t1"})";
        told.generation = 3;
        told.scheduledStart = told.created;
        told.completed = told.created;
        model.merge(told);
    }

    [[nodiscard]] QImage paint(int column, const QPalette &palette,
                               QStyle::State state = QStyle::State_Enabled) const
    {
        QImage image(200, 40, QImage::Format_RGB32);
        image.fill(palette.color(QPalette::Base));
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = QRect(20, 8, 160, 24);
        option.palette = palette;
        option.state = state;
        delegate.paint(&painter, option, model.index(0, column));
        return image;
    }
};

} // namespace

void TestInstanceDelegate::hasOneSizeForAllRows()
{
    const Fixture f;
    QCOMPARE(f.delegate.sizeHint({}, f.model.index(0, 0)).height(), f.delegate.rowHeight());
    QCOMPARE(f.delegate.sizeHint({}, f.model.index(0, 1)),
             f.delegate.sizeHint({}, f.model.index(0, 6)));
}

void TestInstanceDelegate::measuresAsciiAsTheFontDoes()
{
    const Fixture f;
    const QFontMetrics metrics { QFont() };
    const int measured = f.delegate.widthFor(InstanceTableModel::NameColumn, u"Order 0042"_s)
        - 2 * InstanceDelegate::padding;
    QVERIFY(qAbs(measured - metrics.horizontalAdvance(u"Order 0042"_s)) <= 2);
    QCOMPARE(f.delegate.widthFor(InstanceTableModel::NameColumn, u"ünï"_s)
                 - 2 * InstanceDelegate::padding,
             metrics.horizontalAdvance(u"ünï"_s));
}

void TestInstanceDelegate::growsWithTheFont()
{
    Fixture f;
    const int before = f.delegate.rowHeight();
    QFont large;
    large.setPointSizeF(large.pointSizeF() * 2);
    f.delegate.setFont(large);
    QVERIFY(f.delegate.rowHeight() > before + 8);
}

void TestInstanceDelegate::paintsEveryColumnInBothThemes()
{
    const Fixture f;
    for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
        QImage blank(200, 40, QImage::Format_RGB32);
        blank.fill(palette.color(QPalette::Base));
        for (int column = 0; column < InstanceTableModel::ColumnCount; ++column) {
            const bool painted = f.paint(column, palette) != blank;
            QCOMPARE(painted, column != InstanceTableModel::ParentColumn); // nobody looks it up
        }
    }
}

void TestInstanceDelegate::fillsSelectedRows()
{
    const Fixture f;
    const QPalette palette = theme::lightPalette();
    const QImage image = f.paint(InstanceTableModel::NameColumn, palette,
                                 QStyle::State_Enabled | QStyle::State_Selected);
    QCOMPARE(image.pixelColor(179, 20), theme::color(theme::Role::SelectedRow, palette));
}

void TestInstanceDelegate::staysInsideItsCell()
{
    const Fixture f;
    const QPalette palette = theme::lightPalette();
    const QImage image = f.paint(InstanceTableModel::IdColumn, palette);
    for (int y = 0; y < image.height(); ++y) {
        for (const int x : { 5, 15, 185, 195 }) {
            QCOMPARE(image.pixelColor(x, y), palette.color(QPalette::Base));
        }
    }
}

HUBDECK_TEST(TestInstanceDelegate)
#include "tst_instancedelegate.moc"
