// SPDX-License-Identifier: MIT
#include "ui/hubs/hubdelegate.h"

#include "hubregistryfixture.h"
#include "models/hubs/hubtreemodel.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QTest>
#include <QTreeView>

using namespace hubdeck;
using namespace hubdeck::test;
using namespace Qt::StringLiterals;

namespace {

/// True when a pixel of the picture has this colour.
bool holds(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y) == colour) {
                return true;
            }
        }
    }
    return false;
}

struct Fixture : HubRegistryFixture
{
    [[nodiscard]] QImage row(bool ofHub, int width = 260)
    {
        HubTreeModel model(registry);
        QTreeView view;
        view.setPalette(theme::lightPalette());
        const QModelIndex connection = model.index(0, 0);
        const QModelIndex index = ofHub ? model.index(0, 0, connection) : connection;
        QImage image(width, 30, QImage::Format_RGB32);
        image.fill(theme::lightPalette().color(QPalette::Base));
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.palette = theme::lightPalette();
        option.font = view.font();
        option.fontMetrics = QFontMetrics(option.font);
        QPainter painter(&image);
        HubDelegate(&view).paint(&painter, option, index);
        return image;
    }

    void add(bool production)
    {
        HubInfo added = info(u"A"_s);
        added.production = production;
        id = registry.add(address(u"a.example"_s), added);
    }

    HubRegistry::EntryId id = 0;
};

} // namespace

class TestHubDelegate : public QObject
{
    Q_OBJECT

private slots:

    void marksStayInsideANarrowRow()
    {
        const QColor danger = theme::color(theme::Role::Danger, theme::lightPalette());
        Fixture f;
        HubInfo added = f.info(u"devstoreaccount1 · 127.0.0.1:10000 and much more of a name"_s);
        added.production = true;
        added.readOnly = true;
        f.registry.add(f.address(u"a.example"_s), added);
        const QImage narrow = f.row(false, 190);
        int last = 0;
        for (int x = 0; x < narrow.width(); ++x) {
            for (int y = 0; y < narrow.height(); ++y) {
                last = narrow.pixelColor(x, y) == danger ? x : last;
            }
        }
        QVERIFY(last > 0);
        const QColor base = theme::lightPalette().color(QPalette::Base);
        for (int y = 0; y < narrow.height(); ++y) { // the frame of a mark ends before the row
            QCOMPARE(narrow.pixelColor(narrow.width() - 3, y), base);
        }
        // The second mark has room beside the red one.
        QVERIFY2(last < narrow.width() - 60, qPrintable(QString::number(last)));
    }

    void aProductionConnectionHasARedTag()
    {
        const QColor danger = theme::color(theme::Role::Danger, theme::lightPalette());
        Fixture plain;
        plain.add(false);
        QVERIFY(!holds(plain.row(false), danger));
        Fixture production;
        production.add(true);
        QVERIFY(holds(production.row(false), danger));
    }

    void theDotIsFilledOnlyWhereThereIsAnAnswer()
    {
        Fixture f;
        f.add(false);
        const QColor reachable = theme::color(theme::Role::Completed, theme::lightPalette());
        QVERIFY(!holds(f.row(false), reachable));
        f.registry.open(f.id);
        f.registry.noteAnswer(f.id);
        QVERIFY(holds(f.row(false), reachable));
        f.registry.noteFailure(f.id, TaskHubError(ErrorKind::Unreachable, u"gone"_s));
        QVERIFY(holds(f.row(false), theme::color(theme::Role::Failed, theme::lightPalette())));
    }

    void aHubSaysWhatKindItIs()
    {
        Fixture f;
        f.add(false);
        QVERIFY(holds(f.row(true), theme::color(theme::Role::MutedText, theme::lightPalette())));
    }
};

HUBDECK_TEST(TestHubDelegate)
#include "tst_hubdelegate.moc"
