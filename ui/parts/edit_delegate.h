#pragma once

#include <functional>

#include <QHash>
#include <QPersistentModelIndex>

#include "ui/parts/cell_delegate.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

class CellNote;
class EditLine;

/// Cells that are edited in place. What is typed is offered on Enter, on Tab, which goes on to the next cell, and on leaving;
/// when it is refused, the editor stays with the reason below it. Escape takes back. The model's flags say which cells.
class EditDelegate : public CellDelegate {
    Q_OBJECT

public:
    using Take = std::function<Refusal(const QModelIndex &index, const QString &text)>;
    using MakeLine = std::function<EditLine *(const QModelIndex &index)>;

    explicit EditDelegate(QObject *parent = nullptr);

    /// Takes what was typed, with no spaces around it; called only when it differs from Qt::EditRole.
    void onCommit(Take take) { m_take = std::move(take); }
    /// Lines of another kind, such as a TemplateEdit.
    void setLine(MakeLine make) { m_makeLine = std::move(make); }

    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Open {
        QPersistentModelIndex index;
        CellNote *note = nullptr;
    };

    bool key(EditLine &line, int pressed);
    /// False when what was typed was refused.
    bool offer(EditLine &line);
    void finish(EditLine &line, EndEditHint hint);

    Take m_take;
    MakeLine m_makeLine;
    mutable QHash<QObject *, Open> m_open;
    bool m_offering = false;
};

} // namespace keywright::ui
