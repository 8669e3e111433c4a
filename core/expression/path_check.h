#pragma once

#include <string>

#include "core/expression/document_path.h"
#include "core/expression/placeholders.h"
#include "core/expression/syntax_tree.h"

namespace keywright::expression {

/// Looks up the placeholders of a path. `undefined` is the first one without a name, and then the path is not to be used.
DocumentPath resolve(const syntax::Steps &path, Placeholders &placeholders, const syntax::Step *&undefined);

/// The first step that is a reserved word, or null.
const syntax::Step *findReservedWord(const syntax::Steps &path);

/// The first step beyond the deepest that a path may have, or null.
const syntax::Step *findTooDeepStep(const syntax::Steps &path);

/// The reasons that go with these three.
std::string explainUndefinedName(const syntax::Step &step);
std::string explainReservedWord(const syntax::Step &step);
std::string explainTooDeep(const syntax::Steps &path);

} // namespace keywright::expression
