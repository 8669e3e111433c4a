#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/service/pattern.h"

namespace keywright::service {

struct Shape;

/// An answer that the service has instead of its usual sentence about a member; see resources/service-model/README.md.
struct MemberMessage {
    /// Length: too short or too long; Invalid: anything else that its shape demands.
    enum class When : std::uint8_t { Missing, Empty, Length, Invalid };
    When when = When::Missing;
    std::string message;
    bool alone = false;    ///< it is the only one given, whatever else is wrong
    bool enveloped = true; ///< it stands behind "1 validation error detected: "
};

/// A member of a structure.
struct Member {
    std::string name;     ///< "TableName"
    std::string pathName; ///< "tableName", as messages name it
    const Shape *shape = nullptr;
    bool required = false;
    std::string requiredUnless; ///< the member that makes this one optional; empty when nothing does
    std::vector<MemberMessage> messages;
};

/// What a request may hold at one place. Immutable, and lives as long as the program.
struct Shape {
    enum class Type : std::uint8_t { Structure, List, Map, String, Integer, Long, Double, Boolean, Blob, Timestamp };

    std::string name; ///< the service model's: "KeySchemaElement"
    Type type = Type::Structure;
    std::vector<Member> members;    ///< of a structure, in the order in which the service checks them
    const Shape *element = nullptr; ///< of a list; of a map its values
    const Shape *key = nullptr;     ///< of a map
    /// Length of a string (UTF-16 units), number of elements or members, or range of a number.
    std::optional<std::int64_t> min;
    std::optional<std::int64_t> max;
    std::optional<Pattern> pattern;  ///< the whole string has to match
    std::vector<std::string> values; ///< of an enum, in the order in which messages list them
    bool orArn = false;              ///< a string that starts with "arn:" need not keep to max and pattern
    bool isAttributeValue = false;   ///< its members are read by attribute_reader.h
    bool isConstrained = false;      ///< it, or something inside it, can fail the check of constraints
    std::string javaClass;           ///< as SerializationException names it: "java.util.Map<java.lang.String, …>"

    /// Null when the structure has no such member.
    const Member *find(std::string_view memberName) const;
};

/// One operation of the API.
struct Operation {
    std::string name;   ///< "PutItem"
    std::string target; ///< "DynamoDB_20120810.PutItem", as the X-Amz-Target header says it
    const Shape *input = nullptr;
};

/// The facts of the service model, with our deviations from it, that drive the reading of requests. Thread-safe: it is
/// read from the compiled-in resources when it is first asked for, and never changes.
class Facts {
public:
    /// Derived from resources/service-model.
    static const Facts &ofDynamoDb();

    /// The arguments are texts in the form of those resources; an empty `newer` adds nothing. Throws std::invalid_argument when
    /// they are not.
    Facts(std::string_view model, std::string_view deviations, std::string_view newer = {});
    Facts(const Facts &) = delete;
    Facts &operator=(const Facts &) = delete;
    ~Facts();

    /// By X-Amz-Target; null when there is no such operation.
    const Operation *find(std::string_view target) const;
    const std::vector<Operation> &operations() const { return m_operations; }

private:
    friend class FactsReader;

    std::vector<Operation> m_operations; ///< in the order of their targets
    std::vector<std::unique_ptr<Shape>> m_shapes;
};

/// What messages call a member: "tableName" for "TableName".
std::string pathNameOf(std::string_view memberName);

} // namespace keywright::service
