// SPDX-License-Identifier: MIT
#include "services/taskhub/starttags.h"

#include <QCoreApplication>
#include <QSet>

namespace hubdeck {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(hubdeck::StartTags)
};

} // namespace

ReadTags readTags(const QStringList &texts)
{
    ReadTags read;
    for (const QString &text : texts) {
        const qsizetype at = text.indexOf(u'=');
        const QString name = text.left(at).trimmed();
        if (at < 0 || name.isEmpty()) {
            return { {},
                     Words::tr("\u201c%1\u201d is no tag: write name=value.").arg(text.trimmed()) };
        }
        read.tags.emplace_back(name, text.sliced(at + 1));
    }
    read.problem = problemWithTags(read.tags);
    return read;
}

QString problemWithTags(const StartTags &tags)
{
    QSet<QString> names;
    for (const auto &[name, value] : tags) {
        if (name.isEmpty()) {
            return Words::tr("A tag needs a name.");
        }
        if (name == QStringView(u"$type")) {
            return Words::tr("A tag cannot be named $type: .NET programs take it for a type.");
        }
        if (names.contains(name)) {
            return Words::tr("The tag \u201c%1\u201d is given twice.").arg(name);
        }
        names.insert(name);
    }
    return {};
}

} // namespace hubdeck
