// SPDX-License-Identifier: MIT
#pragma once

#include "scriptedhub.h"
#include "scriptedprompts.h"
#include "ui/dialogs/actiondialog.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QKeySequence>
#include <QLabel>
#include <QLineEdit>
#include <QMultiHash>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

#include <memory>

namespace hubdeck::test {

/// What the tests of all dialogs need: a hub in memory with a session, and instances of every
/// state.
class DialogFixture
{
public:
    explicit DialogFixture(const HubInfo &info = { QStringLiteral("OrdersHub"),
                                                   QStringLiteral("https://contoso.example") })
        : hub(std::make_shared<ScriptedHub>())
        , session(std::make_unique<HubSession>(info, hub, pool))
    { }

    ~DialogFixture()
    {
        hub->release();
        pool.waitForDone();
    }

    [[nodiscard]] static SelectedInstance one(const QString &id, RuntimeStatus::Kind status)
    {
        return { InstanceId(id), QStringLiteral("Order"), status };
    }

    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub;
    std::unique_ptr<HubSession> session;
    ScriptedPrompts prompts;

private:
    Q_DISABLE_COPY_MOVE(DialogFixture)
};

inline bool shown(QWidget &widget)
{
    widget.show();
    return QTest::qWaitForWindowExposed(&widget);
}

template <typename T> T *part(const QWidget &dialog, const char *name)
{
    return dialog.findChild<T *>(QString::fromLatin1(name));
}

inline QPushButton *acceptButton(const QWidget &dialog)
{
    return part<QPushButton>(dialog, "acceptButton");
}

inline QString labelText(const QWidget &dialog, const char *name)
{
    const auto *label = part<QLabel>(dialog, name);
    return label ? label->text() : QStringLiteral("<no label>");
}

/// Types into a line edit as a person does.
inline void type(const QWidget &dialog, const char *name, const QString &text)
{
    auto *edit = part<QLineEdit>(dialog, name);
    edit->setFocus();
    edit->clear();
    QTest::keyClicks(edit, text);
}

/// Every text of a visible label fits: labels that wrap have the height they need, the others the
/// width.
inline QString cutOffText(const QWidget &dialog)
{
    for (const auto *label : dialog.findChildren<QLabel *>()) {
        if (!label->isVisible() || label->text().isEmpty()) {
            continue;
        }
        const int height = label->wordWrap() ? label->heightForWidth(label->width())
                                             : label->sizeHint().height();
        if (label->height() < height
            || (!label->wordWrap() && label->width() < label->sizeHint().width())) {
            return label->objectName() + QStringLiteral(": ") + label->text();
        }
    }
    for (const auto *button : dialog.findChildren<QAbstractButton *>()) {
        const bool inField = button->parentWidget()->inherits("QLineEdit");
        if (!inField && button->isVisible()
            && button->width() < button->minimumSizeHint().width()) {
            return button->text();
        }
    }
    return {};
}

/// Alt keys that more than one of the visible controls answers to.
inline QStringList sharedMnemonics(const QWidget &dialog)
{
    QMultiHash<QString, QString> texts;
    const auto add = [&texts](const QString &text) {
        if (const QKeySequence key = QKeySequence::mnemonic(text); !key.isEmpty()) {
            texts.insert(key.toString(), text);
        }
    };
    for (const auto *label : dialog.findChildren<QLabel *>()) {
        if (label->isVisible() && label->buddy() != nullptr) {
            add(label->text());
        }
    }
    for (const auto *button : dialog.findChildren<QAbstractButton *>()) {
        if (button->isVisible()) {
            add(button->text());
        }
    }
    QStringList shared;
    for (const QString &key : texts.uniqueKeys()) {
        if (texts.count(key) > 1) {
            shared.append(texts.values(key));
        }
    }
    return shared;
}

/// Controls without a name for a screen reader.
inline QStringList unnamedControls(const QWidget &dialog)
{
    QStringList result;
    for (const auto *edit : dialog.findChildren<QLineEdit *>()) {
        const bool inner = edit->objectName().startsWith(QStringLiteral("qt_"))
            || (edit->parentWidget() && edit->parentWidget()->focusProxy() == edit);
        if (!inner && edit->accessibleName().isEmpty()
            && !edit->parentWidget()->inherits("QComboBox")) {
            result += edit->objectName();
        }
    }
    for (const auto *edit : dialog.findChildren<QPlainTextEdit *>()) {
        if (edit->accessibleName().isEmpty()) {
            result += edit->objectName();
        }
    }
    return result;
}

} // namespace hubdeck::test
