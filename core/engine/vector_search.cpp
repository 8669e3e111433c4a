#include "core/engine/vector_search.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <tuple>

#include "core/engine/service_error.h"
#include "core/engine/vector_index.h"
#include "core/expression/mentions.h"
#include "core/schema/limits.h"
#include "core/storage/item_bytes.h"
#include "core/storage/item_json.h"
#include "core/value/item_size.h"

namespace keywright::engine {

using expression::Condition;
using expression::ConditionKind;
using schema::DistanceFunction;
using schema::VectorIndexDefinition;
using value::AttributeValue;
using value::Item;

namespace {

constexpr std::int64_t kBytesOfElement = 4;
constexpr std::int64_t kLeastSearched = 1'024;

[[noreturn]] void invalidComparator()
{
    invalid("Invalid SearchConditionExpression: Invalid comparator used in SearchConditionExpression");
}

const VectorIndexDefinition &indexToSearch(const TableState &table, const std::string &name)
{
    const VectorIndexDefinition *index = table.definition.findVectorIndex(name);
    if (index == nullptr)
        invalid("The table does not have the specified index: " + name);
    return *index;
}

std::vector<float> searchedVector(const VectorIndexDefinition &index, const std::vector<AttributeValue> &given)
{
    std::vector<float> vector;
    for (const AttributeValue &each : given) {
        const auto element = vectorElement(each);
        if (!element)
            invalid(
                "Search vector contains invalid values. All values in the search vector must be a 32-bit floating-point number attribute");
        vector.push_back(*element);
    }
    if (static_cast<std::int64_t>(vector.size()) != index.dimensions)
        invalid("Input search vector dimension " + std::to_string(vector.size()) + " does not match vector index dimension "
                + std::to_string(index.dimensions));
    return vector;
}

bool speaksOf(const Condition &condition, const std::string &attribute)
{
    const auto attributes = expression::mentionedAttributes(condition);
    return std::find(attributes.begin(), attributes.end(), attribute) != attributes.end();
}

/// The values that the conjuncts demand of the partition attribute. Whatever else speaks of it is refused.
void addPartitionValues(const Condition &condition, const std::string &partition, std::vector<AttributeValue> &values)
{
    if (condition.kind == ConditionKind::And) {
        for (const Condition &part : condition.parts)
            addPartitionValues(part, partition, values);
        return;
    }
    if (!speaksOf(condition, partition))
        return;
    if (condition.kind != ConditionKind::Equal)
        invalidComparator();
    using Kind = expression::Operand::Kind;
    const auto isPath = [](const expression::Operand &operand) { return operand.kind == Kind::Path; };
    const expression::Operand &left = condition.operands.at(0);
    const expression::Operand &right = condition.operands.at(1);
    const expression::Operand &other = isPath(left) ? right : left;
    if (isPath(left) == isPath(right) || other.kind != Kind::Value)
        invalidComparator();
    values.push_back(other.value);
}

void checkCondition(const VectorIndexDefinition &index, const std::optional<Condition> &condition)
{
    const std::string missing = "SearchConditionExpression must be provided when SearchSchema has a HASH key";
    const schema::KeyAttribute *partition = index.partition();
    if (condition) {
        for (const std::string &attribute : expression::mentionedAttributes(*condition))
            if (index.findSearchAttribute(attribute) == nullptr)
                invalid("SearchConditionExpression must not contain any attributes that is not in SearchSchema. Invalid attribute: "
                        + attribute);
        for (const std::string &attribute : expression::nestedAttributes(*condition))
            invalid("Invalid SearchConditionExpression: a condition can look at top-level attributes only; attribute: " + attribute);
    }
    if (partition == nullptr)
        return;
    std::vector<AttributeValue> values;
    if (condition)
        addPartitionValues(*condition, partition->name, values);
    if (values.empty())
        invalid(missing);
    for (const AttributeValue &value : values) {
        const std::string_view type = value::tagOf(value.type());
        if (type != schema::textOf(partition->type))
            invalid("Type of '" + partition->name + "' attribute in SearchConditionExpression (" + std::string(type)
                    + ") does not match type in search schema (" + std::string(schema::textOf(partition->type)) + ")");
        if (const auto *text = value.get<std::string>(); text != nullptr && text->empty())
            invalid(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. "
                "Key: "
                + partition->name);
    }
}

double cosine(const std::vector<float> &left, const std::vector<float> &right)
{
    double dot = 0;
    double squareOfLeft = 0;
    double squareOfRight = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const double l = left[i];
        const double r = right[i];
        dot += l * r;
        squareOfLeft += l * l;
        squareOfRight += r * r;
    }
    if (squareOfLeft == 0 || squareOfRight == 0)
        return 1;
    if (left == right)
        return 0;
    return std::clamp(1 - dot / (std::sqrt(squareOfLeft) * std::sqrt(squareOfRight)), 0.0, 2.0);
}

/// Gives all items that the index holds: the item's bytes, and its vector.
template <typename Take>
void forEachVector(const storage::Store &store, const TableState &table, const VectorIndexDefinition &index, Take take)
{
    const std::string prefix = storage::placePrefix(table.id, table.base.id);
    const storage::Snapshot snapshot = store.snapshot();
    storage::Cursor cursor = snapshot.cursor();
    const schema::KeyAttribute *partition = index.partition();
    for (cursor.seek(prefix); cursor.isValid() && cursor.key().starts_with(prefix); cursor.next()) {
        const auto found = storage::findAttribute(cursor.value(), index.vectorAttribute);
        if (!found)
            continue;
        const auto vector = vectorIn(storage::valueFromBytes(*found), index.dimensions);
        if (!vector)
            continue;
        if (partition != nullptr) {
            const auto value = storage::findAttribute(cursor.value(), partition->name);
            if (!value || value::tagOf(storage::valueFromBytes(*value).type()) != schema::textOf(partition->type))
                continue;
        }
        take(cursor.value(), *vector);
    }
    cursor.check();
}

/// The best so far, as they are stored.
struct Candidate {
    double rank = 0;        ///< the smaller the better
    std::int64_t order = 0; ///< of those with one rank the first one found is the better
    double score = 0;
    std::string bytes;
};

/// The vector in the precision in which the index keeps it.
AttributeValue asKept(const AttributeValue &vector)
{
    value::List kept;
    for (const AttributeValue &each : *vector.get<value::List>()) {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), vectorElement(each).value_or(0.0F));
        kept.push_back(AttributeValue(value::Decimal::parse(std::string(digits.data(), end.ptr)).value()));
    }
    return AttributeValue(std::move(kept));
}

