// SPDX-License-Identifier: MIT
#include "ui/details/jsonlinepainter.h"

#include "models/json/jsondocument.h"
#include "models/json/jsonfolds.h"
#include "models/json/jsonsearch.h"
#include "testprogram.h"
#include "ui/details/jsoncaret.h"
#include "ui/details/linelayout.h"
#include "ui/shell/theme.h"

#include <QPainter>
#include <QTest>
#include <QThreadPool>
#include <QWidget>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

constexpr QRect row(0, 0, 400, 20);
constexpr int left = 12;

struct Drawn
{
    explicit Drawn(const QPalette &palette = theme::lightPalette())
    {
        widget.setPalette(palette);
        widget.setFont(theme::monospace(widget.font()));
        document.load(pool, R"({"a":[1,2],"b":"text"})");
    }

    [[nodiscard]] QImage image(qsizetype line)
    {
        QImage drawn(row.size(), QImage::Format_RGB32);
        drawn.fill(widget.palette().color(QPalette::Base));
        QPainter painter(&drawn);
        painter.setPen(widget.palette().color(QPalette::Text));
        JsonLinePainter({ widget, document, folds, search, caret, layouts })
            .paint(painter, line, row, left);
        return drawn;
    }

    /// Whether anything is drawn between two columns of pixels.
    [[nodiscard]] bool isDrawn(const QImage &drawn, int from, int to) const
    {
        for (int x = from; x < to; ++x) {
            for (int y = 0; y < drawn.height(); ++y) {
                if (drawn.pixelColor(x, y) != widget.palette().color(QPalette::Base)) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] QRect standIn(qsizetype line)
    {
        return JsonLinePainter({ widget, document, folds, search, caret, layouts })
            .standInOf(line, row, left);
    }

    QThreadPool pool;
    QWidget widget;
    JsonDocument document;
    JsonFolds folds { document };
    JsonSearch search { document };
    LineLayouts layouts { document, widget };
    JsonCaret caret { document, folds, layouts };
};

} // namespace

class TestJsonLinePainter : public QObject
{
    Q_OBJECT

private slots:
    void onlyWhatFoldsHasATriangle();
    void aStandInFollowsTheTextOfAFold();
    void selectionAndMatchesAreMarked();
    void coloursFollowThePalette();
};

void TestJsonLinePainter::onlyWhatFoldsHasATriangle()
{
    Drawn drawn;
    QVERIFY(drawn.isDrawn(drawn.image(0), 0, left));
    QVERIFY(drawn.isDrawn(drawn.image(1), 0, left));
    QVERIFY(!drawn.isDrawn(drawn.image(2), 0, left));
    QVERIFY(!drawn.isDrawn(drawn.image(5), 0, left));
    drawn.document.setForm(JsonDocument::Form::Raw);
    drawn.layouts.clear();
    QVERIFY(!drawn.isDrawn(drawn.image(0), 0, left));
}

void TestJsonLinePainter::aStandInFollowsTheTextOfAFold()
{
    Drawn drawn;
    const QRect box = drawn.standIn(1);
    QVERIFY(row.contains(box));
    QVERIFY(!drawn.isDrawn(drawn.image(1), box.left(), row.width()));
    const QImage open = drawn.image(1);
    drawn.folds.fold(1);
    const QImage folded = drawn.image(1);
    QVERIFY(drawn.isDrawn(folded, box.left(), box.right()));
    QVERIFY(drawn.isDrawn(folded, box.right() + 1, row.width())); // `],  2 items`
    QVERIFY(open.copy(0, 0, left, 20) != folded.copy(0, 0, left, 20)); // the triangle has turned
}

void TestJsonLinePainter::selectionAndMatchesAreMarked()
{
    Drawn drawn;
    const QImage plain = drawn.image(5);
    drawn.search.setNeedle(u"text"_s);
    const QImage found = drawn.image(5);
    QVERIFY(found != plain);
    const qsizetype at = drawn.document.text().indexOf("text");
    drawn.caret.select(at, at + 4);
    QVERIFY(drawn.image(5) != found); // the current match
    QCOMPARE(drawn.image(2), Drawn().image(2));
}

void TestJsonLinePainter::coloursFollowThePalette()
{
    Drawn light;
    Drawn dark(theme::darkPalette());
    for (Drawn *drawn : { &light, &dark }) {
        drawn->folds.fold(1);
    }
    QVERIFY(light.image(1) != dark.image(1));
}

HUBDECK_TEST(TestJsonLinePainter)
#include "tst_jsonlinepainter.moc"
