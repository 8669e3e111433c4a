#include "core/model/renames.h"
#include "ui/document/text.h"
#include "ui/inspector/capacity_fields.h"
#include "ui/inspector/key_fields.h"
#include "ui/inspector/table_page.h"
#include "ui/inspector/table_settings.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

IndexPage::IndexPage(std::shared_ptr<Editing> shared) : Form(std::move(shared))
{
    const auto name = [this] { return editing().selection().index; };
    addHead(
        [this] {
            return isLocal() ? tr("Local index of %1").arg(toQString(editing().table().definition.name))
                             : tr("Global index of %1").arg(toQString(editing().table().definition.name));
        },
        [] { return icon(QStringLiteral("index"), IconTint::Accent); }, name,
        [this](const QString &text) {
            return editing().edit([&](const model::Model &before) {
                return model::renameIndex(before, editing().table().definition.name, editing().selection().index.toStdString(),
                                          text.toStdString());
            });
        });
    addNote(
        [this] {
            const auto &notes = editing().table().indexNotes;
            const auto found = notes.find(editing().selection().index.toStdString());
            return found == notes.end() ? QString() : toQString(found->second);
        },
        [this](const QString &text) {
            return editing().changeTable(tr("Change the note of %1").arg(editing().selection().index), [&](model::Table &table) {
                const std::string index = editing().selection().index.toStdString();
                if (text.isEmpty())
                    table.indexNotes.erase(index);
                else
                    table.indexNotes[index] = text.toStdString();
            });
        });
    addSection(tr("Key"));
    addForm(new KeyFields(sharedEditing()));
    addProjection();
    if (isLocal()) {
        makePage();
        return;
    }
    addSection(tr("Capacity"));
    addForm(new CapacityFields(sharedEditing()));
    addChoice(
        {tr("Insights"), "contributorInsights"},
        {{tr("Off"), QString()},
         {tr("Every key"), QStringLiteral("ACCESSED_AND_THROTTLED_KEYS")},
         {tr("Throttled keys"), QStringLiteral("THROTTLED_KEYS")}},
        [this] {
            const auto &settings = editing().table().indexSettings;
            const auto found = settings.find(editing().selection().index.toStdString());
            return found == settings.end() ? QString() : tableSettings::contributorInsights(found->second.settings);
        },
        [this](const QVariant &mode) {
            return editing().changeTable(tr("Change the contributor insights of %1").arg(editing().selection().index),
                                         [&](model::Table &table) {
                                             tableSettings::setContributorInsights(
                                                 table.indexSettings[editing().selection().index.toStdString()].settings, mode.toString());
                                         });
        });
    makePage();
}

bool IndexPage::isLocal() const
{
    return editing().table().definition.isLocalIndex(editing().selection().index.toStdString());
}

Refusal IndexPage::changeIndex(const QString &text, const std::function<void(schema::IndexDefinition &)> &change) const
{
    const std::string name = editing().selection().index.toStdString();
    return editing().changeTable(text.arg(editing().selection().index), [&](model::Table &table) {
        for (auto *indexes : {&table.definition.localIndexes, &table.definition.globalIndexes}) {
            for (schema::IndexDefinition &index : *indexes) {
                if (index.name == name)
                    change(index);
            }
        }
    });
}

void IndexPage::addProjection()
{
    addSection(tr("Projection"));
    m_projection = addChoice(
        {tr("Holds"), "projection"},
        {{tr("All attributes"), static_cast<int>(schema::ProjectionType::All)},
         {tr("Keys only"), static_cast<int>(schema::ProjectionType::KeysOnly)},
         {tr("Some attributes"), static_cast<int>(schema::ProjectionType::Include)}},
        [this] {
            const schema::IndexDefinition *index = editing().index();
            return m_wantsSome || !index ? static_cast<int>(schema::ProjectionType::Include) : static_cast<int>(index->projection.type);
        },
        [this](const QVariant &type) { return takeProjection(type); });
    m_projected = addText(
        {tr("Attributes"), "projected"},
        [this] { return editing().index() ? namesText(editing().index()->projection.attributes) : QString(); },
        [this](const QString &text) { return takeProjected(text); });
    m_projected->setMono(true);
    m_projected->setPlaceholder(tr("status, total"));
    m_projected->setToolTip(tr("Names with commas between them; the keys are always there"));
    onShow([this] { showProjection(); });
}

void IndexPage::showProjection()
{
    const schema::IndexDefinition *index = editing().index();
    setRowShown(m_projected, m_wantsSome || (index && index->projection.type == schema::ProjectionType::Include));
}

Refusal IndexPage::takeProjection(const QVariant &type)
{
    const auto wanted = static_cast<schema::ProjectionType>(type.toInt());
    m_wantsSome = wanted == schema::ProjectionType::Include;
    if (m_wantsSome) { // there is nothing to project before it is named
        showProjection();
        m_projected->line().setFocus();
        return std::nullopt;
    }
    const Refusal refusal = changeIndex(tr("Change the projection of %1"), [wanted](schema::IndexDefinition &index) {
        index.projection = {wanted, {}};
    });
    showProjection();
    return refusal;
}

Refusal IndexPage::takeProjected(const QString &text)
{
    const std::vector<std::string> names = namesIn(text);
    if (names.empty())
        return tr("Name at least one attribute, or choose “Keys only”.");
    const Refusal refusal = changeIndex(tr("Change the projection of %1"), [&names](schema::IndexDefinition &index) {
        index.projection = {schema::ProjectionType::Include, names};
    });
    if (!refusal)
        m_wantsSome = false;
    return refusal;
}

} // namespace keywright::ui
