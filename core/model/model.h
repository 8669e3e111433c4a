#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/expression/key_condition.h"
#include "core/model/item_wording.h"
#include "core/model/wording.h"
#include "core/schema/table_definition.h"
#include "core/value/attribute_value.h"
#include "core/value/json.h"

/// The document of the design wing: what a *.keywright.json file says, as plain values. The words are DESIGN.md's; the
/// fields are described in resources/schemas/keywright-model.schema.json.
///
/// Every struct of the document carries `unknown`: the members of its JSON object that this version does not know, kept
/// for saving, and `wording`: how it was written, which counts in no comparison. Where a group of settings has no logic
/// here yet, it is kept in `settings` or as Json in the same way.
namespace keywright::model {

struct AutoScaling {
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t targetUtilization = 70; ///< per cent
    friend bool operator==(const AutoScaling &, const AutoScaling &) = default;
};

/// Of provisioned capacity; absent where it does not scale by itself.
struct CapacityScaling {
    std::optional<AutoScaling> read;
    std::optional<AutoScaling> write;
    friend bool operator==(const CapacityScaling &, const CapacityScaling &) = default;
};

/// What CreateTable does not say of an index. Its note is in Table::indexNotes.
struct IndexSettings {
    CapacityScaling scaling;
    value::Json settings = value::Json::object(); ///< contributor insights, and what this version does not know
    Wording wording;
    friend bool operator==(const IndexSettings &, const IndexSettings &) = default;
};

/// A table of the model: its definition, and what CreateTable does not say.
struct Table {
    schema::TableDefinition definition;
    std::string note;
    std::map<std::string, std::string> indexNotes;      ///< by index name; an index without a note may be missing
    std::map<std::string, IndexSettings> indexSettings; ///< by index name; an index without settings may be missing
    CapacityScaling scaling;
    std::optional<std::string> timeToLiveAttribute;
    std::optional<std::int64_t> recoveryPeriodInDays; ///< point-in-time recovery is on when set
    value::Json settings = value::Json::object();     ///< members of the table's object that the structs above do not hold
    Wording wording;
    friend bool operator==(const Table &, const Table &) = default;
};

/// An attribute of an entity. Key attributes that a template builds are not listed.
struct Attribute {
    std::string name;
    value::Type type = value::Type::S;
    bool required = false;
    std::string note;
    value::Json sampleFormat; ///< null when there is none; sample_format.h reads it
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const Attribute &, const Attribute &) = default;
};

/// The attribute whose value tells an item's entity.
struct EntityMark {
    std::string attribute;
    value::AttributeValue value;
    friend bool operator==(const EntityMark &, const EntityMark &) = default;
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
    Wording wording;
    friend bool operator==(const Entity &, const Entity &) = default;
};

enum class RelationshipKind : std::uint8_t { OneToOne, OneToMany, ManyToMany };

/// "one-to-one", …
std::string_view textOf(RelationshipKind kind);
std::optional<RelationshipKind> relationshipKindFromText(std::string_view text);

struct Relationship {
    std::string name;
    std::string note;
    std::string from;
    std::string to;
    RelationshipKind kind = RelationshipKind::OneToMany;
    std::vector<std::string> attributes; ///< of `to`, referring to `from`
    std::string through;                 ///< many-to-many: the entity whose items are the edges
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const Relationship &, const Relationship &) = default;
};

/// A value of a step: a template over the parameters and earlier results, or a constant.
using Operand = std::variant<std::string, value::AttributeValue>;

struct KeyComparison {
    std::string attribute;
    expression::KeyOperator op = expression::KeyOperator::Equal;
    std::vector<Operand> values; ///< two for Between, else one
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const KeyComparison &, const KeyComparison &) = default;
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
    std::string clientRequestToken;      ///< TransactWriteItems: a template; empty for none
    std::optional<Operand> searchVector; ///< SearchVectors: what the items are compared with, whose `limit` is TopK
    std::string forEach;                 ///< name of the earlier step whose items repeat this operation; empty for once
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const Operation &, const Operation &) = default;
};

/// One term of an order: later ones decide where earlier ones are equal.
struct OrderTerm {
    std::string attribute;
    bool descending = false;
    friend bool operator==(const OrderTerm &, const OrderTerm &) = default;
};

