// SPDX-License-Identifier: MIT
#include "models/instances/pagequeue.h"

#include "testprogram.h"

#include <QTest>

#include <atomic>
#include <thread>

using namespace hubdeck;

class TestPageQueue : public QObject
{
    Q_OBJECT

private slots:
    void givesPagesInOrder();
    void waitsForRoomAndGoesOnWhenThereIsSome();
    void stopsWaitingWhenStopped();
};

namespace {

InstancePage numbered(qint64 number)
{
    InstancePage page;
    page.receivedBytes = number;
    return page;
}

} // namespace

void TestPageQueue::givesPagesInOrder()
{
    PageQueue queue;
    QVERIFY(queue.takeAll().empty());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(queue.push(numbered(i), {}));
    }
    const std::vector<InstancePage> pages = queue.takeAll();
    QCOMPARE(pages.size(), size_t(3));
    QCOMPARE(pages[2].receivedBytes, 2);
    QVERIFY(queue.takeAll().empty());
}

void TestPageQueue::waitsForRoomAndGoesOnWhenThereIsSome()
{
    PageQueue queue;
    std::atomic<int> pushed = 0;
    std::jthread worker([&](const std::stop_token &stop) {
        for (int i = 0; i < 20; ++i) {
            if (queue.push(numbered(i), stop)) {
                ++pushed;
            }
        }
    });
    QTRY_COMPARE(pushed.load(), int(PageQueue::capacity));
    qint64 next = 0;
    while (next < 20) {
        for (const InstancePage &page : queue.takeAll()) {
            QCOMPARE(page.receivedBytes, next++);
        }
        std::this_thread::yield();
    }
    worker.join();
    QCOMPARE(pushed.load(), 20);
}

void TestPageQueue::stopsWaitingWhenStopped()
{
    PageQueue queue;
    for (size_t i = 0; i < PageQueue::capacity; ++i) {
        QVERIFY(queue.push({}, {}));
    }
    std::atomic<bool> refused = false;
    std::jthread worker([&](const std::stop_token &stop) { refused = !queue.push({}, stop); });
    worker.request_stop();
    worker.join();
    QVERIFY(refused);
}

HUBDECK_GUILESS_TEST(TestPageQueue)
#include "tst_pagequeue.moc"
