// SPDX-License-Identifier: MIT
#pragma once

#include "models/job.h"
#include "models/json/jsonline.h"

#include "services/json/lineindex.h"

#include <QByteArray>
#include <QObject>

#include <memory>
#include <vector>

namespace hubdeck {

/// One text of a hub, as a view of lines shows it: formatted or as received, indexed off the GUI
/// thread when it is large. Only the lines that are asked for are looked at (performance-study.md
/// §4). GUI thread.
class JsonDocument : public QObject
{
    Q_OBJECT

public:
    enum class Form { Formatted, Raw };
    /// What stays visible while a large text is indexed: nothing, or what was there (the same value
    /// read again).
    enum class Meanwhile { Nothing, OldContent };

    /// Lines longer than this many bytes are broken, so that a document of one line can be drawn.
    static constexpr qsizetype maxLineBytes = 2000;

    explicit JsonDocument(QObject *parent = nullptr);
    ~JsonDocument() override;

    /// Shows a value as the hub sent it. `pool` must outlive the document or its next load.
    void load(QThreadPool &pool, const QByteArray &text, Meanwhile meanwhile = Meanwhile::Nothing);
    /// Shows words: never formatted, never coloured.
    void loadPlainText(QThreadPool &pool, const QByteArray &text,
                       Meanwhile meanwhile = Meanwhile::Nothing);
    void clear();
    void setForm(Form form);

    [[nodiscard]] Form form() const noexcept { return m_form; }

    [[nodiscard]] bool isLoading() const noexcept { return m_job != nullptr; }

    /// Nothing to draw: nothing was loaded, or it is not there yet.
    [[nodiscard]] bool isEmpty() const noexcept { return m_index == nullptr; }

    /// Strictly one JSON value. False for words and while nothing is there.
    [[nodiscard]] bool isJson() const noexcept { return m_isJson; }

    [[nodiscard]] bool isPlainText() const noexcept { return m_plainText; }

    /// The lines were made by the formatter: objects and arrays end under where they begin.
    [[nodiscard]] bool isFormatted() const noexcept { return m_formatted; }

    /// The line before was too long to be drawn in one, and this goes on with it.
    [[nodiscard]] bool continuesLine(qsizetype number) const noexcept
    {
        return number > 0 && text().at(startOf(number) - 1) != '\n';
    }

    /// The text as received.
    [[nodiscard]] const QByteArray &source() const noexcept { return m_source; }

    /// The text whose lines are shown.
    [[nodiscard]] const QByteArray &text() const noexcept
    {
        return m_index ? m_index->text() : m_nothing;
    }

    [[nodiscard]] qsizetype lineCount() const noexcept
    {
        return m_index ? m_index->lineCount() : 0;
    }

    [[nodiscard]] QByteArrayView line(qsizetype number) const noexcept
    {
        return m_index->line(number);
    }

    [[nodiscard]] qsizetype startOf(qsizetype number) const noexcept
    {
        return m_index->startOf(number);
    }

    [[nodiscard]] qsizetype lineAt(qsizetype offset) const noexcept
    {
        return m_index->lineAt(offset);
    }

    [[nodiscard]] qsizetype widestLine() const noexcept
    {
        return m_index ? m_index->widestLine() : 0;
    }

    [[nodiscard]] std::vector<JsonToken> tokens(qsizetype number) const;

    /// To search in another thread; null while empty.
    [[nodiscard]] std::shared_ptr<const json::LineIndex> index() const { return m_index; }

    [[nodiscard]] QThreadPool *pool() const noexcept { return m_pool; }

signals:
    /// The lines are others now, or none.
    void contentChanged();
    void loadingChanged();
    /// The text could not be indexed (too large for this machine).
    void failed(const hubdeck::TaskHubError &error);

private:
    struct Loaded;
    static Loaded prepare(const QByteArray &source, Form form, bool plainText,
                          std::stop_token stop);
    void start(Meanwhile meanwhile);
    void take(Loaded &&loaded);

    QThreadPool *m_pool = nullptr;
    QByteArray m_source;
    QByteArray m_nothing;
    Form m_form = Form::Formatted;
    bool m_plainText = false;
    bool m_isJson = false;
    bool m_coloured = false;
    bool m_formatted = false;
    std::shared_ptr<const json::LineIndex> m_index;
    std::vector<JsonLineState> m_states; // by line; empty when no line is broken
    std::unique_ptr<JobBase> m_job;
};

} // namespace hubdeck
