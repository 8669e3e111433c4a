#pragma once

#include <functional>
#include <stdexcept>
#include <string>

#include "core/engine/requests.h"
#include "core/engine/vector_search.h"
#include "core/expression/placeholders.h"
#include "core/model/model.h"

namespace keywright::session {

/// A step that cannot be turned into a request: a value is missing, or an expression is wrong. what() is a sentence.
class StepError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Turns the operations of an access pattern into requests: operands into values, expressions into compiled ones with
/// reserved words aliased, entities into key attributes. Everything throws StepError.
class StepRequests {
public:
    /// Gives the value of a parameter, a fan-out placeholder or an earlier result's attribute; null when there is none.
    using Lookup = std::function<const value::AttributeValue *(std::string_view name)>;

    /// The model must outlive this object.
    StepRequests(const model::Model &model, Lookup lookup) : m_model(model), m_lookup(std::move(lookup)) { }

    engine::GetItemRequest getItem(const model::Operation &operation) const;
    engine::QueryRequest query(const model::Operation &operation) const;
    engine::ScanRequest scan(const model::Operation &operation) const;
    engine::SearchVectorsRequest search(const model::Operation &operation) const;
    /// Of PutItem, UpdateItem, DeleteItem and ConditionCheck.
    engine::WriteAction write(const model::Operation &operation) const;
    /// Of a TransactWriteItems that has one: 1 to 36 characters, as the service demands.
    std::string clientRequestToken(const model::Operation &operation) const;

private:
    value::AttributeValue valueOf(const model::Operand &operand) const;
    value::Item valuesOf(const std::vector<std::pair<std::string, model::Operand>> &operands) const;
    value::Item completeItem(const model::Operation &operation) const;
    expression::Placeholders placeholders(const model::Operation &operation, const std::string &texts,
                                          expression::AttributeNames names) const;
    template <typename Compile>
    auto compiled(const model::Operation &operation, const std::string &text, Compile compile) const;
    std::optional<expression::Condition> condition(const model::Operation &operation, const std::string &text) const;
    std::optional<expression::Projection> projection(const model::Operation &operation) const;
    expression::Update update(const model::Operation &operation) const;

    const model::Model &m_model;
    Lookup m_lookup;
};

} // namespace keywright::session
