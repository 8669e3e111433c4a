#include "ui/inspector/sample_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/model/sample_format.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

using value::Json;

namespace {

/// What one format makes, of which types (by their tags), and what it can be told.
struct FormatLook {
    const char *id;
    const char *words;
    const char *types;
    const char *members;
};

constexpr FormatLook kFormats[] = {
    {"uuid", QT_TRANSLATE_NOOP("SampleFields", "UUID"), "S SS", ""},
    {"ulid", QT_TRANSLATE_NOOP("SampleFields", "ULID"), "S SS", ""},
    {"sequence", QT_TRANSLATE_NOOP("SampleFields", "Sequence"), "S N", "prefix digits minimum"},
    {"enumeration", QT_TRANSLATE_NOOP("SampleFields", "One of a list"), "S N SS NS", "values"},
    {"reference", QT_TRANSLATE_NOOP("SampleFields", "Reference"), "S N SS NS", "entity attribute"},
    {"template", QT_TRANSLATE_NOOP("SampleFields", "Template"), "S", "template"},
    {"copy", QT_TRANSLATE_NOOP("SampleFields", "Copy of a referred item's"), "S N BOOL", "entity attribute via"},
    {"constant", QT_TRANSLATE_NOOP("SampleFields", "Always the same"), "S N", "value"},
    {"integer", QT_TRANSLATE_NOOP("SampleFields", "Whole number"), "N NS", "minimum maximum"},
    {"decimal", QT_TRANSLATE_NOOP("SampleFields", "Decimal number"), "N NS", "minimum maximum digits"},
    {"amount", QT_TRANSLATE_NOOP("SampleFields", "Amount of money"), "N", "minimum maximum"},
    {"sum", QT_TRANSLATE_NOOP("SampleFields", "Sum over items"), "N", "entity attribute via times"},
    {"count", QT_TRANSLATE_NOOP("SampleFields", "Count of items"), "N", "entity via"},
    {"epochSeconds", QT_TRANSLATE_NOOP("SampleFields", "Time in seconds"), "N", "from to"},
    {"dateTime", QT_TRANSLATE_NOOP("SampleFields", "Date and time"), "S", "from to after"},
    {"date", QT_TRANSLATE_NOOP("SampleFields", "Date"), "S", "from to after"},
    {"firstName", QT_TRANSLATE_NOOP("SampleFields", "First name"), "S SS", ""},
    {"lastName", QT_TRANSLATE_NOOP("SampleFields", "Last name"), "S SS", ""},
    {"fullName", QT_TRANSLATE_NOOP("SampleFields", "Full name"), "S SS", ""},
    {"email", QT_TRANSLATE_NOOP("SampleFields", "Email address"), "S SS", ""},
    {"phone", QT_TRANSLATE_NOOP("SampleFields", "Phone number"), "S SS", ""},
    {"street", QT_TRANSLATE_NOOP("SampleFields", "Street"), "S", ""},
    {"city", QT_TRANSLATE_NOOP("SampleFields", "City"), "S SS", ""},
    {"country", QT_TRANSLATE_NOOP("SampleFields", "Country"), "S SS", ""},
    {"postalCode", QT_TRANSLATE_NOOP("SampleFields", "Postal code"), "S", ""},
    {"company", QT_TRANSLATE_NOOP("SampleFields", "Company"), "S SS", ""},
    {"word", QT_TRANSLATE_NOOP("SampleFields", "Word"), "S SS", ""},
    {"sentence", QT_TRANSLATE_NOOP("SampleFields", "Sentence"), "S SS", ""},
    {"paragraph", QT_TRANSLATE_NOOP("SampleFields", "Paragraph"), "S", ""},
    {"url", QT_TRANSLATE_NOOP("SampleFields", "Web address"), "S SS", ""},
    {"ipAddress", QT_TRANSLATE_NOOP("SampleFields", "IP address"), "S SS", ""},
    {"json", QT_TRANSLATE_NOOP("SampleFields", "Document"), "S M L", ""},
    {"boolean", QT_TRANSLATE_NOOP("SampleFields", "True or false"), "BOOL", ""},
    {"bytes", QT_TRANSLATE_NOOP("SampleFields", "Bytes"), "B BS", "length"},
};

struct MemberLook {
    const char *id;
    const char *words;
    const char *example;
    enum class Kind { Text, Number, Whole, Texts, Constant } kind;
};

constexpr MemberLook kMembers[] = {
    {"values", QT_TRANSLATE_NOOP("SampleFields", "Values"), "NEW, PAID, SENT", MemberLook::Kind::Texts},
    {"value", QT_TRANSLATE_NOOP("SampleFields", "Value"), "", MemberLook::Kind::Constant},
    {"template", QT_TRANSLATE_NOOP("SampleFields", "Template"), "{firstName} {lastName}", MemberLook::Kind::Text},
    {"entity", QT_TRANSLATE_NOOP("SampleFields", "Entity"), "User", MemberLook::Kind::Text},
    {"attribute", QT_TRANSLATE_NOOP("SampleFields", "Its attribute"), "userId", MemberLook::Kind::Text},
    {"via", QT_TRANSLATE_NOOP("SampleFields", "Referred by"), "userId", MemberLook::Kind::Text},
    {"times", QT_TRANSLATE_NOOP("SampleFields", "Multiplied by"), "quantity", MemberLook::Kind::Text},
    {"prefix", QT_TRANSLATE_NOOP("SampleFields", "Prefix"), "o-", MemberLook::Kind::Text},
    {"digits", QT_TRANSLATE_NOOP("SampleFields", "Digits"), "6", MemberLook::Kind::Whole},
    {"minimum", QT_TRANSLATE_NOOP("SampleFields", "From"), "1", MemberLook::Kind::Number},
    {"maximum", QT_TRANSLATE_NOOP("SampleFields", "To"), "100", MemberLook::Kind::Number},
    {"from", QT_TRANSLATE_NOOP("SampleFields", "From"), "2026-01-01", MemberLook::Kind::Text},
    {"to", QT_TRANSLATE_NOOP("SampleFields", "To"), "2026-12-31", MemberLook::Kind::Text},
    {"after", QT_TRANSLATE_NOOP("SampleFields", "Not before"), "createdAt", MemberLook::Kind::Text},
    {"length", QT_TRANSLATE_NOOP("SampleFields", "Bytes"), "32", MemberLook::Kind::Whole},
};

/// What holds for any format: it stays when another one is chosen.
constexpr std::array kShared{"present", "presentWith", "presentWhen", "whenValues"};

bool isListed(const char *words, const QString &word)
{
    return QString::fromLatin1(words).split(QLatin1Char(' ')).contains(word);
}

const FormatLook *lookOf(const QString &format)
{
    const auto found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                    [&format](const FormatLook &look) { return format == QLatin1String(look.id); });
    return found == std::end(kFormats) ? nullptr : found;
}

