#include "ui/data/value_text.h"

#include <QCoreApplication>
#include <QStringList>

#include "core/value/base64.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

using value::AttributeValue;
using value::Type;

QString valueTextTr(const char *text)
{
    return QCoreApplication::translate("ValueText", text);
}

tl::unexpected<TextFault> faulty(const QString &sentence)
{
    return tl::unexpected(TextFault{sentence});
}

/// A map or list with tags inside, which is what its own tag holds.
value::Json taggedContent(const AttributeValue &value)
{
    return value::toDynamoDbJson(value).members().front().value;
}

/// True when every element or member carries a type tag, as {"N": "5"}.
bool isTagged(const value::Json &json)
{
    const auto hasTag = [](const value::Json &each) {
        return each.isObject() && each.members().size() == 1 && value::typeFromTag(each.members().front().name).has_value();
    };
    bool any = false;
    for (const value::Json &element : json.elements()) {
        if (!hasTag(element))
            return false;
        any = true;
    }
    for (const value::Json::Member &member : json.members()) {
        if (!hasTag(member.value))
            return false;
        any = true;
    }
    return any;
}

QString jsonText(const AttributeValue &value)
{
    const value::Json plain = value::toPlainJson(value);
    const bool saysAll = value::valueFromPlainJson(plain) == value && !isTagged(plain);
    return toQString((saysAll ? plain : taggedContent(value)).pretty(50));
}

template <typename Read>
auto readJson(const QString &text, Read read) -> tl::expected<decltype(read(value::Json())), TextFault>
{
    try {
        return read(value::Json::parse(text.toStdString()));
    } catch (const value::JsonSyntaxError &error) {
        return tl::unexpected(
            TextFault{valueTextTr("Line %1, column %2: %3").arg(error.line()).arg(error.column()).arg(toQString(error.what())),
                      error.line(), error.column()});
    } catch (const value::ValueFormatError &error) {
        const QString place = error.path().empty() ? QString() : toQString(error.path()) + QStringLiteral(": ");
        return tl::unexpected(TextFault{place + toQString(error.what()), error.line(), error.column()});
    }
}

tl::expected<AttributeValue, TextFault> documentOf(Type type, const QString &text)
{
    if (text.trimmed().isEmpty())
        return faulty(type == Type::M ? valueTextTr("A map is written as {\"name\": value}.")
                                      : valueTextTr("A list is written as [value, value]."));
    return readJson(text,
                    [type](const value::Json &json) {
                        value::Json tagged = value::Json::object();
                        tagged.set(std::string(value::tagOf(type)), json);
                        return isTagged(json) ? value::valueFromDynamoDbJson(tagged) : value::valueFromPlainJson(json);
                    })
        .and_then([type](AttributeValue value) -> tl::expected<AttributeValue, TextFault> {
            if (value.type() == type)
                return value;
            return faulty(type == Type::M ? valueTextTr("A map is written as {\"name\": value}.")
                                          : valueTextTr("A list is written as [value, value]."));
        });
}

tl::expected<value::Decimal, TextFault> numberOf(const QString &text)
{
    const std::string typed = text.trimmed().toStdString();
    if (typed.empty())
        return faulty(valueTextTr("A number is missing."));
    const auto number = value::Decimal::parse(typed);
    if (number)
        return *number;
    return faulty(toQString(value::explain(number.error(), typed)));
}

tl::expected<value::Binary, TextFault> binaryOf(const QString &text)
{
    const auto bytes = value::fromBase64(text.trimmed().toStdString());
    if (bytes)
        return value::Binary{*bytes};
    return faulty(valueTextTr("“%1” is no base64: binaries are written with A–Z, a–z, 0–9, + and /, four letters for three bytes.")
                      .arg(text.left(40)));
}

tl::expected<std::string, TextFault> stringOf(const QString &text)
{
    return text.toStdString();
}

template <typename Member>
tl::expected<AttributeValue, TextFault> setOf(const QString &text, tl::expected<Member, TextFault> (*memberOf)(const QString &))
{
    std::vector<Member> members;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (qsizetype at = 0; at < lines.size(); ++at) {
        if (lines[at].isEmpty() && at == lines.size() - 1)
            break; // the line break behind the last member
        auto member = memberOf(lines[at]);
        if (!member)
            return faulty(valueTextTr("Line %1: %2").arg(at + 1).arg(member.error().sentence));
        members.push_back(std::move(*member));
    }
    if (members.empty())
        return faulty(valueTextTr("A set has at least one member. Write one a line, or remove the attribute."));
    auto set = value::makeSet(std::move(members));
    if (!set)
        return faulty(valueTextTr("A set holds each member once, and two lines say the same."));
    return AttributeValue(std::move(*set));
}

