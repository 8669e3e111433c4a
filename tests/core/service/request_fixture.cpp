#include "tests/core/service/request_fixture.h"

#include <sstream>
#include <stdexcept>
#include <vector>

#include "core/service/attribute_reader.h"
#include "core/service/attribute_writer.h"
#include "core/service/fault.h"
#include "core/service/request.h"
#include "tests/support/test_paths.h"

namespace keywright::test {

namespace {

std::string shown(const service::Fault &fault)
{
    return fault.name() + ": " + fault.message();
}

} // namespace

std::string readingOf(std::string_view operation, std::string_view body)
{
    const service::Facts &facts = service::Facts::ofDynamoDb();
    const service::Operation *found = facts.find("DynamoDB_20120810." + std::string(operation));
    if (!found)
        found = facts.find("DynamoDBStreams_20120810." + std::string(operation));
    if (!found)
        throw std::runtime_error("no operation is called " + std::string(operation));
    try {
        const service::RequestDocument document(body);
        service::readRequest(*found, document);
        return "ok";
    } catch (const service::Fault &fault) {
        return shown(fault);
    }
}

std::string itemReadingOf(std::string_view body)
{
    try {
        std::string text;
        service::appendItemJson(text, service::itemFromText(body));
        return text;
    } catch (const service::Fault &fault) {
        const service::Fault enveloped = fault.enveloped();
        return shown(fault) + (enveloped.message() == fault.message() ? "" : "\n+> " + enveloped.message());
    }
}

std::string differencesIn(const std::filesystem::path &file)
{
    std::istringstream text(readFile(file));
    std::string differences;
    std::string given;
    std::string expected;
    std::size_t lineNumber = 0;
    std::size_t cases = 0;
    const auto finish = [&] {
        if (given.empty())
            return;
        ++cases;
        const std::size_t space = given.find(' ');
        const std::string operation = given.substr(0, space);
        const std::string body = given.substr(space + 1);
        const std::string actual = "=> " + (operation == "Item" ? itemReadingOf(body) : readingOf(operation, body)) + "\n";
        if (actual != expected)
            differences += file.filename().string() + ", before line " + std::to_string(lineNumber) + ": " + given + "\nexpected\n"
                + expected + "but\n" + actual;
        given.clear();
        expected.clear();
    };
    for (std::string line; std::getline(text, line);) {
        ++lineNumber;
        if (line.starts_with("=> ") || line.starts_with("+> "))
            expected += line + "\n";
        else if (!line.empty() && !line.starts_with("#")) {
            finish();
            given = line;
        }
    }
    finish();
    return cases == 0 ? "no cases in " + file.string() : differences;
}

} // namespace keywright::test
