#include "core/model/wording.h"

#include <algorithm>

namespace keywright::model {

bool Wording::has(std::string_view member) const
{
    return std::find(m_order.begin(), m_order.end(), member) != m_order.end();
}

const value::Json *Wording::spelling(std::string_view member) const
{
    const auto isIt = [member](const auto &entry) { return entry.first == member; };
    const auto found = std::find_if(m_spellings.begin(), m_spellings.end(), isIt);
    return found == m_spellings.end() ? nullptr : &found->second;
}

void Wording::addInside(std::string member, Wording wording)
{
    m_inside.push_back({std::move(member), std::move(wording)});
}

const Wording &Wording::inside(std::string_view member) const
{
    static const Wording none;
    const auto found = std::find_if(m_inside.begin(), m_inside.end(), [member](const Inside &inside) { return inside.member == member; });
    return found == m_inside.end() ? none : found->wording;
}

} // namespace keywright::model