template <typename Member, typename Text>
QString linesOf(const value::Set<Member> &set, Text textOfMember)
{
    QStringList lines;
    for (const Member &member : set.members)
        lines << textOfMember(member);
    return lines.join(QLatin1Char('\n'));
}

QString base64Of(const value::Binary &binary)
{
    return toQString(value::toBase64(binary.bytes));
}

} // namespace

TextForm formOf(Type type, const QString &text)
{
    switch (type) {
    case Type::S: return text.contains(QLatin1Char('\n')) || text.size() > 120 ? TextForm::Lines : TextForm::Line;
    case Type::N:
    case Type::B: return TextForm::Line;
    case Type::Bool: return TextForm::Choice;
    case Type::Null: return TextForm::None;
    case Type::Ss:
    case Type::Ns:
    case Type::Bs: return TextForm::Lines;
    case Type::M:
    case Type::L: break;
    }
    return TextForm::Json;
}

QString textOf(const AttributeValue &value)
{
    switch (value.type()) {
    case Type::S: return toQString(*value.get<std::string>());
    case Type::N: return toQString(value.get<value::Decimal>()->text());
    case Type::B: return base64Of(*value.get<value::Binary>());
    case Type::Bool: return *value.get<bool>() ? QStringLiteral("true") : QStringLiteral("false");
    case Type::Null: return {};
    case Type::Ss: return linesOf(*value.get<value::StringSet>(), [](const std::string &text) { return toQString(text); });
    case Type::Ns: return linesOf(*value.get<value::NumberSet>(), [](const value::Decimal &number) { return toQString(number.text()); });
    case Type::Bs: return linesOf(*value.get<value::BinarySet>(), base64Of);
    case Type::M:
    case Type::L: break;
    }
    return jsonText(value);
}

tl::expected<AttributeValue, TextFault> valueOf(Type type, const QString &text)
{
    const auto asValue = [](auto content) { return AttributeValue(std::move(content)); };
    switch (type) {
    case Type::S: return AttributeValue(text.toStdString());
    case Type::N: return numberOf(text).map(asValue);
    case Type::B: return binaryOf(text).map(asValue);
    case Type::Bool: return AttributeValue::boolean(text == QStringLiteral("true"));
    case Type::Null: return AttributeValue(value::Null());
    case Type::Ss: return setOf<std::string>(text, stringOf);
    case Type::Ns: return setOf<value::Decimal>(text, numberOf);
    case Type::Bs: return setOf<value::Binary>(text, binaryOf);
    case Type::M:
    case Type::L: break;
    }
    return documentOf(type, text);
}

QString textOf(const value::Item &item, bool typed)
{
    return toQString((typed ? value::toDynamoDbJson(item) : value::toPlainJson(item)).pretty(70));
}

tl::expected<value::Item, TextFault> itemOf(const QString &text, bool typed)
{
    if (text.trimmed().isEmpty())
        return faulty(valueTextTr("An item is written as {\"attribute\": value}."));
    return readJson(
        text, [typed](const value::Json &json) { return typed ? value::itemFromDynamoDbJson(json) : value::itemFromPlainJson(json); });
}

bool isPlain(const value::Item &item)
{
    return value::itemFromPlainJson(value::toPlainJson(item)) == item;
}

QString nameOf(Type type)
{
    switch (type) {
    case Type::S: return valueTextTr("String");
    case Type::N: return valueTextTr("Number");
    case Type::B: return valueTextTr("Binary (base64)");
    case Type::Bool: return valueTextTr("Boolean");
    case Type::Null: return valueTextTr("Null");
    case Type::M: return valueTextTr("Map");
    case Type::L: return valueTextTr("List");
    case Type::Ss: return valueTextTr("String set");
    case Type::Ns: return valueTextTr("Number set");
    case Type::Bs: return valueTextTr("Binary set");
    }
    return {};
}

} // namespace keywright::ui
