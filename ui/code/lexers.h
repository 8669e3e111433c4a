#pragma once

#include <memory>

#include "ui/code/code_editor.h"

class QsciLexer;

namespace keywright::ui {

struct Colours;

/// Null for plain text.
std::unique_ptr<QsciLexer> makeLexer(CodeLanguage language);

/// Fonts, and a colour for each of the lexer's styles by what its description says it is for.
void colourLexer(QsciLexer &lexer, const Colours &colours);

} // namespace keywright::ui
