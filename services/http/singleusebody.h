// SPDX-License-Identifier: MIT
#pragma once

#include <QIODevice>

#include <functional>

namespace hubdeck {

/// The body of one request, which can be read once: reset() and seek() fail, so
/// QNetworkAccessManager cannot send the request a second time when the connection drops (it gives
/// ContentReSendError instead). It wants such a device for an empty body too.
class SingleUseBody final : public QIODevice
{
public:
    explicit SingleUseBody(QByteArray bytes, QObject *parent = nullptr);

    /// Called for every read, in the thread of the device.
    void setReadHook(std::function<void()> hook) { m_readHook = std::move(hook); }

    /// True when somebody wanted to send it again: so it was sent, wholly or in part.
    [[nodiscard]] bool wasAskedToRewind() const noexcept { return m_wasAskedToRewind; }

    [[nodiscard]] bool wasRead() const noexcept { return m_position > 0; }

    [[nodiscard]] bool isSequential() const override { return false; }

    [[nodiscard]] qint64 size() const override { return m_bytes.size(); }

    [[nodiscard]] qint64 bytesAvailable() const override { return m_bytes.size() - m_position; }

    [[nodiscard]] bool atEnd() const override { return m_position >= m_bytes.size(); }

    bool seek(qint64 position) override;
    bool reset() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    const QByteArray m_bytes;
    qsizetype m_position = 0;
    bool m_wasAskedToRewind = false;
    std::function<void()> m_readHook;
};

} // namespace hubdeck
