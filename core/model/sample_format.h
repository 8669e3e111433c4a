#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/model/model.h"

namespace keywright::model {

/// Sample data that cannot be generated. what() is a sentence that begins with the place: "entities.User.email: …".
class GeneratorError : public std::runtime_error {
public:
    GeneratorError(const std::string &place, const std::string &message) : std::runtime_error(place + ": " + message) { }
};

enum class DistributionKind : std::uint8_t { Uniform, Zipf, Latest, Sequential, Normal };

/// How often each of many is chosen.
struct Distribution {
    DistributionKind kind = DistributionKind::Uniform;
    double exponent = 1;             ///< of Zipf and Latest
    std::optional<double> mean;      ///< of Normal; the middle when absent
    std::optional<double> deviation; ///< of Normal; a sixth of the range when absent
    friend bool operator==(const Distribution &, const Distribution &) = default;
};

struct SampleMember;

/// How sample values of an attribute are generated. The fields are described at `sampleFormat` in
/// resources/schemas/keywright-model.schema.json.
struct SampleFormat {
    std::string format; ///< one of the schema's
    std::optional<value::AttributeValue> value;
    std::vector<std::string> values;
    std::vector<double> weights;
    std::string entity;
    std::string attribute;
    std::string prefix;
    std::optional<std::int64_t> digits;
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::string from;
    std::string to;
    std::optional<std::int64_t> length;
    double present = 1;
    std::optional<Distribution> distribution;
    std::string textTemplate;
    std::string via;
    std::string times;
    std::vector<SampleMember> members; ///< of map
    std::vector<SampleMember> element; ///< of list: one
    std::int64_t minimumCount = 1;
    std::int64_t maximumCount = 3;
    std::string presentWith;
    std::string presentWhen;
    std::vector<std::pair<std::string, value::AttributeValue>> whenValues;
    std::string after;
};

struct SampleMember {
    std::string name;
    value::Type type = value::Type::S;
    SampleFormat format;
};

/// Reads an attribute's format; of null, one that fits the type (likely_format.h knows better). `place` is for messages. Throws
/// GeneratorError.
SampleFormat readSampleFormat(const value::Json &json, value::Type type, const std::string &place);

} // namespace keywright::model
