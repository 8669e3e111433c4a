#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/value/json.h"

namespace keywright::model {

/// How an object of the model stood in its file, where that says nothing about the model: the order of its members,
/// defaults that were spelled out, values word for word (1.10), and unknown members of objects inside that have no struct
/// of their own. The writer follows it, so that saving changes only what was edited. Empty for what was made in the
/// program. All wordings compare equal: they are no part of a value.
class Wording {
public:
    struct Inside;

    bool isEmpty() const { return m_order.empty(); }
    const std::vector<std::string> &order() const { return m_order; }
    bool has(std::string_view member) const;

    void addMember(std::string member) { m_order.push_back(std::move(member)); }
    /// The spelling of the value at `member`, where the writer would choose another one.
    void keep(std::string member, value::Json spelling) { m_spellings.emplace_back(std::move(member), std::move(spelling)); }
    /// Null when the writer's own spelling is right.
    const value::Json *spelling(std::string_view member) const;

    /// Members of an object without a struct of its own that this version does not know.
    const value::Json &unknown() const { return m_unknown; }
    void setUnknown(value::Json unknown) { m_unknown = std::move(unknown); }

    void addInside(std::string member, Wording wording);
    /// An empty one when there is none.
    const Wording &inside(std::string_view member) const;

    friend bool operator==(const Wording &, const Wording &) { return true; }

private:
    std::vector<std::string> m_order;
    std::vector<std::pair<std::string, value::Json>> m_spellings;
    value::Json m_unknown = value::Json::object();
    std::vector<Inside> m_inside;
};

struct Wording::Inside {
    std::string member;
    Wording wording;
};

} // namespace keywright::model
