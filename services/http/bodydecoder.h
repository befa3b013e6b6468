// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <memory>

namespace hubdeck {

/// Takes a response body as it comes, undoes gzip and keeps to a limit while doing so, so that a
/// small body that unpacks to a huge one costs no more memory than the limit. Our own because
/// Qt 6.4 passes a gzip body that was cut off as a whole one. One thread.
class BodyDecoder
{
public:
    enum class State { Fine, TooLarge, Damaged };

    /// `contentEncoding` as in the header; `limit` in bytes after decompression.
    BodyDecoder(const QByteArray &contentEncoding, qint64 limit);
    ~BodyDecoder();

    /// False for an encoding other than gzip and identity.
    [[nodiscard]] bool isSupported() const noexcept { return m_isSupported; }

    [[nodiscard]] bool isCompressed() const noexcept;
    /// Makes room for a body of that size, within reason.
    void reserve(qint64 bytes);
    [[nodiscard]] State feed(QByteArrayView bytes);
    /// True when nothing is missing at the end: a compressed stream has come to its own end.
    [[nodiscard]] bool isComplete() const noexcept;

    [[nodiscard]] QByteArray take() { return std::move(m_body); }

private:
    Q_DISABLE_COPY_MOVE(BodyDecoder)
    class Inflater;

    State inflate(QByteArrayView bytes);

    std::unique_ptr<Inflater> m_inflater;
    QByteArray m_body;
    qint64 m_limit;
    bool m_isSupported = true;
};

} // namespace hubdeck