/// Runs the step in parallel, once for each number from 0, which stands in `placeholder`.
struct FanOut {
    std::string placeholder;
    std::int64_t count = 1;
    std::vector<OrderTerm> mergeBy;    ///< the order of all results together; shard after shard when empty
    std::optional<std::int64_t> limit; ///< of all results together, after merging
    friend bool operator==(const FanOut &, const FanOut &) = default;
};

struct Step {
    std::string name; ///< later steps refer to its first item by it; may be empty
    std::string note;
    Operation operation;
    std::vector<Operation> parts; ///< of a transaction or batch
    std::optional<FanOut> fanOut;
    friend bool operator==(const Step &, const Step &) = default;
};

struct Parameter {
    std::string name;
    value::Type type = value::Type::S;
    std::string note;
    std::string drawnFromEntity; ///< empty when verification draws no values
    std::string drawnFromAttribute;
    std::optional<value::AttributeValue> example;
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const Parameter &, const Parameter &) = default;
};

/// Calls a second.
struct Rate {
    double perSecond = 0;
    std::optional<double> peakPerSecond;
    value::Json unknown = value::Json::object(); ///< curve, growth, spikes
    Wording wording;
    friend bool operator==(const Rate &, const Rate &) = default;
};

/// What the designer expects of an access pattern; absent where the sample data is to tell.
struct Sizes {
    std::optional<std::int64_t> itemBytes;
    std::optional<double> itemsReturned;
    std::optional<double> itemsRead;
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const Sizes &, const Sizes &) = default;
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
    value::Json expectation; ///< null when there is none; expectation.h reads it
    std::string principal;   ///< the parameter that is the calling user's own id; empty when there is none
    std::optional<Sizes> sizes;
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const AccessPattern &, const AccessPattern &) = default;
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
    Wording wording;
    friend bool operator==(const Facet &, const Facet &) = default;
};

/// The sample data of one table.
struct TableItems {
    std::string table;
    std::string note;
    std::vector<value::Item> items;
    value::Json unknown = value::Json::object();
    ItemWording itemWording;
    Wording wording;
    friend bool operator==(const TableItems &, const TableItems &) = default;
};

/// How to generate more sample data than the file holds.
struct Recipe {
    std::string name;
    std::string note;
    std::int64_t seed = 0;
    std::vector<std::pair<std::string, std::int64_t>> counts; ///< entity, items; in the file's order
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const Recipe &, const Recipe &) = default;
};

/// An operation that is kept to be run again: DynamoDB's name of it, and its request as DynamoDB takes it. The request of
/// an ExecuteStatement holds its statement and parameters.
struct SavedOperation {
    std::string name;
    std::string note;
    std::string operation; ///< "Query", one of savedOperationKinds()
    value::Json request = value::Json::object();
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const SavedOperation &, const SavedOperation &) = default;
};

enum class CardKind : std::uint8_t { Table, Entity, Note };

/// "table", …
std::string_view textOf(CardKind kind);
std::optional<CardKind> cardKindFromText(std::string_view text);

/// Where a table, an entity or a free note stands on the canvas.
struct CanvasCard {
    CardKind kind = CardKind::Entity;
    std::string name;
    double x = 0;
    double y = 0;
    std::string text; ///< of a note
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const CanvasCard &, const CanvasCard &) = default;
};

struct CanvasView {
    double x = 0;
    double y = 0;
    double zoom = 1;
    friend bool operator==(const CanvasView &, const CanvasView &) = default;
};

struct Canvas {
    std::vector<CanvasCard> cards;
    std::optional<CanvasView> view;
    value::Json unknown = value::Json::object();
    Wording wording;
    friend bool operator==(const Canvas &, const Canvas &) = default;
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
    std::vector<Recipe> recipes;
    std::vector<SavedOperation> savedOperations;
    std::optional<Canvas> canvas;
    value::Json unknown = value::Json::object();
    Wording wording;

    /// Null when there is none of that name. Pointers live until the vector changes.
    const Table *findTable(std::string_view tableName) const;
    const Entity *findEntity(std::string_view entityName) const;
    const AccessPattern *findAccessPattern(std::string_view patternName) const;
    const TableItems *sampleDataOf(std::string_view tableName) const;

    /// The entity that an item of `tableName` belongs to: the one whose identifying attribute it has; or else the one without
    /// such an attribute whose key templates build its primary key, the one with the most literal text if there are several
    /// (recognition.h); null when none.
    const Entity *entityOf(std::string_view tableName, const value::Item &item) const;
    std::size_t itemCount() const;

    friend bool operator==(const Model &, const Model &) = default;
};

} // namespace keywright::model
