// SPDX-License-Identifier: MIT
#include "services/azurestorage/storagexml.h"

#include "services/azurestorage/sharedkey.h"
#include "services/azurestorage/unreadable.h"

#include <QCoreApplication>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;

namespace hubdeck::azurestorage {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::StorageXml", text);
}

std::optional<Instant> timeFrom(const QString &text)
{
    const auto time = dateFromHttp(text.toLatin1());
    return time ? std::optional(Instant::fromDateTime(*time)) : std::nullopt;
}

QString textOf(QXmlStreamReader &xml)
{
    return xml.readElementText(QXmlStreamReader::SkipChildElements);
}

/// A name that XML cannot hold comes percent-encoded.
QString nameFrom(QXmlStreamReader &xml)
{
    const bool isEncoded
        = xml.attributes().value("Encoded"_L1).compare("true"_L1, Qt::CaseInsensitive) == 0;
    const QString text = textOf(xml);
    return isEncoded ? QUrl::fromPercentEncoding(text.toUtf8()) : text;
}

/// Calls `read` for each child element of the current one; it must consume the element.
template <typename Read> void forEachChild(QXmlStreamReader &xml, const Read &read)
{
    while (xml.readNextStartElement()) {
        read(xml.name());
    }
}

/// Reads a listing: `list` holds `item` elements. Returns the marker of the next page.
template <typename ReadItem>
QString readListing(const QByteArray &body, QLatin1StringView list, QLatin1StringView item,
                    const QString &what, const ReadItem &readItem)
{
    QXmlStreamReader xml(body);
    QString marker;
    bool hasList = false;
    if (xml.readNextStartElement() && xml.name() == "EnumerationResults"_L1) {
        forEachChild(xml, [&](QStringView name) {
            if (name == "NextMarker"_L1) {
                marker = textOf(xml);
            } else if (name == list) {
                hasList = true;
                forEachChild(xml, [&](QStringView child) {
                    child == item ? readItem(xml) : xml.skipCurrentElement();
                });
            } else {
                xml.skipCurrentElement();
            }
        });
    }
    if (xml.hasError() || !hasList) {
        throw unreadableAnswer(what, xml.errorString(), body);
    }
    return marker;
}

ContainerItem readContainer(QXmlStreamReader &xml)
{
    ContainerItem container;
    forEachChild(xml, [&](QStringView name) {
        if (name == "Name"_L1) {
            container.name = textOf(xml);
        } else if (name == "Properties"_L1) {
            forEachChild(xml, [&](QStringView property) {
                if (property == "LeaseState"_L1) {
                    container.leaseState = leaseStateFromText(textOf(xml));
                } else if (property == "Last-Modified"_L1) {
                    container.lastModified = timeFrom(textOf(xml));
                } else {
                    xml.skipCurrentElement();
                }
            });
        } else {
            xml.skipCurrentElement();
        }
    });
    return container;
}

void readBlobProperty(QXmlStreamReader &xml, QStringView name, BlobItem &blob)
{
    if (name == "LeaseState"_L1) {
        blob.leaseState = leaseStateFromText(textOf(xml));
    } else if (name == "Last-Modified"_L1) {
        blob.lastModified = timeFrom(textOf(xml));
    } else if (name == "Content-Length"_L1) {
        blob.size = qMax<qint64>(0, textOf(xml).toLongLong());
    } else {
        xml.skipCurrentElement();
    }
}

BlobItem readBlob(QXmlStreamReader &xml)
{
    BlobItem blob;
    forEachChild(xml, [&](QStringView name) {
        if (name == "Name"_L1) {
            blob.name = nameFrom(xml);
        } else if (name == "Properties"_L1) {
            forEachChild(xml, [&](QStringView property) { readBlobProperty(xml, property, blob); });
        } else if (name == "Metadata"_L1) {
            forEachChild(xml, [&](QStringView key) {
                const bool isFolderMark = key.compare("hdi_isfolder"_L1, Qt::CaseInsensitive) == 0;
                const QString value = textOf(xml);
                blob.isFolder |= isFolderMark && value.compare("true"_L1, Qt::CaseInsensitive) == 0;
            });
        } else {
            xml.skipCurrentElement();
        }
    });
    return blob;
}

PeekedMessage readMessage(QXmlStreamReader &xml)
{
    PeekedMessage message;
    forEachChild(xml, [&](QStringView name) {
        if (name == "MessageId"_L1) {
            message.id = textOf(xml);
        } else if (name == "InsertionTime"_L1) {
            message.inserted = timeFrom(textOf(xml));
        } else if (name == "ExpirationTime"_L1) {
            message.expires = timeFrom(textOf(xml));
        } else if (name == "DequeueCount"_L1) {
            message.dequeueCount = qMax(0, textOf(xml).toInt());
        } else if (name == "MessageText"_L1) {
            message.text = textOf(xml);
        } else {
            xml.skipCurrentElement();
        }
    });
    return message;
}

} // namespace

QueuePage decodeQueues(const QByteArray &body)
{
    QueuePage page;
    page.nextMarker = readListing(
        body, "Queues"_L1, "Queue"_L1, tr("a list of queues"), [&](QXmlStreamReader &xml) {
            QString queue;
            forEachChild(xml, [&](QStringView name) {
                name == "Name"_L1 ? void(queue = textOf(xml)) : xml.skipCurrentElement();
            });
            if (!queue.isEmpty()) {
                page.names.append(queue);
            }
        });
    return page;
}

ContainerPage decodeContainers(const QByteArray &body)
{
    ContainerPage page;
    page.nextMarker = readListing(body, "Containers"_L1, "Container"_L1, tr("a list of containers"),
                                  [&](QXmlStreamReader &xml) {
                                      ContainerItem container = readContainer(xml);
                                      if (!container.name.isEmpty()) {
                                          page.containers.push_back(std::move(container));
                                      }
                                  });
    return page;
}

BlobPage decodeBlobs(const QByteArray &body)
{
    BlobPage page;
    page.nextMarker = readListing(body, "Blobs"_L1, "Blob"_L1, tr("a list of blobs"),
                                  [&](QXmlStreamReader &xml) {
                                      BlobItem blob = readBlob(xml);
                                      if (!blob.name.isEmpty()) {
                                          page.blobs.push_back(std::move(blob));
                                      }
                                  });
    return page;
}

std::vector<PeekedMessage> decodePeekedMessages(const QByteArray &body)
{
    QXmlStreamReader xml(body);
    std::vector<PeekedMessage> messages;
    const bool isList = xml.readNextStartElement() && xml.name() == "QueueMessagesList"_L1;
    if (isList) {
        forEachChild(xml, [&](QStringView name) {
            if (name == "QueueMessage"_L1) {
                messages.push_back(readMessage(xml));
            } else {
                xml.skipCurrentElement();
            }
        });
    }
    if (xml.hasError() || !isList) {
        throw unreadableAnswer(tr("a list of messages"), xml.errorString(), body);
    }
    return messages;
}

QByteArray encodeQueueMessage(const QByteArray &text)
{
    QByteArray escaped = text;
    escaped.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\r', "&#13;");
    return "<QueueMessage><MessageText>" + escaped + "</MessageText></QueueMessage>";
}

} // namespace hubdeck::azurestorage
