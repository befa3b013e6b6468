// SPDX-License-Identifier: MIT
#include "services/connections/connectionstring.h"

#include "services/connections/storageendpoint.h"
#include "services/connections/storagesignature.h"
#include "services/http/urls.h"
#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <numeric>

namespace hubdeck {

using namespace Qt::Literals::StringLiterals;
using namespace azurestorage;

namespace {

// What was pasted may hold a key: no message repeats a value but an address without its query.
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::ConnectionString)
};

constexpr QLatin1StringView emulatorName = "devstoreaccount1"_L1;
// Public: the same for every emulator
constexpr char emulatorKey[] = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/"
                               "K1SZFPTOtr/KBHBeksoGMGw==";

constexpr QLatin1StringView useDevelopmentStorage = "UseDevelopmentStorage"_L1;
constexpr QLatin1StringView proxyUri = "DevelopmentStorageProxyUri"_L1;
constexpr QLatin1StringView protocolPart = "DefaultEndpointsProtocol"_L1;
constexpr QLatin1StringView accountName = "AccountName"_L1;
constexpr QLatin1StringView accountKey = "AccountKey"_L1;
constexpr QLatin1StringView endpointSuffix = "EndpointSuffix"_L1;
constexpr QLatin1StringView signaturePart = "SharedAccessSignature"_L1;

struct EndpointPart
{
    QLatin1StringView part;
    QLatin1StringView service;
    QUrl StorageAccount::*member;
    int emulatorPort;
};

constexpr std::array<EndpointPart, 3> endpointParts { {
    { "BlobEndpoint"_L1, "blob"_L1, &StorageAccount::blobEndpoint, 10000 },
    { "QueueEndpoint"_L1, "queue"_L1, &StorageAccount::queueEndpoint, 10001 },
    { "TableEndpoint"_L1, "table"_L1, &StorageAccount::tableEndpoint, 10002 },
} };

// Known and of no use here
constexpr std::array<QLatin1StringView, 8> otherParts {
    "FileEndpoint"_L1,
    "DfsEndpoint"_L1,
    "WebEndpoint"_L1,
    "BlobSecondaryEndpoint"_L1,
    "QueueSecondaryEndpoint"_L1,
    "TableSecondaryEndpoint"_L1,
    "FileSecondaryEndpoint"_L1,
    "DfsSecondaryEndpoint"_L1,
};

[[noreturn]] void refuse(const QString &message)
{
    throw TaskHubError(ErrorKind::InvalidInput, message);
}

[[noreturn]] void refuseMissing(QLatin1StringView part, const QString &why)
{
    refuse(Words::tr("The connection string has no %1: %2").arg(QString(part), why));
}

std::vector<QLatin1StringView> knownParts()
{
    std::vector<QLatin1StringView> parts { useDevelopmentStorage, proxyUri,   protocolPart,
                                           accountName,           accountKey, endpointSuffix,
                                           signaturePart };
    for (const EndpointPart &endpoint : endpointParts) {
        parts.push_back(endpoint.part);
    }
    parts.insert(parts.end(), otherParts.begin(), otherParts.end());
    return parts;
}

/// How many letters must be changed, added or left out to make `b` of `a`.
qsizetype distance(const QString &a, const QString &b)
{
    std::vector<qsizetype> row(size_t(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i);
        for (qsizetype j = 1; j <= b.size(); ++j) {
            const size_t at = size_t(j);
            const qsizetype changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[at];
            row[at] = std::min({ row[at] + 1, row[at - 1] + 1, changed });
        }
    }
    return row.back();
}

[[noreturn]] void refuseUnknown(const QString &name, int number)
{
    constexpr qsizetype mostMistakes = 4;
    static const QRegularExpression words(u"^[A-Za-z]{3,40}$"_s);
    if (!words.match(name).hasMatch()) {
        refuse(
            Words::tr("Part %1 of the connection string has a name that no part has.").arg(number));
    }
    const auto parts = knownParts();
    const auto best = std::ranges::min_element(parts, {}, [&](QLatin1StringView part) {
        return distance(name.toLower(), QString(part).toLower());
    });
    if (distance(name.toLower(), QString(*best).toLower()) <= mostMistakes) {
        refuse(Words::tr("The connection string has an unknown part %1. Is it meant to be %2?")
                   .arg(name, QString(*best)));
    }
    refuse(Words::tr("The connection string has an unknown part %1.").arg(name));
}

/// A signature without anything about the account, `?sv=…&sig=…`.
void refuseBareSignature(const QString &part)
{
    constexpr qsizetype longestParameter = 5; // skoid
    const bool isBare = part.startsWith(u'?') || part.indexOf(u'=') <= longestParameter;
    if (isBare && !signatureIn(part).isEmpty()) {
        refuse(Words::tr("A shared access signature alone does not tell the account. Enter "
                         "“AccountName=…;SharedAccessSignature=…” with both."));
    }
}

