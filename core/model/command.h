#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include "core/model/model.h"

namespace keywright::model {

/// The parts that changes are made of: small enough to copy, whole enough to stand alone.
enum class PartKind : std::uint8_t {
    Header,
    Table,
    Entity,
    Relationship,
    AccessPattern,
    Facet,
    SampleTable,
    SampleHead,
    SampleItem,
    Recipe,
    SavedOperation,
    Canvas
};

/// The texts at the top of the model.
struct Header {
    std::string name;
    std::string description;
    std::string author;
    std::string created;
    std::string modified;
    std::string note;
    friend bool operator==(const Header &, const Header &) = default;
};

/// A table's sample data without its items.
struct SampleHead {
    std::string table;
    std::string note;
    friend bool operator==(const SampleHead &, const SampleHead &) = default;
};

/// Where a part stands: its number in the model's array, and for an item its number in the table's sample data.
struct PartPlace {
    PartKind kind = PartKind::Header;
    std::size_t index = 0;
    std::size_t item = 0;
    friend bool operator==(const PartPlace &, const PartPlace &) = default;
};

/// In the order of PartKind; SampleTable is the sample data of one table with its items.
using Part = std::variant<Header, Table, Entity, Relationship, AccessPattern, Facet, TableItems, SampleHead, value::Item, Recipe,
                          SavedOperation, std::optional<Canvas>>;

/// One part before and after. Without `before` it is put in at its place, without `after` it is taken out.
struct PartChange {
    PartPlace place;
    std::optional<Part> before;
    std::optional<Part> after;
};

/// A change of the model that can be undone: made by the functions of edits.h, renames.h and removals.h against a model,
/// and applied to that model by its Document. Holds only the parts that it touches.
struct Command {
    std::string text;                  ///< for menus: "Rename entity User to Customer"
    std::vector<PartChange> changes;   ///< each place counts when the changes before it are made
    std::string coalesceKey;           ///< commands in a row with the same key are one undo step; empty for never
    std::vector<std::string> alsoGone; ///< of a removal: what else it takes along, a line each
    std::vector<std::string> remarks;  ///< what the command could not follow and a person should look at, a sentence each
};

/// A change that cannot be made: what() is a sentence for a person.
class EditError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Where the table stands in the model's list. Throws EditError when there is none.
std::size_t tableAt(const Model &model, const std::string &name);

/// Whether exactly `part` stands at `place`.
bool isPartThere(const Model &model, const PartPlace &place, const Part &part);

/// Makes a change, or takes it back. Throws std::logic_error, and changes nothing, when the model is not what the change
/// was made for.
void make(Model &model, const PartChange &change);
void takeBack(Model &model, const PartChange &change);

} // namespace keywright::model
