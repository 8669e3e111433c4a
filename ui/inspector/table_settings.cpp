#include "ui/inspector/table_settings.h"

#include "ui/document/text.h"

namespace keywright::ui::tableSettings {

using value::Json;

namespace {

QString textAt(const Json &settings, const char *object, const char *member)
{
    const Json *found = settings.find(object);
    const Json *text = found ? found->find(member) : nullptr;
    return text ? toQString(text->text()) : QString();
}

void removeMember(Json &settings, std::string_view name)
{
    Json::Members members = settings.members();
    std::erase_if(members, [name](const Json::Member &member) { return member.name == name; });
    settings = Json::object(std::move(members));
}

/// Other members of the object stay.
void setText(Json &settings, const char *object, const char *member, const QString &text)
{
    const Json *found = settings.find(object);
    Json changed = found ? *found : Json::object();
    if (text.isEmpty())
        removeMember(changed, member);
    else
        changed.set(member, Json::string(text.toStdString()));
    settings.set(object, std::move(changed));
}

} // namespace

QString contributorInsights(const Json &settings)
{
    return textAt(settings, "contributorInsights", "mode");
}

void setContributorInsights(Json &settings, const QString &mode)
{
    if (mode.isEmpty())
        removeMember(settings, "contributorInsights");
    else
        setText(settings, "contributorInsights", "mode", mode);
}

QString encryptionKey(const Json &settings)
{
    const QString key = textAt(settings, "encryption", "key");
    return key.isEmpty() ? QStringLiteral("AWS_OWNED") : key;
}

QString kmsKey(const Json &settings)
{
    return textAt(settings, "encryption", "kmsKey");
}

void setEncryption(Json &settings, const QString &key, const QString &kmsKey)
{
    if (key == QLatin1String("AWS_OWNED")) {
        removeMember(settings, "encryption");
        return;
    }
    setText(settings, "encryption", "key", key);
    setText(settings, "encryption", "kmsKey", key == QLatin1String("CUSTOMER_MANAGED") ? kmsKey : QString());
}

QStringList replicaRegions(const Json &settings)
{
    QStringList regions;
    if (const Json *replicas = settings.find("replicas")) {
        for (const Json &replica : replicas->elements()) {
            if (const Json *region = replica.find("region"))
                regions << toQString(region->text());
        }
    }
    return regions;
}

void setReplicaRegions(Json &settings, const QStringList &regions)
{
    const Json *before = settings.find("replicas");
    Json replicas = Json::array();
    for (const QString &region : regions) {
        Json replica = Json::object({{"region", Json::string(region.toStdString())}});
        for (const Json &each : before ? before->elements() : Json::Elements{}) {
            const Json *name = each.find("region");
            if (name && toQString(name->text()) == region)
                replica = each;
        }
        replicas.append(std::move(replica));
    }
    if (regions.isEmpty())
        removeMember(settings, "replicas");
    else
        settings.set("replicas", std::move(replicas));
}

} // namespace keywright::ui::tableSettings
