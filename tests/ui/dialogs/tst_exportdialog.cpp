// SPDX-License-Identifier: MIT
#include "ui/dialogs/exportdialog.h"

#include "dialogfixture.h"
#include "testprogram.h"

#include <QCheckBox>
#include <QRadioButton>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace hubdeck;
using test::DialogFixture;
using Kind = RuntimeStatus::Kind;

class ExportDialogTest : public QObject
{
    Q_OBJECT

private slots:

    void init()
    {
        m_fixture = std::make_unique<DialogFixture>();
        m_choices = {};
        m_choices.current = InstanceId(u"order/42 & more"_s);
        m_choices.selected = { InstanceId(u"a"_s), InstanceId(u"b"_s) };
        m_choices.view.statuses = { Kind::Failed };
        m_choices.viewText = u"Failed"_s;
        m_choices.loaded = 177;
    }

    void cleanup() { m_fixture.reset(); }

    void exportsTheSelectionFirst()
    {
        ExportDialog dialog(m_choices, *m_fixture->session, m_fixture->prompts);
        QVERIFY(test::shown(dialog));
        const ExportRequest request = dialog.request();
        QVERIFY(std::get<std::vector<InstanceId>>(request.what) == m_choices.selected);
        QVERIFY(request.withHistory);
        QCOMPARE(request.hubName, u"OrdersHub"_s);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QCOMPARE(test::cutOffText(dialog), QString());
        QCOMPARE(test::unnamedControls(dialog), QStringList());
        QCOMPARE(test::sharedMnemonics(dialog), QStringList());
    }

    void exportsOneOrTheView()
    {
        ExportDialog dialog(m_choices, *m_fixture->session, m_fixture->prompts);
        test::part<QRadioButton>(dialog, "exportCurrent")->click();
        QVERIFY(std::get<std::vector<InstanceId>>(dialog.request().what)
                == std::vector { *m_choices.current });
        QVERIFY2(dialog.path().endsWith(u".json"_s)
                     && QFileInfo(dialog.path()).fileName().contains(u"order-42-more"_s),
                 qPrintable(dialog.path()));
        test::part<QRadioButton>(dialog, "exportView")->click();
        QVERIFY(std::get<InstanceQuery>(dialog.request().what) == m_choices.view);
        QVERIFY(dialog.path().contains(u"view"_s));
        test::part<QCheckBox>(dialog, "exportHistory")->click();
        QVERIFY(!dialog.request().withHistory);
    }

    void offersOnlyWhatThereIs()
    {
        m_choices.current.reset();
        m_choices.selected.clear();
        ExportDialog dialog(m_choices, *m_fixture->session, m_fixture->prompts);
        QVERIFY(test::shown(dialog));
        QVERIFY(!test::part<QRadioButton>(dialog, "exportCurrent")->isEnabled());
        QVERIFY(!test::part<QRadioButton>(dialog, "exportSelected")->isVisible());
        QVERIFY(std::holds_alternative<InstanceQuery>(dialog.request().what));
    }

    void judgesThePath()
    {
        const QTemporaryDir folder;
        ExportDialog dialog(m_choices, *m_fixture->session, m_fixture->prompts);
        QVERIFY(test::shown(dialog));
        test::type(dialog, "exportPath", QString());
        QVERIFY(!test::acceptButton(dialog)->isEnabled());
        test::type(dialog, "exportPath", folder.path());
        QVERIFY(dialog.problem().contains(u"folder"_s));
        test::type(dialog, "exportPath", folder.filePath(u"no/x.json"_s));
        QVERIFY(dialog.problem().contains(u"does not exist"_s));
        const QString path = folder.filePath(u"x.json"_s);
        test::type(dialog, "exportPath", path);
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        QCOMPARE(test::labelText(dialog, "exportReplaces"), QString());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        test::type(dialog, "exportPath", path);
        QVERIFY(!test::labelText(dialog, "exportReplaces").isEmpty());
        QVERIFY(test::acceptButton(dialog)->isEnabled());
        test::part<QRadioButton>(dialog, "exportView")->click();
        QCOMPARE(dialog.path(), path); // typed: stays
    }

    void browsesForAFile()
    {
        const QTemporaryDir folder;
        ExportDialog dialog(m_choices, *m_fixture->session, m_fixture->prompts);
        const QString before = dialog.path();
        m_fixture->prompts.expectSaveFileName({}); // cancelled
        test::part<QPushButton>(dialog, "exportBrowse")->click();
        QCOMPARE(dialog.path(), before);
        m_fixture->prompts.expectSaveFileName(folder.filePath(u"y.json"_s));
        test::part<QPushButton>(dialog, "exportBrowse")->click();
        QCOMPARE(dialog.path(), folder.filePath(u"y.json"_s));
    }

private:
    std::unique_ptr<DialogFixture> m_fixture;
    ExportDialog::Choices m_choices;
};

HUBDECK_TEST(ExportDialogTest)
#include "tst_exportdialog.moc"
