// SPDX-License-Identifier: MIT
#include "ui/shell/actionregistry.h"

#include "ui/shell/theme.h"

#include <QMenu>
#include <QTextDocument>

#include <algorithm>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == u'&' && i + 1 < text.size()) {
            ++i; // the mark goes; of a doubled one the second stays
        }
        plain += text.at(i);
    }
    return plain;
}

/// Reasons may hold text of a server, and a tool tip that looks like HTML is drawn as HTML.
QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text)
        ? u"<p style='white-space:pre-wrap'>"_s + text.toHtmlEscaped() + u"</p>"_s
        : text;
}

} // namespace

ActionRegistry::ActionRegistry(QObject *parent)
    : QObject(parent)
{ }

QAction *ActionRegistry::add(Spec spec)
{
    Q_ASSERT(!action(spec.id));
    auto *added = new QAction(spec.text, this);
    added->setObjectName(spec.id);
    added->setShortcuts(spec.shortcuts);
    // Asked again when triggered: the state may have changed since the last update().
    connect(added, &QAction::triggered, this, [rule = spec.enabledWhen, run = spec.run] {
        if (run && (!rule || rule().allowed)) {
            run();
        }
    });
    m_entries.push_back({ std::move(spec), added, {} });
    Entry &entry = m_entries.back();
    apply(entry, entry.spec.enabledWhen ? entry.spec.enabledWhen() : Verdict {});
    return added;
}

QAction *ActionRegistry::action(const QString &id) const
{
    const auto found = std::ranges::find_if(
        m_entries, [&id](const Entry &entry) { return entry.spec.id == id; });
    return found == m_entries.end() ? nullptr : found->action;
}

void ActionRegistry::fill(QMenu &menu, const QStringList &ids) const
{
    for (const QString &id : ids) {
        if (id.isEmpty()) {
            menu.addSeparator();
        } else if (QAction *known = action(id)) {
            menu.addAction(known);
        }
    }
}

std::vector<ActionRegistry::Item> ActionRegistry::items() const
{
    std::vector<Item> result;
    result.reserve(m_entries.size());
    for (const Entry &entry : m_entries) {
        result.push_back({ entry.action, entry.spec.category, withoutMnemonic(entry.action->text()),
                           entry.reason });
    }
    return result;
}

ActionRegistry::Look ActionRegistry::lookOf(const QAction *action) const
{
    const auto found = std::ranges::find(m_entries, action, &Entry::action);
    return found == m_entries.end() ? Look::Plain : found->spec.look;
}

void ActionRegistry::update()
{
    for (Entry &entry : m_entries) {
        apply(entry, entry.spec.enabledWhen ? entry.spec.enabledWhen() : Verdict {});
    }
}

void ActionRegistry::apply(Entry &entry, const Verdict &verdict)
{
    entry.reason = verdict.allowed ? QString() : verdict.reason;
    entry.action->setEnabled(verdict.allowed);
    QString tip = entry.spec.hint.isEmpty() ? withoutMnemonic(entry.spec.text) : entry.spec.hint;
    if (!entry.action->shortcut().isEmpty()) {
        tip = tr("%1 (%2)").arg(tip, entry.action->shortcut().toString(QKeySequence::NativeText));
    }
    if (!entry.reason.isEmpty()) {
        tip += u'\n' + entry.reason;
    }
    entry.action->setToolTip(plainToolTip(tip));
    entry.action->setStatusTip({});
}

void ActionRegistry::setPalette(const QPalette &palette)
{
    const QColor disabled = palette.color(QPalette::Disabled, QPalette::WindowText);
    for (const Entry &entry : m_entries) {
        if (entry.spec.iconName.isEmpty()) {
            continue;
        }
        const QColor normal = entry.spec.look == Look::Danger
            ? theme::color(theme::Role::Danger, palette)
            : palette.color(QPalette::Active, QPalette::WindowText);
        entry.action->setIcon(theme::tintedIcon(entry.spec.iconName, normal, disabled));
    }
}

} // namespace hubdeck