const MemberLook &memberLook(const char *member)
{
    return *std::find_if(std::begin(kMembers), std::end(kMembers),
                         [member](const MemberLook &look) { return std::string_view(look.id) == member; });
}

Choices choicesFor(value::Type type)
{
    Choices choices{{SampleFields::tr("By its name and type"), QString()}};
    for (const FormatLook &look : kFormats) {
        if (isListed(look.types, toQString(value::tagOf(type))))
            choices << std::pair(SampleFields::tr(look.words), QVariant(QLatin1String(look.id)));
    }
    return choices;
}

Json textsOf(const QString &text)
{
    Json values = Json::array();
    for (const std::string &name : namesIn(text))
        values.append(Json::string(name));
    return values;
}

bool isNumber(const QString &text, bool whole)
{
    try {
        const Json json = Json::parse(text.toStdString());
        return json.isNumber() && (!whole || json.asInteger().value_or(-1) >= 0);
    } catch (const value::JsonSyntaxError &) {
        return false;
    }
}

/// "entities.User.email: is not right." without the place.
QString withoutPlace(const QString &sentence)
{
    QString text = sentence.mid(sentence.indexOf(QLatin1String(": ")) + 2);
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

} // namespace

bool formatFits(const QString &format, value::Type type)
{
    const FormatLook *look = lookOf(format);
    return !look || isListed(look->types, toQString(value::tagOf(type)));
}

SampleFields::SampleFields(std::shared_ptr<Editing> shared, ReadAttribute attribute)
    : Form(std::move(shared)), m_attribute(std::move(attribute))
{
    m_format = addChoice(
        {tr("Sample values"), "sampleFormat"}, {}, [this] { return format(); },
        [this](const QVariant &chosen) { return takeFormat(chosen.toString()); });
    for (const MemberLook &look : kMembers)
        addMember(look.id);
    onShow([this] { showMembers(); });
    // Choices before values: a value that is no choice would be added to them.
    if (m_attribute())
        m_format->setChoices(choicesFor(m_attribute()->type));
}

QString SampleFields::format() const
{
    const model::Attribute *attribute = m_attribute();
    const Json *format = attribute ? attribute->sampleFormat.find("format") : nullptr;
    return format ? toQString(format->text()) : QString();
}

void SampleFields::addMember(const char *member)
{
    const MemberLook &look = memberLook(member);
    TextField *field = addText(
        {tr(look.words), look.id}, [this, member] { return memberText(member); },
        [this, member](const QString &text) { return takeMember(member, text); });
    field->line().setObjectName(QStringLiteral("sample.%1").arg(QLatin1String(member)));
    field->setPlaceholder(QLatin1String(look.example));
    m_members.emplace_back(member, field);
}

