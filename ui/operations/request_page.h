#pragma once

#include <QScrollArea>

#include "ui/operations/request_form.h"

namespace keywright::ui {

class ChoiceField;
class PartList;

/// An operation built in a form: its kind, the parts of a transaction or batch, and the fields of what is open.
class RequestPage : public QScrollArea {
    Q_OBJECT

public:
    explicit RequestPage(QWidget *parent = nullptr);

    void setTables(const KnownTables &tables);
    void setDraft(const session::OperationDraft &draft);
    session::OperationDraft draft() const;
    /// Opens the part and says next to the fields what is missing or wrong; true when there is nothing.
    bool check();
    void openPart(int part);

signals:
    void changed();

private:
    void become(model::OperationKind kind);
    void showParts();
    void takeOpen();
    void addPart();
    void removePart(int part);
    void movePart(int part, int to);
    void setPartKind(model::OperationKind kind);
    void openCurrent();

    session::OperationDraft m_draft; ///< what is open in the form is newer there
    int m_open = 0;
    ChoiceField *m_kind;
    PartList *m_parts;
    ChoiceField *m_partKind;
    RequestForm *m_form;
};

} // namespace keywright::ui
