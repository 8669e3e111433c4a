#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/exchange/code/code_writer.h"
#include "core/exchange/exchange.h"
#include "core/model/key_template.h"

/// The access patterns of a model as functions of no language yet. Inside core/exchange only.
namespace keywright::exchange {

/// Where a placeholder's value comes from.
struct CodeSource {
    enum class Kind { Parameter, Shard, StepItem, Attribute };
    Kind kind = Kind::Parameter;
    std::string name;                ///< of the parameter, fan-out placeholder, step or (of an entity's own) attribute
    std::string attribute;           ///< of the step's item
    std::optional<value::Type> type; ///< where it is known
};

struct CodePart {
    bool isLiteral = true;
    std::string text; ///< of a literal
    CodeSource source;
    std::vector<model::TemplateFilter> filters;
};

/// A constant, or a template over sources. One lone part without filters keeps its source's type, else it is a text.
struct CodeValue {
    std::optional<value::AttributeValue> constant;
    std::vector<CodePart> parts;

    bool isLoneSource() const { return parts.size() == 1 && !parts.front().isLiteral && parts.front().filters.empty(); }
};

using CodeMembers = std::vector<std::pair<std::string, CodeValue>>;

/// One operation, with every expression as the service wants it.
struct CodeRequest {
    model::OperationKind kind = model::OperationKind::GetItem;
    std::string table;
    std::string index;
    std::string entity; ///< whose keys complete the item; empty for none
    CodeMembers key;
    CodeMembers item;
    std::string keyCondition;
    std::string filter;
    std::string condition;
    std::string update;
    std::string projection;
    std::vector<std::pair<std::string, std::string>> names; ///< "#status" to "status"
    CodeMembers values;                                     ///< ":status" to its value
    bool descending = false;
    std::optional<std::int64_t> limit;
    bool consistentRead = false;
    std::string forEach;      ///< the earlier step whose items repeat it; empty for once
    std::string returnValues; ///< of a write: "ALL_NEW", …; empty for none
};

struct CodeStep {
    std::string name; ///< empty when nothing refers to it
    std::string note;
    model::OperationKind kind = model::OperationKind::GetItem;
    std::vector<CodeRequest> requests; ///< one, or the parts of a transaction or batch
    std::optional<model::FanOut> fanOut;
    std::optional<CodeValue> token;
    bool isUsed = false;   ///< a later step uses its items
    bool mustFind = false; ///< a later step uses its first item outside of a loop

    bool isRead() const;
    /// It has items to give: those that it reads, or the attributes that a write returns.
    bool givesItems() const { return isRead() || (!requests.empty() && !requests.front().returnValues.empty()); }
};

struct CodeFunction {
    std::string name; ///< the pattern's
    std::string description;
    std::vector<model::Parameter> parameters;
    std::vector<CodeStep> steps;

    /// It gives the items of its last step; else nothing.
    bool givesItems() const { return !steps.empty() && steps.back().givesItems(); }
};

/// A key attribute and what it is built from; without one of `needed`, the item lacks it.
struct CodeKey {
    std::string attribute;
    CodeValue value;
    std::vector<std::string> needed;
};

struct CodeEntity {
    std::string name;
    std::optional<model::EntityMark> mark;
    std::vector<CodeKey> keys;
};

struct CodePlan {
    std::string model;
    std::vector<std::string> tables;
    std::vector<CodeEntity> entities;
    std::vector<CodeFunction> functions;
    std::vector<Loss> losses;
};

CodePlan planCode(const model::Model &model, const CodeOptions &options);

} // namespace keywright::exchange
