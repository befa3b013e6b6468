// SPDX-License-Identifier: MIT
#include "ui/details/linkspane.h"

#include "ui/details/elidedlabel.h"
#include "ui/shell/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QHash>
#include <QLabel>
#include <QToolButton>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

QString wordsFor(const QString &purpose)
{
    static const QHash<QString, QString> words {
        { u"statusQueryGetUri"_s, LinksPane::tr("Read the status (GET)") },
        { u"sendEventPostUri"_s, LinksPane::tr("Raise an event (POST)") },
        { u"terminatePostUri"_s, LinksPane::tr("Terminate (POST)") },
        { u"rewindPostUri"_s, LinksPane::tr("Rewind (POST)") },
        { u"purgeHistoryDeleteUri"_s, LinksPane::tr("Purge (DELETE)") },
        { u"restartPostUri"_s, LinksPane::tr("Restart (POST)") },
        { u"suspendPostUri"_s, LinksPane::tr("Suspend (POST)") },
        { u"resumePostUri"_s, LinksPane::tr("Resume (POST)") },
    };
    return words.value(purpose, purpose);
}

QLabel *makeWords(QWidget *parent, const QString &text)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

LinksPane::LinksPane(QWidget *parent)
    : QScrollArea(parent)
{
    setObjectName(u"linksPane"_s);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setAccessibleName(tr("Management addresses"));
    build();
}

void LinksPane::showUrls(const std::vector<ManagementUrl> &urls, const QString &whyNone)
{
    if (urls != m_urls || whyNone != m_whyNone) {
        m_urls = urls;
        m_whyNone = whyNone;
        build();
    }
}

void LinksPane::build()
{
    auto *page = new QWidget(this);
    auto *grid = new QGridLayout(page);
    grid->setContentsMargins(12, 10, 12, 10);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(0, 1);
    int row = 0;
    const QString none
        = m_whyNone.isEmpty() ? tr("This hub has no management addresses.") : m_whyNone;
    const QString about = tr("These addresses hold no key. A request needs the app's system key in "
                             "the header x-functions-key.");
    auto *words = makeWords(page, m_urls.empty() ? none : about);
    words->setObjectName(u"linksWords"_s);
    words->setForegroundRole(QPalette::PlaceholderText);
    grid->addWidget(words, row++, 0, 1, 2);
    for (const ManagementUrl &url : m_urls) {
        const QString purpose = wordsFor(url.purpose);
        auto *name = new ElidedLabel(Qt::ElideRight, page);
        name->setContents(purpose, url.purpose);
        auto *address = new ElidedLabel(Qt::ElideMiddle, page);
        address->setObjectName(u"url_"_s + url.purpose);
        address->setFont(theme::monospace(font()));
        address->setContents(url.url);
        address->setAccessibleName(purpose);
        auto *copy = new QToolButton(page);
        copy->setObjectName(u"copy_"_s + url.purpose);
        copy->setIcon(theme::icon(u"copy"_s, palette()));
        copy->setAutoRaise(true);
        copy->setFocusPolicy(Qt::StrongFocus);
        copy->setToolTip(tr("Copy this address"));
        copy->setAccessibleName(tr("Copy the address: %1").arg(purpose));
        connect(copy, &QToolButton::clicked, this,
                [text = url.url] { QApplication::clipboard()->setText(text); });
        grid->setRowMinimumHeight(row, 8);
        ++row;
        name->setForegroundRole(QPalette::PlaceholderText);
        grid->addWidget(name, row++, 0);
        grid->addWidget(address, row, 0);
        grid->addWidget(copy, row++, 1);
    }
    grid->setRowStretch(row, 1);
    setWidget(page); // deletes the page before
}

} // namespace hubdeck
