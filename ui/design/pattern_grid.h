#pragma once

#include <optional>
#include <vector>

#include <QVariantList>
#include <QWidget>

#include "ui/design/pattern_model.h"
#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;
class QToolButton;

namespace keywright::ui {

class Grid;

/// The grid of access patterns under its bar: run all or the selected ones, stop, and add, edit, duplicate, remove and move
/// patterns. Selecting a row selects the pattern in the document, and the other way round.
class PatternGrid : public QWidget {
    Q_OBJECT

public:
    PatternGrid(Document &document, PatternRunner &runner, const Adviser &adviser, QWidget *parent = nullptr);

    /// Shows the document's model as it is now.
    void showModel();
    int patternCount() const { return m_patterns->rowCount(); }
    /// -1 when there is none.
    int currentRow() const;
    void focusGrid();
    QToolButton &addButton() const { return *m_add; }
    /// Scrolls to the current row.
    void revealCurrent();

signals:
    void addWanted();
    void editWanted(int row);
    /// Of one pattern; the places are rows of the model.
    void duplicateWanted(int row);
    void removeWanted(const std::vector<int> &rows);
    void moveWanted(int row, int to);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void buildBar(QHBoxLayout &bar);
    QToolButton *addTool(QHBoxLayout &bar, const char *id, const QString &iconName, const QString &name);
    void connectGrid();
    void showState();
    void fitColumns();
    void rememberWidths();
    void runSelected();
    void selectInDocument(int row);
    void followSelection();
    std::vector<int> selectedRows() const;

    Document &m_document;
    PatternRunner &m_runner;
    PatternCosts *m_costs;
    PatternModel *m_patterns;
    Grid *m_grid;
    QPushButton *m_runAll;
    QPushButton *m_runSelected;
    QPushButton *m_stop;
    QProgressBar *m_bar;
    QLabel *m_summary;
    QToolButton *m_add = nullptr;
    QToolButton *m_edit = nullptr;
    QToolButton *m_duplicate = nullptr;
    QToolButton *m_remove = nullptr;
    QToolButton *m_up = nullptr;
    QToolButton *m_down = nullptr;
    QVariantList m_chosenWidths; ///< of all columns, as the person left them; empty when they did not
    bool m_columnsAreFitted = false;
    bool m_fitting = false;
    bool m_following = false; ///< the document's selection moves the grid's
    bool m_leading = false;   ///< the grid's moves the document's
};

} // namespace keywright::ui
