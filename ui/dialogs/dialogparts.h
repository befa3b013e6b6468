// SPDX-License-Identifier: MIT
#pragma once

#include "services/taskhub/runtimestatus.h"

#include <QIcon>
#include <QMap>
#include <QString>

class QFormLayout;
class QLabel;
class QLineEdit;
class QTreeWidget;
class QWidget;

/// Small pieces that several dialogs are put together from.
namespace hubdeck::dialogparts {

/// A label that wraps and never takes a server's text for rich text.
[[nodiscard]] QLabel *plainLabel(const QString &text, const QString &name, QWidget *parent);
/// Shows a label's text in a colour by meaning; invalid: the normal colour.
enum class Tone { Normal, Muted, Good, Bad, Warning };
void setTone(QLabel &label, Tone tone);
/// A warning with a coloured panel behind it.
[[nodiscard]] QLabel *warningPanel(const QString &text, const QString &name, QWidget *parent);
[[nodiscard]] QIcon statusIcon(RuntimeStatus::Kind kind, const QPalette &palette, int side);

/// A list of things with a status each, a few lines high; grows no further.
[[nodiscard]] QTreeWidget *statusList(const QStringList &headers, const QString &name,
                                      QWidget *parent);
void addStatusRow(QTreeWidget &list, const RuntimeStatus &status, const QStringList &texts);
/// Gives rows the height that those of all lists have.
void setRowHeight(QTreeWidget &list);
/// Gives the list the height of its rows, between one and `most`.
void fitHeight(QTreeWidget &list, int most);
/// `Failed 23` …, wire name → number, in the order in which statuses are shown.
void fillCounts(QTreeWidget &list, const QMap<QString, qint64> &counts);
/// A field for a secret, which shows dots.
[[nodiscard]] QLineEdit *secretEdit(const QString &name, const QString &accessibleName,
                                    QWidget *parent);
/// Puts an eye into the field that shows its text while it is pressed in.
void addEye(QLineEdit &edit, const QString &name, const QString &text);
/// How many characters one change of a text has put in, however many it has taken out: a paste
/// brings more than a key press, also over a text of the same length.
[[nodiscard]] qsizetype inserted(const QString &before, const QString &after);
/// A form whose fields grow with the dialog and whose labels stand above the field's first line.
[[nodiscard]] QFormLayout *form();
/// Lets the fields of all forms in `dialog` begin at the same place.
void alignForms(const QWidget &dialog);

} // namespace hubdeck::dialogparts
