#include "core/service/facts.h"

#include <algorithm>
#include <stdexcept>
#include <unordered_map>

#include "core/value/json.h"

namespace keywright::service {

extern const std::string_view kModelFactsText;
extern const std::string_view kNewerFactsText;
extern const std::string_view kDeviationsText;

namespace {

using value::Json;

[[noreturn]] void failToLoad(const std::string &what)
{
    throw std::invalid_argument("the service facts are wrong: " + what);
}

const Json &memberOf(const Json &json, const std::string &name)
{
    const Json *member = json.find(name);
    if (!member)
        failToLoad("\"" + name + "\" is missing at line " + std::to_string(json.line()));
    return *member;
}

bool flagOf(const Json &json, const std::string &name, bool otherwise)
{
    const Json *member = json.find(name);
    return member ? member->asBoolean() : otherwise;
}

Shape::Type typeOf(const std::string &name)
{
    static const std::unordered_map<std::string, Shape::Type> kTypes{
        {"structure", Shape::Type::Structure}, {"list", Shape::Type::List},       {"map", Shape::Type::Map},
        {"string", Shape::Type::String},       {"integer", Shape::Type::Integer}, {"long", Shape::Type::Long},
        {"double", Shape::Type::Double},       {"boolean", Shape::Type::Boolean}, {"blob", Shape::Type::Blob},
        {"timestamp", Shape::Type::Timestamp}};
    const auto found = kTypes.find(name);
    if (found == kTypes.end())
        failToLoad("no type is called " + name);
    return found->second;
}

MemberMessage::When whenOf(const std::string &name)
{
    if (name == "missing")
        return MemberMessage::When::Missing;
    if (name == "empty")
        return MemberMessage::When::Empty;
    if (name == "length")
        return MemberMessage::When::Length;
    if (name == "invalid")
        return MemberMessage::When::Invalid;
    failToLoad("a message is never given when \"" + name + "\"");
}

std::string javaClassOf(const Shape &shape)
{
    switch (shape.type) {
    case Shape::Type::Structure: return "com.amazonaws.dynamodb.v20120810." + shape.name;
    case Shape::Type::List: return "java.util.List<" + javaClassOf(*shape.element) + ">";
    case Shape::Type::Map: return "java.util.Map<java.lang.String, " + javaClassOf(*shape.element) + ">";
    case Shape::Type::String: return "java.lang.String";
    case Shape::Type::Integer: return "java.lang.Integer";
    case Shape::Type::Long: return "java.lang.Long";
    case Shape::Type::Double: return "java.lang.Double";
    case Shape::Type::Boolean: return "java.lang.Boolean";
    case Shape::Type::Blob: return "java.nio.ByteBuffer";
    case Shape::Type::Timestamp: return "java.util.Date";
    }
    return {};
}

bool isConstrainedItself(const Shape &shape)
{
    const bool missesMembers = std::any_of(shape.members.begin(), shape.members.end(), [](const Member &member) {
        return member.required || !member.requiredUnless.empty() || !member.messages.empty();
    });
    return missesMembers || shape.min || shape.max || shape.pattern || !shape.values.empty();
}

} // namespace

/// Builds the tree in four steps: shapes by name (those of the model, then newer ones), the deviations on them, the links between them,
/// what follows from these.
class FactsReader {
public:
    explicit FactsReader(Facts &facts) : m_facts(facts) { }

    void read(const Json &model, const Json &deviations, const Json &newer)
    {
        for (const Json &service : model.elements()) {
            const Json *target = newer.find("target");
            readService(service, deviations, target != nullptr && *target == memberOf(service, "target") ? newer : Json());
        }
        for (const auto &[name, used] : m_deviated)
            if (!used)
                failToLoad("no shape is called " + name + ", of which deviations.json speaks");
        std::sort(m_facts.m_operations.begin(), m_facts.m_operations.end(),
                  [](const Operation &left, const Operation &right) { return left.target < right.target; });
    }

private:
    /// `newer` is null where it has nothing of this service.
    void readService(const Json &service, const Json &deviations, const Json &newer)
    {
        m_shapes.clear();
        m_links.clear();
        for (const auto &[name, facts] : memberOf(service, "shapes").members())
            addShape(name, facts);
        if (!newer.isNull())
            addNewer(newer);
        for (const auto &[name, facts] : memberOf(deviations, "newShapes").members())
            addShape(name, facts);
        deviate(deviations);
        for (const auto &[name, shape] : m_shapes)
            link(*shape, m_links[name]);
        for (const auto &[name, shape] : m_shapes) {
            shape->isAttributeValue = name == "AttributeValue";
            if (isReachable(*shape))
                shape->javaClass = javaClassOf(*shape);
        }
        spreadConstraints();
        addOperations(service);
        if (!newer.isNull())
            addOperations(newer);
    }

