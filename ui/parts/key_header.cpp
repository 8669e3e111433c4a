#include "ui/parts/key_header.h"

#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kKeyHeaderPadding = 10;

QFont markFont()
{
    QFont result = fontOf(TextRole::Caption);
    result.setPixelSize(pixelSize(TextRole::Caption) - 1);
    result.setWeight(QFont::Bold);
    return result;
}

} // namespace

int keyMarkWidth(const QString &mark)
{
    return QFontMetrics(markFont()).horizontalAdvance(mark) + 2 * space::kXs;
}

int drawKeyMark(QPainter &painter, int x, int centreY, const QString &mark)
{
    const Colours &colours = theme().colours();
    const bool partition = mark.startsWith(QLatin1Char('P'));
    painter.save();
    painter.setFont(markFont());
    const int height = painter.fontMetrics().height() + 2;
    const QRectF chip(x, centreY - height / 2.0, keyMarkWidth(mark), height);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(partition ? colours.partitionKeySoft : colours.sortKeySoft);
    painter.drawRoundedRect(chip, radius::kS, radius::kS);
    painter.setPen(partition ? colours.partitionKey : colours.sortKey);
    painter.drawText(chip, Qt::AlignCenter, mark);
    painter.restore();
    return static_cast<int>(chip.width());
}

KeyHeader::KeyHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHighlightSections(false);
    setSectionsClickable(true);
    setMinimumSectionSize(56);
}

QVariant KeyHeader::headerValue(int section, int role) const
{
    return model() ? model()->headerData(section, Qt::Horizontal, role) : QVariant();
}

QString KeyHeader::label(int section) const
{
    return headerValue(section, Qt::DisplayRole).toString();
}

bool KeyHeader::hasGroups() const
{
    for (int section = 0; section < count(); ++section) {
        if (!headerValue(section, kGroupRole).toString().isEmpty())
            return true;
    }
    return false;
}

bool KeyHeader::startsGroup(int section) const
{
    return section == 0 || headerValue(section, kGroupRole) != headerValue(section - 1, kGroupRole);
}

QSize KeyHeader::sizeHint() const
{
    const int line = QFontMetrics(fontOf(TextRole::Body)).height();
    return {QHeaderView::sizeHint().width(), hasGroups() ? 2 * line + space::kL : line + space::kL};
}

QSize KeyHeader::sectionSizeFromContents(int section) const
{
    const QString mark = headerValue(section, kKeyMarkRole).toString();
    int width = QFontMetrics(fontOf(TextRole::Strong)).horizontalAdvance(label(section)) + 2 * kKeyHeaderPadding + 2;
    if (!mark.isEmpty())
        width += keyMarkWidth(mark) + space::kS;
    const int group = QFontMetrics(fontOf(TextRole::Caption)).horizontalAdvance(headerValue(section, kGroupRole).toString());
    return {qMax(width, group + 2 * kKeyHeaderPadding), sizeHint().height()};
}

void KeyHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Colours &colours = theme().colours();
    const QString mark = headerValue(section, kKeyMarkRole).toString();
    const bool grouped = hasGroups();
    painter->save();
    painter->fillRect(rect, colours.sunken);
    painter->fillRect(rect.x(), rect.bottom(), rect.width(), 1, colours.borderStrong);
    if (!mark.isEmpty()) {
        const bool partition = mark.startsWith(QLatin1Char('P'));
        painter->fillRect(rect.x(), rect.bottom() - 1, rect.width(), 2, partition ? colours.partitionKey : colours.sortKey);
    }
    QRect line = rect.adjusted(kKeyHeaderPadding, 0, -kKeyHeaderPadding, -2);
    if (grouped) {
        if (startsGroup(section) && section > 0)
            painter->fillRect(rect.x(), rect.y(), 1, rect.height(), colours.border);
        painter->setFont(fontOf(TextRole::Caption));
        painter->setPen(colours.textFaint);
        const QRect top(line.x(), rect.y() + space::kXs, line.width(), painter->fontMetrics().height());
        if (startsGroup(section))
            painter->drawText(top, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                              painter->fontMetrics().elidedText(headerValue(section, kGroupRole).toString(), Qt::ElideRight, top.width()));
        line.setTop(top.bottom());
    }
    if (!mark.isEmpty())
        line.setLeft(line.left() + drawKeyMark(*painter, line.x(), line.center().y() + 1, mark) + space::kS);
    const QString sortMark = headerValue(section, kSortMarkRole).toString();
    if (!sortMark.isEmpty()) {
        line.setRight(line.right() - kIconSize);
        icon(sortMark, IconTint::Accent).paint(painter, line.right() + space::kXs, line.center().y() - kIconSize / 2, kIconSize, kIconSize);
    }
    const QVariant alignment = headerValue(section, Qt::TextAlignmentRole);
    painter->setFont(fontOf(TextRole::Strong));
    painter->setPen(mark.isEmpty() ? colours.textSecondary : colours.text);
    painter->drawText(line, (alignment.isValid() ? alignment.toInt() : static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter)),
                      painter->fontMetrics().elidedText(label(section), Qt::ElideRight, line.width()));
    painter->restore();
}

} // namespace keywright::ui
