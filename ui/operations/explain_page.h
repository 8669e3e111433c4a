#pragma once

#include <functional>

#include <QWidget>

#include "core/session/explain.h"

class QStackedLayout;

namespace keywright::ui {

class DetailRows;
class MessagePage;
class OperationRunner;

/// What the last run touched: a verdict in a sentence, pictures of what was read and returned, its capacity place by place, and
/// what the same question costs asked another way.
class ExplainPage : public QWidget {
    Q_OBJECT

public:
    explicit ExplainPage(OperationRunner &runner, QWidget *parent = nullptr);

    /// The strong word of the verdict; empty while there is none.
    const QString &verdict() const { return m_verdict; }
    void setShownDuration(std::function<double(double)> shown) { m_shownDuration = std::move(shown); }

private:
    void showState();
    void showExplanation(const session::Explanation &explanation);
    void addVerdict(const session::Explanation &explanation);
    void addRead(const session::ExplainedRead &read);
    void addCapacity(const session::Explanation &explanation);

    OperationRunner &m_runner;
    QStackedLayout *m_pages;
    MessagePage *m_message;
    DetailRows *m_rows;
    QString m_verdict;
    const session::Explanation *m_shown = nullptr;
    std::function<double(double)> m_shownDuration;
};

} // namespace keywright::ui
