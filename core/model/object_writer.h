#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/wording.h"
#include "core/value/attribute_value.h"
#include "core/value/json.h"

/// The counterpart of reading.h: JSON objects written member by member. Inside core/model only.
namespace keywright::model {

/// The shortest text that reads back as the same number. Throws std::invalid_argument for what JSON cannot say.
value::Json numberJson(double number);

/// One JSON object that is being written, in the order of the calls, or as its wording says. What says nothing (an empty
/// text, false, no elements) is left out unless the file spelled it out.
class ObjectWriter {
public:
    /// `wording` must outlive the writer.
    explicit ObjectWriter(const Wording &wording) : m_wording(wording) { }

    const Wording &wording() const { return m_wording; }

    void set(std::string_view member, value::Json json);
    void requiredText(std::string_view member, const std::string &text) { set(member, value::Json::string(text)); }
    void text(std::string_view member, const std::string &text);
    void flag(std::string_view member, bool flag);
    void integer(std::string_view member, const std::optional<std::int64_t> &integer);
    void number(std::string_view member, const std::optional<double> &number);
    void value(std::string_view member, const value::AttributeValue &value);
    void texts(std::string_view member, const std::vector<std::string> &texts);
    /// An array or an object; left out when it is empty.
    void unlessEmpty(std::string_view member, value::Json json);
    /// A choice whose default is left out.
    void choice(std::string_view member, std::string_view chosen, bool isDefault);

    /// The object with the members that this version does not know, each where it stood.
    value::Json finish(const value::Json &unknown);

private:
    bool spelledOut(std::string_view member, const value::Json &json) const;

    const Wording &m_wording;
    value::Json::Members m_members;
};

/// In the spelling that `wording` keeps for `member`, if that still says the same.
value::Json valueJson(const value::AttributeValue &value, const Wording &wording, std::string_view member);

} // namespace keywright::model
