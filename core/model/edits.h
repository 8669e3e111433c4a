#pragma once

#include <cstddef>
#include <string>

#include "core/model/command.h"

/// Commands that put parts in, change them as a whole, and take items out. All of them are made against `model` as it is
/// and throw EditError, with a sentence, for a name that is taken or a part that is not there. What changes names is in
/// renames.h, what takes parts with dependents out in removals.h, keys, indexes and billing in table_edits.h.
namespace keywright::model {

Command addTable(const Model &model, Table table);
Command addEntity(const Model &model, Entity entity);
Command addRelationship(const Model &model, Relationship relationship);
Command addAccessPattern(const Model &model, AccessPattern pattern);
Command addFacet(const Model &model, Facet facet);
Command addRecipe(const Model &model, Recipe recipe);
Command addSavedOperation(const Model &model, SavedOperation saved);
/// The table's sample data is made when there is none yet. Also for many items at once. `at` beyond the end means there.
Command addItems(const Model &model, const std::string &table, std::vector<value::Item> items, std::size_t at);

/// The part of the same name (or at the number) becomes this one; for settings, notes, templates, steps, parameters.
Command changeHeader(const Model &model, Header header);
Command changeTable(const Model &model, Table table);
Command changeEntity(const Model &model, Entity entity);
Command changeRelationship(const Model &model, std::size_t index, Relationship relationship);
Command changeAccessPattern(const Model &model, AccessPattern pattern);
Command changeFacet(const Model &model, std::size_t index, Facet facet);
Command changeRecipe(const Model &model, std::size_t index, Recipe recipe);
/// Its name too: nothing else names a saved operation.
Command changeSavedOperation(const Model &model, std::size_t index, SavedOperation saved);
Command changeItem(const Model &model, std::size_t sampleTable, std::size_t index, value::Item item);
Command changeCanvas(const Model &model, std::optional<Canvas> canvas);

/// The template of a key attribute, also a new one; an empty text takes it away. The entity's sample items get the key
/// that it builds. Throws EditError when the template does not parse.
Command changeKeyTemplate(const Model &model, const std::string &entity, const std::string &keyAttribute, const std::string &text);
/// Adds the card when it is not there. Moves of one card in a row are one undo step.
Command moveCard(const Model &model, CardKind kind, const std::string &name, double x, double y);

/// The pattern stands before the one at `to` then; the number of patterns for the end.
Command moveAccessPattern(const Model &model, const std::string &name, std::size_t to);

Command removeRelationship(const Model &model, std::size_t index);
Command removeAccessPattern(const Model &model, const std::string &name);
Command removeFacet(const Model &model, std::size_t index);
Command removeRecipe(const Model &model, std::size_t index);
Command removeSavedOperation(const Model &model, std::size_t index);
/// `items` are numbers in the sample data of one table.
Command removeItems(const Model &model, std::size_t sampleTable, const std::vector<std::size_t> &items);

} // namespace keywright::model
