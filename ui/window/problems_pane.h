#pragma once

#include <QWidget>

#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/window/problems_model.h"

class QStackedLayout;

namespace keywright::ui {

class Grid;
class MessagePage;

/// What contradicts itself in the model, found off the GUI thread. Opening a row selects the thing it is about.
class ProblemsPane : public QWidget {
    Q_OBJECT

public:
    explicit ProblemsPane(Document &document, QWidget *parent = nullptr);

    const ProblemsModel &problems() const { return *m_problems; }
    bool isChecking() const { return m_checking; }

signals:
    void checked();

private:
    void check();
    void showProblems(std::vector<model::Problem> problems);
    void jump(int row);

    Document &m_document;
    ProblemsModel *m_problems;
    Grid *m_grid;
    MessagePage *m_empty;
    QStackedLayout *m_pages;
    quint64 m_request = 0;
    bool m_checking = false;
    Background m_background;
};

/// The thing of the model that a problem's place is about; of kind None when it is about none.
Selection selectionOfPlace(const model::Model &model, const QString &place);

} // namespace keywright::ui
