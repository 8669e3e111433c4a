#pragma once

#include <memory>

#include <QFont>

#include "ui/code/code_editor.h"
#include "ui/theme/fonts.h"

class QsciLexer;

namespace keywright::ui {

struct Colours;

/// The theme's font of that role, its size in points, for Scintilla takes no pixels.
QFont codeFont(TextRole role);

/// Null for plain text.
std::unique_ptr<QsciLexer> makeLexer(CodeLanguage language);

/// Fonts, and a colour for each of the lexer's styles by what its description says it is for.
void colourLexer(QsciLexer &lexer, const Colours &colours);

} // namespace keywright::ui
