#include "ui/design/entity_choice.h"

#include <algorithm>

#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QWheelEvent>

#include "ui/document/text.h"
#include "ui/parts/entity_look.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

namespace {

constexpr int kTick = 16;
constexpr int kTickRoom = 24; ///< at the right of an entry

/// An entry with an icon has no room for the style's tick at the left.
class TickMenu : public QMenu {
public:
    using QMenu::QMenu;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QMenu::paintEvent(event);
        QPainter painter(this);
        for (QAction *action : actions()) {
            if (!action->isChecked())
                continue;
            const QRect entry = actionGeometry(action);
            const QRect tick(entry.right() - kTickRoom, entry.center().y() - kTick / 2 + 1, kTick, kTick);
            ui::icon(QStringLiteral("check"), IconTint::Accent).paint(&painter, tick);
        }
    }
};

} // namespace

EntityChoice::EntityChoice(const QString &name, QWidget *parent) : Chooser(name, parent), m_name(name), m_menu(new TickMenu(this))
{
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setFocusPolicy(Qt::StrongFocus);
    m_menu->setObjectName(QStringLiteral("entityMenu"));
    m_menu->setAccessibleName(name);
    m_menu->installEventFilter(this);
    showValue();
}

void EntityChoice::showPopup()
{
    m_menu->popup(mapToGlobal(QPoint(0, height())));
}

/// The wheel scrolls the page.
void EntityChoice::wheelEvent(QWheelEvent *event)
{
    event->ignore();
}

bool EntityChoice::eventFilter(QObject *watched, QEvent *event)
{
    QAction *action = nullptr;
    if (watched == m_menu && event->type() == QEvent::MouseButtonRelease)
        action = m_menu->actionAt(static_cast<QMouseEvent *>(event)->pos());
    else if (watched == m_menu && event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space)
        action = m_menu->activeAction();
    if (action == nullptr || !action->isCheckable())
        return Chooser::eventFilter(watched, event);
    action->trigger(); // without closing the menu
    return true;
}

void EntityChoice::setValue(const model::Model &model, const std::vector<std::string> &entities)
{
    m_entities = entities;
    const std::vector<EntityLook> looks = entityLooks(model);
    const QList<QAction *> actions = m_menu->actions();
    bool same = actions.size() == static_cast<qsizetype>(looks.size());
    for (qsizetype row = 0; same && row < actions.size(); ++row)
        same = actions[row]->text() == looks[static_cast<std::size_t>(row)].name;
    if (!same) {
        m_menu->clear();
        for (const EntityLook &look : looks) {
            QAction *action = m_menu->addAction(entityIcon(look), look.name);
            action->setCheckable(true);
            connect(action, &QAction::triggered, this, [this, entity = look.name.toStdString()](bool chosen) { take(entity, chosen); });
        }
    }
    setEnabled(!looks.empty());
    showValue();
}

void EntityChoice::take(const std::string &entity, bool chosen)
{
    std::vector<std::string> entities = m_entities;
    if (chosen)
        entities.push_back(entity);
    else
        entities.erase(std::remove(entities.begin(), entities.end(), entity), entities.end());
    if (!m_take || !m_take(entities))
        m_entities = std::move(entities);
    showValue();
}

void EntityChoice::showValue()
{
    QStringList names;
    for (const std::string &entity : m_entities)
        names << toQString(entity);
    for (QAction *action : m_menu->actions())
        action->setChecked(names.contains(action->text()));
    const QString text = names.isEmpty() ? tr("Choose entities") : names.join(QStringLiteral(", "));
    if (count() == 0)
        addItem(text);
    setItemText(0, text);
    setToolTip(names.size() > 1 ? text : QString());
    setAccessibleName(names.isEmpty() ? m_name : QStringLiteral("%1: %2").arg(m_name, text));
}

} // namespace keywright::ui
