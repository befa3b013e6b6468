// SPDX-License-Identifier: MIT
#include "ui/dialogs/storageaccountfield.h"

#include "dialogfixture.h"

#include "services/azurestorage/tokensource.h"
#include "services/connections/connectionstring.h"
#include "testprogram.h"

#include <QAction>
#include <QComboBox>
#include <QSignalSpy>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using namespace hubdeck::azurestorage;

namespace {

const QString contoso = u"AccountName=contoso;AccountKey=c2VjcmV0a2V5"_s;

const QString tracking = u"AccountName=tracking;AccountKey=dHJhY2tpbmc="_s;

} // namespace

class StorageAccountFieldTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<test::DialogFixture>();
        StorageAccountField::Services services;
        services.placeOfFolder = [this](const QString &folder) {
            ++m_read;
            if (!m_folders.contains(folder)) {
                throw TaskHubError(ErrorKind::Local, u"host.json cannot be read."_s);
            }
            return m_folders.value(folder);
        };
        services.prompts = &m_fixture->prompts;
        m_folders.clear();
        m_read = 0;
        m_field = std::make_unique<StorageAccountField>(services);
        QVERIFY(test::shown(*m_field));
    }

    void cleanup()
    {
        m_field.reset();
        m_fixture.reset();
    }

    void asksForNothingElseThanTheWayNeeds()
    {
        const char *const fields[]
            = { "storageConnectionString", "storageAccountName", "storageFolder" };
        const int shownBy[] = { 0, 2, 3 };
        for (int way = 0; way < 4; ++way) {
            choose(way);
            for (std::size_t i = 0; i < std::size(fields); ++i) {
                QCOMPARE(test::part<QLineEdit>(*m_field, fields[i])->isVisible(),
                         way == shownBy[i]);
            }
        }
        QCOMPARE(test::unnamedControls(*m_field), QStringList());
    }

    void readsAConnectionString()
    {
        QVERIFY(!m_field->isFilledIn());
        test::type(*m_field, "storageConnectionString", u"AccountNam=contoso"_s);
        QVERIFY(m_field->isFilledIn());
        QVERIFY(m_field->problem().contains(u"AccountNam"_s));
        QVERIFY_THROWS_EXCEPTION(TaskHubError, (void)m_field->place());
        test::type(*m_field, "storageConnectionString", contoso);
        QCOMPARE(m_field->problem(), QString());
        QVERIFY(m_field->place().account == parseConnectionString(contoso));
    }

    void tellsWhenAWholeAccountIsGiven()
    {
        QSignalSpy pasted(m_field.get(), &StorageAccountField::pasted);
        test::type(*m_field, "storageConnectionString", contoso);
        QCOMPARE(pasted.size(), 0); // it may not be finished
        auto *edit = test::part<QLineEdit>(*m_field, "storageConnectionString");
        edit->clear();
        edit->insert(contoso);
        QCOMPARE(pasted.size(), 1);
        edit->selectAll();
        edit->insert(u"AccountName=tailwind;AccountKey=bm90c28gc2VjcmV0a2V5IG9mIGl0"_s);
        QCOMPARE(pasted.size(), 2);
        edit->selectAll(); // another one of the same length
        edit->insert(u"AccountName=adventure;AccountKey=aW5zdGVhZCBvZiBpdCBhbm90aGVy"_s);
        QCOMPARE(pasted.size(), 3);
        choose(1);
        QCOMPARE(pasted.size(), 4);
        QVERIFY(m_field->place().account == emulatorAccount());
    }

    void hidesTheConnectionString()
    {
        auto *edit = test::part<QLineEdit>(*m_field, "storageConnectionString");
        QCOMPARE(edit->echoMode(), QLineEdit::Password);
        test::part<QAction>(*m_field, "storageShowString")->toggle();
        QCOMPARE(edit->echoMode(), QLineEdit::Normal);
    }

    void namesAnAccountOfAzure()
    {
        choose(2);
        test::type(*m_field, "storageAccountName", u"Not An Account"_s);
        QVERIFY(!m_field->problem().isEmpty());
        test::type(*m_field, "storageAccountName", u"contoso"_s);
        const StorageAccount account = m_field->place().account;
        QCOMPARE(account.name, u"contoso"_s);
        QVERIFY(std::holds_alternative<TokenCredential>(account.credential));
    }

    void readsAFunctionAppsFolder()
    {
        m_folders.insert(u"/app"_s, placeNamed(u"OrdersHub"_s));
        choose(3);
        QSignalSpy pasted(m_field.get(), &StorageAccountField::pasted);
        test::type(*m_field, "storageFolder", u"/nowhere"_s);
        QCOMPARE(m_field->problem(), u"host.json cannot be read."_s);
        m_fixture->prompts.expectOpenFileName(u"/app/host.json"_s);
        test::part<QPushButton>(*m_field, "storageBrowse")->click();
        QCOMPARE(pasted.size(), 1);
        QCOMPARE(m_field->place().hub.text(), u"OrdersHub"_s);
    }

    void everyLabelLeadsToItsField()
    {
        for (const QLabel *label : m_field->findChildren<QLabel *>()) {
            if (label->text().contains(u'&')) {
                QVERIFY2(label->buddy() && label->buddy()->focusPolicy() != Qt::NoFocus,
                         qPrintable(label->text()));
            }
        }
    }

    void keepsTheSecretOfAnEditedPlace()
    {
        const StoragePlace place = placeNamed(u"OrdersHub"_s);
        m_field->edit(place);
        QVERIFY(m_field->isFilledIn());
        QVERIFY(m_field->place().account == place.account);
        QCOMPARE(test::part<QLineEdit>(*m_field, "storageConnectionString")->text(), QString());
    }

    void keepsTheTrackingStore()
    {
        const StoragePlace place = placeWithStore();
        m_field->edit(place);
        QVERIFY(m_field->place().trackingStore->account == place.trackingStore->account);
        QVERIFY(test::part<QLabel>(*m_field, "storageStore")->isVisible());
        QCOMPARE(test::labelText(*m_field, "storageStore"), u"tracking · Shop"_s);
        test::part<QPushButton>(*m_field, "storageStoreRemove")->click();
        QVERIFY(!m_field->place().trackingStore);
        QVERIFY(
            test::labelText(*m_field, "storageStore").startsWith(u"tracking · Shop is left out"_s));
        QVERIFY(m_field->place().account == place.account);
        test::part<QPushButton>(*m_field, "storageStoreRemove")->click(); // it was a slip
        QCOMPARE(m_field->place().trackingStore->tablePrefix, u"Shop"_s);
        QCOMPARE(test::labelText(*m_field, "storageStore"), u"tracking · Shop"_s);
    }

    void keepsTheTrackingStoreOfAnEmulator()
    {
        StoragePlace place = placeWithStore();
        place.account = emulatorAccount();
        m_field->edit(place);
        QCOMPARE(m_field->way(), StorageAccountField::Way::Emulator);
        QCOMPARE(m_field->place().trackingStore->tablePrefix, u"Shop"_s);
    }

    void keepsTheTrackingStoreWhenTheSecretIsPastedAgain()
    {
        StoragePlace place = placeWithStore();
        place.trackingStore->account = place.account; // another prefix in the same account
        m_field->edit(remembered(place));
        QVERIFY(!m_field->isFilledIn());
        test::type(*m_field, "storageConnectionString", contoso);
        QCOMPARE(m_field->problem(), QString());
        QVERIFY(m_field->place().account == place.account);
        QVERIFY(m_field->place().trackingStore->account == place.account);
        QVERIFY(!storeString()->isVisible()); // the same key opens both
    }

    void asksForTheSecretOfTheTrackingStore()
    {
        const StoragePlace place = placeWithStore();
        m_field->edit(remembered(place));
        test::type(*m_field, "storageConnectionString", contoso);
        QVERIFY(storeString()->isVisible());
        QCOMPARE(storeString()->echoMode(), QLineEdit::Password);
        QVERIFY2(m_field->problem().contains(u"tracking"_s), qPrintable(m_field->problem()));
        test::type(*m_field, "storageStoreString", contoso);
        QVERIFY2(m_field->problem().contains(u"not in contoso"_s), qPrintable(m_field->problem()));
        test::type(*m_field, "storageStoreString", tracking);
        QCOMPARE(m_field->problem(), QString());
        QVERIFY(m_field->place().trackingStore->account == place.trackingStore->account);
    }

    void dropsTheTrackingStoreOfAnotherAccountAndSaysSo()
    {
        m_field->edit(placeWithStore());
        test::type(*m_field, "storageConnectionString", u"AccountName=other;AccountKey=c2Vj"_s);
        QVERIFY(!m_field->place().trackingStore);
        QVERIFY(test::part<QLabel>(*m_field, "storageStore")->isVisible());
        QVERIFY(test::labelText(*m_field, "storageStore").contains(u"left out"_s));
        QVERIFY(!test::part<QPushButton>(*m_field, "storageStoreRemove")->isVisible());
        QVERIFY(!storeString()->isVisible());
        test::type(*m_field, "storageConnectionString", {});
        QVERIFY(m_field->place().trackingStore); // the account is its own again
    }

    void keepsTheEndpointsOfATokenAccount()
    {
        StoragePlace place;
        place.account = accountNamed(u"contoso"_s, TokenCredential { usualTokenSource() },
                                     u"core.chinacloudapi.cn"_s);
        m_field->edit(place);
        QVERIFY(m_field->place().account == place.account);
        test::type(*m_field, "storageAccountName", u"fabrikam"_s);
        QCOMPARE(m_field->place().account.tableEndpoint,
                 QUrl(u"https://fabrikam.table.core.windows.net"_s));
        test::type(*m_field, "storageAccountName", u"contoso"_s);
        QVERIFY(m_field->place().account == place.account);
    }

    void showsNoStoreWhereThereIsNone()
    {
        m_field->edit(placeNamed(u"OrdersHub"_s));
        QVERIFY(!test::part<QLabel>(*m_field, "storageStore")->isVisible());
        QVERIFY(!storeString()->isVisible());
    }

private:
    [[nodiscard]] static StoragePlace placeWithStore()
    {
        StoragePlace place = placeNamed(u"OrdersHub"_s);
        place.trackingStore = TrackingStore { parseConnectionString(tracking), u"Shop"_s };
        return place;
    }

    /// As it comes back in the next run: without secrets.
    [[nodiscard]] static StoragePlace remembered(const StoragePlace &place)
    {
        return StoragePlace::fromRemembered(place.remembered()).value();
    }

    [[nodiscard]] QLineEdit *storeString() const
    {
        return test::part<QLineEdit>(*m_field, "storageStoreString");
    }

    void choose(int way) { test::part<QComboBox>(*m_field, "storageWay")->setCurrentIndex(way); }

    [[nodiscard]] static StoragePlace placeNamed(const QString &hub)
    {
        StoragePlace place;
        place.account = parseConnectionString(contoso);
        place.hub = TaskHubName(hub);
        return place;
    }

    std::unique_ptr<test::DialogFixture> m_fixture;
    std::unique_ptr<StorageAccountField> m_field;
    QMap<QString, StoragePlace> m_folders;
    int m_read = 0;
};

HUBDECK_TEST(StorageAccountFieldTest)
#include "tst_storageaccountfield.moc"
