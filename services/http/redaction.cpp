// SPDX-License-Identifier: MIT
#include "services/http/redaction.h"

#include <QRegularExpression>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck {

namespace {

struct Rule
{
    QRegularExpression pattern; // \1 is kept, what follows is the secret
    QString replacement;
};

// Names of query parameters whose value is a secret
constexpr char16_t parameterNames[] = u"code|sig|[a-z_.-]*token|[a-z_.-]*secret|[a-z_.-]*password|"
                                      u"passwd|pwd|key|[a-z_.-]*api[_-]?key|"
                                      u"[a-z_.-]*functions-key|(?:account|sharedaccess|access|"
                                      u"subscription|master|system|host)[_-]?key|"
                                      u"sharedaccesssignature|assertion|credential|authorization";

constexpr char16_t headerNames[]
    = u"(?:proxy-)?authorization|x-functions-key|x-ms-site-token|x-zumo-auth|(?:set-)?cookie|"
      u"(?:x-)?api-key|[a-z-]*subscription-key";

Rule rule(const QString &pattern, const QString &replacement)
{
    return { QRegularExpression(pattern, QRegularExpression::CaseInsensitiveOption), replacement };
}

// More is hidden than must be (`exit code=1`): a log can do without that, a key in a log cannot be
// taken back
const std::array<Rule, 8> &rules()
{
    static const QString names = QString::fromUtf16(parameterNames);
    static const std::array<Rule, 8> all {
        // user info
        rule(uR"(([a-z][a-z0-9+.-]*://)[^\s/?#"'<>]*@)"_s, u"\\1***@"_s),
        // headers: to the end of the line or of the quoted text
        rule(uR"(((?:)"_s + QString::fromUtf16(headerNames)
                 + uR"()(?:"|')?\s*:\s*(?:"|')?)[^\r\n"',]+)"_s,
             u"\\1***"_s),
        // bearer tokens on their own
        rule(
            uR"(\b((?:bearer|basic|sharedkey(?:lite)?|sharedaccesssignature)\s+)[a-z0-9+/=._~:-]{6,}(?:[&;][a-z]+=[^\s"'<>&;]*)*)"_s,
            u"\\1***"_s),
        // parts of connection strings: to the semicolon; a signature holds & and =
        rule(
            uR"(\b((?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd)(?:"|')?\s*[:=]\s*(?:"|')?)[^;\s"'<>]+)"_s,
            u"\\1***"_s),
        // JSON of a sign-in
        rule(uR"(("(?:access|refresh|id)_?token"\s*:\s*")[^"]+)"_s, u"\\1***"_s),
        // what the storage service says of a signature that it does not accept
        rule(uR"((signature found in the HTTP request ')[^']+)"_s, u"\\1***"_s),
        // query parameters
        rule(uR"((?<![a-z0-9%])((?:)"_s + names + uR"()=)[^&;\s"'<>#\\]+)"_s, u"\\1***"_s),
        // the same inside a value that is an address itself
        rule(uR"((%(?:25)*(?:3F|26|3B|23)(?:)"_s + names
                 + uR"()%(?:25)*3D)(?:(?!%(?:25)*26)[^&;\s"'<>#\\])+)"_s,
             u"\\1***"_s),
    };
    return all;
}

} // namespace

QString redacted(const QUrl &url)
{
    return redactedText(QString::fromLatin1(url.toEncoded()));
}

QString redactedText(const QString &text)
{
    QString result = text;
    for (const Rule &rule : rules())
        result.replace(rule.pattern, rule.replacement);
    return result;
}

} // namespace hubdeck