/// What is between quotes and line breaks of what it was copied from.
QString unwrapped(QString text)
{
    text.remove(u'\r').remove(u'\n');
    text = text.trimmed();
    if (text.size() >= 2 && text.front() == text.back()
        && (text.front() == u'"' || text.front() == u'\'')) {
        text = text.sliced(1, text.size() - 2).trimmed();
    }
    return text;
}

class Parts
{
public:
    /// `text` as unwrapped() gives it.
    explicit Parts(const QString &text)
    {
        int number = 0;
        for (const QString &part : text.split(u';')) {
            if (!part.trimmed().isEmpty()) {
                add(part.trimmed(), ++number);
            }
        }
        if (m_values.isEmpty()) {
            refuse(Words::tr("Enter the connection string of a storage account, or "
                             "UseDevelopmentStorage=true for the emulator."));
        }
    }

    [[nodiscard]] bool has(QLatin1StringView part) const { return m_values.contains(part); }

    /// Empty when absent; a part that is there is never empty.
    [[nodiscard]] QString value(QLatin1StringView part) const { return m_values.value(part); }

    [[nodiscard]] QStringList names() const { return m_values.keys(); }

private:
    void add(const QString &part, int number)
    {
        const qsizetype equals = part.indexOf(u'=');
        if (equals < 1) {
            refuse(Words::tr("Part %1 of the connection string is no “name=value”.").arg(number));
        }
        const QString name = part.first(equals).trimmed();
        const QString value = part.sliced(equals + 1).trimmed();
        const auto parts = knownParts();
        const auto known = std::ranges::find_if(parts, [&](QLatin1StringView candidate) {
            return name.compare(candidate, Qt::CaseInsensitive) == 0;
        });
        if (known == parts.end()) {
            refuseBareSignature(part);
            refuseUnknown(name, number);
        }
        if (m_values.contains(*known)) {
            refuse(Words::tr("The connection string has %1 twice.").arg(QString(*known)));
        }
        if (value.isEmpty()) {
            refuse(Words::tr("%1 is empty in the connection string.").arg(QString(*known)));
        }
        m_values.insert(*known, value);
    }

    QMap<QString, QString> m_values;
};

Secret readKey(const QString &text)
{
    const auto decoded
        = QByteArray::fromBase64Encoding(text.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.isEmpty()) {
        refuse(Words::tr("AccountKey is no key: it is not Base64. It may be cut short."));
    }
    return Secret(text.toLatin1());
}

StorageAccount emulatorAt(const QString &host)
{
    StorageAccount account;
    account.name = emulatorName;
    account.credential = SharedKeyCredential { Secret(emulatorKey) };
    for (const EndpointPart &endpoint : endpointParts) {
        QUrl url;
        url.setScheme(u"http"_s);
        url.setHost(host);
        url.setPort(endpoint.emulatorPort);
        url.setPath(u'/' + account.name);
        account.*endpoint.member = url;
    }
    return account;
}

StorageAccount readEmulator(const Parts &parts)
{
    if (parts.value(useDevelopmentStorage).compare("true"_L1, Qt::CaseInsensitive) != 0) {
        refuse(Words::tr("UseDevelopmentStorage can only be “true”."));
    }
    for (const QString &name : parts.names()) {
        if (name != useDevelopmentStorage && name != proxyUri) {
            refuse(Words::tr("%1 cannot stand beside UseDevelopmentStorage=true.").arg(name));
        }
    }
    if (!parts.has(proxyUri)) {
        return emulatorAt(u"127.0.0.1"_s);
    }
    const QUrl proxy = readStorageEndpoint(parts.value(proxyUri), QString(proxyUri));
    if (!isLoopback(proxy)) {
        refuse(Words::tr("DevelopmentStorageProxyUri leads to another computer, and the emulator "
                         "is asked over plain http, where anybody on the way can read the data. It "
                         "can only be an address of this computer."));
    }
    return emulatorAt(proxy.host());
}

/// The signature that all three services are opened with: a part of its own, or hanging on the
/// endpoints. Nothing when there is none.
std::optional<Secret> readSignatures(const Parts &parts)
{
    std::optional<Secret> result;
    QString from = signaturePart;
    if (parts.has(signaturePart)) {
        result = readSignature(parts.value(signaturePart), from);
    }
    for (const EndpointPart &endpoint : endpointParts) {
        const QString query
            = QUrl(parts.value(endpoint.part), QUrl::StrictMode).query(QUrl::FullyEncoded);
        if (!query.contains("sig="_L1)) {
            continue;
        }
        const Secret read = readSignature(query, Words::tr("The query of %1").arg(endpoint.part));
        if (!result) {
            result = read;
            from = endpoint.part;
        } else if (signatureIn(query) != signatureIn(QString::fromUtf8(result->reveal()))) {
            refuse(Words::tr("%1 has another shared access signature than %2. All services are "
                             "opened with the same one here: make one of the account for the "
                             "services blob, queue and table.")
                       .arg(endpoint.part, from));
        }
    }
    return result;
}

