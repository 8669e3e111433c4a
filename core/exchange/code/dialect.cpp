#include "core/exchange/code/dialect.h"

namespace keywright::exchange {

std::string Dialect::source(const CodeSource &source, const std::map<std::string, std::string> &variables) const
{
    switch (source.kind) {
    case CodeSource::Kind::StepItem: return attribute(variables.at(source.name), source.attribute);
    case CodeSource::Kind::Attribute: return attribute("item", source.name);
    default: return variables.at(source.name);
    }
}

std::string Dialect::value(const CodeValue &value, const std::map<std::string, std::string> &variables) const
{
    if (value.constant)
        return constant(*value.constant);
    if (value.isLoneSource())
        return source(value.parts.front().source, variables);
    std::vector<std::pair<bool, std::string>> parts;
    for (const CodePart &part : value.parts) {
        if (part.isLiteral) {
            parts.emplace_back(true, part.text);
            continue;
        }
        std::string code = source(part.source, variables);
        if (part.source.type != value::Type::S)
            code = "text(" + code + ")";
        for (const model::TemplateFilter &filter : part.filters) {
            const std::string argument = filter.name == "date" ? quotedText(filter.argument) : filter.argument;
            code = filter.name + "(" + code + (argument.empty() ? "" : ", " + argument) + ")";
        }
        parts.emplace_back(false, code);
    }
    return interpolated(parts);
}

std::string Dialect::members(const CodeMembers &members, const std::map<std::string, std::string> &variables) const
{
    std::vector<std::string> texts;
    for (const auto &[name, content] : members)
        texts.push_back(quotedText(name) + ": " + value(content, variables));
    return "{" + joinedWith(texts, ", ") + "}";
}

} // namespace keywright::exchange
