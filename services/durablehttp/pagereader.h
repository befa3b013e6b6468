// SPDX-License-Identifier: MIT
#pragma once

#include "services/durablehttp/durablehttpoptions.h"
#include "services/durablehttp/errordecoder.h"
#include "services/taskhub/identifiers.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace hubdeck {

/// Reads the pages of one listing, one page ahead: the next request leaves as soon as the head of
/// this answer names its token, while the body comes and the caller works on it. Destroying it
/// aborts what is on its way. One thread.
class PageReader
{
public:
    using MakeRequest = std::function<HttpRequest(const ContinuationToken &)>;

    PageReader(HttpClient &client, const DurableHttpOptions &options, RequestContext context,
               MakeRequest makeRequest, std::stop_token stop);

    struct Page
    {
        QByteArray body;
        ContinuationToken next; // empty: the last one
    };

    /// Throws TaskHubError; reads are retried.
    [[nodiscard]] Page read(const ContinuationToken &token);

    /// Throws Malformed when the hub gave the token that it was asked with: the listing would never
    /// end.
    static void refuseRepetition(const ContinuationToken &asked, const ContinuationToken &next);

private:
    void readOnce(std::unique_ptr<PendingReply> reply, const ContinuationToken &token, Page &page);
    void lookAhead(const ContinuationToken &token, const ContinuationToken &next);

    HttpClient &m_client;
    const DurableHttpOptions &m_options;
    RequestContext m_context;
    MakeRequest m_makeRequest;
    std::stop_token m_stop;
    std::unique_ptr<PendingReply> m_ahead;
    ContinuationToken m_aheadToken;
};

} // namespace hubdeck
