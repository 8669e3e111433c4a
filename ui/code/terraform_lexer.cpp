#include "ui/code/terraform_lexer.h"

#include <QRegularExpression>
#include <Qsci/qsciscintilla.h>

namespace keywright::ui {

namespace {

/// One alternative a style, in the order of the enumeration behind Default; the first that matches wins.
const QRegularExpression &tokens()
{
    static const QRegularExpression pattern(
        QStringLiteral(R"re((#[^\n]*|//[^\n]*|/\*[\s\S]*?(?:\*/|$)))re"
                       R"re(|("(?:\\.|[^"\\\n])*"?|<<-?(\w+)\n[\s\S]*?(?:\n\s*\3\b|$)))re"
                       R"re(|(\b\d+(?:\.\d+)?\b))re"
                       R"re(|(\b(?:resource|data|variable|output|locals|module|provider|terraform|true|false|null|for|in|if)\b))re"
                       R"re(|(\b[\w-]+(?=\s*(?:=(?!=)|\{))))re"
                       R"re(|([{}\[\]()=,.:?!<>+*/&|-]))re"));
    return pattern;
}

int styleOf(const QRegularExpressionMatch &match)
{
    constexpr int kGroups[] = {1, 2, 4, 5, 6, 7};
    int style = TerraformLexer::Comment;
    for (const int group : kGroups) {
        if (match.capturedStart(group) >= 0)
            return style;
        ++style;
    }
    return TerraformLexer::Default;
}

} // namespace

TerraformLexer::TerraformLexer(QObject *parent) : QsciLexerCustom(parent) { }

QString TerraformLexer::description(int style) const
{
    switch (style) {
    case Default: return QStringLiteral("Default");
    case Comment: return QStringLiteral("Comment");
    case String: return QStringLiteral("String");
    case Number: return QStringLiteral("Number");
    case BlockType: return QStringLiteral("Block type");
    case Property: return QStringLiteral("Property");
    case Operator: return QStringLiteral("Operator");
    default: return {};
    }
}

void TerraformLexer::styleText(int, int)
{
    // Exports are a few hundred lines: the whole text is styled, so that what spans lines is right.
    const QString text = editor()->text();
    startStyling(0);
    qsizetype styled = 0;
    const auto styleTo = [&](qsizetype end, int style) {
        const QByteArray bytes = QStringView(text).mid(styled, end - styled).toUtf8();
        if (!bytes.isEmpty())
            setStyling(static_cast<int>(bytes.size()), style);
        styled = end;
    };
    for (auto match = tokens().globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch token = match.next();
        styleTo(token.capturedStart(), Default);
        styleTo(token.capturedEnd(), styleOf(token));
    }
    styleTo(text.size(), Default);
}

} // namespace keywright::ui
