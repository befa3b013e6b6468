// SPDX-License-Identifier: MIT
#include "ui/dialogs/dialogparts.h"

#include "models/displaytext.h"
#include "ui/shell/theme.h"

#include <QAction>
#include <QCoreApplication>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeWidget>

#include <algorithm>
#include <vector>

namespace hubdeck::dialogparts {

using theme::Role;

namespace {

int rowHeight(const QFontMetrics &metrics)
{
    return metrics.height() + 9;
}

class RowDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        return { QStyledItemDelegate::sizeHint(option, index).width(),
                 rowHeight(option.fontMetrics) };
    }
};

} // namespace

QLabel *plainLabel(const QString &text, const QString &name, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setTone(QLabel &label, Tone tone)
{
    // The window's palette, not the label's own, which is being changed.
    const QPalette base
        = label.parentWidget() != nullptr ? label.parentWidget()->palette() : label.palette();
    QColor color = base.color(QPalette::WindowText);
    switch (tone) {
    case Tone::Normal:
        break;
    case Tone::Muted:
        color = theme::color(Role::MutedText, base);
        break;
    case Tone::Good:
        color = theme::color(Role::Completed, base);
        break;
    case Tone::Bad:
        color = theme::color(Role::Danger, base);
        break;
    case Tone::Warning:
        color = theme::color(Role::Suspended, base);
        break;
    }
    QPalette palette = base;
    palette.setColor(QPalette::WindowText, color);
    label.setPalette(palette);
}

QLabel *warningPanel(const QString &text, const QString &name, QWidget *parent)
{
    QLabel *label = plainLabel(text, name, parent);
    QPalette palette = parent->palette();
    palette.setColor(QPalette::Window, theme::color(Role::WarningPanel, parent->palette()));
    label->setPalette(palette);
    label->setAutoFillBackground(true);
    label->setMargin(8);
    return label;
}

QIcon statusIcon(RuntimeStatus::Kind kind, const QPalette &palette, int side)
{
    constexpr int scale = 2; // sharp on dense screens too
    QPixmap pixmap(side * scale, side * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal inset = side * 0.18;
    theme::paintStatusGlyph(painter, QRectF(inset, inset, side - 2 * inset, side - 2 * inset), kind,
                            palette);
    return QIcon(pixmap);
}

QTreeWidget *statusList(const QStringList &headers, const QString &name, QWidget *parent)
{
    auto *list = new QTreeWidget(parent);
    list->setObjectName(name);
    list->setHeaderLabels(headers);
    list->setRootIsDecorated(false);
    setRowHeight(*list);
    list->setAlternatingRowColors(true);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    list->setFocusPolicy(Qt::StrongFocus); // to be scrolled by the keyboard
    list->setTextElideMode(Qt::ElideMiddle);
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list->header()->setSectionsMovable(false);
    list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return list;
}

void addStatusRow(QTreeWidget &list, const RuntimeStatus &status, const QStringList &texts)
{
    auto *item = new QTreeWidgetItem(&list);
    item->setText(0, displaytext::status(status));
    item->setIcon(0, statusIcon(status.kind(), list.palette(), list.fontMetrics().height()));
    for (int i = 0; i < texts.size(); ++i) {
        item->setText(i + 1, displaytext::singleLine(texts.at(i), 300));
        item->setToolTip(i + 1, displaytext::singleLine(texts.at(i), 300).toHtmlEscaped());
    }
}

void setRowHeight(QTreeWidget &list)
{
    list.setUniformRowHeights(true);
    list.setItemDelegate(new RowDelegate(&list));
}

void fitHeight(QTreeWidget &list, int most)
{
    const int rows = std::clamp(list.topLevelItemCount(), 1, most);
    const int row = std::max(list.sizeHintForRow(0), rowHeight(list.fontMetrics()));
    const int header = list.isHeaderHidden() ? 0 : list.header()->sizeHint().height();
    list.setFixedHeight(rows * row + header + 2 * list.frameWidth() + 2);
}

void fillCounts(QTreeWidget &list, const QMap<QString, qint64> &counts)
{
    list.clear();
    list.headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    list.header()->setStretchLastSection(false);
    const auto add = [&list](const RuntimeStatus &status, qint64 count) {
        addStatusRow(list, status, { displaytext::count(count) });
        list.topLevelItem(list.topLevelItemCount() - 1)
            ->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    };
    for (const auto kind : RuntimeStatus::queryable) {
        if (const qint64 count = counts.value(nameOf(kind)); count > 0) {
            add(kind, count);
        }
    }
    for (auto it = counts.cbegin(); it != counts.cend(); ++it) {
        if (const auto status = RuntimeStatus::fromName(it.key());
            status.kind() == RuntimeStatus::Kind::Unknown) {
            add(status, it.value());
        }
    }
}

QLineEdit *secretEdit(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *edit = new QLineEdit(parent);
    edit->setObjectName(name);
    edit->setAccessibleName(accessibleName);
    edit->setEchoMode(QLineEdit::Password);
    edit->setInputMethodHints(Qt::ImhSensitiveData | Qt::ImhNoPredictiveText
                              | Qt::ImhNoAutoUppercase);
    edit->setToolTip(QCoreApplication::translate("hubdeck::dialogparts",
                                                 "Kept in memory only, until Hubdeck is closed"));
    return edit;
}

void addEye(QLineEdit &edit, const QString &name, const QString &text)
{
    QAction *eye = edit.addAction(theme::icon(QStringLiteral("eye"), edit.palette()),
                                  QLineEdit::TrailingPosition);
    eye->setObjectName(name);
    eye->setCheckable(true);
    eye->setText(text);
    eye->setToolTip(text);
    QObject::connect(eye, &QAction::toggled, &edit, [&edit](bool shown) {
        edit.setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    });
}

qsizetype inserted(const QString &before, const QString &after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype head = 0;
    while (head < shorter && before.at(head) == after.at(head)) {
        ++head;
    }
    qsizetype tail = 0;
    while (tail < shorter - head
           && before.at(before.size() - 1 - tail) == after.at(after.size() - 1 - tail)) {
        ++tail;
    }
    return after.size() - head - tail;
}

QFormLayout *form()
{
    auto *layout = new QFormLayout;
    layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->setHorizontalSpacing(16);
    layout->setVerticalSpacing(10);
    return layout;
}

void alignForms(const QWidget &dialog)
{
    std::vector<QWidget *> labels;
    int widest = 0;
    for (const QFormLayout *form : dialog.findChildren<QFormLayout *>()) {
        for (int row = 0; row < form->rowCount(); ++row) {
            const QLayoutItem *item = form->itemAt(row, QFormLayout::LabelRole);
            if (item && item->widget()) {
                labels.push_back(item->widget());
                widest = std::max(widest, item->widget()->sizeHint().width());
            }
        }
    }
    for (QWidget *label : labels) {
        label->setMinimumWidth(widest);
    }
}

} // namespace hubdeck::dialogparts
