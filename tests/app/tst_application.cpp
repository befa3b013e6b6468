// SPDX-License-Identifier: MIT
#include "app/application.h"

#include "testprogram.h"
#include "ui/hubs/hubtabs.h"
#include "ui/instances/instancespage.h"
#include "ui/mainwindow.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace hubdeck;
using namespace Qt::StringLiterals;

class TestApplication : public QObject
{
    Q_OBJECT

    static HubTabs *tabsOf(const Application &application)
    {
        return application.window().findChild<HubTabs *>(u"hubTabs"_s);
    }

    static bool hasRows(const Application &application)
    {
        const InstancesPage *page = tabsOf(application)->currentPage();
        return page && !page->shownIds().empty();
    }

private slots:

    void theFirstStartOpensTheSandboxAndTheNextOneWhatWasOpen()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        for (int start = 0; start < 2; ++start) {
            Application application(settings);
            application.start({});
            QTRY_VERIFY_WITH_TIMEOUT(hasRows(application), 60'000);
            QVERIFY(application.window().windowTitle().contains(u"Sandbox"_s));
            QVERIFY(application.window().close());
        }
        for (const QString &key : settings.allKeys()) {
            QVERIFY2(!key.contains(u"key"_s, Qt::CaseInsensitive) || key.endsWith(u"hadKey"_s),
                     qPrintable(key));
        }
    }

    void filtersComeBack()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        InstanceQuery asked;
        {
            Application application(settings);
            application.start({});
            QTRY_VERIFY_WITH_TIMEOUT(hasRows(application), 60'000);
            InstancesPage *page = tabsOf(application)->currentPage();
            page->restoreQuery(
                { { u"statuses"_s, QStringList { u"Failed"_s } }, { u"idPrefix"_s, u"family"_s } });
            asked = page->query();
            QCOMPARE(asked.idPrefix, u"family"_s);
            QVERIFY(application.window().close());
        }
        Application application(settings);
        application.start({});
        QTRY_VERIFY_WITH_TIMEOUT(hasRows(application), 60'000);
        QCOMPARE(tabsOf(application)->currentPage()->query(), asked);
    }

    void aClosedSandboxStaysClosed()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        {
            Application application(settings);
            application.start({});
            QTRY_COMPARE_WITH_TIMEOUT(tabsOf(application)->count(), 2, 60'000);
            application.window().findChild<QAction *>(u"hub.close"_s)->trigger();
            QVERIFY(application.window().close());
        }
        Application application(settings);
        application.start({});
        QCOMPARE(tabsOf(application)->count(), 0);
    }

    void anAddressThatNobodyAnswersIsShownAndCanBeLeft()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        Application application(settings);
        Application::Options options;
        options.address = parseHubAddress(u"http://127.0.0.1:9"_s);
        application.start(options);
        QCOMPARE(tabsOf(application)->count(), 2);
    }

    void endsAtOnceWhileTheSandboxStarts()
    {
        const QTemporaryDir folder;
        QSettings settings(folder.filePath(u"s.ini"_s), QSettings::IniFormat);
        Application application(settings);
        application.start({ .sandbox = true, .address = {}, .appearance = {} });
    }
};

HUBDECK_TEST(TestApplication)
#include "tst_application.moc"
