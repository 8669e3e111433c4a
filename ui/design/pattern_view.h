#pragma once

#include <functional>

#include <QWidget>

#include "ui/document/adviser.h"
#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

class QPushButton;
class QSplitter;
class QStackedLayout;
class QTabWidget;

namespace keywright::ui {

class MessagePage;
class PatternForm;
class PatternGrid;
class PatternTextPage;
class SuggestionPage;
class VerificationPage;

/// The access patterns of the model: the grid, and below it what is to be said of the selected one. Only the page that is
/// seen follows the model; the others do when they are turned to.
class PatternView : public QWidget {
    Q_OBJECT

public:
    PatternView(Document &document, PatternRunner &runner, const Adviser &adviser, QWidget *parent = nullptr);

    /// What stands below the grid, in the order of its tabs.
    enum Detail { Keys, SampleData, Definition, Text };

    /// Adds a pattern that reads an item of the selected entity, selects it, and puts the cursor into its name. Where no
    /// entity is selected and there are several, a menu asks which.
    void addPattern();
    /// The same of a transaction that writes several items.
    void addTransaction();
    void showDetailOf(Detail detail);

signals:
    /// The person wants to go on with a step's request, filled with the arguments of its run.
    void operationWanted(const QString &operation, const keywright::value::Json &request);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void buildDetail();
    void showModel();
    void showDetail();
    void showFindings();
    void editPattern();
    void askWhatToAdd();
    void add(const std::function<model::AccessPattern(const model::Model &model)> &make);
    std::size_t selectedEntity() const;
    void followOperation();
    void duplicatePattern(int row);
    void removePatterns(const std::vector<int> &rows);
    void movePattern(int row, int to);
    void report(const std::optional<QString> &refusal);
    void selectPattern(const std::string &name);
    int shownRow() const;

    Document &m_document;
    PatternRunner &m_runner;
    const Adviser &m_adviser;
    PatternGrid *m_grid;
    SuggestionPage *m_suggestions;
    VerificationPage *m_verification;
    PatternForm *m_form;
    PatternTextPage *m_text;
    QTabWidget *m_detail;
    QSplitter *m_list;
    MessagePage *m_empty;
    QPushButton *m_addFirst;
    QStackedLayout *m_pages;
};

} // namespace keywright::ui
