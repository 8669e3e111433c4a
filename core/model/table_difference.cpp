#include "core/model/table_difference.h"

#include <algorithm>
#include <array>
#include <set>

#include "core/model/json_difference.h"
#include "core/model/names.h"

namespace keywright::model {

using schema::TableAspect;
using value::Json;

namespace {

/// A member of the table's settings, and what a difference in it means on a live table.
struct Setting {
    std::string_view member;
    std::string_view meaning;
};

constexpr std::string_view kNotCommitted = " Commit leaves it as it is; the exports to Terraform and CloudFormation have it.";
constexpr std::array<Setting, 5> kSettings{{
    {"contributorInsights", "One UpdateContributorInsights call."},
    {"kinesisStream", "One call of EnableKinesisStreamingDestination or its counterparts."},
    {"replicas", "One UpdateTable call for each region, which copies the table there."},
    {"resourcePolicy", "One PutResourcePolicy call."},
    {"encryption", ""}, // told as the table's own difference
}};

std::string textOfScaling(const std::optional<AutoScaling> &scaling)
{
    return scaling ? std::to_string(scaling->minimum) + " to " + std::to_string(scaling->maximum) + " units at "
            + std::to_string(scaling->targetUtilization) + "%"
                   : std::string();
}

/// Where the model file has what differs.
std::string memberOf(const schema::TableDifference &difference, const schema::TableDefinition &from, const schema::TableDefinition &to)
{
    const auto indexPlace = [&difference](const std::string &list, const auto &before, const auto &after) {
        for (const auto *indexes : {&after, &before})
            for (std::size_t i = 0; i < indexes->size(); ++i)
                if ((*indexes)[i].name == difference.name)
                    return element(list, i);
        return list;
    };
    const std::string globalIndex = indexPlace("globalSecondaryIndexes", from.globalIndexes, to.globalIndexes);
    const std::string owner = difference.name.empty() ? std::string() : globalIndex + ".";
    switch (difference.aspect) {
    case TableAspect::Name: return "name";
    case TableAspect::PartitionKey: return "partitionKey";
    case TableAspect::SortKey: return "sortKey";
    case TableAspect::LocalIndex: return indexPlace("localSecondaryIndexes", from.localIndexes, to.localIndexes);
    case TableAspect::GlobalIndex: return globalIndex;
    case TableAspect::VectorIndex: return indexPlace("vectorIndexes", from.vectorIndexes, to.vectorIndexes);
    case TableAspect::BillingMode: return "billingMode";
    case TableAspect::ProvisionedThroughput: return owner + "capacity.provisioned";
    case TableAspect::OnDemandMaximum: return owner + "capacity.onDemandMaximum";
    case TableAspect::WarmThroughput: return owner + "capacity.warmThroughput";
    case TableAspect::Stream: return "stream.viewType";
    case TableAspect::TimeToLive: return "timeToLive.attribute";
    case TableAspect::Encryption: return "encryption";
    case TableAspect::TableClass: return "tableClass";
    case TableAspect::DeletionProtection: return "deletionProtection";
    case TableAspect::Tag: return "tags." + difference.name;
    }
    return {};
}

ChangeKind kindOf(const std::string &from, const std::string &to)
{
    return from.empty() ? ChangeKind::Added : to.empty() ? ChangeKind::Removed : ChangeKind::Changed;
}

/// What CreateTable does not say of a table.
class SettingsComparison {
public:
    SettingsComparison(const Table &from, const Table &to, const std::string &place, std::vector<DetailDifference> &details)
        : m_from(from), m_to(to), m_place(place), m_details(details)
    { }

    void run()
    {
        compare("note", "note", m_from.note, m_to.note, {});
        compareScaling(m_from.scaling, m_to.scaling, "capacity.provisioned", "");
        const auto days = [](const std::optional<std::int64_t> &period) {
            return period ? std::to_string(*period) + " days" : std::string();
        };
        compare("pointInTimeRecovery", "point-in-time recovery", days(m_from.recoveryPeriodInDays), days(m_to.recoveryPeriodInDays),
                "One UpdateContinuousBackups call." + std::string(kNotCommitted));
        compareSettings();
        // Of an index that comes or goes everything does.
        for (std::size_t i = 0; i < m_to.definition.localIndexes.size(); ++i)
            compareIndex(m_to.definition.localIndexes[i].name, element("localSecondaryIndexes", i));
        for (std::size_t i = 0; i < m_to.definition.globalIndexes.size(); ++i)
            compareIndex(m_to.definition.globalIndexes[i].name, element("globalSecondaryIndexes", i));
        for (std::size_t i = 0; i < m_to.definition.vectorIndexes.size(); ++i)
            compareIndex(m_to.definition.vectorIndexes[i].name, element("vectorIndexes", i));
    }

private:
    void compare(const std::string &member, const std::string &subject, const std::string &from, const std::string &to,
                 const std::string &meaning)
    {
        if (from == to)
            return;
        const auto way = meaning.empty() ? std::nullopt : std::optional(schema::ChangeWay::InPlace);
        m_details.push_back({kindOf(from, to), m_place + "." + member, subject, from, to, way, meaning});
    }

