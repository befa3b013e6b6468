// SPDX-License-Identifier: MIT
#include "services/http/singleusebody.h"

#include <cstring>

namespace hubdeck {

SingleUseBody::SingleUseBody(QByteArray bytes, QObject *parent)
    : QIODevice(parent)
    , m_bytes(std::move(bytes))
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool SingleUseBody::seek(qint64)
{
    m_wasAskedToRewind = true;
    return false;
}

bool SingleUseBody::reset()
{
    m_wasAskedToRewind = true;
    return false;
}

qint64 SingleUseBody::readData(char *data, qint64 maxSize)
{
    const qint64 size = qMin(maxSize, m_bytes.size() - m_position);
    if (size <= 0)
        return -1;
    std::memcpy(data, m_bytes.constData() + m_position, static_cast<size_t>(size));
    m_position += size;
    if (m_readHook)
        m_readHook();
    return size;
}

qint64 SingleUseBody::writeData(const char *, qint64)
{
    return -1;
}

} // namespace hubdeck
