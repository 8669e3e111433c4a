#include "ui/export/remembered_choices.h"

#include <algorithm>
#include <iterator>

#include <QSettings>
#include <QStringList>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr char kGroup[] = "export";

/// The entry of `all` with that number; `otherwise` when there is none.
template <typename T, std::size_t count>
T choiceOf(const QVariant &number, const T (&all)[count], T otherwise)
{
    bool isNumber = false;
    const int wanted = number.toInt(&isNumber);
    const auto found = std::find_if(std::begin(all), std::end(all), [wanted](T each) { return static_cast<int>(each) == wanted; });
    return isNumber && found != std::end(all) ? *found : otherwise;
}

} // namespace

ExportChoices rememberedChoices()
{
    QSettings settings;
    settings.beginGroup(QLatin1String(kGroup));
    ExportChoices choices;
    constexpr int kProviders[] = {5, 6};
    choices.target = choiceOf(settings.value(QStringLiteral("target")), kExportTargets, choices.target);
    choices.language = choiceOf(settings.value(QStringLiteral("language")), exchange::kCodeLanguages, choices.language);
    choices.providerMajor = choiceOf(settings.value(QStringLiteral("provider")), kProviders, choices.providerMajor);
    choices.asJson = settings.value(QStringLiteral("json"), choices.asJson).toBool();
    choices.ignoreIndexChanges = settings.value(QStringLiteral("ignoreIndexChanges"), choices.ignoreIndexChanges).toBool();
    choices.region = settings.value(QStringLiteral("policyRegion"), toQString(choices.region)).toString().toStdString();
    choices.account = settings.value(QStringLiteral("policyAccount"), toQString(choices.account)).toString().toStdString();
    choices.identity = settings.value(QStringLiteral("policyIdentity")).toString().toStdString();
    if (settings.contains(QStringLiteral("extras"))) {
        const QStringList extras = settings.value(QStringLiteral("extras")).toStringList();
        for (const ExtraChoice &extra : extrasOf(ExportTarget::Terraform))
            choices.extras.*extra.member = extras.contains(extra.id);
    }
    return choices;
}

void rememberChoices(const ExportChoices &choices)
{
    QStringList extras;
    for (const ExtraChoice &extra : extrasOf(ExportTarget::Terraform)) {
        if (choices.extras.*extra.member)
            extras << extra.id;
    }
    QSettings settings;
    settings.beginGroup(QLatin1String(kGroup));
    settings.setValue(QStringLiteral("target"), static_cast<int>(choices.target));
    settings.setValue(QStringLiteral("language"), static_cast<int>(choices.language));
    settings.setValue(QStringLiteral("provider"), choices.providerMajor);
    settings.setValue(QStringLiteral("json"), choices.asJson);
    settings.setValue(QStringLiteral("ignoreIndexChanges"), choices.ignoreIndexChanges);
    settings.setValue(QStringLiteral("policyRegion"), toQString(choices.region));
    settings.setValue(QStringLiteral("policyAccount"), toQString(choices.account));
    settings.setValue(QStringLiteral("policyIdentity"), toQString(choices.identity));
    settings.setValue(QStringLiteral("extras"), extras);
}

} // namespace keywright::ui
