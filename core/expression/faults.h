#pragma once

#include <array>
#include <optional>
#include <string>

#include "core/expression/expression_error.h"

namespace keywright::expression {

/// The first fault of every sort that a check found. The service reports one: of the sort that comes first in `Sort`,
/// whose last enumerator is `Count`.
template <typename Sort>
class Faults {
public:
    void note(Sort sort, std::string reason, TextRange where)
    {
        auto &fault = m_faults[static_cast<std::size_t>(sort)];
        if (!fault)
            fault = Fault{std::move(reason), where};
    }

    bool has(Sort sort) const { return m_faults[static_cast<std::size_t>(sort)].has_value(); }

    /// Throws ExpressionError when there is any.
    void refuseFirst(ExpressionKind kind) const
    {
        for (const std::optional<Fault> &fault : m_faults) {
            if (fault)
                refuse(kind, fault->reason, fault->where);
        }
    }

private:
    struct Fault {
        std::string reason;
        TextRange where;
    };

    std::array<std::optional<Fault>, static_cast<std::size_t>(Sort::Count)> m_faults;
};

} // namespace keywright::expression
