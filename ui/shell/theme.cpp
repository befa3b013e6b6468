// SPDX-License-Identifier: MIT
#include "ui/shell/theme.h"

#include "ui/shell/symbolicicon.h"

#include <QFontDatabase>
#include <QPainter>
#include <QPainterPath>

#include <array>

namespace hubdeck::theme {

namespace {

struct Entry
{
    Role role;
    QRgb light;
    QRgb dark;
};

// The colours of the two pictures; text roles a little deeper or paler where the picture's tone
// missed a contrast of 4.5.
constexpr std::array table {
    Entry { Role::Running, 0xff1a5fd0, 0xff6bb5fe },
    Entry { Role::Pending, 0xff7d5f00, 0xffe3b341 },
    Entry { Role::Suspended, 0xff925500, 0xfffea556 },
    Entry { Role::Failed, 0xffbd2f2f, 0xfffe8d85 },
    Entry { Role::Completed, 0xff1f7443, 0xff5ebe89 },
    Entry { Role::Terminated, 0xff596371, 0xffa8b0ba },
    Entry { Role::ContinuedAsNew, 0xff6a45c9, 0xffbfa6ff },
    Entry { Role::Canceled, 0xff596371, 0xffa8b0ba },
    Entry { Role::Unknown, 0xff596371, 0xffa8b0ba },
    Entry { Role::Accent, 0xff1a5fd0, 0xff7db0ff },
    Entry { Role::Danger, 0xffbd2f2f, 0xfffe8d85 },
    Entry { Role::MutedText, 0xff596371, 0xffa8adb5 },
    Entry { Role::Border, 0xffd8dce1, 0xff3a3d42 },
    Entry { Role::Panel, 0xfff6f7f9, 0xff1e1f22 },
    Entry { Role::AlternateRow, 0xfff7f8fa, 0xff2a2c31 },
    Entry { Role::SelectedRow, 0xffdbe8fc, 0xff2d3e5d },
    Entry { Role::JsonKey, 0xff1e7038, 0xff7ee787 },
    Entry { Role::JsonString, 0xff0a3069, 0xffa5d6ff },
    Entry { Role::JsonNumber, 0xff9a4a12, 0xffffb27a },
    Entry { Role::JsonKeyword, 0xffa03a10, 0xffffb27a },
    Entry { Role::ErrorPanel, 0xfffdecec, 0xff3f2b2d },
    Entry { Role::WarningPanel, 0xfffff5d9, 0xff3d3626 },
    Entry { Role::InfoPanel, 0xffe8f0fd, 0xff29364b },
    Entry { Role::PrimaryButton, 0xff1f6feb, 0xff2f6fe0 },
    Entry { Role::PrimaryButtonText, 0xffffffff, 0xffffffff },
};

constexpr bool isInOrder()
{
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (static_cast<std::size_t>(table.at(i).role) != i) {
            return false;
        }
    }
    return true;
}

static_assert(isInOrder(), "the table has the order of Role");

struct Colours
{
    QRgb window, base, alternate, text, muted, disabled, button, mid, highlight, accent, toolTip;
};

QPalette make(const Colours &c)
{
    QPalette palette(QColor(c.text), QColor(c.button), QColor(c.base), QColor(c.mid), QColor(c.mid),
                     QColor(c.text), QColor(c.text), QColor(c.base), QColor(c.window));
    palette.setColor(QPalette::Button, QColor(c.button));
    palette.setColor(QPalette::Light, QColor(c.base));
    palette.setColor(QPalette::Midlight, QColor(c.alternate));
    palette.setColor(QPalette::Shadow, QColor(c.mid));
    palette.setColor(QPalette::AlternateBase, QColor(c.alternate));
    palette.setColor(QPalette::Highlight, QColor(c.highlight));
    palette.setColor(QPalette::HighlightedText, QColor(c.text));
    palette.setColor(QPalette::Link, QColor(c.accent));
    palette.setColor(QPalette::LinkVisited, QColor(c.accent));
    palette.setColor(QPalette::ToolTipBase, QColor(c.toolTip));
    palette.setColor(QPalette::ToolTipText, QColor(c.text));
    palette.setColor(QPalette::PlaceholderText, QColor(c.muted));
    for (const auto role : { QPalette::Text, QPalette::WindowText, QPalette::ButtonText,
                             QPalette::HighlightedText }) {
        palette.setColor(QPalette::Disabled, role, QColor(c.disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(c.mid));
    return palette;
}

QPen outline(const QColor &color, qreal unit)
{
    return { color, unit * 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin };
}

// Paths live in a square of 1 x 1.
QPainterPath filledShape(RuntimeStatus::Kind kind)
{
    QPainterPath path;
    if (kind == RuntimeStatus::Kind::Running) {
        path.moveTo(0.16, 0.08);
        path.lineTo(0.94, 0.5);
        path.lineTo(0.16, 0.92);
        path.closeSubpath();
    } else if (kind == RuntimeStatus::Kind::Suspended) {
        path.addRect(0.18, 0.08, 0.22, 0.84);
        path.addRect(0.60, 0.08, 0.22, 0.84);
    } else if (kind == RuntimeStatus::Kind::Terminated) {
        path.addRect(0.08, 0.08, 0.84, 0.84);
    }
    return path;
}

QPainterPath outlinedShape(RuntimeStatus::Kind kind)
{
    QPainterPath path;
    const QRectF circle(0.06, 0.06, 0.88, 0.88);
    switch (kind) {
    case RuntimeStatus::Kind::Pending: // a clock
        path.addEllipse(circle);
        path.moveTo(0.5, 0.24);
        path.lineTo(0.5, 0.5);
        path.lineTo(0.68, 0.6);
        break;
    case RuntimeStatus::Kind::Failed: // a cross
        path.moveTo(0.12, 0.12);
        path.lineTo(0.88, 0.88);
        path.moveTo(0.88, 0.12);
        path.lineTo(0.12, 0.88);
        break;
    case RuntimeStatus::Kind::Completed: // a tick
        path.moveTo(0.06, 0.56);
        path.lineTo(0.36, 0.86);
        path.lineTo(0.94, 0.16);
        break;
    case RuntimeStatus::Kind::ContinuedAsNew: // an arrow that goes round
        path.arcMoveTo(circle, 62);
        path.arcTo(circle, 62, -300);
        path.moveTo(0.70, -0.06);
        path.lineTo(0.72, 0.14);
        path.lineTo(0.52, 0.20);
        break;
    case RuntimeStatus::Kind::Canceled: // a slashed circle
        path.addEllipse(circle);
        path.moveTo(0.82, 0.18);
        path.lineTo(0.18, 0.82);
        break;
    case RuntimeStatus::Kind::Unknown: // a question mark
        path.moveTo(0.24, 0.28);
        path.cubicTo(0.26, -0.04, 0.80, 0.0, 0.76, 0.30);
        path.cubicTo(0.74, 0.48, 0.5, 0.46, 0.5, 0.68);
        path.moveTo(0.5, 0.93);
        path.lineTo(0.5, 0.94);
        break;
    case RuntimeStatus::Kind::Running:
    case RuntimeStatus::Kind::Suspended:
    case RuntimeStatus::Kind::Terminated:
        break;
    }
    return path;
}

} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightnessF()
        < palette.color(QPalette::WindowText).lightnessF();
}

QColor color(Role role, const QPalette &palette)
{
    const Entry &entry = table.at(static_cast<std::size_t>(role));
    return QColor(isDark(palette) ? entry.dark : entry.light);
}

Role roleOf(RuntimeStatus::Kind kind) noexcept
{
    switch (kind) {
    case RuntimeStatus::Kind::Running:
        return Role::Running;
    case RuntimeStatus::Kind::Completed:
        return Role::Completed;
    case RuntimeStatus::Kind::ContinuedAsNew:
        return Role::ContinuedAsNew;
    case RuntimeStatus::Kind::Failed:
        return Role::Failed;
    case RuntimeStatus::Kind::Canceled:
        return Role::Canceled;
    case RuntimeStatus::Kind::Terminated:
        return Role::Terminated;
    case RuntimeStatus::Kind::Pending:
        return Role::Pending;
    case RuntimeStatus::Kind::Suspended:
        return Role::Suspended;
    case RuntimeStatus::Kind::Unknown:
        break;
    }
    return Role::Unknown;
}

QColor chipFill(RuntimeStatus::Kind kind, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (kind) {
    case RuntimeStatus::Kind::Running:
        return QColor(dark ? 0xff2d3e5d : 0xffdbe8fc);
    case RuntimeStatus::Kind::Pending:
        return QColor(dark ? 0xff403b2e : 0xfff3ebd0);
    case RuntimeStatus::Kind::Suspended:
        return QColor(dark ? 0xff443632 : 0xfff4e6d3);
    case RuntimeStatus::Kind::Failed:
        return QColor(dark ? 0xff4a3234 : 0xfff8e1e1);
    case RuntimeStatus::Kind::Completed:
        return QColor(dark ? 0xff2d3f36 : 0xffdff0e6);
    case RuntimeStatus::Kind::ContinuedAsNew:
        return QColor(dark ? 0xff3b3650 : 0xffebe5fa);
    case RuntimeStatus::Kind::Terminated:
    case RuntimeStatus::Kind::Canceled:
    case RuntimeStatus::Kind::Unknown:
        break;
    }
    return QColor(dark ? 0xff3a3d42 : 0xffe6eae9);
}

QPalette lightPalette()
{
    return make({ .window = 0xfffdfdfe,
                  .base = 0xffffffff,
                  .alternate = 0xfff7f8fa,
                  .text = 0xff1c2128,
                  .muted = 0xff596371,
                  .disabled = 0xffa0a6af,
                  .button = 0xfff6f7f9,
                  .mid = 0xffd8dce1,
                  .highlight = 0xffdbe8fc,
                  .accent = 0xff1a5fd0,
                  .toolTip = 0xffffffff });
}

QPalette darkPalette()
{
    return make({ .window = 0xff26282c,
                  .base = 0xff26282c,
                  .alternate = 0xff2a2c31,
                  .text = 0xffe3e5e9,
                  .muted = 0xffa8adb5,
                  .disabled = 0xff676b72,
                  .button = 0xff2a2c31,
                  .mid = 0xff3a3d42,
                  .highlight = 0xff2d3e5d,
                  .accent = 0xff7db0ff,
                  .toolTip = 0xff34363b });
}

void paintStatusGlyph(QPainter &painter, const QRectF &rect, RuntimeStatus::Kind kind,
                      const QPalette &palette)
{
    const qreal side = qMin(rect.width(), rect.height()) * 0.68;
    const QColor ink = color(roleOf(kind), palette);
    QTransform place;
    place.translate(rect.center().x() - side / 2, rect.center().y() - side / 2);
    place.scale(side, side);

    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (const QPainterPath filled = filledShape(kind); !filled.isEmpty()) {
        painter.fillPath(place.map(filled), ink);
    } else {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(outline(ink, side));
        painter.drawPath(place.map(outlinedShape(kind)));
    }
    painter.restore();
}

QFont monospace(const QFont &base)
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (base.pointSizeF() > 0) {
        font.setPointSizeF(base.pointSizeF());
    } else {
        font.setPixelSize(base.pixelSize());
    }
    font.setStyleHint(QFont::Monospace);
    font.setFixedPitch(true);
    return font;
}

QIcon icon(const QString &name, const QPalette &palette)
{
    return tintedIcon(name, palette.color(QPalette::Active, QPalette::WindowText),
                      palette.color(QPalette::Disabled, QPalette::WindowText));
}

QIcon tintedIcon(const QString &name, const QColor &normal, const QColor &disabled)
{
    return QIcon(new SymbolicIconEngine(name, normal, disabled)); // QIcon owns its engine
}

} // namespace hubdeck::theme
