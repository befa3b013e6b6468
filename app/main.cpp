// SPDX-License-Identifier: MIT
#include "app/application.h"
#include "app/termination.h"
#include "services/taskhub/taskhuberror.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QSettings>

#include <cstdio>
#include <cstdlib>

using namespace hubdeck;
using namespace Qt::StringLiterals;

namespace {

constexpr const char *noDisplay
    = "hubdeck: there is no display to open a window on; hubdeckctl does the same on a terminal "
      "(hubdeckctl --help)\n";

/// While the program connects to the display: Qt would end it with a core dump and a riddle.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext & /*context*/,
                       const QString & /*text*/)
{
    if (type == QtFatalMsg) {
        std::fputs(noDisplay, stderr);
        std::_Exit(1);
    }
}

int complain(const QString &text)
{
    std::fprintf(stderr, "hubdeck: %s\n", qPrintable(text));
    return 2;
}

bool hasDisplay(int argc, char *argv[])
{
#ifdef Q_OS_LINUX
    for (int i = 1; i < argc; ++i) {
        if (qstrcmp(argv[i], "-platform") == 0) {
            return true;
        }
    }
    return !qEnvironmentVariableIsEmpty("DISPLAY")
        || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

bool asksForText(int argc, char *argv[])
{
    for (int i = 1; i < argc; ++i) {
        const QByteArrayView argument(argv[i]);
        if (argument == "--help" || argument == "-h" || argument == "--version"
            || argument == "-v") {
            return true;
        }
    }
    return false;
}

struct Wishes
{
    Application::Options options;
    QString problem;
};

Wishes read(const QCommandLineParser &parser)
{
    Wishes wishes;
    wishes.options.sandbox = parser.isSet(u"sandbox"_s);
    if (parser.isSet(u"theme"_s)) {
        wishes.options.appearance = appearanceFromName(parser.value(u"theme"_s));
        if (!wishes.options.appearance) {
            wishes.problem
                = QCoreApplication::translate("main", "--theme is light, dark or system");
        }
    }
    if (parser.isSet(u"url"_s)) {
        try {
            HubAddress address = parseHubAddress(parser.value(u"url"_s));
            if (const QByteArray key = qgetenv("HUBDECK_KEY"); !key.isEmpty()) {
                address.key = Secret(key);
            }
            wishes.options.address = std::move(address);
        } catch (const TaskHubError &error) {
            wishes.problem = error.message;
        }
    }
    return wishes;
}

void describe(QCommandLineParser &parser)
{
    const auto text = [](const char *words) { return QCoreApplication::translate("main", words); };
    parser.setApplicationDescription(
        text("Hubdeck: a desktop console for Durable Task hubs. Without options it opens what was "
             "open last time, at first the sandbox hub. hubdeckctl does the same on a terminal."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addOptions({
        { u"sandbox"_s, text("Open the sandbox hub, which runs inside the program.") },
        { u"url"_s,
          text("Open a function app's hub by its address or a management link. The key comes from "
               "the environment variable HUBDECK_KEY, or is asked for."),
          u"URL"_s },
        { u"theme"_s, text("Colours: light, dark or system."), u"NAME"_s },
    });
}

} // namespace

int main(int argc, char *argv[])
{
    if (!hasDisplay(argc, argv)) {
        if (asksForText(argc, argv)) {
            qputenv("QT_QPA_PLATFORM", "offscreen");
        } else {
            std::fputs(noDisplay, stderr);
            return 1;
        }
    }
    qInstallMessageHandler(endWithoutDisplay);
    const QApplication program(argc, argv);
    qInstallMessageHandler(nullptr);
    QApplication::setApplicationName(u"Hubdeck"_s);
    QApplication::setOrganizationName(u"Hubdeck"_s);
    QApplication::setApplicationVersion(QStringLiteral(HUBDECK_VERSION));
    QGuiApplication::setDesktopFileName(u"io.github.hubdeck.Hubdeck"_s);
    QApplication::setWindowIcon(QIcon(u":/icons/hubdeck.svg"_s));

    QCommandLineParser parser;
    describe(parser);
    parser.process(program);
    const Wishes wishes = read(parser);
    if (!wishes.problem.isEmpty()) {
        return complain(wishes.problem);
    }
    QSettings settings;
    Application application(settings);
    const Termination termination;
    QObject::connect(&termination, &Termination::asked, [&application] {
        application.window().saveState(); // there may be nobody to be asked about anything
        QApplication::exit();
    });
    application.start(wishes.options);
    return QApplication::exec();
}
