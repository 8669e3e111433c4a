#pragma once

#include <QScrollArea>

#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

namespace keywright::ui {

class Form;

/// Everything there is to say of what is selected, to be edited there. A page stays while its thing is selected, so that
/// an edit from elsewhere moves neither the focus nor what is half typed.
class Inspector : public QScrollArea {
    Q_OBJECT

public:
    Inspector(Document &document, PatternRunner &runner, QWidget *parent = nullptr);

private:
    void showSelection();
    /// What is half typed in the page is offered before another page comes.
    void finishTyping() const;
    bool showsSameThing() const;
    void showPage(QWidget *page);
    QWidget *makePage() const;

    Document &m_document;
    PatternRunner &m_runner;
    Form *m_form = nullptr; ///< the page, when it is an editor
    Selection m_shown;
    std::shared_ptr<const model::Model> m_shownModel;
};

} // namespace keywright::ui
