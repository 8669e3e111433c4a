#pragma once

#include <QWidget>

#include "ui/document/adviser.h"
#include "ui/document/document.h"
#include "ui/document/model_place.h"
#include "ui/window/problems_model.h"

class QLabel;
class QPushButton;
class QStackedLayout;

namespace keywright::ui {

class Grid;
class MessagePage;

/// What contradicts itself in the model, and what an experienced designer would say about it. Choosing a row selects the
/// thing it is about and tells what to do; a fix that needs no decision is one button.
class ProblemsPane : public QWidget {
    Q_OBJECT

public:
    ProblemsPane(Document &document, Adviser &adviser, QWidget *parent = nullptr);

    const ProblemsModel &problems() const { return *m_problems; }
    bool isChecking() const { return m_adviser.isLooking(); }

signals:
    void checked();

private:
    QWidget *makeFooter();
    void showCounsel();
    void showRemedy();
    void jump(int row);
    void applyFix();

    Document &m_document;
    Adviser &m_adviser;
    ProblemsModel *m_problems;
    Grid *m_grid;
    MessagePage *m_empty;
    QStackedLayout *m_pages;
    QLabel *m_remedy;
    QPushButton *m_fix;
    QWidget *m_footer;
};

} // namespace keywright::ui