    void compareScaling(const CapacityScaling &from, const CapacityScaling &to, const std::string &member, const std::string &of)
    {
        const std::string meaning = "A call of Application Auto Scaling, which is a service of its own." + std::string(kNotCommitted);
        compare(member + ".readAutoScaling", "auto scaling of reads" + of, textOfScaling(from.read), textOfScaling(to.read), meaning);
        compare(member + ".writeAutoScaling", "auto scaling of writes" + of, textOfScaling(from.write), textOfScaling(to.write), meaning);
    }

    void compareSettings()
    {
        const auto others = [](const Json &settings) {
            Json json = Json::object();
            for (const Json::Member &member : settings.members())
                if (std::none_of(kSettings.begin(), kSettings.end(), [&](const Setting &each) { return each.member == member.name; }))
                    json.set(member.name, member.value);
            return json;
        };
        for (const Setting &setting : kSettings) {
            const Json *from = m_from.settings.find(setting.member);
            const Json *to = m_to.settings.find(setting.member);
            if (!setting.meaning.empty() && !saysTheSame(from, to))
                compare(std::string(setting.member), subjectOf(setting.member), plainText(from), plainText(to),
                        std::string(setting.meaning) + std::string(kNotCommitted));
        }
        compareJson(others(m_from.settings), others(m_to.settings), m_place, m_details);
    }

    static std::string subjectOf(std::string_view member)
    {
        std::string words;
        for (const char c : member)
            words += c >= 'A' && c <= 'Z' ? std::string{' ', static_cast<char>(c - 'A' + 'a')} : std::string{c};
        return words;
    }

    void compareIndex(const std::string &name, const std::string &place)
    {
        if (!m_from.definition.hasIndex(name))
            return;
        const auto noteOf = [&name](const Table &table) {
            const auto note = table.indexNotes.find(name);
            return note == table.indexNotes.end() ? std::string() : note->second;
        };
        const auto settingsOf = [&name](const Table &table) {
            const auto settings = table.indexSettings.find(name);
            return settings == table.indexSettings.end() ? IndexSettings() : settings->second;
        };
        compare(place + ".note", "note of " + name, noteOf(m_from), noteOf(m_to), {});
        const IndexSettings from = settingsOf(m_from);
        const IndexSettings to = settingsOf(m_to);
        compareScaling(from.scaling, to.scaling, place + ".capacity.provisioned", " of " + name);
        std::vector<DetailDifference> settings;
        compareJson(from.settings, to.settings, m_place + "." + place, settings);
        for (DetailDifference &each : settings) {
            each.subject += " of " + name;
            m_details.push_back(std::move(each));
        }
    }

    const Table &m_from;
    const Table &m_to;
    const std::string &m_place;
    std::vector<DetailDifference> &m_details;
};

} // namespace

schema::TableShape shapeOf(const Table &table)
{
    schema::TableShape shape{table.definition, table.timeToLiveAttribute.value_or("")};
    const Json *encryption = table.settings.find("encryption");
    const Json *key = encryption == nullptr ? nullptr : encryption->find("key");
    if (shape.definition.encryption || key == nullptr)
        return shape;
    const Json *kmsKey = encryption->find("kmsKey");
    if (key->text() == "CUSTOMER_MANAGED")
        shape.definition.encryption = schema::Encryption{kmsKey == nullptr ? std::string() : kmsKey->text()};
    else if (key->text() == "AWS_MANAGED")
        shape.definition.encryption = schema::Encryption{};
    return shape;
}

ElementDifference tableDifference(const Table &from, const Table &to, const std::string &place)
{
    ElementDifference element;
    element.part = ModelPart::Table;
    element.name = to.definition.name;
    element.place = place;
    schema::TableChangePlan plan = schema::planTableChange(shapeOf(from), shapeOf(to));
    if (from.definition.name != to.definition.name) {
        element.kind = ChangeKind::Renamed;
        element.formerName = from.definition.name;
        element.needsReplacement = true;
        element.meaning = "DynamoDB renames no table: commit creates " + to.definition.name + " and leaves " + from.definition.name
            + " with its items as it is.";
        return element;
    }
    for (const schema::TableDifference &each : plan.differences)
        element.details.push_back({kindOf(each.from, each.to), place + "." + memberOf(each, from.definition, to.definition),
                                   schema::subjectOf(each), each.from, each.to, each.way, each.meaning});
    SettingsComparison(from, to, place, element.details).run();
    element.steps = std::move(plan.steps);
    element.needsReplacement = plan.needsReplacement();
    return element;
}

ElementDifference tableAdded(const Table &table, const std::string &place)
{
    ElementDifference element;
    element.part = ModelPart::Table;
    element.kind = ChangeKind::Added;
    element.name = table.definition.name;
    element.place = place;
    element.meaning = "Commit creates it, where no table of that name is.";
    return element;
}

ElementDifference tableRemoved(const Table &table, const std::string &place)
{
    ElementDifference element;
    element.part = ModelPart::Table;
    element.kind = ChangeKind::Removed;
    element.name = table.definition.name;
    element.place = place;
    element.meaning = "Commit deletes no table: a live one stays with its items.";
    return element;
}

} // namespace keywright::model
