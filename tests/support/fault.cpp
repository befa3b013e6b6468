// SPDX-License-Identifier: MIT
#include "faultserver.h"

#include <array>

namespace hubdeck {

namespace {

std::array<quint32, 256> crcTable()
{
    std::array<quint32, 256> table {};
    for (quint32 i = 0; i < table.size(); ++i) {
        quint32 value = i;
        for (int bit = 0; bit < 8; ++bit)
            value = (value >> 1) ^ ((value & 1U) != 0U ? 0xedb88320U : 0U);
        table[i] = value;
    }
    return table;
}

quint32 crc32Of(const QByteArray &bytes)
{
    static const std::array<quint32, 256> table = crcTable();
    quint32 crc = 0xffffffffU;
    for (const char c : bytes)
        crc = (crc >> 8) ^ table[(crc ^ static_cast<quint8>(c)) & 0xffU];
    return ~crc;
}

QByteArray littleEndian(quint32 value)
{
    QByteArray bytes;
    for (int i = 0; i < 4; ++i)
        bytes += static_cast<char>((value >> (8 * i)) & 0xffU);
    return bytes;
}

// qCompress gives 4 bytes of length and a zlib stream: 2 bytes of header, the deflated bytes, 4
// bytes of check sum
QByteArray gzipped(const QByteArray &body)
{
    const QByteArray zlib = qCompress(body);
    const QByteArray deflated
        = body.isEmpty() ? QByteArray("\x03\x00", 2) : zlib.mid(6, zlib.size() - 10);
    return QByteArray("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", 10) + deflated
        + littleEndian(crc32Of(body)) + littleEndian(static_cast<quint32>(body.size()));
}

QByteArray chunkOf(const QByteArray &body)
{
    return QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n";
}

QByteArray reasonOf(int status)
{
    return status < 300 ? "Fine" : "Otherwise";
}

QByteArray headOf(int status, const FaultHeaders &headers)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reasonOf(status) + "\r\n";
    for (const auto &[name, value] : headers)
        head += name + ": " + value + "\r\n";
    return head + "\r\n";
}

} // namespace

Fault Fault::framed(const QByteArray &name, int status, const QByteArray &body,
                    FaultHeaders headers)
{
    headers.emplace_back("Content-Length", QByteArray::number(body.size()));
    Fault fault(name);
    fault.m_head = headOf(status, headers);
    fault.m_body = body;
    return fault;
}

Fault Fault::answer(int status, const QByteArray &body, const FaultHeaders &headers)
{
    return framed("answer", status, body, headers);
}

Fault Fault::chunked(const QByteArray &body, const FaultHeaders &headers)
{
    FaultHeaders all = headers;
    all.emplace_back("Transfer-Encoding", "chunked");
    Fault fault("chunked");
    fault.m_head = headOf(200, all);
    const qsizetype half = body.size() / 2;
    if (half > 0)
        fault.m_body += chunkOf(body.first(half));
    if (!body.isEmpty())
        fault.m_body += chunkOf(body.sliced(half));
    fault.m_body += "0\r\n\r\n";
    return fault;
}

Fault Fault::gzip(const QByteArray &body, const FaultHeaders &headers)
{
    FaultHeaders all = headers;
    all.emplace_back("Content-Encoding", "gzip");
    return framed("gzip", 200, gzipped(body), all);
}

Fault Fault::redirect(const QByteArray &location, int status)
{
    return framed("redirect", status, {}, { { "Location", location } });
}

Fault Fault::closeBeforeAnswer()
{
    Fault fault("closeBeforeAnswer");
    fault.m_ending = Ending::Close;
    return fault;
}

Fault Fault::resetBeforeAnswer()
{
    Fault fault("resetBeforeAnswer");
    fault.m_ending = Ending::Reset;
    return fault;
}

Fault Fault::closeWhileReceiving()
{
    Fault fault("closeWhileReceiving");
    fault.m_ending = Ending::Close;
    fault.m_beforeBody = true;
    return fault;
}

Fault Fault::closeInHeaders()
{
    Fault fault("closeInHeaders");
    fault.m_head = "HTTP/1.1 200 Fine\r\nContent-Ty";
    fault.m_ending = Ending::Close;
    return fault;
}

Fault Fault::resetMidBody(const QByteArray &body)
{
    Fault fault = framed("resetMidBody", 200, body, {});
    fault.m_body.truncate(body.size() / 2);
    fault.m_ending = Ending::Reset;
    return fault;
}

Fault Fault::truncated(const QByteArray &body, qint64 missing, int status)
{
    Fault fault("truncated");
    fault.m_head
        = headOf(status, { { "Content-Length", QByteArray::number(body.size() + missing) } });
    fault.m_body = body;
    fault.m_ending = Ending::Close;
    return fault;
}

Fault Fault::chunkedCutOff(const QByteArray &body, int status)
{
    Fault fault("chunkedCutOff");
    fault.m_head = headOf(status, { { "Transfer-Encoding", "chunked" } });
    fault.m_body = chunkOf(body);
    fault.m_ending = Ending::Close;
    return fault;
}

Fault Fault::gzipCutOff(const QByteArray &body)
{
    Fault fault = gzip(body);
    fault.m_name = "gzipCutOff";
    fault.m_body.truncate(fault.m_body.size() / 2);
    fault.m_ending = Ending::Close;
    return fault;
}

Fault Fault::garbage()
{
    Fault fault("garbage");
    fault.m_body = "SSH-2.0-OpenSSH_9.2\r\n";
    fault.m_ending = Ending::Close;
    return fault;
}

Fault Fault::slowHeaders(Milliseconds delay, const QByteArray &body)
{
    Fault fault = framed("slowHeaders", 200, body, {});
    fault.m_headDelay = delay;
    return fault;
}

Fault Fault::slowBody(Milliseconds delay, const QByteArray &body, qsizetype chunk)
{
    Fault fault = framed("slowBody", 200, body, {});
    fault.m_chunkDelay = delay;
    fault.m_chunk = chunk;
    return fault;
}

Fault Fault::oversized(qint64 bytes)
{
    Fault fault("oversized");
    fault.m_head = headOf(200, { { "Content-Length", QByteArray::number(bytes) } });
    fault.m_blanks = bytes;
    return fault;
}

Fault Fault::neverAnswer()
{
    Fault fault("neverAnswer");
    fault.m_ending = Ending::Silence;
    return fault;
}

} // namespace hubdeck
