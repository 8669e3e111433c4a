#pragma once

#include <QScrollArea>

#include "ui/document/document.h"
#include "ui/document/pattern_runner.h"

namespace keywright::ui {

/// Everything there is to say of what is selected.
class Inspector : public QScrollArea {
    Q_OBJECT

public:
    Inspector(Document &document, PatternRunner &runner, QWidget *parent = nullptr);

private:
    void showSelection();
    QWidget *makePage() const;

    Document &m_document;
    PatternRunner &m_runner;
};

} // namespace keywright::ui
