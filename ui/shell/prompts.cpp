// SPDX-License-Identifier: MIT
#include "ui/shell/prompts.h"

#include <QDialog>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace hubdeck {

Prompts::~Prompts() = default;

bool Prompts::run(QDialog &dialog)
{
    return dialog.exec() == QDialog::Accepted;
}

QString Prompts::saveFileName(QWidget *parent, const QString &title, const QString &suggestion,
                              const QString &filter)
{
    return QFileDialog::getSaveFileName(parent, title, suggestion, filter);
}

QString Prompts::openFileName(QWidget *parent, const QString &title, const QString &filter)
{
    return QFileDialog::getOpenFileName(parent, title, {}, filter);
}

bool Prompts::confirm(QWidget *parent, const QString &title, const QString &text,
                      const QString &yes)
{
    QMessageBox box(QMessageBox::Question, title, text, QMessageBox::Cancel, parent);
    box.setTextFormat(Qt::PlainText);
    const auto *yesButton = box.addButton(yes, QMessageBox::AcceptRole);
    box.setDefaultButton(QMessageBox::Cancel);
    box.exec();
    return box.clickedButton() == yesButton;
}

} // namespace hubdeck
