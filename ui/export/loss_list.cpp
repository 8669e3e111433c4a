#include "ui/export/loss_list.h"

#include <QListView>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/document/model_place.h"
#include "ui/document/text.h"
#include "ui/parts/labels.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kSide = space::kL;
constexpr int kAir = 6; ///< above and below a loss
constexpr int kLeastHeight = 90;

/// Draws the whole sentence, as many lines as it needs, and the place below.
class LossDelegate : public QStyledItemDelegate {
public:
    explicit LossDelegate(const QListView &list) : QStyledItemDelegate(const_cast<QListView *>(&list)), m_list(list) { }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        const int width = m_list.viewport()->width();
        int height = sentenceRect(index, width - 2 * kSide - kIconSize).height() + 2 * kAir;
        if (!index.data(LossModel::PlaceRole).toString().isEmpty())
            height += QFontMetrics(fontOf(TextRole::MonoCaption)).height() + 1;
        return {0, height};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        painter->save();
        const Colours &colours = theme().colours();
        const bool leads = index.data(LossModel::LeadsRole).toBool();
        if (option.state & QStyle::State_Selected)
            painter->fillRect(option.rect, colours.selection);
        else if (leads && (option.state & QStyle::State_MouseOver))
            painter->fillRect(option.rect, colours.hover);
        QRect rest = option.rect.adjusted(kSide, kAir, -kSide - kIconSize, -kAir);
        painter->setFont(fontOf(TextRole::Body));
        painter->setPen(colours.text);
        const QRect sentence = sentenceRect(index, rest.width());
        painter->drawText(rest.x(), rest.y(), rest.width(), sentence.height(), Qt::TextWordWrap, index.data().toString());
        rest.setTop(rest.top() + sentence.height() + 1);
        painter->setFont(fontOf(TextRole::MonoCaption));
        painter->setPen(colours.textSecondary);
        painter->drawText(rest, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(index.data(LossModel::PlaceRole).toString(), Qt::ElideMiddle, rest.width()));
        if (leads)
            icon(QStringLiteral("chevron-right"))
                .paint(painter,
                       QRect(option.rect.right() - kSide - kIconSize + space::kXs, option.rect.center().y() - kIconSize / 2, kIconSize,
                             kIconSize));
        if ((option.state & QStyle::State_HasFocus) && m_list.hasFocus()) {
            painter->setPen(colours.accent);
            painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
        }
        painter->restore();
    }

private:
    static QRect sentenceRect(const QModelIndex &index, int width)
    {
        return QFontMetrics(fontOf(TextRole::Body))
            .boundingRect(QRect(0, 0, qMax(width, 60), 10000), Qt::TextWordWrap, index.data().toString());
    }

    const QListView &m_list;
};

} // namespace

void LossModel::setLosses(const std::vector<exchange::Loss> &losses, std::shared_ptr<const model::Model> model)
{
    m_model = std::move(model);
    if (losses == m_losses) {
        if (!losses.empty())
            emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_losses = losses;
    endResetModel();
}

int LossModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_losses.size());
}

QVariant LossModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const exchange::Loss &loss = m_losses[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return toQString(loss.what);
    case Qt::ToolTipRole: return data(index, LeadsRole).toBool() ? tr("Select it in the model") : QVariant();
    case PlaceRole: return toQString(loss.place);
    case LeadsRole: return m_model && selectionOfPlace(*m_model, toQString(loss.place)).kind != Selection::Kind::None;
    default: return {};
    }
}

LossList::LossList(QWidget *parent)
    : QWidget(parent),
      m_losses(new LossModel(this)),
      m_list(new QListView),
      m_icon(new IconLabel(QStringLiteral("info"), IconTint::Secondary, kIconSize)),
      m_heading(makeLabel({}, TextRole::Strong))
{
    setProperty("role", "surface");
    setAttribute(Qt::WA_StyledBackground);
    m_heading->setObjectName(QStringLiteral("lossHeading"));
    m_list->setObjectName(QStringLiteral("losses"));
    m_list->setAccessibleName(tr("What this export leaves out"));
    m_list->setModel(m_losses);
    m_list->setItemDelegate(new LossDelegate(*m_list));
    m_list->setResizeMode(QListView::Adjust);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setTabKeyNavigation(false);
    m_list->setMinimumHeight(kLeastHeight);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(kSide, space::kS, kSide, space::kXs);
    head->setSpacing(space::kS);
    head->addWidget(m_icon);
    head->addWidget(m_heading, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeLine());
    layout->addLayout(head);
    layout->addWidget(m_list, 1);
    const auto want = [this](const QModelIndex &index) {
        if (index.data(LossModel::LeadsRole).toBool())
            emit placeWanted(index.data(LossModel::PlaceRole).toString());
    };
    connect(m_list, &QListView::clicked, this, want);
    connect(m_list, &QListView::activated, this, want);
}

void LossList::setLosses(const std::vector<exchange::Loss> &losses, std::shared_ptr<const model::Model> model, const QString &nothingLost)
{
    const bool none = losses.empty();
    m_icon->setIcon(none ? QStringLiteral("ok") : QStringLiteral("info"), none ? IconTint::Success : IconTint::Warning);
    m_heading->setText(
        none ? nothingLost
             : tr("Not in this export: %1").arg(countText(static_cast<qint64>(losses.size()), tr("1 thing"), tr("%1 things"))));
    m_list->setVisible(!none);
    setMaximumHeight(none ? layout()->itemAt(1)->sizeHint().height() + 1 : QWIDGETSIZE_MAX);
    m_losses->setLosses(losses, std::move(model));
}

} // namespace keywright::ui
