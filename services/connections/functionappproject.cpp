// SPDX-License-Identifier: MIT
#include "services/connections/functionappproject.h"

#include "services/json/jsonscanner.h"
#include "services/json/jsonstring.h"
#include "services/json/jsontokens.h"
#include "services/json/jsonvalidator.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <optional>

namespace hubdeck {

namespace {

using namespace Qt::StringLiterals;

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::FunctionAppProject", text);
}

[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

void blankOut(QByteArray &text, qsizetype from, qsizetype to)
{
    for (qsizetype i = from; i < to; ++i) {
        if (text.at(i) != '\n') {
            text[i] = ' ';
        }
    }
}

/// What the functions host reads over (byte order mark, comments, commas before a closing bracket)
/// becomes blanks, so that the rest can be checked strictly and positions stay.
QByteArray withoutLaxities(QByteArray text)
{
    using namespace json::tokens;
    if (text.startsWith("\xEF\xBB\xBF")) {
        text.remove(0, 3);
    }
    qsizetype comma = -1;
    for (qsizetype pos = 0; pos < text.size();) {
        const char c = text.at(pos);
        const qsizetype comment = endOfComment(text.constData(), pos, text.size());
        if (comment > pos) {
            blankOut(text, pos, comment);
            pos = comment;
        } else if (c == '"') {
            pos = endOfString(text.constData(), pos, text.size());
            comma = -1;
        } else {
            if ((c == '}' || c == ']') && comma >= 0) {
                text[comma] = ' ';
            }
            comma = c == ',' ? pos : (isBlank(c) ? comma : -1);
            ++pos;
        }
    }
    return text;
}

/// A JSON file as the host reads it: names in any case.
class SettingsFile
{
public:
    /// An absent file is empty.
    explicit SettingsFile(const QString &path)
    {
        QFile file(path);
        if (!file.exists()) {
            return;
        }
        if (!file.open(QIODevice::ReadOnly)) {
            throw TaskHubError(ErrorKind::Local,
                               tr("%1 cannot be read: %2")
                                   .arg(QDir::toNativeSeparators(path), file.errorString()));
        }
        m_exists = true;
        m_text = withoutLaxities(file.readAll());
        if (const auto problem = json::validate(m_text)) {
            refuse(
                tr("%1 is no JSON: %2").arg(QDir::toNativeSeparators(path), problem->describe()));
        }
    }

    [[nodiscard]] bool exists() const noexcept { return m_exists; }

    /// The value under a path of names; empty when there is none.
    [[nodiscard]] QByteArrayView value(const QStringList &path) const
    {
        QByteArrayView found = m_text;
        for (const QString &name : path) {
            found = memberOf(found, name);
        }
        return found;
    }

    /// The value as text; nullopt where there is none or it is no text, number or boolean.
    [[nodiscard]] std::optional<QString> text(const QStringList &path) const
    {
        return scalar(value(path));
    }

    /// A setting, which the host sees as an environment variable.
    [[nodiscard]] std::optional<QString> setting(const QString &name) const
    {
        return scalar(memberOf(value({ u"Values"_s }), name));
    }

    /// Every text, number and boolean of a section, by name.
    [[nodiscard]] QHash<QString, QString> section(const QString &name, const QString &prefix) const
    {
        QHash<QString, QString> found;
        for (json::ObjectScanner members(value({ name })); members.next();) {
            if (const auto text = scalar(members.valueText())) {
                found.insert(prefix + QString::fromUtf8(members.key()), *text);
            }
        }
        return found;
    }

private:
    static QByteArrayView memberOf(QByteArrayView object, const QString &name)
    {
        QByteArrayView found;
        for (json::ObjectScanner members(object); members.next();) {
            if (QString::fromUtf8(members.key()).compare(name, Qt::CaseInsensitive) == 0) {
                found = members.valueText();
            }
        }
        return found;
    }

    static std::optional<QString> scalar(QByteArrayView value)
    {
        if (value.isEmpty() || value == QByteArrayView("null") || value.startsWith('{')
            || value.startsWith('[')) {
            return std::nullopt;
        }
        return json::decodeText(value);
    }

    QByteArray m_text;
    bool m_exists = false;
};

class ProjectReader
{
public:
    explicit ProjectReader(const QString &folder)
        : m_folder(folder)
        , m_host(checkedHostFile(folder))
        , m_local(QDir(folder).filePath(u"local.settings.json"_s))
    { }

    [[nodiscard]] FunctionAppProject read() const
    {
        FunctionAppProject project;
        project.hubName = TaskHubName(durableSetting({ u"hubName"_s }, u"TestHubName"_s));
        project.address.base.setScheme(u"http"_s);
        project.address.base.setHost(u"localhost"_s);
        project.address.base.setPort(port());
        project.address.base.setPath(u"/runtime/webhooks/durabletask"_s);
        readStorage(project);
        return project;
    }

private:
    void readStorage(FunctionAppProject &project) const
    {
        project.storageSetting = durableSetting({ u"storageProvider:connectionName"_s,
                                                  u"storageProvider:connectionStringName"_s,
                                                  u"azureStorageConnectionStringName"_s },
                                                u"AzureWebJobsStorage"_s);
        project.storageProvider = durableSetting({ u"storageProvider:type"_s }, {});
        project.partitionCount = partitionCount();
        project.trackingSetting
            = durableSetting({ u"storageProvider:trackingStoreConnectionName"_s,
                               u"storageProvider:trackingStoreConnectionStringName"_s,
                               u"trackingStoreConnectionStringName"_s },
                             {});
        project.trackingPrefix = durableSetting(
            { u"storageProvider:trackingStoreNamePrefix"_s, u"trackingStoreNamePrefix"_s }, {});
        project.settings = m_local.section(u"Values"_s, {});
        project.settings.insert(m_local.section(u"ConnectionStrings"_s, u"ConnectionStrings:"_s));
        project.settingsAreEncrypted = m_local.text({ u"IsEncrypted"_s })
                                           .value_or(QString())
                                           .compare("true"_L1, Qt::CaseInsensitive)
            == 0;
    }

    [[nodiscard]] std::optional<int> partitionCount() const
    {
        constexpr int most = 16;
        const QString text
            = durableSetting({ u"storageProvider:partitionCount"_s, u"partitionCount"_s }, {});
        if (text.isEmpty()) {
            return std::nullopt;
        }
        bool ok = false;
        const int count = text.toInt(&ok);
        if (!ok || count < 1 || count > most) {
            refuse(tr("host.json: partitionCount must be a number from 1 to 16."));
        }
        return count;
    }

    static QString checkedHostFile(const QString &folder)
    {
        const QString path = QDir(folder).filePath(u"host.json"_s);
        if (!QFile::exists(path)) {
            throw TaskHubError(ErrorKind::Local,
                               tr("There is no %1: this is no function app's folder.")
                                   .arg(QDir::toNativeSeparators(path)));
        }
        return path;
    }

    /// The first of `names` that is set, its %Name%s resolved. Settings override host.json under
    /// the host's own prefix.
    [[nodiscard]] QString durableSetting(const QStringList &names, const QString &fallback) const
    {
        for (const QString &name : names) {
            const auto value = overridden(name).value_or(inHostFile(name).value_or(QString()));
            if (const QString resolved = withNamesResolved(value.trimmed()); !resolved.isEmpty()) {
                return resolved;
            }
        }
        return fallback;
    }

    [[nodiscard]] std::optional<QString> overridden(const QString &name) const
    {
        const QString path = u"AzureFunctionsJobHost:extensions:durableTask:"_s + name;
        const auto value = m_local.setting(QString(path).replace(u':', u"__"_s));
        return value ? value : m_local.setting(path);
    }

    [[nodiscard]] std::optional<QString> inHostFile(const QString &name) const
    {
        const QStringList path = name.split(u':');
        const auto value = m_host.text(QStringList { u"extensions"_s, u"durableTask"_s } + path);
        return value ? value : m_host.text(QStringList { u"durableTask"_s } + path); // Functions v1
    }

    [[nodiscard]] QString withNamesResolved(const QString &text) const
    {
        QString result;
        qsizetype from = 0;
        for (;;) {
            const qsizetype open = text.indexOf(u'%', from);
            const qsizetype close = open < 0 ? -1 : text.indexOf(u'%', open + 1);
            if (close < 0) {
                return result + text.sliced(from);
            }
            result += text.sliced(from, open - from)
                + valueOfName(text.sliced(open + 1, close - open - 1));
            from = close + 1;
        }
    }

    [[nodiscard]] QString valueOfName(const QString &name) const
    {
        if (const auto value = m_local.setting(name)) {
            return *value;
        }
        const QString file
            = QDir::toNativeSeparators(QDir(m_folder).filePath(u"local.settings.json"_s));
        if (!m_local.exists()) {
            refuse(tr("host.json uses the setting %1, but there is no %2 to define it.")
                       .arg(name, file));
        }
        refuse(tr("host.json uses the setting %1, which %2 does not define.").arg(name, file));
    }

    [[nodiscard]] int port() const
    {
        constexpr int standard = 7071;
        const auto text = m_local.text({ u"Host"_s, u"LocalHttpPort"_s });
        if (!text) {
            return standard;
        }
        bool ok = false;
        const int port = text->trimmed().toInt(&ok);
        if (!ok || port < 1 || port > 65'535) {
            refuse(tr("local.settings.json: LocalHttpPort must be a number from 1 to 65535."));
        }
        return port;
    }

    QString m_folder;
    SettingsFile m_host;
    SettingsFile m_local;
};

} // namespace

FunctionAppProject readFunctionAppProject(const QString &folder)
{
    return ProjectReader(folder).read();
}

} // namespace hubdeck
