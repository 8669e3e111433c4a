#include "ui/inspector/key_template_fields.h"

#include <algorithm>

#include <QVBoxLayout>

#include "core/model/edits.h"
#include "ui/document/text.h"
#include "ui/parts/template_edit.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

KeyTemplateFields::KeyTemplateFields(std::shared_ptr<Editing> shared) : Form(std::move(shared)), m_list(new QVBoxLayout)
{
    auto *list = new QWidget;
    list->setLayout(m_list);
    m_list->setContentsMargins({});
    m_list->setSpacing(2);
    addWide(list);
    onShow([this] { showKeys(); });
}

std::vector<KeyTemplateFields::Key> KeyTemplateFields::keys() const
{
    const model::Table *table = editing().model().findTable(editing().entity().table);
    std::vector<Key> keys;
    if (!table)
        return keys;
    const auto add = [&keys](const schema::KeySchema &schema, const std::string &place) {
        for (const auto *part : {&schema.partition, &schema.sort}) {
            for (const schema::KeyAttribute &attribute : *part) {
                const auto same = [&attribute](const Key &key) { return key.attribute == attribute.name; };
                if (std::none_of(keys.begin(), keys.end(), same))
                    keys.push_back({attribute.name, toQString(place), part == &schema.partition});
            }
        }
    };
    add(table->definition.key, table->definition.name);
    for (const auto *indexes : {&table->definition.localIndexes, &table->definition.globalIndexes}) {
        for (const schema::IndexDefinition &index : *indexes)
            add(index.key, index.name);
    }
    return keys;
}

TemplateField *KeyTemplateFields::addKey(const Key &key)
{
    const QString attribute = toQString(key.attribute);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kS);
    row->addWidget(new KeyMark(key.partition ? QStringLiteral("PK") : QStringLiteral("SK")));
    row->addWidget(makeLabel(attribute, TextRole::MonoCaption, LabelTone::Secondary));
    row->addStretch(1);
    row->addWidget(makeLabel(key.place, TextRole::Caption, LabelTone::Faint));
    auto *field = new TemplateField(tr("Key template of %1").arg(attribute));
    field->edit().setObjectName(QStringLiteral("template.%1").arg(attribute));
    field->onCommit([this, name = key.attribute](const QString &text) {
        return editing().edit([&](const model::Model &before) {
            return model::changeKeyTemplate(before, editing().entity().name, name, text.toStdString());
        });
    });
    auto *block = new QWidget;
    auto *column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, space::kXs);
    column->setSpacing(3);
    column->addLayout(row);
    column->addWidget(field);
    m_list->addWidget(block);
    block->show();
    return field;
}

void KeyTemplateFields::showKeys()
{
    const std::vector<Key> wanted = keys();
    if (wanted != m_keys) {
        while (QLayoutItem *item = m_list->takeAt(0)) {
            Form::drop(item->widget());
            delete item;
        }
        m_fields.clear();
        m_keys = wanted;
        for (const Key &key : m_keys)
            m_fields.push_back(addKey(key));
    }
    const model::Entity &entity = editing().entity();
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        const std::string *text = entity.keyTemplate(m_keys[i].attribute);
        const bool isOwn = entity.findAttribute(m_keys[i].attribute) != nullptr;
        m_fields[i]->edit().setNames(entity);
        m_fields[i]->setValue(text ? toQString(*text) : QString());
        m_fields[i]->setPlaceholder(isOwn ? QStringLiteral("{%1}").arg(toQString(m_keys[i].attribute))
                                          : tr("Not in %1").arg(m_keys[i].place));
    }
}

} // namespace keywright::ui
