#include "tests/core/session/suggestion_run_test.h"

#include <algorithm>

#include <QTest>

#include "core/model/document.h"
#include "core/model/model_reader.h"
#include "core/model/removals.h"
#include "core/model/suggest.h"
#include "core/session/pattern_run.h"
#include "core/session/workspace.h"
#include "tests/support/test_paths.h"

using namespace keywright;

namespace {

model::Model onlineShop()
{
    return model::readModelFile(test::sourceDir() / "samples" / "online-shop.keywright.json");
}

model::Model withoutIndexes(const model::Model &model)
{
    model::Document document(model);
    for (const schema::IndexDefinition &index : model.tables.front().definition.globalIndexes)
        document.apply(model::removeIndex(document.model(), model.tables.front().definition.name, index.name));
    return document.model();
}

/// The primary keys of the items that the pattern gives, in its order where it has one.
std::string answerOf(const model::Model &model, const std::string &name)
{
    const auto workspace = session::Workspace::inMemory(model);
    workspace->load();
    const model::AccessPattern &pattern = *model.findAccessPattern(name);
    const session::PatternRun run = session::runPattern(workspace->connection(), model, pattern, session::exampleArguments(pattern));
    if (run.status != session::RunStatus::Ran)
        return run.message;
    std::vector<std::string> keys;
    for (const value::Item &item : run.steps.back().items)
        keys.push_back(*item.find("PK")->get<std::string>() + " " + *item.find("SK")->get<std::string>() + "\n");
    if (pattern.expectation.find("orderBy") == nullptr)
        std::sort(keys.begin(), keys.end());
    std::string text;
    for (const std::string &key : keys)
        text += key;
    return text;
}

} // namespace

void SuggestionRunTest::everySuggestionGivesTheSameItems_data()
{
    QTest::addColumn<bool>("hasIndexes");
    QTest::newRow("the online shop") << true;
    QTest::newRow("the online shop without its indexes") << false;
}

void SuggestionRunTest::everySuggestionGivesTheSameItems()
{
    QFETCH(bool, hasIndexes);
    const model::Model shop = onlineShop();
    const model::Model model = hasIndexes ? shop : withoutIndexes(shop);
    std::size_t carriedOut = 0;
    for (const model::AccessPattern &pattern : model.accessPatterns) {
        const std::vector<model::Suggestion> suggestions = model::suggestFor(model, pattern);
        if (suggestions.empty())
            continue;
        const std::string expected = answerOf(shop, pattern.name);
        QVERIFY2(!expected.empty(), pattern.name.c_str());
        for (const model::Suggestion &suggestion : suggestions) {
            model::Document document(model);
            document.apply(suggestion.command);
            const std::string answer = answerOf(document.model(), pattern.name);
            QVERIFY2(answer == expected, (pattern.name + ": " + suggestion.title + "\n" + answer + "instead of\n" + expected).c_str());
            ++carriedOut;
        }
    }
    QVERIFY2(carriedOut > 25, std::to_string(carriedOut).c_str());
}
