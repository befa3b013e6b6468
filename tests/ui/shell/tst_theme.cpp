// SPDX-License-Identifier: MIT
#include "ui/shell/theme.h"

#include "testprogram.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

#include <cmath>

using namespace hubdeck;
using namespace Qt::StringLiterals;
using theme::Role;

namespace {

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &c)
{
    return 0.2126 * linear(double(c.redF())) + 0.7152 * linear(double(c.greenF()))
        + 0.0722 * linear(double(c.blueF()));
}

// WCAG 2.1
double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (qMax(la, lb) + 0.05) / (qMin(la, lb) + 0.05);
}

const QList<Role> textRoles { Role::Running,        Role::Pending,    Role::Suspended,
                              Role::Failed,         Role::Completed,  Role::Terminated,
                              Role::ContinuedAsNew, Role::Canceled,   Role::Unknown,
                              Role::Accent,         Role::Danger,     Role::MutedText,
                              Role::JsonKey,        Role::JsonString, Role::JsonNumber,
                              Role::JsonKeyword };

QList<QColor> backgrounds(const QPalette &palette)
{
    return { palette.color(QPalette::Window),           palette.color(QPalette::Base),
             palette.color(QPalette::Button),           theme::color(Role::Panel, palette),
             theme::color(Role::AlternateRow, palette), theme::color(Role::SelectedRow, palette) };
}

QImage glyph(RuntimeStatus::Kind kind, const QPalette &palette)
{
    QImage image(32, 32, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    theme::paintStatusGlyph(painter, image.rect(), kind, palette);
    return image;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private slots:

    void everyTextRoleIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void everyTextRoleIsReadable()
    {
        QFETCH(bool, dark);
        const QPalette palette = dark ? theme::darkPalette() : theme::lightPalette();
        QCOMPARE(theme::isDark(palette), dark);
        for (const QColor &background : backgrounds(palette)) {
            for (const Role role : textRoles) {
                const double value = contrast(theme::color(role, palette), background);
                QVERIFY2(
                    value >= 4.5,
                    qPrintable(
                        u"role %1 on %2: %3"_s.arg(int(role)).arg(background.name()).arg(value)));
            }
            QVERIFY(contrast(palette.color(QPalette::WindowText), background) >= 7);
            QVERIFY(contrast(palette.color(QPalette::PlaceholderText), background) >= 4.5);
        }
        for (const Role panel : { Role::ErrorPanel, Role::WarningPanel, Role::InfoPanel }) {
            QVERIFY(contrast(palette.color(QPalette::WindowText), theme::color(panel, palette))
                    >= 7);
            QVERIFY(contrast(theme::color(Role::Failed, palette), theme::color(panel, palette))
                    >= 4.5);
            QVERIFY(contrast(theme::color(Role::MutedText, palette), theme::color(panel, palette))
                    >= 4.5);
        }
        QVERIFY(contrast(theme::color(Role::PrimaryButtonText, palette),
                         theme::color(Role::PrimaryButton, palette))
                >= 4.5);
    }

    void chipsAreReadable()
    {
        for (const QPalette &palette : { theme::lightPalette(), theme::darkPalette() }) {
            for (const auto kind : RuntimeStatus::queryable) {
                const QColor fill = theme::chipFill(kind, palette);
                QVERIFY(contrast(theme::color(theme::roleOf(kind), palette), fill) >= 4.5);
                QVERIFY(contrast(palette.color(QPalette::WindowText), fill) >= 4.5);
            }
        }
    }

    void everyStatusHasAShapeOfItsOwn()
    {
        const QPalette palette = theme::lightPalette();
        QList<QImage> shapes;
        auto kinds = QList<RuntimeStatus::Kind>(RuntimeStatus::queryable.begin(),
                                                RuntimeStatus::queryable.end());
        kinds.append(RuntimeStatus::Kind::Unknown);
        for (const auto kind : kinds) {
            // the shape alone must tell them apart, not only the colour
            const QImage shape = glyph(kind, palette).convertToFormat(QImage::Format_Alpha8);
            QImage empty(shape.size(), shape.format());
            empty.fill(0);
            QVERIFY(shape != empty);
            QVERIFY(!shapes.contains(shape));
            shapes.append(shape);
        }
    }

    void glyphsFollowThePalette()
    {
        const auto kind = RuntimeStatus::Kind::Terminated; // filled in the middle
        QCOMPARE(glyph(kind, theme::lightPalette()).pixelColor(16, 16),
                 theme::color(Role::Terminated, theme::lightPalette()));
        QCOMPARE(glyph(kind, theme::darkPalette()).pixelColor(16, 16),
                 theme::color(Role::Terminated, theme::darkPalette()));
    }

    void iconsHaveTheTextColourAndADisabledState()
    {
        const QPalette palette = theme::darkPalette();
        const QIcon icon = theme::icon(u"stop"_s, palette);
        QVERIFY(!icon.isNull());
        QCOMPARE(icon.pixmap(32, QIcon::Normal).toImage().pixelColor(16, 16),
                 palette.color(QPalette::WindowText));
        QCOMPARE(icon.pixmap(32, QIcon::Disabled).toImage().pixelColor(16, 16),
                 palette.color(QPalette::Disabled, QPalette::WindowText));
    }

    void everyNamedIconIsBundled()
    {
        const QStringList names { u"refresh"_s, u"play"_s,          u"pause"_s,    u"stop"_s,
                                  u"bolt"_s,    u"rewind"_s,        u"restart"_s,  u"trash"_s,
                                  u"export"_s,  u"plus"_s,          u"copy"_s,     u"search"_s,
                                  u"hub"_s,     u"cloud"_s,         u"database"_s, u"flask"_s,
                                  u"file"_s,    u"chevron-right"_s, u"link"_s,     u"close"_s,
                                  u"error"_s,   u"warning"_s,       u"info"_s };
        for (const QString &name : names) {
            const QImage image = theme::icon(name, theme::lightPalette()).pixmap(32).toImage();
            QImage empty(image.size(), image.format());
            empty.fill(Qt::transparent);
            QVERIFY2(image != empty, qPrintable(name));
        }
    }

    void monospaceKeepsTheSize()
    {
        QFont base = QApplication::font();
        base.setPointSizeF(13.5);
        const QFont font = theme::monospace(base);
        QCOMPARE(font.pointSizeF(), 13.5);
        QVERIFY(font.fixedPitch());
    }
};

HUBDECK_TEST(TestTheme)
#include "tst_theme.moc"
