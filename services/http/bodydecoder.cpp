// SPDX-License-Identifier: MIT
#include "services/http/bodydecoder.h"

#define ZLIB_CONST // zlib then takes its input as const
#include <zlib.h>

#include <array>

namespace hubdeck {

namespace {

constexpr qsizetype blockSize = 64 * 1024;
constexpr qint64 largestReservation = 64LL * 1024 * 1024; // a Content-Length is only a promise
constexpr int gzipOnly = 16; // added to the window bits: expect a gzip header

} // namespace

class BodyDecoder::Inflater
{
public:
    Inflater() { isOpen = inflateInit2(&stream, MAX_WBITS + gzipOnly) == Z_OK; }

    ~Inflater()
    {
        if (isOpen)
            inflateEnd(&stream);
    }

    z_stream stream {};
    bool isOpen = false;
    bool isAtEnd = true; // before the first byte: a compressed body may be empty

private:
    Q_DISABLE_COPY_MOVE(Inflater)
};

BodyDecoder::BodyDecoder(const QByteArray &contentEncoding, qint64 limit)
    : m_limit(limit)
{
    const QByteArray encoding = contentEncoding.trimmed().toLower();
    if (encoding == "gzip" || encoding == "x-gzip")
        m_inflater = std::make_unique<Inflater>();
    else
        m_isSupported = encoding.isEmpty() || encoding == "identity";
}

BodyDecoder::~BodyDecoder() = default;

bool BodyDecoder::isCompressed() const noexcept
{
    return m_inflater != nullptr;
}

void BodyDecoder::reserve(qint64 bytes)
{
    m_body.reserve(static_cast<qsizetype>(qMin(bytes, largestReservation)));
}

BodyDecoder::State BodyDecoder::feed(QByteArrayView bytes)
{
    if (m_inflater)
        return inflate(bytes);
    if (m_body.size() + bytes.size() > m_limit)
        return State::TooLarge;
    m_body.append(bytes);
    return State::Fine;
}

BodyDecoder::State BodyDecoder::inflate(QByteArrayView bytes)
{
    if (!m_inflater->isOpen)
        return State::Damaged;
    z_stream &stream = m_inflater->stream;
    std::array<Bytef, blockSize> block;
    stream.next_in = reinterpret_cast<const Bytef *>(bytes.data());
    stream.avail_in = static_cast<uInt>(bytes.size());
    do {
        // A gzip body may be several streams one after the other (RFC 1952, 2.2)
        if (m_inflater->isAtEnd && stream.avail_in > 0) {
            if (stream.total_in > 0 && inflateReset(&stream) != Z_OK)
                return State::Damaged;
            m_inflater->isAtEnd = false;
        }
        stream.next_out = block.data();
        stream.avail_out = static_cast<uInt>(block.size());
        const int result = ::inflate(&stream, Z_NO_FLUSH);
        if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
            return State::Damaged;
        const auto size = static_cast<qsizetype>(block.size() - stream.avail_out);
        if (m_body.size() + size > m_limit)
            return State::TooLarge;
        m_body.append(reinterpret_cast<const char *>(block.data()), size);
        if (result == Z_STREAM_END)
            m_inflater->isAtEnd = true;
        if (result == Z_BUF_ERROR)
            break;
    } while (stream.avail_in > 0 || stream.avail_out == 0);
    return State::Fine;
}

bool BodyDecoder::isComplete() const noexcept
{
    return !m_inflater || m_inflater->isAtEnd;
}

} // namespace hubdeck
