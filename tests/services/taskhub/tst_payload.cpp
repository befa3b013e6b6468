// SPDX-License-Identifier: MIT
#include "services/taskhub/payload.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;

class tst_Payload : public QObject
{
    Q_OBJECT

private slots:
    void judgesItsText_data();
    void judgesItsText();
};

void tst_Payload::judgesItsText_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("null");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *text, bool null, const char *json) {
        QTest::addRow("'%s'", text) << QByteArray(text) << null << QByteArray(json);
    };
    row("", true, "null");
    row("null", true, "null");
    row(" null ", true, "null");
    row("\"null\"", false, "\"null\"");
    row("0", false, "0");
    row("1e400", false, "1e400");
    row("{\"b\":1.10,\"a\":[]}", false, "{\"b\":1.10,\"a\":[]}");
    row("undefined", false, "\"undefined\"");
    row("new Date(1)", false, "\"new Date(1)\"");
    row("{\"a\":1", false, "\"{\\\"a\\\":1\"");
    row("a\nb", false, "\"a\\nb\"");
    row("\xFF", false, "\"\xEF\xBF\xBD\"");
}

void tst_Payload::judgesItsText()
{
    QFETCH(QByteArray, text);
    const Payload payload { text, {} };
    QTEST(payload.isNull(), "null");
    QTEST(payload.asJson(), "json");
    QCOMPARE(payload.isJson(), !text.isEmpty() && payload.asJson().trimmed() == text.trimmed());
}

HUBDECK_GUILESS_TEST(tst_Payload)
#include "tst_payload.moc"
