#include "ui/parts/cell_delegate.h"

#include <QAbstractItemView>
#include <QTextLayout>

#include "ui/parts/entity_look.h"
#include "ui/parts/template_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kPadding = 10;
constexpr int kMarkGap = 3;

QFont cellFont(const QModelIndex &index)
{
    if (index.data(kMonoRole).toBool())
        return fontOf(TextRole::Mono);
    return fontOf(index.data(kStrongRole).toBool() ? TextRole::Strong : TextRole::Body);
}

QColor textColour(const QModelIndex &index)
{
    const QVariant tone = index.data(kToneRole);
    return tone.isValid() ? colourOf(static_cast<IconTint>(tone.toInt())) : theme().colours().text;
}

/// A value that stands above already; the first visible row says it nevertheless, so that it never scrolls out of sight.
bool isRepeated(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (!index.data(kRepeatedRole).toBool())
        return false;
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return !view || view->indexAt({option.rect.x() + 1, 1}).row() != index.row();
}

/// At most two lines of the width; the second one says by an ellipsis that there is more.
QStringList twoLines(const QString &text, const QFont &font, int width)
{
    QTextLayout layout(text, font);
    layout.beginLayout();
    QTextLine first = layout.createLine();
    if (first.isValid())
        first.setLineWidth(width);
    layout.endLayout();
    if (!first.isValid() || first.textLength() >= text.size())
        return {text};
    const QString rest = text.mid(first.textLength());
    return {text.left(first.textLength()).trimmed(), QFontMetrics(font).elidedText(rest, Qt::ElideRight, width)};
}

int widthBesideMark(const QModelIndex &index, int width)
{
    const int mark = index.data(Qt::DecorationRole).isValid() ? kIconSize + space::kS : 0;
    return width - 2 * kPadding - mark;
}

bool startsCollection(const QModelIndex &index)
{
    const QVariant collection = index.data(kCollectionRole);
    if (!collection.isValid() || index.row() == 0)
        return false;
    return index.siblingAtRow(index.row() - 1).data(kCollectionRole) != collection;
}

} // namespace

CellDelegate::CellDelegate(QObject *parent) : QStyledItemDelegate(parent) { }

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->font = cellFont(index);
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    drawBackground(*painter, option, index);
    const QRect inside = option.rect.adjusted(kPadding, 0, -kPadding, 0);
    if (!isRepeated(option, index)) {
        const QRect rest = drawMarks(*painter, option, inside, index);
        drawText(*painter, option, rest, index);
    }
    painter->restore();
}

void CellDelegate::drawBackground(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &colours = theme().colours();
    const QVariant collection = index.data(kCollectionRole);
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, colours.selection);
    else if (option.state & QStyle::State_MouseOver)
        painter.fillRect(option.rect, colours.hover);
    else if (collection.isValid() && collection.toInt() % 2 == 1)
        painter.fillRect(option.rect, colours.band);
    if (collection.isValid() ? startsCollection(index) : m_rowLines && index.row() > 0)
        painter.fillRect(option.rect.x(), option.rect.y(), option.rect.width(), 1,
                         collection.isValid() ? colours.borderStrong : colours.border);
    const bool focused = (option.state & QStyle::State_HasFocus) && option.widget && option.widget->hasFocus();
    if (!focused)
        return;
    painter.setPen(QPen(colours.accent, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
}

QRect CellDelegate::drawMarks(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect, const QModelIndex &index) const
{
    QRect rest = rect;
    const auto decoration = qvariant_cast<QIcon>(index.data(Qt::DecorationRole));
    if (!decoration.isNull()) {
        const QRect square(rest.x(), rest.center().y() - kIconSize / 2 + 1, kIconSize, kIconSize);
        decoration.paint(&painter, square, Qt::AlignCenter, option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled);
        rest.setLeft(rest.left() + kIconSize + space::kS);
    }
    const QVariantList marks = index.data(kMarksRole).toList();
    const int room = (rest.width() + kMarkGap) / (kMarkSize + kMarkGap);
    const bool isShort = marks.size() > room && index.data(Qt::DisplayRole).toString().isEmpty();
    const qsizetype shown = isShort ? qMax(1, room - 1) : qMin<qsizetype>(marks.size(), room);
    for (const QVariant &mark : marks.first(shown)) {
        const QRectF square(rest.x(), rest.center().y() - kMarkSize / 2 + 1, kMarkSize, kMarkSize);
        drawEntityMark(painter, square, mark.value<EntityLook>());
        rest.setLeft(rest.left() + kMarkSize + kMarkGap);
    }
    if (isShort) {
        painter.setFont(fontOf(TextRole::Caption));
        painter.setPen(theme().colours().textSecondary);
        painter.drawText(rest, Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("+%1").arg(marks.size() - shown));
    }
    if (!marks.isEmpty())
        rest.setLeft(rest.left() + space::kS - kMarkGap);
    return rest;
}

void CellDelegate::drawText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &rect, const QModelIndex &index) const
{
    const Colours &colours = theme().colours();
    const QVariant keyTemplate = index.data(kTemplateRole);
    if (keyTemplate.isValid()) {
        drawTemplate(painter, rect, keyTemplate.toString());
        return;
    }
    painter.setFont(cellFont(index));
    painter.setPen(textColour(index));
    QString text = index.data(Qt::DisplayRole).toString();
    if (index.data(kMissingRole).toBool()) {
        text = QStringLiteral("–");
        painter.setPen(colours.borderStrong);
    } else if (index.data(kEmptyTextRole).toBool()) {
        text = QStringLiteral("\"\"");
        painter.setPen(colours.textFaint);
    } else if (!(option.state & QStyle::State_Enabled)) {
        painter.setPen(colours.textFaint);
    }
    const QVariant alignment = index.data(Qt::TextAlignmentRole);
    const int flags = alignment.isValid() ? alignment.toInt() : static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    if (index.data(kWrapRole).toBool()) {
        const QStringList lines = twoLines(text, painter.font(), rect.width());
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, lines.join(QLatin1Char('\n')));
        return;
    }
    const QString shown = painter.fontMetrics().elidedText(text.left(400), option.textElideMode, rect.width());
    painter.drawText(rect, flags | Qt::TextSingleLine, shown);
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int height = qMax(kRowHeight, QFontMetrics(fontOf(TextRole::Body)).height() + 2 * space::kS);
    int width = 2 * kPadding;
    if (index.data(Qt::DecorationRole).isValid())
        width += kIconSize + space::kS;
    const auto marks = static_cast<int>(index.data(kMarksRole).toList().size());
    if (marks > 0)
        width += marks * (kMarkSize + kMarkGap) + space::kS - kMarkGap;
    const QVariant keyTemplate = index.data(kTemplateRole);
    if (keyTemplate.isValid())
        width += templateWidth(keyTemplate.toString()) + 2;
    else
        width += QFontMetrics(cellFont(index)).horizontalAdvance(index.data(Qt::DisplayRole).toString().left(400)) + 2;
    if (!index.data(kWrapRole).toBool() || option.rect.width() <= 0)
        return {width, height};
    const QFont font = cellFont(index);
    const qsizetype lines = twoLines(index.data(Qt::DisplayRole).toString(), font, widthBesideMark(index, option.rect.width())).size();
    return {width, qMax(height, static_cast<int>(lines) * QFontMetrics(font).height() + 2 * space::kXs)};
}

} // namespace keywright::ui
