#include "ui/canvas/relate_panel.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRadioButton>

#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kWidth = 296;
constexpr int kAttributeRows = 5;

} // namespace

RelatePanel::RelatePanel(QWidget *parent)
    : QFrame(parent),
      m_title(makeLabel({}, TextRole::Strong)),
      m_kinds(new QButtonGroup(this)),
      m_name(new QLineEdit),
      m_attributesLabel(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_attributes(new QListWidget),
      m_throughLabel(makeLabel(tr("Its edges are items of"), TextRole::Caption, LabelTone::Secondary)),
      m_through(new Chooser(tr("Entity whose items are the edges"))),
      m_refusal(makeLabel({}))
{
    setObjectName(QStringLiteral("relatePanel"));
    setAccessibleName(tr("New relationship"));
    setProperty("role", "panel");
    setFixedWidth(kWidth);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    layout->setSpacing(space::kS);
    layout->addWidget(m_title);
    const std::initializer_list<std::pair<model::RelationshipKind, QString>> kinds{
        {model::RelationshipKind::OneToOne, tr("One to one")},
        {model::RelationshipKind::OneToMany, tr("One to many")},
        {model::RelationshipKind::ManyToMany, tr("Many to many")}};
    for (const auto &[kind, text] : kinds) {
        auto *button = new QRadioButton(text);
        button->setAccessibleName(text);
        m_kinds->addButton(button, static_cast<int>(kind));
        layout->addWidget(button);
    }
    m_name->setObjectName(QStringLiteral("relationshipName"));
    m_name->setAccessibleName(tr("Name of the relationship"));
    m_name->setPlaceholderText(tr("Name, such as “places”"));
    m_attributes->setObjectName(QStringLiteral("relationshipAttributes"));
    m_attributes->setAccessibleName(tr("Attributes that refer"));
    m_attributes->setSpacing(1);
    m_through->setObjectName(QStringLiteral("relationshipThrough"));
    m_refusal->setProperty("role", "refusal");
    m_refusal->setWordWrap(true);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_name, m_attributesLabel, m_attributes, m_throughLabel, m_through, m_refusal})
        layout->addWidget(widget);
    auto *relate = new QPushButton(tr("Relate"));
    relate->setObjectName(QStringLiteral("relate"));
    relate->setProperty("primary", true);
    relate->setAccessibleName(tr("Relate"));
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAccessibleName(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(relate);
    layout->addLayout(buttons);
    connect(relate, &QPushButton::clicked, this, &RelatePanel::accept);
    connect(cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(m_kinds, &QButtonGroup::idToggled, this, &RelatePanel::showKind);
    hide();
}

void RelatePanel::ask(const model::Model &model, const std::string &from, const std::string &to, const std::vector<std::string> &references,
                      const QPoint &at)
{
    m_from = from;
    m_to = to;
    m_title->setText(tr("%1 → %2").arg(toQString(from), toQString(to)));
    m_name->clear();
    m_refusal->hide();
    m_attributesLabel->setText(tr("Attributes of %1 that refer to %2").arg(toQString(to), toQString(from)));
    m_attributes->clear();
    const model::Entity *referring = model.findEntity(to);
    for (const model::Attribute &attribute : referring ? referring->attributes : std::vector<model::Attribute>()) {
        auto *item = new QListWidgetItem(toQString(attribute.name), m_attributes);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsUserCheckable | Qt::ItemIsSelectable);
        const bool ticked = std::find(references.begin(), references.end(), attribute.name) != references.end();
        item->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
    }
    const int rows = qMin(m_attributes->count(), kAttributeRows);
    m_attributes->setFixedHeight(rows * (m_attributes->sizeHintForRow(0) + 2 * m_attributes->spacing()) + 2 * m_attributes->frameWidth()
                                 + space::kXs);
    m_through->clear();
    m_through->addItem(tr("no entity of its own"));
    for (const model::Entity &entity : model.entities) {
        if (entity.name != from && entity.name != to)
            m_through->addItem(toQString(entity.name), toQString(entity.name));
    }
    m_kinds->button(static_cast<int>(model::RelationshipKind::OneToMany))->setChecked(true);
    showKind();
    const QSize room = parentWidget()->size();
    move(qBound(0, at.x(), qMax(0, room.width() - width())), qBound(0, at.y(), qMax(0, room.height() - sizeHint().height())));
    show();
    raise();
    m_name->setFocus();
}

void RelatePanel::showKind()
{
    const bool many = m_kinds->checkedId() == static_cast<int>(model::RelationshipKind::ManyToMany);
    m_throughLabel->setVisible(many);
    m_through->setVisible(many);
    const bool listed = !many && m_attributes->count() > 0;
    m_attributesLabel->setVisible(listed);
    m_attributes->setVisible(listed);
    adjustSize();
}

model::Relationship RelatePanel::relationship() const
{
    model::Relationship made;
    made.name = m_name->text().trimmed().toStdString();
    made.from = m_from;
    made.to = m_to;
    made.kind = static_cast<model::RelationshipKind>(m_kinds->checkedId());
    if (made.kind == model::RelationshipKind::ManyToMany) {
        made.through = m_through->currentData().toString().toStdString();
        return made;
    }
    for (int row = 0; row < m_attributes->count(); ++row) {
        if (m_attributes->item(row)->checkState() == Qt::Checked)
            made.attributes.push_back(m_attributes->item(row)->text().toStdString());
    }
    return made;
}

void RelatePanel::accept()
{
    emit accepted(relationship());
}

void RelatePanel::showRefusal(const QString &text)
{
    m_refusal->setText(text);
    m_refusal->show();
    adjustSize();
}

void RelatePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        parentWidget()->setFocus();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        accept();
        return;
    }
    QFrame::keyPressEvent(event);
}

} // namespace keywright::ui
