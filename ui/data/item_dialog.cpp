#include "ui/data/item_dialog.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPointer>
#include <QPushButton>

#include "core/model/entity_view.h"
#include "ui/code/code_editor.h"
#include "ui/data/item_change.h"
#include "ui/data/value_text.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/entity_look.h"
#include "ui/parts/labels.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kItemDialogWidth = 620;
constexpr int kItemDialogHeight = 520;

} // namespace

ItemDialog::ItemDialog(Purpose purpose, std::shared_ptr<const model::Model> model, const std::string &table, const QString &source,
                       const value::Item &item, QWidget *parent)
    : QDialog(parent),
      m_purpose(purpose),
      m_model(std::move(model)),
      m_table(table),
      m_entity(new Chooser(tr("Entity"))),
      m_typed(new ToggleSwitch(tr("Type tags"))),
      m_editor(new CodeEditor(tr("Item as JSON"))),
      m_note(new FieldNote),
      m_accept(new QPushButton(purpose == Purpose::Edit ? tr("Save item") : tr("Add item")))
{
    setObjectName(QStringLiteral("itemDialog"));
    build(source);
    if (purpose == Purpose::Add)
        beginWith(0);
    else
        showItem(item);
    m_editor->setFocus();
}

void ItemDialog::build(const QString &source)
{
    const QString title = m_purpose == Purpose::Edit ? tr("Edit item") : m_purpose == Purpose::Add ? tr("Add item") : tr("Duplicate item");
    setWindowTitle(title);
    resize(kItemDialogWidth, kItemDialogHeight);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kS);
    head->addWidget(makeLabel(tr("%1 · %2").arg(title, toQString(m_table)), TextRole::Heading), 1);
    head->addWidget(makeLabel(source, TextRole::Caption, LabelTone::Chip));
    auto *choices = new QHBoxLayout;
    buildChoices(*choices);
    m_editor->setObjectName(QStringLiteral("itemJson"));
    m_editor->setLanguage(CodeLanguage::Json);
    connect(m_editor, &CodeEditor::edited, this, [this] { m_isTouched = true; });
    m_accept->setObjectName(QStringLiteral("acceptItem"));
    m_accept->setProperty("primary", true);
    m_accept->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return));
    auto *cancel = new QPushButton(tr("Cancel"));
    cancel->setAutoDefault(false);
    m_accept->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    buttons->addWidget(makeLabel(tr("Ctrl+Enter saves, Esc leaves"), TextRole::Caption, LabelTone::Faint), 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_accept);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kL, space::kL, space::kL);
    column->setSpacing(space::kM);
    column->addLayout(head);
    column->addLayout(choices);
    column->addWidget(m_editor, 1);
    column->addWidget(m_note);
    column->addLayout(buttons);
    connect(m_accept, &QPushButton::clicked, this, &ItemDialog::take);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void ItemDialog::buildChoices(QHBoxLayout &row)
{
    row.setSpacing(space::kS);
    m_entity->setObjectName(QStringLiteral("itemEntity"));
    for (const model::Entity &entity : m_model->entities) {
        if (entity.table == m_table)
            m_entity->addItem(entityIcon(entityLook(*m_model, entity.name)), toQString(entity.name));
    }
    m_entity->addItem(tr("No entity"));
    m_entity->setVisible(m_purpose == Purpose::Add);
    m_typed->setObjectName(QStringLiteral("typeTags"));
    m_typed->setToolTip(tr("DynamoDB JSON: every value with its type, as sets and binaries need it"));
    row.addWidget(m_entity);
    row.addStretch(1);
    row.addWidget(makeLabel(tr("Type tags"), TextRole::Body, LabelTone::Secondary));
    row.addWidget(m_typed);
    connect(m_entity, &QComboBox::activated, this, [this](int entity) {
        if (!m_isTouched)
            beginWith(entity);
    });
    connect(m_typed, &QAbstractButton::clicked, this, &ItemDialog::changeForm);
}

void ItemDialog::beginWith(int entity)
{
    const bool isEntity = entity < m_entity->count() - 1;
    showItem(blankItem(*m_model, m_table, isEntity ? m_model->findEntity(m_entity->itemText(entity).toStdString()) : nullptr));
}

void ItemDialog::showItem(const value::Item &item)
{
    const bool plain = isPlain(item);
    m_typed->setChecked(!plain || m_typed->isChecked());
    m_editor->setText(textOf(item, m_typed->isChecked()));
}

void ItemDialog::changeForm()
{
    const bool typed = m_typed->isChecked();
    const auto item = itemOf(m_editor->text(), !typed);
    if (!item) {
        m_note->say(item.error().sentence);
        m_editor->markError(item.error().line, item.error().column, true);
    } else if (!typed && !isPlain(*item)) {
        m_note->say(tr("This item has sets or binaries, which only type tags can say."), FieldNote::Kind::Warning);
    } else {
        m_note->clear();
        m_editor->setText(textOf(*item, typed));
        return;
    }
    m_typed->setChecked(!typed);
}

void ItemDialog::take()
{
    if (!m_take || !m_accept->isEnabled())
        return;
    auto item = itemOf(m_editor->text(), m_typed->isChecked());
    if (!item) {
        m_note->say(item.error().sentence);
        m_editor->markError(item.error().line, item.error().column, true);
        return;
    }
    m_editor->clearError();
    m_note->clear();
    const model::Entity *entity = m_purpose == Purpose::Add ? m_model->findEntity(m_entity->currentText().toStdString()) : nullptr;
    setBusy(true);
    m_take(entity ? withMissingKeys(*entity, std::move(*item)) : std::move(*item), [self = QPointer(this)](const Refusal &refusal) {
        if (self)
            self->answer(refusal);
    });
}

void ItemDialog::answer(const Refusal &refusal)
{
    setBusy(false);
    if (!refusal)
        accept();
    else
        m_note->say(*refusal);
}

void ItemDialog::setBusy(bool busy)
{
    m_accept->setEnabled(!busy);
    m_editor->setReadOnly(busy);
}

} // namespace keywright::ui
