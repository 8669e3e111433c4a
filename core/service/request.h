#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/service/facts.h"
#include "core/value/json.h"

namespace keywright::service {

struct NamedValue;

/// A place in a RequestDocument, cheap to copy; it and every text it gives are good as long as the document is. Asking for
/// something that is not there gives the default, never an error: readRequest() has looked at types and constraints.
/// A member that is null counts as absent; of a member that is written twice, the last one counts.
class RequestValue {
public:
    bool isNull() const;

    /// Of a structure or map: the member, by the service model's name.
    std::optional<RequestValue> find(std::string_view member) const;
    bool has(std::string_view member) const { return find(member).has_value(); }
    std::string_view text(std::string_view member) const;
    std::optional<std::string_view> optionalText(std::string_view member) const;
    std::int64_t integer(std::string_view member, std::int64_t otherwise = 0) const;
    std::optional<std::int64_t> optionalInteger(std::string_view member) const;
    std::optional<double> optionalDouble(std::string_view member) const;
    bool flag(std::string_view member, bool otherwise = false) const;
    std::optional<bool> optionalFlag(std::string_view member) const;
    /// The elements of a list that is a member; empty when there is none.
    std::vector<RequestValue> list(std::string_view member) const;
    /// The members of a map that is a member; empty when there is none.
    std::vector<NamedValue> map(std::string_view member) const;

    /// The value itself.
    std::string_view asText() const;
    /// A fraction is cut off; what does not fit becomes the nearest that does.
    std::int64_t asInteger() const;
    double asDouble() const;
    /// Also of the texts "true" and "false", which the service takes.
    bool asFlag() const;
    std::vector<RequestValue> elements() const;
    /// In the order of the text, each name once.
    std::vector<NamedValue> members() const;
    /// Number of elements or members, as written; 0 for anything else.
    std::size_t size() const;

    /// A copy. Numbers with a fraction are shortened to what a double holds.
    value::Json toJson() const;

private:
    friend struct ElementAccess;
    using Place = std::array<std::uintptr_t, 2>; ///< simdjson's reference into its document

    explicit RequestValue(Place place) : m_place(place) { }

    Place m_place;
};

struct NamedValue {
    std::string_view name;
    RequestValue value;
};

/// A request's body as a parsed JSON text. Deeper nesting than 1,024 levels is refused. Not copied or moved; may be read by
/// several threads.
class RequestDocument {
public:
    /// Throws Fault: SerializationException without a message, as the service has it, when the body is no JSON object.
    explicit RequestDocument(std::string_view body);
    RequestDocument(const RequestDocument &) = delete;
    RequestDocument &operator=(const RequestDocument &) = delete;
    ~RequestDocument();

    RequestValue root() const;

private:
    struct Parser;
    struct ParserPool;

    std::unique_ptr<Parser> m_parser; ///< goes back to its thread's pool
};

/// A request that has passed the checks of types and of constraints. The document must outlive it.
struct Request : RequestValue {
    const Operation *operation = nullptr;
};

/// Checks the document against the operation's input. Throws Fault: first SerializationException where a value has the
/// wrong type, then ValidationException ("2 validation errors detected: …"). Members that the operation does not have are
/// ignored. Attribute values are checked for their types only; see attribute_reader.h.
Request readRequest(const Operation &operation, const RequestDocument &document);

/// The table that `nameOrArn` speaks of: itself, or "Music" for
/// "arn:aws:dynamodb:us-east-1:123456789012:table/Music" and for what is below it (/index/…, /stream/…, /backup/…).
/// Throws Fault: ValidationException when it starts with "arn:" and is no such ARN.
std::string_view tableNameIn(std::string_view nameOrArn);

} // namespace keywright::service
