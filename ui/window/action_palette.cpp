#include "ui/window/action_palette.h"

#include <QApplication>
#include <QGraphicsDropShadowEffect>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QStyledItemDelegate>

#include "ui/parts/labels.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidth = 600;
constexpr int kVisibleRows = 10;
constexpr int kHeight = 34;

/// Icon, text with the matched letters in the accent's colour, and at the right the group or the shortcut.
class PaletteDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {kWidth - 20, kHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Colours &colours = theme().colours();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(option.state & QStyle::State_Selected ? colours.selection : colours.hover);
            painter->drawRoundedRect(option.rect, radius::kM, radius::kM);
        }
        QRect rest = option.rect.adjusted(space::kM, 0, -space::kM, 0);
        qvariant_cast<QIcon>(index.data(Qt::DecorationRole)).paint(painter, QRect(rest.x(), rest.center().y() - 7, kIconSize, kIconSize));
        rest.setLeft(rest.left() + kIconSize + space::kM);
        rest.setRight(rest.right() - drawRemark(*painter, rest, index) - space::kM);
        drawText(*painter, rest, index);
        painter->restore();
    }

private:
    static int drawRemark(QPainter &painter, const QRect &rect, const QModelIndex &index)
    {
        const QString shortcut = index.data(PaletteModel::kShortcutRole).toString();
        const QString remark = shortcut.isEmpty() ? index.data(PaletteModel::kGroupRole).toString() : shortcut;
        painter.setFont(fontOf(shortcut.isEmpty() ? TextRole::Caption : TextRole::MonoCaption));
        painter.setPen(theme().colours().textFaint);
        painter.drawText(rect, Qt::AlignRight | Qt::AlignVCenter, remark);
        return painter.fontMetrics().horizontalAdvance(remark);
    }

    static void drawText(QPainter &painter, const QRect &rect, const QModelIndex &index)
    {
        const auto positions = index.data(PaletteModel::kPositionsRole).value<QList<int>>();
        painter.setFont(fontOf(TextRole::Strong));
        const QFontMetrics metrics = painter.fontMetrics();
        const QString text = metrics.elidedText(index.data().toString(), Qt::ElideRight, rect.width());
        const Colours &colours = theme().colours();
        painter.setPen(colours.text);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, text);
        painter.setPen(Qt::NoPen);
        painter.setBrush(colours.accent);
        for (const int position : positions) {
            if (position >= text.size())
                continue;
            const int left = rect.x() + metrics.horizontalAdvance(text.left(position));
            const int right = rect.x() + metrics.horizontalAdvance(text.left(position + 1));
            painter.drawRect(QRectF(left, rect.center().y() + metrics.ascent() / 2.0 + 2, right - left, 1.5));
        }
    }
};

} // namespace

ActionPalette::ActionPalette(QWidget *window)
    : QFrame(window),
      m_model(new PaletteModel(this)),
      m_line(new QLineEdit),
      m_list(new QListView),
      m_nothing(makeLabel(tr("Nothing matches. Type fewer letters."), TextRole::Body, LabelTone::Secondary))
{
    setObjectName(QStringLiteral("actionPalette"));
    setProperty("role", "palette");
    setAccessibleName(tr("Action palette"));
    auto *shadow = new QGraphicsDropShadowEffect(this);
    shadow->setBlurRadius(40);
    shadow->setOffset(0, 12);
    shadow->setColor(QColor(0, 0, 0, 90));
    setGraphicsEffect(shadow);
    m_line->setObjectName(QStringLiteral("paletteLine"));
    m_line->setPlaceholderText(tr("Type an action, a table, an entity or an access pattern"));
    m_line->setAccessibleName(tr("Search actions and the model"));
    m_line->setFont(fontOf(TextRole::Heading));
    m_line->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_line->installEventFilter(this);
    m_list->setObjectName(QStringLiteral("paletteList"));
    m_list->setAccessibleName(tr("Matches"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(kVisibleRows * kHeight);
    m_nothing->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, space::kS);
    layout->setSpacing(space::kS);
    layout->addWidget(m_line);
    auto *inset = new QVBoxLayout;
    inset->setContentsMargins(space::kS, 0, space::kS, 0);
    inset->addWidget(m_list);
    inset->addWidget(m_nothing);
    layout->addLayout(inset);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_model->setTyped(typed);
        m_list->setCurrentIndex(m_model->index(0));
        m_nothing->setVisible(m_model->rowCount() == 0);
        m_list->setVisible(m_model->rowCount() > 0);
        adjustSize();
    });
    connect(m_list, &QListView::clicked, this, &ActionPalette::runCurrent);
    window->installEventFilter(this);
    hide();
}

void ActionPalette::open(std::vector<PaletteEntry> entries)
{
    m_line->clear();
    m_model->setEntries(std::move(entries));
    m_nothing->hide();
    m_list->show();
    m_list->setCurrentIndex(m_model->index(0));
    show();
    place(); // shown first: only then are the fonts known that its height comes from
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
}

void ActionPalette::place()
{
    const int width = qMin(kWidth, parentWidget()->width() - 2 * space::kXl);
    setFixedWidth(width);
    adjustSize();
    move((parentWidget()->width() - width) / 2, qMax(space::kXl, parentWidget()->height() / 8));
}

void ActionPalette::moveBy(int rows)
{
    const int count = m_model->rowCount();
    if (count == 0)
        return;
    const int row = qBound(0, m_list->currentIndex().row() + rows, count - 1);
    m_list->setCurrentIndex(m_model->index(row));
}

void ActionPalette::runCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    if (!current.isValid())
        return;
    const auto run = m_model->entry(current.row()).run;
    dismiss();
    run();
}

void ActionPalette::dismiss()
{
    hide();
    parentWidget()->setFocus();
}

bool ActionPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget()) {
        if (event->type() == QEvent::Resize && isVisible())
            place();
        return QFrame::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusOut && isVisible() && static_cast<QFocusEvent *>(event)->reason() != Qt::ActiveWindowFocusReason)
        hide();
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Down: moveBy(1); return true;
    case Qt::Key_Up: moveBy(-1); return true;
    case Qt::Key_PageDown: moveBy(kVisibleRows); return true;
    case Qt::Key_PageUp: moveBy(-kVisibleRows); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: runCurrent(); return true;
    case Qt::Key_Escape: dismiss(); return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

} // namespace keywright::ui