    void addOperations(const Json &service)
    {
        for (const auto &[name, input] : memberOf(service, "operations").members())
            m_facts.m_operations.push_back({name, memberOf(service, "target").text() + "." + name, &shapeNamed(input.text())});
    }

    void addNewer(const Json &newer)
    {
        for (const auto &[name, facts] : memberOf(newer, "shapes").members()) {
            if (m_shapes.contains(name))
                failToLoad("the newer shape " + name + " is in the model too");
            addShape(name, facts);
        }
        for (const Json &member : memberOf(newer, "members").elements()) {
            const std::string &shape = memberOf(member, "shape").text();
            if (!m_shapes.contains(shape))
                failToLoad("no shape is called " + shape + ", which newer.json gives a member");
            addMember(*m_shapes.at(shape), memberOf(member, "member").text(), memberOf(member, "use").text());
        }
    }

    void addMember(Shape &shape, const std::string &name, const std::string &shapeOfMember)
    {
        Member member;
        member.name = name;
        member.pathName = pathNameOf(name);
        shape.members.push_back(std::move(member));
        m_links[shape.name].members.push_back(shapeOfMember);
    }

    /// A new shape's links may lead to shapes that this service does not have; then nothing uses it there.
    static bool isReachable(const Shape &shape)
    {
        return (shape.type != Shape::Type::List && shape.type != Shape::Type::Map) || shape.element;
    }

    struct Links {
        std::vector<std::string> members;
        std::string element;
        std::string key;
    };

    void addShape(const std::string &name, const Json &facts)
    {
        auto shape = std::make_unique<Shape>();
        shape->name = name;
        shape->type = typeOf(memberOf(facts, "type").text());
        Links &links = m_links[name];
        if (const Json *members = facts.find("members"))
            for (const auto &[memberName, memberShape] : members->members())
                addMember(*shape, memberName, memberShape.text());
        if (const Json *required = facts.find("required"))
            for (const Json &member : required->elements())
                memberNamed(*shape, member.text()).required = true;
        if (const Json *element = facts.find(shape->type == Shape::Type::Map ? "value" : "member"))
            links.element = element->text();
        if (const Json *key = facts.find("key"))
            links.key = key->text();
        constrain(*shape, facts, "enum");
        m_shapes[name] = shape.get();
        m_facts.m_shapes.push_back(std::move(shape));
    }

    static void constrain(Shape &shape, const Json &facts, const std::string &enumName)
    {
        if (const Json *min = facts.find("min"))
            shape.min = min->asInteger();
        if (const Json *max = facts.find("max"))
            shape.max = max->asInteger();
        if (const Json *pattern = facts.find("pattern"))
            shape.pattern.emplace(pattern->text());
        if (const Json *values = facts.find(enumName)) {
            shape.values.clear();
            for (const Json &value : values->elements())
                shape.values.push_back(value.text());
        }
        shape.orArn = flagOf(facts, "orArn", shape.orArn);
    }

    static Member &memberNamed(Shape &shape, const std::string &name)
    {
        const auto found =
            std::find_if(shape.members.begin(), shape.members.end(), [&](const Member &member) { return member.name == name; });
        if (found == shape.members.end())
            failToLoad(shape.name + " has no member " + name);
        return *found;
    }

    /// Null when this service has no such shape; some service must.
    Shape *deviating(const Json &deviation)
    {
        const std::string &name = memberOf(deviation, "shape").text();
        const auto found = m_shapes.find(name);
        m_deviated[name] = m_deviated[name] || found != m_shapes.end();
        return found == m_shapes.end() ? nullptr : found->second;
    }

    void deviate(const Json &deviations)
    {
        for (const Json &deviation : memberOf(deviations, "shapes").elements())
            if (Shape *shape = deviating(deviation))
                constrain(*shape, deviation, "values");
        for (const Json &deviation : memberOf(deviations, "members").elements())
            if (Shape *shape = deviating(deviation))
                deviateMember(*shape, deviation);
        for (const Json &deviation : memberOf(deviations, "orders").elements())
            if (Shape *shape = deviating(deviation))
                reorder(*shape, memberOf(deviation, "first"));
    }