/// What a hit shows: the attributes that the index holds and the request asks for; the vector, in the index's precision, only
/// when the request asks for it.
Item shownItem(const TableState &table, const VectorIndexDefinition &index, const SearchVectorsRequest &request, const std::string &bytes)
{
    const Item stored = storage::fromItemBytes(bytes);
    Item shown = vectorProjection(table.definition, index, stored);
    if (!request.projection) {
        shown.erase(index.vectorAttribute);
        return shown;
    }
    if (shown.contains(index.vectorAttribute))
        shown.set(index.vectorAttribute, asKept(*shown.find(index.vectorAttribute)));
    return request.projection->of(shown);
}

} // namespace

double vectorScore(DistanceFunction function, const std::vector<float> &left, const std::vector<float> &right)
{
    constexpr double kLargest = std::numeric_limits<float>::max();
    double sum = 0;
    switch (function) {
    case DistanceFunction::Cosine: return cosine(left, right);
    case DistanceFunction::DotProduct:
        for (std::size_t i = 0; i < left.size(); ++i)
            sum += static_cast<double>(left[i]) * static_cast<double>(right[i]);
        break;
    case DistanceFunction::Euclidean:
        for (std::size_t i = 0; i < left.size(); ++i) {
            const double difference = static_cast<double>(left[i]) - static_cast<double>(right[i]);
            sum += difference * difference;
        }
        sum = std::sqrt(sum);
        break;
    }
    return std::clamp(sum, -kLargest, kLargest);
}

SearchVectorsResult searchVectors(const storage::Store &store, const TableState &table, const SearchVectorsRequest &request)
{
    if (request.topK < 1 || request.topK > schema::kMaxSearchResults)
        invalid("Provided TopK value '" + std::to_string(request.topK) + "' is out of valid range. The value must be between 1 and "
                + std::to_string(schema::kMaxSearchResults) + " inclusive");
    const VectorIndexDefinition &index = indexToSearch(table, request.index);
    const std::vector<float> wanted = searchedVector(index, request.vector);
    checkCondition(index, request.condition);
    const std::vector<std::string> tested =
        request.condition ? expression::mentionedAttributes(*request.condition) : std::vector<std::string>();

    SearchVectorsResult result;
    std::vector<Candidate> best; // a heap, the worst one first
    const auto isBetter = [](const Candidate &left, const Candidate &right) {
        return std::tie(left.rank, left.order) < std::tie(right.rank, right.order);
    };
    std::int64_t seen = 0;
    forEachVector(store, table, index, [&](std::string_view bytes, const std::vector<float> &vector) {
        if (request.condition && !expression::matches(*request.condition, storage::pickAttributes(bytes, tested)))
            return;
        result.bytes += index.dimensions * kBytesOfElement;
        const double score = vectorScore(index.distance, wanted, vector);
        const double rank = index.distance == DistanceFunction::DotProduct ? -score : score;
        if (static_cast<std::int64_t>(best.size()) == request.topK) {
            if (rank >= best.front().rank)
                return;
            std::pop_heap(best.begin(), best.end(), isBetter);
            best.pop_back();
        }
        best.push_back({rank, ++seen, score, std::string(bytes)});
        std::push_heap(best.begin(), best.end(), isBetter);
    });
    std::sort_heap(best.begin(), best.end(), isBetter);
    for (const Candidate &candidate : best) {
        result.hits.push_back({shownItem(table, index, request, candidate.bytes), candidate.score});
        result.bytes += value::sizeInBytes(result.hits.back().item);
    }
    result.bytes = std::max(result.bytes, kLeastSearched);
    return result;
}

VectorIndexSize sizeOfVectorIndex(const storage::Store &store, const TableState &table, const VectorIndexDefinition &index)
{
    VectorIndexSize size;
    forEachVector(store, table, index, [&](std::string_view bytes, const std::vector<float> &) {
        ++size.items;
        size.bytes += vectorEntryBytes(table.definition, index, storage::fromItemBytes(bytes));
    });
    return size;
}

} // namespace keywright::engine
