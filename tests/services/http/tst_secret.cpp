// SPDX-License-Identifier: MIT
#include "services/http/secret.h"

#include "testprogram.h"

#include <QDebug>
#include <QString>
#include <QTest>

#include <concepts>
#include <ostream>

using hubdeck::Secret;

namespace {

template <typename T>
concept Debugged = requires(QDebug debug, const T &value) { debug << value; };
template <typename T>
concept Printed = requires(std::ostream &out, const T &value) { out << value; };

// Whatever would let a key slip into a text
static_assert(Debugged<QByteArray>);
static_assert(!Debugged<Secret>);
static_assert(!Printed<Secret>);
static_assert(!std::convertible_to<Secret, QString>);
static_assert(!std::convertible_to<Secret, QByteArray>);
static_assert(!std::convertible_to<QByteArray, Secret>);

} // namespace

class tst_Secret : public QObject
{
    Q_OBJECT

private slots:
    void givesItsBytesOnlyWhenAsked();
    void isEqualToTheSameBytes();
};

void tst_Secret::givesItsBytesOnlyWhenAsked()
{
    QVERIFY(Secret().isEmpty());
    QVERIFY(Secret(QByteArray()).isEmpty());
    const Secret secret("a+/==");
    QVERIFY(!secret.isEmpty());
    QCOMPARE(secret.reveal(), "a+/==");
}

void tst_Secret::isEqualToTheSameBytes()
{
    QVERIFY(Secret("a") == Secret("a"));
    QVERIFY(Secret("a") != Secret("A"));
    QVERIFY(Secret("a") != Secret());
}

HUBDECK_GUILESS_TEST(tst_Secret)
#include "tst_secret.moc"
