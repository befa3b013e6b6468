// SPDX-License-Identifier: MIT
#include "models/json/jsondocument.h"

#include "services/json/jsonvalidator.h"

namespace hubdeck {

namespace {

/// Up to here indexing takes less than a frame: done at once, so that nothing flickers.
constexpr qsizetype atOnceBytes = 128 * 1024;

bool looksStructured(QByteArrayView text) noexcept
{
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            return c == '{' || c == '[';
        }
    }
    return false;
}

std::vector<JsonLineState> statesOf(const json::LineIndex &index, std::stop_token stop)
{
    std::vector<JsonLineState> states;
    if (index.widestLine() < JsonDocument::maxLineBytes / 2) {
        return states; // no line was broken: all begin outside
    }
    states.reserve(static_cast<size_t>(index.lineCount()));
    const QByteArrayView text(index.text());
    JsonLineState state = JsonLineState::Outside;
    for (qsizetype i = 0; i < index.lineCount() && !stop.stop_requested(); ++i) {
        states.push_back(state);
        const qsizetype end = i + 1 < index.lineCount() ? index.startOf(i + 1) : text.size();
        state = stateAfter(text.sliced(index.startOf(i), end - index.startOf(i)), state);
    }
    return states;
}

} // namespace

struct JsonDocument::Loaded
{
    std::shared_ptr<const json::LineIndex> index;
    std::vector<JsonLineState> states;
    bool isJson = false;
    bool coloured = false;
    bool formatted = false;
};

JsonDocument::JsonDocument(QObject *parent)
    : QObject(parent)
{ }

JsonDocument::~JsonDocument() = default;

JsonDocument::Loaded JsonDocument::prepare(const QByteArray &source, Form form, bool plainText,
                                           std::stop_token stop)
{
    Loaded loaded;
    loaded.isJson = !plainText && !json::validate(source);
    loaded.coloured = !plainText && (loaded.isJson || looksStructured(source));
    loaded.formatted = loaded.coloured && form == Form::Formatted;
    loaded.index = std::make_shared<const json::LineIndex>(
        loaded.formatted ? json::LineIndex::ofFormatted(source, maxLineBytes, stop)
                         : json::LineIndex::ofText(source, maxLineBytes, stop));
    if (loaded.coloured) {
        loaded.states = statesOf(*loaded.index, stop);
    }
    return loaded;
}

void JsonDocument::load(QThreadPool &pool, const QByteArray &text, Meanwhile meanwhile)
{
    m_pool = &pool;
    m_source = text;
    m_plainText = false;
    start(meanwhile);
}

void JsonDocument::loadPlainText(QThreadPool &pool, const QByteArray &text, Meanwhile meanwhile)
{
    m_pool = &pool;
    m_source = text;
    m_plainText = true;
    start(meanwhile);
}

void JsonDocument::clear()
{
    const bool wasLoading = isLoading();
    m_job.reset();
    m_source.clear();
    take({});
    if (wasLoading) {
        emit loadingChanged();
    }
}

void JsonDocument::setForm(Form form)
{
    if (form == m_form) {
        return;
    }
    m_form = form;
    if (m_pool != nullptr && (m_index != nullptr || isLoading())) {
        start(Meanwhile::OldContent);
    }
}

void JsonDocument::start(Meanwhile meanwhile)
{
    const bool wasLoading = isLoading();
    m_job.reset();
    if (m_source.size() <= atOnceBytes) {
        take(prepare(m_source, m_form, m_plainText, {}));
        if (wasLoading) {
            emit loadingChanged();
        }
        return;
    }
    if (meanwhile == Meanwhile::Nothing && m_index != nullptr) {
        take({});
    }
    auto work = [source = m_source, form = m_form, plain = m_plainText](const JobContext &context) {
        return prepare(source, form, plain, context.stop());
    };
    auto done = [this](Loaded &&loaded) {
        const std::unique_ptr<JobBase> finished = std::move(m_job);
        take(std::move(loaded));
        emit loadingChanged();
    };
    m_job = std::make_unique<Job<Loaded>>(*m_pool, std::move(work), std::move(done));
    connect(m_job.get(), &JobBase::failed, this, [this](const TaskHubError &error) {
        m_job.release()->deleteLater();
        take({});
        emit loadingChanged();
        emit failed(error);
    });
    if (!wasLoading) {
        emit loadingChanged();
    }
}

void JsonDocument::take(Loaded &&loaded)
{
    m_index = std::move(loaded.index);
    m_states = std::move(loaded.states);
    m_isJson = loaded.isJson;
    m_coloured = loaded.coloured;
    m_formatted = loaded.formatted;
    emit contentChanged();
}

std::vector<JsonToken> JsonDocument::tokens(qsizetype number) const
{
    if (!m_coloured) {
        return {};
    }
    const auto row = static_cast<size_t>(number);
    const JsonLineState state = row < m_states.size() ? m_states[row] : JsonLineState::Outside;
    return jsonTokens(m_index->text(), startOf(number), line(number).size(), state);
}

} // namespace hubdeck
