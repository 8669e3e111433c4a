#pragma once

#include <optional>

#include <QWidget>

#include "core/session/operation_draft.h"
#include "ui/operations/known_table.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace keywright::ui {

class CodeEditor;

/// The operation as a function of an application, written by the generator that also writes the access patterns.
class CodePage : public QWidget {
    Q_OBJECT

public:
    explicit CodePage(QWidget *parent = nullptr);

    /// Nullopt for a request that the generator has no words for.
    void setOperation(const std::optional<session::OperationDraft> &draft, const KnownTables &tables);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void write();

    std::optional<session::OperationDraft> m_draft;
    KnownTables m_tables;
    bool m_isStale = true;
    QComboBox *m_language;
    QLabel *m_said;
    QPushButton *m_copy;
    CodeEditor *m_code;
};

} // namespace keywright::ui
