#pragma once

#include <Qsci/qscilexercustom.h>

namespace keywright::ui {

/// Terraform's language, which Scintilla has no lexer for: comments, strings, numbers, block types and keywords, names that
/// are assigned. A line stands for itself, but for heredocs and block comments, which are found from the start of the text.
class TerraformLexer : public QsciLexerCustom {
    Q_OBJECT

public:
    enum Style { Default, Comment, String, Number, BlockType, Property, Operator };

    explicit TerraformLexer(QObject *parent = nullptr);

    const char *language() const override { return "Terraform"; }
    QString description(int style) const override;
    void styleText(int start, int end) override;
};

} // namespace keywright::ui
