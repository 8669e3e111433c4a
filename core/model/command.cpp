#include "core/model/command.h"

#include <algorithm>

namespace keywright::model {

namespace {

Header headerOf(const Model &model)
{
    return {model.name, model.description, model.author, model.created, model.modified, model.note};
}

void setHeader(Model &model, const Header &header)
{
    model.name = header.name;
    model.description = header.description;
    model.author = header.author;
    model.created = header.created;
    model.modified = header.modified;
    model.note = header.note;
}

/// Calls `use` with the array that holds parts of this kind and the place in it; false for parts that are no elements.
template <typename AModel, typename Use>
bool withArray(AModel &model, const PartPlace &place, Use use)
{
    switch (place.kind) {
    case PartKind::Table: use(model.tables, place.index); return true;
    case PartKind::Entity: use(model.entities, place.index); return true;
    case PartKind::Relationship: use(model.relationships, place.index); return true;
    case PartKind::AccessPattern: use(model.accessPatterns, place.index); return true;
    case PartKind::Facet: use(model.facets, place.index); return true;
    case PartKind::SampleTable: use(model.sampleData, place.index); return true;
    case PartKind::SampleItem:
        if (place.index >= model.sampleData.size())
            return false;
        use(model.sampleData[place.index].items, place.item);
        return true;
    case PartKind::Recipe: use(model.recipes, place.index); return true;
    case PartKind::SavedOperation: use(model.savedOperations, place.index); return true;
    case PartKind::Header:
    case PartKind::SampleHead:
    case PartKind::Canvas: break;
    }
    return false;
}

[[noreturn]] void stale()
{
    throw std::logic_error("The command was made for another state of the model; make it again from the model as it is.");
}

void replaceWhole(Model &model, const PartPlace &place, const Part &to)
{
    if (place.kind == PartKind::Header) {
        setHeader(model, std::get<Header>(to));
    } else if (place.kind == PartKind::Canvas) {
        model.canvas = std::get<std::optional<Canvas>>(to);
    } else {
        const auto &head = std::get<SampleHead>(to);
        model.sampleData[place.index].table = head.table;
        model.sampleData[place.index].note = head.note;
    }
}

void exchange(Model &model, const PartPlace &place, const std::optional<Part> &from, const std::optional<Part> &to)
{
    if (from && !isPartThere(model, place, *from))
        stale();
    const bool isElement = withArray(model, place, [&](auto &array, std::size_t at) {
        using Element = typename std::decay_t<decltype(array)>::value_type;
        const auto where = array.begin() + static_cast<std::ptrdiff_t>(std::min(at, array.size()));
        if (!from && at > array.size())
            stale();
        if (from && to)
            *where = std::get<Element>(*to);
        else if (to)
            array.insert(where, std::get<Element>(*to));
        else if (from)
            array.erase(where);
    });
    if (isElement)
        return;
    if (!from || !to)
        stale();
    replaceWhole(model, place, *to);
}

} // namespace

std::size_t tableAt(const Model &model, const std::string &name)
{
    const Table *table = model.findTable(name);
    if (table == nullptr)
        throw EditError("There is no table \"" + name + "\".");
    return static_cast<std::size_t>(table - model.tables.data());
}

bool isPartThere(const Model &model, const PartPlace &place, const Part &part)
{
    bool same = false;
    const bool isElement = withArray(model, place, [&](const auto &array, std::size_t at) {
        using Element = typename std::decay_t<decltype(array)>::value_type;
        const auto *element = std::get_if<Element>(&part);
        same = element != nullptr && at < array.size() && array[at] == *element;
    });
    if (isElement)
        return same;
    if (place.kind == PartKind::Header)
        return std::get<Header>(part) == headerOf(model);
    if (place.kind == PartKind::Canvas)
        return std::get<std::optional<Canvas>>(part) == model.canvas;
    if (place.kind != PartKind::SampleHead || place.index >= model.sampleData.size())
        return false;
    const TableItems &items = model.sampleData[place.index];
    return std::get<SampleHead>(part) == SampleHead{items.table, items.note};
}

void make(Model &model, const PartChange &change)
{
    exchange(model, change.place, change.before, change.after);
}

void takeBack(Model &model, const PartChange &change)
{
    exchange(model, change.place, change.after, change.before);
}

} // namespace keywright::model
