// SPDX-License-Identifier: MIT
#include "ui/hubs/activitydelegate.h"

#include "models/activity/activitymodel.h"
#include "models/displaytext.h"
#include "testprogram.h"
#include "ui/shell/theme.h"

#include <QListView>
#include <QPainter>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using Outcome = ActivityModel::Outcome;

namespace {

struct Fixture
{
    TimeDisplay time;
    ActivityModel model { time };
    QListView view;
    ActivityModel::EntryId entry
        = model.add({ u"OrdersHub"_s, u"Rewind family-1"_s, u"rewind"_s, u"family-1"_s });

    [[nodiscard]] QImage row(int width = 600) const
    {
        QImage image(width, 26, QImage::Format_RGB32);
        const QPalette palette = theme::lightPalette();
        image.fill(palette.color(QPalette::Base));
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.palette = palette;
        option.font = view.font();
        option.fontMetrics = QFontMetrics(option.font);
        QPainter painter(&image);
        ActivityDelegate().paint(&painter, option, model.index(0, 0));
        return image;
    }

    [[nodiscard]] bool shows(theme::Role role) const
    {
        const QColor colour = theme::color(role, theme::lightPalette());
        const QImage image = row();
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixelColor(x, y) == colour) {
                    return true;
                }
            }
        }
        return false;
    }
};

} // namespace

class TestActivityDelegate : public QObject
{
    Q_OBJECT

private slots:

    void failuresAndUnknownOutcomesHaveTheirColours()
    {
        Fixture f;
        f.model.update(f.entry, Outcome::Done, u"accepted"_s);
        QVERIFY(!f.shows(theme::Role::Failed));
        f.model.update(f.entry, Outcome::Failed, u"refused"_s);
        QVERIFY(f.shows(theme::Role::Failed));
        f.model.update(f.entry, Outcome::Unknown, u"perhaps"_s);
        QVERIFY(f.shows(theme::Role::Suspended));
        QVERIFY(!f.shows(theme::Role::Failed));
    }

    void statusesStandOut()
    {
        Fixture f;
        f.model.update(f.entry, Outcome::Done, u"completed"_s); // no name of a status
        const QImage plain = f.row();
        f.model.update(f.entry, Outcome::Done, u"Completed"_s);
        QVERIFY(f.row() != plain);
    }

    void aNarrowRowIsNoError()
    {
        Fixture f;
        f.model.update(f.entry, Outcome::Done, u"accepted, Completed after 1.8 s"_s);
        QVERIFY(!f.row(40).isNull());
        QStyleOptionViewItem option;
        option.fontMetrics = QFontMetrics(f.view.font());
        QVERIFY(ActivityDelegate().sizeHint(option, f.model.index(0, 0)).height()
                > option.fontMetrics.height());
    }
};

HUBDECK_TEST(TestActivityDelegate)
#include "tst_activitydelegate.moc"
