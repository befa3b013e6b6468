// SPDX-License-Identifier: MIT
#include "ui/details/failurepane.h"

#include "ui/details/failurebox.h"
#include "ui/details/flatheader.h"
#include "ui/details/jsonpane.h"

#include "models/displaytext.h"
#include "models/history/failuremodel.h"

#include "services/json/jsonscanner.h"

#include <QDataStream>
#include <QHeaderView>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

namespace hubdeck {

using namespace Qt::StringLiterals;

namespace {

/// Rows as high as those of the tables beside it.
class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override
    {
        constexpr int padding = 8;
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return { size.width(), option.fontMetrics.height() + padding };
    }
};

QString wordsFor(const InstanceDetails &instance, const FailureReport &report)
{
    QString words = FailurePane::tr("This instance has not failed.");
    if (instance.status.kind() == RuntimeStatus::Kind::Terminated) {
        constexpr int longest = 300;
        const QString reason
            = displaytext::singleLine(json::decodeText(instance.output.text), longest);
        words += u' '
            + (instance.output.isNull() ? FailurePane::tr("It was terminated without a reason.")
                                        : FailurePane::tr("It was terminated: %1").arg(reason));
    }
    if (report.steps.size() == 1) {
        words += u' ' + FailurePane::tr("One of its steps did, and was retried or handled:");
    } else if (report.steps.size() > 1) {
        words += u' '
            + FailurePane::tr("%1 of its steps did, and were retried or handled:")
                  .arg(displaytext::count(static_cast<qint64>(report.steps.size())));
    }
    return words;
}

} // namespace

FailurePane::FailurePane(TimeDisplay &time, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_model(new FailureModel(time, this))
    , m_words(new QLabel(this))
    , m_box(new FailureBox(this))
    , m_tree(new QTreeView(this))
    , m_text(new JsonPane(tr("Failure"), prompts, this))
{
    setObjectName(u"failurePane"_s);
    m_words->setObjectName(u"failureWords"_s);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setForegroundRole(QPalette::PlaceholderText);
    m_tree->setObjectName(u"failureTree"_s);
    m_tree->setAccessibleName(tr("Failures and their causes"));
    m_tree->setHeader(new FlatHeader(m_tree));
    m_tree->setModel(m_model);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setItemDelegate(new RowDelegate(m_tree));
    m_tree->setAllColumnsShowFocus(true);
    m_text->setObjectName(u"failureText"_s);
    m_parts = new QSplitter(Qt::Vertical, this);
    m_parts->setObjectName(u"failureSplitter"_s);
    m_parts->setChildrenCollapsible(false);
    m_parts->addWidget(m_tree);
    m_parts->addWidget(m_text);
    m_parts->setStretchFactor(0, 1);
    m_parts->setStretchFactor(1, 2);
    m_parts->setSizes({ 150, 300 }); // before there is anything to be stretched
    auto *top = new QVBoxLayout;
    top->setContentsMargins(12, 10, 12, 8);
    top->addWidget(m_words);
    top->addWidget(m_box);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_parts, 1);
    column->addStretch(0);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &FailurePane::showCurrent);
    connect(m_tree->header(), &QHeaderView::sectionResized, this, [this](int section) {
        // The last one takes what is left by itself.
        m_chosen = m_chosen || (!m_fitting && section == FailureModel::FailureColumn);
    });
    connect(m_tree, &QTreeView::activated, this, [this](const QModelIndex &index) {
        const FailedStep *step = m_model->stepAt(index);
        if (step != nullptr && step->event >= 0) {
            emit eventRequested(step->event);
        }
    });
    connect(m_text, &JsonPane::failed, this, &FailurePane::failed);
}

FailurePane::~FailurePane() = default;

void FailurePane::setFileName(const QString &name)
{
    m_text->setFileName(tr("%1-failure", "file name").arg(name));
}

void FailurePane::showReport(QThreadPool &pool, const InstanceDetails &instance,
                             const FailureReport &report)
{
    m_pool = &pool;
    const bool another = m_model->report() != report;
    m_model->setReport(report);
    m_words->setText(wordsFor(instance, report));
    m_words->setVisible(!report.hasFailed);
    m_box->setVisible(report.hasFailed);
    m_box->showReport(report);
    m_parts->setVisible(!report.steps.empty());
    if (another && !report.steps.empty()) {
        m_tree->expandAll();
        fitColumns();
        const qsizetype cause = report.causeStep >= 0
            ? report.causeStep
            : static_cast<qsizetype>(report.steps.size()) - 1;
        m_tree->setCurrentIndex(m_model->index(static_cast<int>(cause), 0));
    }
    showCurrent();
}

void FailurePane::fitColumns()
{
    if (m_chosen) {
        return;
    }
    const QScopedValueRollback fitting(m_fitting, true);
    constexpr int widest = 260;
    m_tree->resizeColumnToContents(FailureModel::FailureColumn);
    m_tree->setColumnWidth(FailureModel::FailureColumn,
                           std::min(m_tree->columnWidth(FailureModel::FailureColumn), widest));
}

QByteArray FailurePane::saveState() const
{
    QByteArray state;
    QDataStream out(&state, QIODevice::WriteOnly);
    out << m_parts->saveState() << (m_chosen ? m_tree->header()->saveState() : QByteArray());
    return state;
}

void FailurePane::restoreState(const QByteArray &state)
{
    QDataStream in(state);
    QByteArray splitter;
    QByteArray columns;
    in >> splitter >> columns;
    if (in.status() != QDataStream::Ok) {
        return;
    }
    const QScopedValueRollback fitting(m_fitting, true);
    m_parts->restoreState(splitter);
    m_chosen = !columns.isEmpty() && m_tree->header()->restoreState(columns);
}

void FailurePane::showCurrent()
{
    const Failure *failure = m_model->failureAt(m_tree->currentIndex());
    if (failure == nullptr || m_pool == nullptr) {
        m_text->showWords(tr("Select a failure to read all of it."));
        return;
    }
    m_text->showPlainText(*m_pool, failureText(*failure),
                          tr("The hub tells nothing about this failure."));
}

} // namespace hubdeck
