#include "core/model/item_order.h"

namespace keywright::model {

using value::AttributeValue;

namespace {

template <typename T>
std::weak_ordering orderAs(const AttributeValue &left, const AttributeValue &right)
{
    return *left.get<T>() <=> *right.get<T>();
}

std::weak_ordering orderOf(const AttributeValue *left, const AttributeValue *right)
{
    if (left == nullptr || right == nullptr)
        return (left != nullptr) <=> (right != nullptr);
    if (left->type() != right->type())
        return left->type() <=> right->type();
    switch (left->type()) {
    case value::Type::S: return orderAs<std::string>(*left, *right);
    case value::Type::N: return orderAs<value::Decimal>(*left, *right);
    case value::Type::B: return orderAs<value::Binary>(*left, *right);
    case value::Type::Bool: return orderAs<bool>(*left, *right);
    default: return std::weak_ordering::equivalent;
    }
}

} // namespace

std::weak_ordering orderOf(const std::vector<OrderTerm> &terms, const value::Item &left, const value::Item &right)
{
    for (const OrderTerm &term : terms) {
        const std::weak_ordering order = orderOf(left.find(term.attribute), right.find(term.attribute));
        if (order != 0)
            return term.descending ? 0 <=> order : order;
    }
    return std::weak_ordering::equivalent;
}

} // namespace keywright::model
