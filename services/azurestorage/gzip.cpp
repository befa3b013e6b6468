// SPDX-License-Identifier: MIT
#include "services/azurestorage/gzip.h"

#include "services/taskhub/taskhuberror.h"

#include <QCoreApplication>

#define ZLIB_CONST // zlib then takes its input as const
#include <zlib.h>

#include <array>

namespace hubdeck::azurestorage {

namespace {

constexpr int gzipFormat = 16; // added to the window bits
constexpr qsizetype blockSize = 64 * 1024;
constexpr int memoryLevel = 8; // zlib's default

QString tr(const char *text)
{
    return QCoreApplication::translate("hubdeck::Gzip", text);
}

const Bytef *bytesOf(QByteArrayView bytes) noexcept
{
    return reinterpret_cast<const Bytef *>(bytes.data());
}

class Inflater
{
public:
    explicit Inflater(QByteArrayView bytes)
    {
        if (inflateInit2(&stream, MAX_WBITS + gzipFormat) != Z_OK) {
            throw std::bad_alloc();
        }
        stream.next_in = bytesOf(bytes);
        stream.avail_in = static_cast<uInt>(bytes.size());
    }

    ~Inflater() { inflateEnd(&stream); }

    z_stream stream {};

private:
    Q_DISABLE_COPY_MOVE(Inflater)
};

TaskHubError damaged()
{
    return { ErrorKind::Malformed,
             tr("The blob's compressed contents are damaged or cut off. The value cannot be shown; "
                "the rest can.") };
}

TaskHubError tooLarge(qint64 limit)
{
    return { ErrorKind::TooLarge,
             tr("The blob's contents are larger than the limit of %1 MB.")
                 .arg(QString::number(limit / 1024 / 1024)) };
}

} // namespace

QByteArray gzipped(QByteArrayView bytes)
{
    z_stream stream {};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzipFormat,
                     memoryLevel, Z_DEFAULT_STRATEGY)
        != Z_OK) {
        throw std::bad_alloc();
    }
    QByteArray result(
        static_cast<qsizetype>(deflateBound(&stream, static_cast<uLong>(bytes.size()))),
        Qt::Uninitialized);
    stream.next_in = bytesOf(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef *>(result.data());
    stream.avail_out = static_cast<uInt>(result.size());
    const int state = deflate(&stream, Z_FINISH);
    result.truncate(static_cast<qsizetype>(stream.total_out));
    deflateEnd(&stream);
    Q_ASSERT(state == Z_STREAM_END); // the bound was enough
    Q_UNUSED(state)
    return result;
}

bool isGzip(QByteArrayView bytes) noexcept
{
    return bytes.startsWith(QByteArrayView("\x1F\x8B", 2));
}

QByteArray gunzipped(QByteArrayView bytes, qint64 limit)
{
    if (!isGzip(bytes)) {
        throw damaged();
    }
    Inflater inflater(bytes);
    z_stream &stream = inflater.stream;
    std::array<Bytef, blockSize> block {};
    QByteArray result;
    for (;;) {
        stream.next_out = block.data();
        stream.avail_out = static_cast<uInt>(block.size());
        const int state = inflate(&stream, Z_NO_FLUSH);
        const qsizetype got = blockSize - static_cast<qsizetype>(stream.avail_out);
        if (result.size() + got > limit) {
            throw tooLarge(limit);
        }
        result.append(reinterpret_cast<const char *>(block.data()), got);
        if (state == Z_STREAM_END) {
            if (stream.avail_in == 0) {
                return result;
            }
            if (inflateReset(&stream) != Z_OK) { // the next member (RFC 1952, 2.2)
                throw damaged();
            }
        } else if (state != Z_OK || (stream.avail_in == 0 && got == 0)) {
            throw damaged();
        }
    }
}

} // namespace hubdeck::azurestorage
