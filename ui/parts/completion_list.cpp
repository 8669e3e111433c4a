#include "ui/parts/completion_list.h"

#include <QPainter>
#include <QScreen>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kRow = 26;
constexpr int kMostRows = 8;
constexpr int kHintRole = Qt::UserRole + 1;

class CompletionDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &colours = theme().colours();
        painter->save();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, colours.selection);
        const QRect inside = option.rect.adjusted(space::kS, 0, -space::kS, 0);
        painter->setFont(fontOf(TextRole::Mono));
        painter->setPen(colours.text);
        painter->drawText(inside, Qt::AlignVCenter | Qt::AlignLeft, index.data().toString());
        painter->setFont(fontOf(TextRole::Caption));
        painter->setPen(colours.textFaint);
        painter->drawText(inside, Qt::AlignVCenter | Qt::AlignRight, index.data(kHintRole).toString());
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const int text = QFontMetrics(fontOf(TextRole::Mono)).horizontalAdvance(index.data().toString());
        const int hint = QFontMetrics(fontOf(TextRole::Caption)).horizontalAdvance(index.data(kHintRole).toString());
        return {text + hint + 2 * space::kS + space::kXl, kRow};
    }
};

} // namespace

CompletionList::CompletionList(QWidget *line) : QListView(line), m_line(line), m_items(new QStandardItemModel(this))
{
    setObjectName(QStringLiteral("completions"));
    setAccessibleName(tr("Completions"));
    setWindowFlags(Qt::ToolTip | Qt::FramelessWindowHint);
    setAttribute(Qt::WA_ShowWithoutActivating);
    setFocusPolicy(Qt::NoFocus);
    setModel(m_items);
    setItemDelegate(new CompletionDelegate(this));
    setEditTriggers(NoEditTriggers);
    setUniformItemSizes(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setProperty("role", "completions");
    connect(this, &QListView::clicked, this, &CompletionList::chosen);
    hide();
}

void CompletionList::offer(const QList<Completion> &completions, QPoint corner)
{
    if (completions.isEmpty()) {
        hide();
        return;
    }
    if (completions != m_completions) {
        m_completions = completions;
        m_items->clear();
        for (const Completion &completion : completions) {
            auto *item = new QStandardItem(completion.text);
            item->setData(completion.hint, kHintRole);
            item->setAccessibleDescription(completion.hint);
            m_items->appendRow(item);
        }
        setCurrentIndex(m_items->index(0, 0));
    }
    const int rows = qMin(kMostRows, static_cast<int>(completions.size()));
    const int width = qMax(160, sizeHintForColumn(0)) + 2 * space::kXs;
    resize(width, rows * kRow + 2 * space::kXs);
    QPoint place = m_line->mapToGlobal(corner);
    const QRect screen = m_line->screen()->availableGeometry();
    place.setX(qBound(screen.left(), place.x(), qMax(screen.left(), screen.right() - width)));
    if (place.y() + height() > screen.bottom())
        place.setY(m_line->mapToGlobal(QPoint(0, 0)).y() - height());
    move(place);
    show();
}

void CompletionList::step(int rows)
{
    const int row = qBound(0, currentIndex().row() + rows, m_items->rowCount() - 1);
    setCurrentIndex(m_items->index(row, 0));
}

Completion CompletionList::current() const
{
    return m_completions.value(currentIndex().row());
}

} // namespace keywright::ui
