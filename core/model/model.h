#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/expression/key_condition.h"
#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"
#include "core/value/json.h"

/// The document of the design wing: what a *.keywright.json file says, as plain values. The words are DESIGN.md's; the
/// fields are described in resources/schemas/keywright-model.schema.json.
///
/// Every struct of the document carries `unknown`: the members of its JSON object that this version does not know, kept
/// for saving. Where a group of settings has no logic here yet, it is kept in `settings` or as Json in the same way.
namespace keywright::model {

struct AutoScaling {
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t targetUtilization = 70; ///< per cent
    friend bool operator==(const AutoScaling &, const AutoScaling &) = default;
};

/// A table of the model: its definition, and what CreateTable does not say.
struct Table {
    schema::TableDefinition definition;
    std::string note;
    std::map<std::string, std::string> indexNotes; ///< by index name
    std::optional<std::string> timeToLiveAttribute;
    std::optional<std::int64_t> recoveryPeriodInDays; ///< point-in-time recovery is on when set
    value::Json settings = value::Json::object();     ///< members of the table's object that the structs above do not hold
};

/// An attribute of an entity. Key attributes that a template builds are not listed.
struct Attribute {
    std::string name;
    value::Type type = value::Type::S;
    bool required = false;
    std::string note;
    value::Json sampleFormat; ///< null when there is none
    value::Json unknown = value::Json::object();
};

/// The attribute whose value tells an item's entity.
struct EntityMark {
    std::string attribute;
    value::AttributeValue value;
};

/// A kind of item: its attributes, and the key template for each key attribute of the table and its indexes.
struct Entity {
    std::string name;
    std::string table;
    std::string note;
    std::optional<int> colour; ///< index into the entity palette; by position in the model when absent
    std::optional<EntityMark> identifiedBy;
    std::vector<Attribute> attributes;
    std::vector<std::pair<std::string, std::string>> keyTemplates; ///< key attribute, template; in the file's order
    value::Json unknown = value::Json::object();

    /// Null when the entity builds no such key attribute.
    const std::string *keyTemplate(std::string_view keyAttribute) const;
    const Attribute *findAttribute(std::string_view attributeName) const;
};

enum class RelationshipKind : std::uint8_t { OneToOne, OneToMany, ManyToMany };

struct Relationship {
    std::string name;
    std::string note;
    std::string from;
    std::string to;
    RelationshipKind kind = RelationshipKind::OneToMany;
    std::vector<std::string> attributes; ///< of `to`, referring to `from`
    std::string through;                 ///< many-to-many: the entity whose items are the edges
    value::Json unknown = value::Json::object();
};

/// A value of a step: a template over the parameters and earlier results, or a constant.
using Operand = std::variant<std::string, value::AttributeValue>;

struct KeyComparison {
    std::string attribute;
    expression::KeyOperator op = expression::KeyOperator::Equal;
    std::vector<Operand> values; ///< two for Between, else one
};

enum class OperationKind : std::uint8_t {
    GetItem,
    PutItem,
    UpdateItem,
    DeleteItem,
    ConditionCheck,
    Query,
    Scan,
    BatchGetItem,
    BatchWriteItem,
    TransactGetItems,
    TransactWriteItems,
    SearchVectors
};

std::string_view textOf(OperationKind kind);
std::optional<OperationKind> operationKindFromText(std::string_view text);

/// One operation of a step, or one part of a transaction or batch.
struct Operation {
    OperationKind kind = OperationKind::GetItem;
    std::string table; ///< empty for a transaction or batch, whose parts name theirs
    std::string index; ///< empty for the table itself
    std::vector<std::pair<std::string, Operand>> key;
    std::vector<std::pair<std::string, Operand>> item;
    std::string entity;
    std::vector<KeyComparison> keyCondition;
    std::string filter;
    std::string condition;
    std::string update;
    std::vector<std::pair<std::string, Operand>> values;
    std::vector<std::string> projection;
    bool descending = false;
    std::optional<std::int64_t> limit;
    bool consistentRead = false;
    std::string forEach; ///< name of the earlier step whose items repeat this operation; empty for once
    value::Json unknown = value::Json::object();
};

/// Runs the step in parallel, once for each number from 0, which stands in `placeholder`.
struct FanOut {
    std::string placeholder;
    std::int64_t count = 1;
};

struct Step {
    std::string name; ///< later steps refer to its first item by it; may be empty
    std::string note;
    Operation operation;
    std::vector<Operation> parts; ///< of a transaction or batch
    std::optional<FanOut> fanOut;
};

struct Parameter {
    std::string name;
    value::Type type = value::Type::S;
    std::string note;
    std::string drawnFromEntity; ///< empty when verification draws no values
    std::string drawnFromAttribute;
    std::optional<value::AttributeValue> example;
    value::Json unknown = value::Json::object();
};

/// Calls a second.
struct Rate {
    double perSecond = 0;
    std::optional<double> peakPerSecond;
    value::Json unknown = value::Json::object(); ///< curve, growth, spikes
};

/// One question that the application asks, or one change it makes.
struct AccessPattern {
    std::string name;
    std::string description;
    std::string note;
    std::vector<std::string> entities;
    std::vector<Parameter> parameters;
    std::vector<Step> steps;
    std::optional<Rate> rate;
    value::Json expectation; ///< null when there is none
    value::Json unknown = value::Json::object();
};

struct Facet {
    std::string name;
    std::string table;
    std::string note;
    std::string partitionKeyAlias;
    std::string sortKeyAlias;
    std::vector<std::string> attributes;
    std::vector<std::string> entities;
    std::string where;
    value::Json unknown = value::Json::object();
};

/// The sample data of one table.
struct TableItems {
    std::string table;
    std::string note;
    std::vector<value::Item> items;
    value::Json unknown = value::Json::object();
};

struct Model {
    std::string name;
    std::string description;
    std::string author;
    std::string created;
    std::string modified;
    std::string note;
    std::vector<Table> tables;
    std::vector<Entity> entities;
    std::vector<Relationship> relationships;
    std::vector<AccessPattern> accessPatterns;
    std::vector<Facet> facets;
    std::vector<TableItems> sampleData;
    value::Json recipes; ///< null when there are none
    value::Json canvas;  ///< null when there is none
    value::Json unknown = value::Json::object();

    /// Null when there is none of that name. Pointers live until the vector changes.
    const Table *findTable(std::string_view tableName) const;
    const Entity *findEntity(std::string_view entityName) const;
    const AccessPattern *findAccessPattern(std::string_view patternName) const;
    const TableItems *sampleDataOf(std::string_view tableName) const;

    /// The entity that an item of `tableName` belongs to: the one whose identifying attribute it has; null when none.
    const Entity *entityOf(std::string_view tableName, const value::Item &item) const;
    std::size_t itemCount() const;
};

} // namespace keywright::model
