// SPDX-License-Identifier: MIT
#include "services/connections/knownhubs.h"

#include "testprogram.h"

#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class tst_KnownHubs : public QObject
{
    Q_OBJECT

private slots:
    void anAppsOwnHubIsKnown();
    void remembersAcrossObjects();
    void tellsApart_data();
    void tellsApart();
    void keepsNoKey();
    void seesWhatAnotherProgramRemembered();

private:
    static HubAddress address(const QString &hub)
    {
        HubAddress made;
        made.base = QUrl(u"https://app.example/runtime/webhooks/durabletask"_s);
        made.taskHub = TaskHubName(hub);
        made.key = Secret("very-secret-key");
        return made;
    }

    [[nodiscard]] QString file() const { return m_folder.filePath(u"deep/known-hubs.ini"_s); }

    QTemporaryDir m_folder;
};

void tst_KnownHubs::anAppsOwnHubIsKnown()
{
    const KnownHubs hubs(m_folder.filePath(u"own.ini"_s));
    QVERIFY(hubs.isKnown(address({})));
    KnownHubs(m_folder.filePath(u"own.ini"_s)).remember(address({}));
    QVERIFY(!QFile::exists(m_folder.filePath(u"own.ini"_s))); // there is nothing to remember
}

void tst_KnownHubs::remembersAcrossObjects()
{
    KnownHubs hubs(file());
    QVERIFY(!hubs.isKnown(address(u"OrdersHub"_s)));
    hubs.remember(address(u"OrdersHub"_s));
    hubs.remember(address(u"OrdersHub"_s));
    QVERIFY(hubs.isKnown(address(u"OrdersHub"_s)));
    QVERIFY(KnownHubs(file()).isKnown(address(u"OrdersHub"_s)));
    QVERIFY(KnownHubs(file()).isKnown(address(u"ordershub"_s))); // storage ignores case
}

void tst_KnownHubs::tellsApart_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("hub");
    QTest::addColumn<QString>("connection");
    const QString base = u"https://app.example/runtime/webhooks/durabletask"_s;
    QTest::newRow("hub") << base << u"OtherHub"_s << QString();
    QTest::newRow("longer name") << base << u"OrdersHub2"_s << QString();
    QTest::newRow("connection") << base << u"OrdersHub"_s << u"Other"_s;
    QTest::newRow("app") << u"https://other.example/runtime/webhooks/durabletask"_s
                         << u"OrdersHub"_s << QString();
    QTest::newRow("port") << u"https://app.example:8443/runtime/webhooks/durabletask"_s
                          << u"OrdersHub"_s << QString();
    QTest::newRow("path") << u"https://app.example/other"_s << u"OrdersHub"_s << QString();
}

void tst_KnownHubs::tellsApart()
{
    QFETCH(const QString, base);
    QFETCH(const QString, hub);
    QFETCH(const QString, connection);
    KnownHubs hubs(file());
    hubs.remember(address(u"OrdersHub"_s));
    HubAddress other = address(hub);
    other.base = QUrl(base);
    other.appConnection = connection;
    QVERIFY(!hubs.isKnown(other));
}

void tst_KnownHubs::keepsNoKey()
{
    HubAddress withCode = address(u"OrdersHub"_s);
    withCode.base.setQuery(u"code=very-secret-key"_s);
    KnownHubs(file()).remember(withCode);
    QVERIFY(KnownHubs(file()).isKnown(address(u"OrdersHub"_s)));
    QFile written(file());
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(!written.readAll().contains("very-secret-key"));
}

void tst_KnownHubs::seesWhatAnotherProgramRemembered()
{
    const QString shared = m_folder.filePath(u"shared.ini"_s);
    const KnownHubs window(shared);
    QVERIFY(!window.isKnown(address(u"OrdersHub"_s)));
    KnownHubs(shared).remember(address(u"OrdersHub"_s));
    QVERIFY(window.isKnown(address(u"OrdersHub"_s)));
}

HUBDECK_GUILESS_TEST(tst_KnownHubs)
#include "tst_knownhubs.moc"
