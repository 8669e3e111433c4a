#include "tests/core/service/dialogue.h"

#include <cctype>
#include <map>
#include <sstream>

#include "core/value/json.h"
#include "tests/core/service/service_in_memory.h"
#include "tests/support/test_paths.h"

namespace keywright::test {

using value::Json;

namespace {

using Bindings = std::map<std::string, std::string>;

/// "{x*1000}" stands for a thousand x.
std::string repeated(const std::string &text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t end = text.find('}', at);
        const bool isRepeat = text[at] == '{' && at + 3 < text.size() && text[at + 2] == '*' && end != std::string::npos
            && text.find_first_not_of("0123456789", at + 3) == end;
        if (isRepeat) {
            out.append(std::stoul(text.substr(at + 3, end - at - 3)), text[at + 1]);
            at = end;
        } else {
            out += text[at];
        }
    }
    return out;
}

/// Every "$name" that is bound by what it is bound to.
std::string withBound(std::string text, const Bindings &bindings)
{
    for (const auto &[name, bound] : bindings)
        for (std::size_t at = text.find("\"$" + name + "\""); at != std::string::npos; at = text.find("\"$" + name + "\""))
            text.replace(at, name.size() + 3, Json::string(bound).compact());
    return text;
}

bool agrees(const Json &given, const Json &wanted, Bindings &bindings)
{
    if (wanted.isString() && wanted.text() == "*")
        return true;
    if (wanted.isString() && wanted.text().size() > 1 && wanted.text().front() == '$' && given.isString()) {
        bindings[wanted.text().substr(1)] = given.text();
        return true;
    }
    if (given.kind() != wanted.kind())
        return false;
    if (given.isObject()) {
        if (given.members().size() != wanted.members().size())
            return false;
        for (const auto &[name, member] : wanted.members())
            if (const Json *found = given.find(name); found == nullptr || !agrees(*found, member, bindings))
                return false;
        return true;
    }
    if (given.isArray()) {
        if (given.elements().size() != wanted.elements().size())
            return false;
        for (std::size_t i = 0; i < given.elements().size(); ++i)
            if (!agrees(given.elements()[i], wanted.elements()[i], bindings))
                return false;
        return true;
    }
    if (given.isNumber())
        return given.asDouble() == wanted.asDouble();
    return given == wanted;
}

/// "Name: message" of an error without further members.
std::string inShort(const service::Answer &answer, const Json &body)
{
    const Json *type = body.find("__type");
    const Json *message = body.find("message") != nullptr ? body.find("message") : body.find("Message");
    if (answer.status == 200 || type == nullptr || body.members().size() > 2)
        return {};
    const std::string name = type->text().substr(type->text().find('#') + 1);
    return message == nullptr ? name : name + ": " + message->text();
}

std::string differenceIn(const DialogueStep &step, const service::Answer &answer, Bindings &bindings)
{
    const Json body = answer.body.empty() ? Json() : Json::parse(answer.body);
    std::string wanted = withBound(repeated(step.answer), bindings);
    bool agreed = false;
    if (wanted == "ok") {
        agreed = answer.status == 200;
    } else if (wanted == "empty") {
        agreed = answer.status == 200 && answer.body.empty();
    } else if (wanted.starts_with("{")) {
        agreed = answer.status == 200 && agrees(body, Json::parse(wanted), bindings);
    } else if (wanted.starts_with("400 {") || wanted.starts_with("500 {")) {
        agreed = answer.status == std::stoi(wanted) && agrees(body, Json::parse(wanted.substr(4)), bindings);
    } else {
        agreed = inShort(answer, body) == wanted;
    }
    if (agreed)
        return {};
    const std::string given = inShort(answer, body);
    return "line " + std::to_string(step.line) + ", " + step.rule + "\n  " + step.operation + "\n  wanted " + wanted + "\n  given  "
        + (given.empty() ? std::to_string(answer.status) + " " + answer.body : given) + "\n";
}

std::string trimmed(const std::string &text)
{
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string::npos ? std::string() : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

} // namespace

std::vector<DialogueStep> readDialogue(const std::filesystem::path &file)
{
    std::vector<DialogueStep> steps;
    std::istringstream lines(readFile(file));
    std::string rule;
    std::string *continued = nullptr;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty() || line.front() == '#')
            continue;
        if (line.starts_with("== ")) {
            rule = line.substr(3);
        } else if (line.starts_with("-> ")) {
            steps.back().answer = trimmed(line.substr(3));
            continued = &steps.back().answer;
        } else if (line.front() == ' ') {
            *continued += " " + trimmed(line);
        } else {
            const std::size_t space = line.find(' ');
            steps.push_back({number, rule, line.substr(0, space), space == std::string::npos ? "{}" : trimmed(line.substr(space)), "ok"});
            continued = &steps.back().request;
        }
    }
    return steps;
}

std::string differencesIn(const std::vector<DialogueStep> &dialogue)
{
    ServiceInMemory service;
    Bindings bindings;
    std::string differences;
    for (const DialogueStep &step : dialogue) {
        const std::string request = withBound(repeated(step.request), bindings);
        if (step.operation == "clock")
            service.setTime(service.time() + std::stoll(request));
        else if (step.operation == "jobs")
            service.engine().jobs().runUntilIdle();
        else
            differences += differenceIn(step, service.answer(step.operation, request), bindings);
    }
    return differences;
}

} // namespace keywright::test
