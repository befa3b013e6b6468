// SPDX-License-Identifier: MIT
#include "services/connections/knownhubs.h"

#include <QSettings>
#include <QStandardPaths>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;

namespace {

// Hub names ignore case in storage; the connection names another account.
QString keyFor(const HubAddress &address)
{
    const QString app = QString::fromLatin1(address.base.toEncoded(QUrl::RemoveUserInfo | QUrl::RemoveQuery).toPercentEncoding());
    return app + u'/' + QString::fromLatin1(QUrl::toPercentEncoding(address.appConnection)) + u'.' + address.taskHub.text().toLower();
}

} // namespace

KnownHubs::KnownHubs(QString file)
    : m_file(std::move(file))
{
    if (m_file.isEmpty()) {
        m_file = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/hubdeck/known-hubs.ini";
    }
}

bool KnownHubs::isKnown(const HubAddress &address) const
{
    return address.taskHub.isEmpty() || QSettings(m_file, QSettings::IniFormat).contains(keyFor(address));
}

void KnownHubs::remember(const HubAddress &address)
{
    if (address.taskHub.isEmpty()) {
        return;
    }
    const QString key = keyFor(address);
    if (m_remembered.contains(key)) {
        return;
    }
    QSettings settings(m_file, QSettings::IniFormat);
    if (!settings.contains(key)) {
        settings.setValue(key, true);
    }
    m_remembered.insert(key);
}

} // namespace hubdeck
