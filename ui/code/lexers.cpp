#include "ui/code/lexers.h"

#include <QGuiApplication>
#include <QScreen>
#include <Qsci/qscilexerbash.h>
#include <Qsci/qscilexerjavascript.h>
#include <Qsci/qscilexerjson.h>
#include <Qsci/qscilexerpython.h>
#include <Qsci/qscilexersql.h>
#include <Qsci/qscilexeryaml.h>

#include "ui/code/terraform_lexer.h"
#include "ui/theme/colours.h"
#include "ui/theme/fonts.h"

namespace keywright::ui {

namespace {

constexpr int kStyles = 128;
constexpr double kPointsPerInch = 72;
constexpr double kUsualDotsPerInch = 96;

/// A language of C's family with other keywords.
class KeywordLexer : public QsciLexerCPP {
public:
    explicit KeywordLexer(const char *keywords) : m_keywords(keywords) { }
    const char *keywords(int set) const override { return set == 1 ? m_keywords : nullptr; }

private:
    const char *m_keywords;
};

/// SQL with PartiQL's words; Scintilla matches them in lower case.
class PartiQlLexer : public QsciLexerSQL {
public:
    const char *keywords(int set) const override
    {
        return set == 1 ? "select from where and or not in between is missing null order by asc desc insert into value update set remove "
                          "delete returning all old new modified exists true false begins_with contains size attribute_type "
                          "list_append set_add set_delete"
                        : nullptr;
    }
};

constexpr char kGoKeywords[] = "break case chan const continue default defer else fallthrough for func go goto if import interface map nil "
                               "package range return select struct switch type var true false";
constexpr char kTypeScriptKeywords[] =
    "abstract any as async await boolean break case catch class const continue declare default delete do else enum export extends false "
    "finally for from function if implements import in instanceof interface keyof let namespace new null number of private protected "
    "public "
    "readonly return static string super switch this throw true try type typeof undefined unknown var void while yield";

std::unique_ptr<QsciLexer> makeJson()
{
    auto lexer = std::make_unique<QsciLexerJSON>();
    lexer->setFoldCompact(false);
    return lexer;
}

QColor colourOf(const QString &purpose, const Colours &colours)
{
    const auto says = [&](const char *word) { return purpose.contains(QLatin1String(word), Qt::CaseInsensitive); };
    if (says("error") || says("unclosed"))
        return colours.error;
    if (says("comment"))
        return colours.textFaint;
    if (says("property") || says("key name") || says("identifier definition"))
        return colours.partitionKey;
    if (says("keyword") || says("reserved") || says("block type"))
        return colours.accent;
    if (says("string") || says("quote") || says("backtick") || says("here document"))
        return colours.sortKey;
    if (says("number"))
        return colours.warning;
    return says("operator") || says("document delimiter") ? colours.textSecondary : colours.text;
}

} // namespace

QFont codeFont(TextRole role)
{
    QFont font = fontOf(role);
    const QScreen *screen = QGuiApplication::primaryScreen();
    font.setPointSizeF(font.pixelSize() * kPointsPerInch / (screen ? screen->logicalDotsPerInchY() : kUsualDotsPerInch));
    return font;
}

std::unique_ptr<QsciLexer> makeLexer(CodeLanguage language)
{
    switch (language) {
    case CodeLanguage::Plain: return nullptr;
    case CodeLanguage::Json: return makeJson();
    case CodeLanguage::Yaml: return std::make_unique<QsciLexerYAML>();
    case CodeLanguage::Terraform: return std::make_unique<TerraformLexer>();
    case CodeLanguage::Python: return std::make_unique<QsciLexerPython>();
    case CodeLanguage::JavaScript: return std::make_unique<QsciLexerJavaScript>();
    case CodeLanguage::TypeScript: return std::make_unique<KeywordLexer>(kTypeScriptKeywords);
    case CodeLanguage::Go: return std::make_unique<KeywordLexer>(kGoKeywords);
    case CodeLanguage::PartiQl: return std::make_unique<PartiQlLexer>();
    case CodeLanguage::Bash: return std::make_unique<QsciLexerBash>();
    }
    return nullptr;
}

void colourLexer(QsciLexer &lexer, const Colours &colours)
{
    const QFont mono = codeFont(TextRole::Mono);
    lexer.setDefaultFont(mono);
    lexer.setDefaultColor(colours.text);
    lexer.setDefaultPaper(colours.surface);
    for (int style = 0; style < kStyles; ++style) {
        const QString purpose = lexer.description(style);
        if (purpose.isEmpty())
            continue;
        lexer.setFont(mono, style);
        lexer.setColor(colourOf(purpose, colours), style);
        lexer.setPaper(colours.surface, style);
    }
}

} // namespace keywright::ui