void SampleFields::showMembers()
{
    const FormatLook *look = lookOf(format());
    for (const auto &[member, field] : m_members)
        setRowShown(field, look && isListed(look->members, QLatin1String(member)));
    if (m_attribute()) {
        m_format->setChoices(choicesFor(m_attribute()->type));
        m_format->setValue(format());
    }
}

QString SampleFields::memberText(const char *member) const
{
    const model::Attribute *attribute = m_attribute();
    const Json *found = attribute ? attribute->sampleFormat.find(member) : nullptr;
    if (!found)
        return {};
    switch (memberLook(member).kind) {
    case MemberLook::Kind::Texts: {
        QStringList texts;
        for (const Json &each : found->elements())
            texts << toQString(each.text());
        return texts.join(QStringLiteral(", "));
    }
    case MemberLook::Kind::Constant: return found->members().empty() ? QString() : toQString(found->members().front().value.text());
    default: return toQString(found->text());
    }
}

/// A format with what it cannot be without.
Json SampleFields::begun(const QString &format) const
{
    Json json = Json::object({{"format", Json::string(format.toStdString())}});
    if (format == QLatin1String("enumeration"))
        json.set("values", Json::array({Json::string("A"), Json::string("B")}));
    if (format == QLatin1String("constant"))
        json.set("value",
                 Json::object(
                     {{std::string(value::tagOf(m_attribute()->type)), Json::string(m_attribute()->type == value::Type::N ? "1" : "x")}}));
    if (const FormatLook *look = lookOf(format); look && isListed(look->members, QStringLiteral("entity"))) {
        for (const model::Entity &entity : editing().model().entities) {
            if (entity.name == editing().entity().name || entity.attributes.empty())
                continue;
            json.set("entity", Json::string(entity.name));
            if (isListed(look->members, QStringLiteral("attribute")))
                json.set("attribute", Json::string(entity.attributes.front().name));
            break;
        }
    }
    return json;
}

Refusal SampleFields::takeFormat(const QString &format) const
{
    const model::Attribute *attribute = m_attribute();
    if (!attribute)
        return std::nullopt;
    if (format.isEmpty())
        return change(Json());
    Json json = begun(format);
    for (const char *member : kShared) {
        if (const Json *kept = attribute->sampleFormat.find(member))
            json.set(member, *kept);
    }
    return change(std::move(json));
}

Refusal SampleFields::takeMember(const char *member, const QString &text) const
{
    const model::Attribute *attribute = m_attribute();
    if (!attribute)
        return std::nullopt;
    const MemberLook &look = memberLook(member);
    const bool wantsNumber = look.kind == MemberLook::Kind::Number || look.kind == MemberLook::Kind::Whole;
    if (wantsNumber && !text.isEmpty() && !isNumber(text, look.kind == MemberLook::Kind::Whole))
        return look.kind == MemberLook::Kind::Whole ? tr("Enter a whole number from 0.") : tr("Enter a number.");
    Json::Members members = attribute->sampleFormat.members();
    if (text.isEmpty())
        std::erase_if(members, [member](const Json::Member &each) { return each.name == member; });
    Json json = Json::object(std::move(members));
    if (!text.isEmpty()) {
        const std::string plain = text.toStdString();
        switch (look.kind) {
        case MemberLook::Kind::Text: json.set(member, Json::string(plain)); break;
        case MemberLook::Kind::Number:
        case MemberLook::Kind::Whole: json.set(member, Json::number(plain)); break;
        case MemberLook::Kind::Texts:
            json.set(member, textsOf(text));
            if (json.find("weights")) { // there is one for each value, which they no longer are
                Json::Members kept = json.members();
                std::erase_if(kept, [](const Json::Member &each) { return each.name == "weights"; });
                json = Json::object(std::move(kept));
            }
            break;
        case MemberLook::Kind::Constant:
            json.set(member, Json::object({{std::string(value::tagOf(attribute->type)), Json::string(plain)}}));
            break;
        }
    }
    return change(std::move(json));
}

Refusal SampleFields::change(Json sampleFormat) const
{
    const model::Attribute *attribute = m_attribute();
    try {
        model::readSampleFormat(sampleFormat, attribute->type, attribute->name);
    } catch (const model::GeneratorError &error) {
        return withoutPlace(toQString(error.what()));
    }
    const std::string name = attribute->name;
    return editing().changeEntity(tr("Change the sample values of %1").arg(toQString(name)), [&](model::Entity &entity) {
        for (model::Attribute &each : entity.attributes) {
            if (each.name == name)
                each.sampleFormat = sampleFormat;
        }
    });
}

} // namespace keywright::ui
