#pragma once

#include <QHeaderView>

class QPainter;

namespace keywright::ui {

/// What item models tell the KeyHeader about a column, beside Qt's header roles.
enum HeaderRole {
    kKeyMarkRole = Qt::UserRole + 101, ///< "PK" or "SK"; none for other columns
    kSortMarkRole,                     ///< the icon of a sorted column; none for other columns
    kGroupRole,                        ///< the table or index that the column belongs to, written above its name
};

/// A header of names with the marks of key attributes, tinted where a column is part of a key, and with a second line for
/// the table or index when the model names one.
class KeyHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit KeyHeader(QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    QSize sectionSizeFromContents(int section) const override;

private:
    QString label(int section) const;
    QVariant headerValue(int section, int role) const;
    bool hasGroups() const;
    bool startsGroup(int section) const;
};

/// Draws the mark of a key attribute, "PK" or "SK", and returns its width.
int drawKeyMark(QPainter &painter, int x, int centreY, const QString &mark);
int keyMarkWidth(const QString &mark);

} // namespace keywright::ui