StorageCredential readCredential(const Parts &parts)
{
    if (parts.has(accountKey) && parts.has(signaturePart)) {
        refuse(Words::tr("The connection string has both AccountKey and SharedAccessSignature. "
                         "Leave one out."));
    }
    if (parts.has(accountKey)) { // alone, as Microsoft's parsers do: signatures on endpoints rest
        return SharedKeyCredential { readKey(parts.value(accountKey)) };
    }
    if (auto signature = readSignatures(parts)) {
        return SasCredential { *std::move(signature) };
    }
    refuseMissing(
        accountKey,
        Words::tr("it is needed to sign requests, or SharedAccessSignature instead of it."));
}

[[noreturn]] void refuseAccountName()
{
    refuse(Words::tr("AccountName is no name of a storage account: 3 to 24 lower-case letters and "
                     "digits."));
}

QString readName(const Parts &parts, const StorageAccount &account)
{
    if (parts.has(accountName)) {
        static const QRegularExpression names(u"^[A-Za-z0-9-]{1,63}$"_s);
        if (!names.match(parts.value(accountName)).hasMatch()) {
            refuseAccountName();
        }
        return parts.value(accountName);
    }
    if (std::holds_alternative<SasCredential>(account.credential)) {
        for (const EndpointPart &endpoint : endpointParts) {
            const QString name = accountNameIn(account.*endpoint.member);
            if (!name.isEmpty()) {
                return name;
            }
        }
    }
    refuseMissing(accountName, Words::tr("it says which storage account to use."));
}

QString suffixOf(const Parts &parts)
{
    if (!parts.has(endpointSuffix)) {
        return u"core.windows.net"_s;
    }
    if (!isEndpointSuffix(parts.value(endpointSuffix))) {
        refuse(Words::tr("EndpointSuffix is no end of a host's name, such as core.windows.net. "
                         "Something else may stand behind it that was copied along."));
    }
    return parts.value(endpointSuffix);
}

/// An endpoint that was not given: made of the account's name, or like one that was given. A
/// signature must not go to a host that is only guessed.
QUrl derivedEndpoint(const Parts &parts, const StorageAccount &account, const EndpointPart &wanted)
{
    const bool isLocal = std::ranges::any_of(endpointParts, [&](const EndpointPart &endpoint) {
        return isBareAddress(account.*endpoint.member);
    });
    if (parts.has(accountName) && !isLocal) {
        if (!isAccountName(account.name)) {
            refuseAccountName();
        }
        return accountNamed(account.name, {}, suffixOf(parts)).*wanted.member;
    }
    for (const EndpointPart &endpoint : endpointParts) {
        const QUrl sibling = siblingEndpoint(
            QUrl(parts.value(endpoint.part)).adjusted(QUrl::RemoveQuery | QUrl::StripTrailingSlash),
            wanted.service);
        if (!sibling.isEmpty()) {
            return sibling;
        }
    }
    refuseMissing(wanted.part, Words::tr("the other endpoints do not tell where it is."));
}

void deriveEndpoints(const Parts &parts, StorageAccount &account)
{
    const QString protocol
        = parts.has(protocolPart) ? parts.value(protocolPart).toLower() : u"https"_s;
    if (protocol != "https"_L1 && protocol != "http"_L1) {
        refuse(Words::tr("DefaultEndpointsProtocol can only be “https” or “http”."));
    }
    for (const EndpointPart &endpoint : endpointParts) {
        if (!(account.*endpoint.member).isEmpty()) {
            continue;
        }
        const QUrl derived = derivedEndpoint(parts, account, endpoint);
        if (protocol == "http"_L1) {
            refuse(Words::tr("DefaultEndpointsProtocol is plain http, where anybody on the way "
                             "can read the key and the data. Use https."));
        }
        account.*endpoint.member = derived;
    }
}

} // namespace

StorageAccount parseConnectionString(const QString &text)
{
    const QString entered = unwrapped(text);
    if (entered.startsWith("https://"_L1, Qt::CaseInsensitive)
        || entered.startsWith("http://"_L1, Qt::CaseInsensitive)) {
        return accountOfSignedUrl(entered);
    }
    const Parts parts(entered);
    if (parts.has(useDevelopmentStorage)) {
        return readEmulator(parts);
    }
    if (parts.has(proxyUri)) {
        refuseMissing(useDevelopmentStorage,
                      Words::tr("DevelopmentStorageProxyUri is of use only beside it."));
    }
    StorageAccount account;
    account.credential = readCredential(parts);
    for (const EndpointPart &endpoint : endpointParts) {
        if (parts.has(endpoint.part)) {
            account.*endpoint.member
                = readStorageEndpoint(parts.value(endpoint.part), QString(endpoint.part));
        }
    }
    account.name = readName(parts, account);
    deriveEndpoints(parts, account);
    return account;
}

StorageAccount emulatorAccount()
{
    return emulatorAt(u"127.0.0.1"_s);
}

} // namespace hubdeck
