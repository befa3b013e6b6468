// SPDX-License-Identifier: MIT
#include "services/durablehttp/pagereader.h"

#include <QCoreApplication>

namespace hubdeck {

PageReader::PageReader(HttpClient &client, const DurableHttpOptions &options,
                       RequestContext context, MakeRequest makeRequest, std::stop_token stop)
    : m_client(client)
    , m_options(options)
    , m_context(std::move(context))
    , m_makeRequest(std::move(makeRequest))
    , m_stop(std::move(stop))
{ }

void PageReader::lookAhead(const ContinuationToken &token, const ContinuationToken &next)
{
    if (next.isEmpty()) {
        m_ahead.reset();
    } else if (next != token && !(m_ahead && m_aheadToken == next)) {
        m_ahead = m_client.start(m_makeRequest(next), m_stop);
        m_aheadToken = next;
    }
}

void PageReader::readOnce(std::unique_ptr<PendingReply> reply, const ContinuationToken &token,
                          Page &page)
{
    if (!reply) {
        reply = m_client.start(m_makeRequest(token), m_stop);
    }
    const HttpHead head = reply->head();
    if (head.status != 200) {
        throw decodeError(m_context, head, reply->body());
    }
    page.next = ContinuationToken(QString::fromUtf8(head.header("x-ms-continuation-token")));
    lookAhead(token, page.next);
    page.body = reply->body();
}

PageReader::Page PageReader::read(const ContinuationToken &token)
{
    Page page;
    std::unique_ptr<PendingReply> prepared;
    if (m_ahead && m_aheadToken == token) {
        prepared = std::move(m_ahead);
    }
    m_options.retry([&] { readOnce(std::move(prepared), token, page); }, m_stop);
    return page;
}

void PageReader::refuseRepetition(const ContinuationToken &asked, const ContinuationToken &next)
{
    if (!next.isEmpty() && next == asked) {
        throw TaskHubError(
            ErrorKind::Malformed,
            QCoreApplication::translate(
                "hubdeck::PageReader",
                "The hub repeats itself: it answers a page with the position that it "
                "was asked for, so the list would never end. What came so far is "
                "shown; narrow the query to see more."),
            next.text());
    }
}

} // namespace hubdeck