    void deviateMember(Shape &shape, const Json &deviation)
    {
        Member &member = memberNamed(shape, memberOf(deviation, "member").text());
        if (const Json *use = deviation.find("use"))
            m_links[shape.name].members[static_cast<std::size_t>(&member - shape.members.data())] = use->text();
        if (const Json *unless = deviation.find("requiredUnless"))
            member.requiredUnless = unless->text();
        if (const Json *messages = deviation.find("messages"))
            for (const Json &message : messages->elements())
                member.messages.push_back({whenOf(memberOf(message, "when").text()), memberOf(message, "message").text(),
                                           flagOf(message, "alone", false), flagOf(message, "enveloped", true)});
    }

    void reorder(Shape &shape, const Json &first)
    {
        Links &links = m_links[shape.name];
        std::size_t place = 0;
        for (const Json &name : first.elements()) {
            const Member &member = memberNamed(shape, name.text());
            const auto at = static_cast<std::ptrdiff_t>(&member - shape.members.data());
            const auto to = static_cast<std::ptrdiff_t>(place++);
            if (at < to)
                failToLoad(shape.name + "'s order names " + member.name + " twice");
            std::rotate(shape.members.begin() + to, shape.members.begin() + at, shape.members.begin() + at + 1);
            std::rotate(links.members.begin() + to, links.members.begin() + at, links.members.begin() + at + 1);
        }
    }

    const Shape &shapeNamed(const std::string &name) const
    {
        const auto found = m_shapes.find(name);
        if (found == m_shapes.end())
            failToLoad("no shape is called " + name);
        return *found->second;
    }

    void link(Shape &shape, const Links &links)
    {
        for (std::size_t i = 0; i < shape.members.size(); ++i)
            shape.members[i].shape = &shapeNamed(links.members[i]);
        if (!links.element.empty() && m_shapes.contains(links.element))
            shape.element = &shapeNamed(links.element);
        if (!links.key.empty())
            shape.key = &shapeNamed(links.key);
    }

    void spreadConstraints()
    {
        for (const auto &[name, shape] : m_shapes)
            shape->isConstrained = !shape->isAttributeValue && isConstrainedItself(*shape);
        for (bool changed = true; changed;) {
            changed = false;
            for (const auto &[name, shape] : m_shapes)
                if (!shape->isConstrained && !shape->isAttributeValue && holdsConstrained(*shape))
                    changed = shape->isConstrained = true;
        }
    }

    static bool holdsConstrained(const Shape &shape)
    {
        return (shape.element && shape.element->isConstrained) || (shape.key && shape.key->isConstrained)
            || std::any_of(shape.members.begin(), shape.members.end(), [](const Member &member) { return member.shape->isConstrained; });
    }

    Facts &m_facts;
    std::unordered_map<std::string, Shape *> m_shapes; ///< of the service that is being read
    std::unordered_map<std::string, Links> m_links;
    std::unordered_map<std::string, bool> m_deviated; ///< by name, whether a service has it
};

const Member *Shape::find(std::string_view memberName) const
{
    for (const Member &member : members)
        if (member.name == memberName)
            return &member;
    return nullptr;
}

Facts::Facts(std::string_view model, std::string_view deviations, std::string_view newer)
{
    FactsReader(*this).read(Json::parse(model), Json::parse(deviations), newer.empty() ? Json() : Json::parse(newer));
}

Facts::~Facts() = default;

const Facts &Facts::ofDynamoDb()
{
    static const Facts facts(kModelFactsText, kDeviationsText, kNewerFactsText);
    return facts;
}

const Operation *Facts::find(std::string_view target) const
{
    const auto at = std::lower_bound(m_operations.begin(), m_operations.end(), target,
                                     [](const Operation &operation, std::string_view wanted) { return operation.target < wanted; });
    return at != m_operations.end() && at->target == target ? &*at : nullptr;
}

std::string pathNameOf(std::string_view memberName)
{
    std::string name(memberName);
    if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z')
        name[0] = static_cast<char>(name[0] - 'A' + 'a');
    return name;
}

} // namespace keywright::service
