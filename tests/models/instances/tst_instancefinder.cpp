// SPDX-License-Identifier: MIT
#include "models/instances/instancefinder.h"

#include "models/displaytext.h"
#include "models/hubs/hubsession.h"
#include "models/instances/instancelist.h"
#include "scriptedhub.h"
#include "testprogram.h"

#include <QSignalSpy>
#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;
using test::ScriptedHub;
using Call = ScriptedHub::Call;

namespace {

constexpr int patienceMs = 30'000;

struct Fixture
{
    QThreadPool pool;
    std::shared_ptr<ScriptedHub> hub = std::make_shared<ScriptedHub>(ScriptedHub::generated(3));
    HubSession session { { u"Hub"_s, u"http://localhost"_s, HubKind::Http, false, false },
                         hub,
                         pool };
    TimeDisplay time;
    InstanceList list { session, time };
    InstanceFinder finder { session, list };
    QSignalSpy found { &finder, &InstanceFinder::found };
    QSignalSpy failed { &finder, &InstanceFinder::failed };
};

const InstanceId known(u"order-000001"_s);
const InstanceId missing(u"nobody"_s);

} // namespace

class TestInstanceFinder : public QObject
{
    Q_OBJECT

private slots:

    void readsWhatIsNotLoadedAndKeepsIt()
    {
        Fixture f;
        f.finder.find({ known });
        QTRY_COMPARE_WITH_TIMEOUT(f.found.size(), 1, patienceMs);
        QVERIFY(f.list.model().isLoaded(known));
        QCOMPARE(f.hub->arrivalCount(Call::Instance), 1);
        f.finder.find({ known }); // loaded by now: no request
        QCOMPARE(f.found.size(), 2);
        QCOMPARE(f.hub->arrivalCount(Call::Instance), 1);
    }

    void oneIdThatIsNotThereIsAFailure()
    {
        Fixture f;
        f.finder.find({ missing });
        QTRY_COMPARE_WITH_TIMEOUT(f.failed.size(), 1, patienceMs);
        QCOMPARE(f.failed.first().at(0).value<TaskHubError>().kind, ErrorKind::NotFound);
        QCOMPARE(f.failed.first().at(1).value<std::vector<InstanceId>>(), std::vector { missing });
    }

    void ofSeveralTheMissingOnesAreTold()
    {
        Fixture f;
        f.finder.find({ known, missing });
        QTRY_COMPARE_WITH_TIMEOUT(f.found.size(), 1, patienceMs);
        QCOMPARE(f.found.first().at(1).toStringList(), QStringList { missing.text() });
        QVERIFY(f.list.model().isLoaded(known));
    }

    void theSameSearchIsNotSentTwice()
    {
        Fixture f;
        f.hub->hold();
        f.finder.find({ known });
        QTRY_COMPARE_WITH_TIMEOUT(f.hub->waiting(), 1, patienceMs);
        f.finder.find({ known });
        f.hub->release();
        QTRY_COMPARE_WITH_TIMEOUT(f.found.size(), 1, patienceMs);
        QCOMPARE(f.hub->arrivalCount(Call::Instance), 1);
    }
};

HUBDECK_GUILESS_TEST(TestInstanceFinder)
#include "tst_instancefinder.moc"
