// SPDX-License-Identifier: MIT
#include "services/durablehttp/errorbody.h"

#include "testprogram.h"

#include <QTest>

using namespace hubdeck;
using namespace Qt::Literals::StringLiterals;

namespace {

ErrorBody read(const QByteArray &body, const QByteArray &type = {})
{
    HttpHead head { 400, {} };
    if (!type.isEmpty()) {
        head.headers.push_back({ "Content-Type", type });
    }
    return ErrorBody::read(head, body);
}

} // namespace

class TestErrorBody : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheShapesApart();
    void prefersTheExceptionOverTheMessage();
    void keepsTheRawTextWhereNothingIsKnown();
    void shortensExplanations();
};

void TestErrorBody::tellsTheShapesApart()
{
    using Shape = ErrorBody::Shape;
    QCOMPARE(read(" \r\n").shape, Shape::Empty);
    QCOMPARE(read(R"({"Message":"a"})").shape, Shape::Document);
    QCOMPARE(read(R"("a")").shape, Shape::Text);
    QCOMPARE(read("Function host is not running.").shape, Shape::Text);
    QCOMPARE(read("\n<html>").shape, Shape::Html);
    QCOMPARE(read("stopped", "Text/HTML; charset=utf-8").shape, Shape::Html);
    QCOMPARE(read(R"({"Message":"a"})", "application/json; charset=utf-8").shape, Shape::Document);
}

void TestErrorBody::prefersTheExceptionOverTheMessage()
{
    const ErrorBody full = read(
        R"({"Message":"wrong","ExceptionMessage":"Cannot \"x\"","ExceptionType":"T","StackTrace":null})");
    QCOMPARE(full.explanation(), u"Cannot \"x\""_s);
    QCOMPARE(full.detail(), u"wrong\nT\nCannot \"x\""_s);
    QCOMPARE(read(R"({"Message":"wrong","ExceptionMessage":null})").explanation(), u"wrong"_s);
    QCOMPARE(read(R"("é\n")").explanation(), u"é\n"_s);
}

void TestErrorBody::keepsTheRawTextWhereNothingIsKnown()
{
    QCOMPARE(read(R"({"error":{"code":7}})").detail(), uR"({"error":{"code":7}})"_s);
    QCOMPARE(read("<html>x</html>").detail(), u"<html>x</html>"_s);
    QVERIFY(read({}).detail().isEmpty());
}

void TestErrorBody::shortensExplanations()
{
    const QByteArray huge(2'000'000, 'x');
    QVERIFY(read(huge).explanation().size() < 1100);
    QVERIFY(read(huge).detail().size() < 100'000);
}

HUBDECK_GUILESS_TEST(TestErrorBody)
#include "tst_errorbody.moc"
