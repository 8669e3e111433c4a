#pragma once

#include <QStyledItemDelegate>

class QPainter;

namespace keywright::ui {

/// What item models tell the CellDelegate beside Qt's roles.
enum CellRole {
    kTemplateRole = Qt::UserRole + 1, ///< QString: drawn as a key template instead of the display text
    kMonoRole,                        ///< bool: mono font
    kToneRole,                        ///< int of IconTint: the text's colour
    kMissingRole,                     ///< bool: there is nothing here; drawn as a faint dash
    kEmptyTextRole,                   ///< bool: an empty string; drawn as a pair of quotes
    kMarksRole,                       ///< QList<QVariant> of EntityLook: marks before the text
    kCollectionRole,                  ///< int: number of the item collection; rows of one stand together
    kStrongRole,                      ///< bool: medium weight
    kRepeatedRole,                    ///< bool: the same as the row above; only drawn in the first visible row
    kWrapRole,                        ///< bool: a long text takes a second line, where the view lets rows grow
    kTypeTagRole,                     ///< QString: type tag behind the text, such as "N"
};

/// Draws the cells of every grid and list: padding, selection, hover, bands of item collections, and the contents that
/// CellRole describes.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CellDelegate(QObject *parent = nullptr);

    /// Whether rows are parted by a line; they are at first.
    void setRowLines(bool shown) { m_rowLines = shown; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    void drawBackground(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    /// Icon and entity marks; returns the rectangle that is left.
    QRect drawMarks(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect, const QModelIndex &index) const;
    void drawText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect, const QModelIndex &index) const;

    bool m_rowLines = true;
};

} // namespace keywright::ui
