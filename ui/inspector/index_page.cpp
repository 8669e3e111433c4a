#include "ui/document/text.h"
#include "ui/inspector/capacity_fields.h"
#include "ui/inspector/key_fields.h"
#include "ui/inspector/table_page.h"
#include "ui/inspector/table_settings.h"

namespace keywright::ui {

IndexPage::IndexPage(std::shared_ptr<Editing> shared) : IndexForm(std::move(shared))
{
    addIndexHead([this] {
        return isLocal() ? tr("Local index of %1").arg(toQString(editing().table().definition.name))
                         : tr("Global index of %1").arg(toQString(editing().table().definition.name));
    });
    addSection(tr("Key"));
    addForm(new KeyFields(sharedEditing()));
    addProjection({tr("Holds"), tr("status, total"), tr("Names with commas between them; the keys are always there")});
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

schema::Projection IndexPage::projection() const
{
    const schema::IndexDefinition *index = editing().index();
    return index ? index->projection : schema::Projection{schema::ProjectionType::Include, {}};
}

Refusal IndexPage::changeProjection(const schema::Projection &projection) const
{
    return changeIndex(tr("Change the projection of %1"), [&projection](schema::IndexDefinition &index) { index.projection = projection; });
}

} // namespace keywright::ui
