// Expressions as a client sends them: whatever the text, the compiler answers or refuses, and what it compiled runs.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/expression/condition.h"
#include "core/expression/expression_error.h"
#include "core/expression/key_condition.h"
#include "core/expression/placeholders.h"
#include "core/expression/projection.h"
#include "core/expression/update.h"

using namespace keywright;
using expression::ExpressionKind;
using value::AttributeValue;

namespace {

const value::Item &sampleItem()
{
    static const value::Item item{{"a", AttributeValue::number(1)},
                                  {"b", AttributeValue("text")},
                                  {"l", AttributeValue(value::List{AttributeValue("x"), AttributeValue::number(2)})},
                                  {"m", AttributeValue(value::AttributeMap{{"k", AttributeValue("v")}})},
                                  {"s", AttributeValue(*value::makeSet(std::vector<std::string>{"p", "q"}))}};
    return item;
}

expression::Placeholders placeholders()
{
    return expression::Placeholders(expression::AttributeNames{{"#a", "a"}, {"#m", "m"}},
                                    expression::AttributeValues{{":n", AttributeValue::number(3)},
                                                                {":t", AttributeValue("te")},
                                                                {":s", AttributeValue(*value::makeSet(std::vector<std::string>{"p"}))}});
}

template <typename Run>
void accept(Run run)
{
    try {
        run();
    } catch (const expression::ExpressionError &) {
        // Refusing is an answer.
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *bytes, std::size_t size)
{
    const std::string_view text(reinterpret_cast<const char *>(bytes), size);
    accept([text] {
        auto names = placeholders();
        expression::matches(expression::compileCondition(ExpressionKind::Condition, text, names), sampleItem());
    });
    accept([text] {
        auto names = placeholders();
        (void)expression::apply(expression::compileUpdate(text, names), &sampleItem(), {});
    });
    accept([text] {
        auto names = placeholders();
        expression::compileKeyCondition(text, names);
    });
    accept([text] {
        auto names = placeholders();
        expression::Projection(expression::compileProjection(text, names)).of(sampleItem());
    });
    return 0;
}
