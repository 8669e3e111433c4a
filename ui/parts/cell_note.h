#pragma once

#include <QFrame>

namespace keywright::ui {

class FieldNote;

/// The reason of a refused edit in a grid or a tree: floats below the editor, or above it where there is no room.
class CellNote : public QFrame {
    Q_OBJECT

public:
    /// Stands in the editor's own parent.
    explicit CellNote(QWidget *editor);

    /// An empty sentence hides it.
    void say(const QString &sentence);

private:
    QWidget *m_editor;
    FieldNote *m_note;
};

} // namespace keywright::ui
