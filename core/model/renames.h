#pragma once

#include <string>

#include "core/model/command.h"

/// Commands that change a name everywhere it stands: keys, templates, access patterns with their expressions and
/// expectations, relationships, facets, generators, recipes, the canvas and the sample data. One command, one undo step.
/// They throw EditError, with a sentence, when the name is taken or impossible, or there is nothing of the old name.
/// Notes and descriptions are a person's words and stay; so does the value that marks an entity's items.
namespace keywright::model {

Command renameTable(const Model &model, const std::string &from, const std::string &to);
Command renameIndex(const Model &model, const std::string &table, const std::string &from, const std::string &to);
Command renameEntity(const Model &model, const std::string &from, const std::string &to);
Command renameAccessPattern(const Model &model, const std::string &from, const std::string &to);
Command renameFacet(const Model &model, std::size_t index, const std::string &to);

/// An attribute of one entity. Where a text may mean the attribute of another entity too (a query that reads both), it
/// stays, and the command's remarks name the place. A key attribute of the table or an index cannot be renamed so.
Command renameAttribute(const Model &model, const std::string &entity, const std::string &from, const std::string &to);

/// A key attribute of the table or of its indexes, in every key that has it and for every entity.
Command renameKeyAttribute(const Model &model, const std::string &table, const std::string &from, const std::string &to);

Command renameParameter(const Model &model, const std::string &pattern, const std::string &from, const std::string &to);
Command renameStep(const Model &model, const std::string &pattern, const std::string &from, const std::string &to);

} // namespace keywright::model
