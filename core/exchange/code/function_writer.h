#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/exchange/code/code_text.h"
#include "core/exchange/code/plan.h"
#include "core/exchange/naming.h"

namespace keywright::exchange {

/// Walks a plan and says it in one language: which function, step, request and value comes when is decided here, how it
/// reads in a class for each language. Inside core/exchange only. Not thread-safe; good for one plan.
class FunctionWriter {
public:
    virtual ~FunctionWriter() = default;

    std::string write();

protected:
    using Variables = std::map<std::string, std::string>;
    /// Members of a request with the code of their values, in order: "TableName" and "\"Orders\"".
    using Arguments = std::vector<std::pair<std::string, std::string>>;

    struct TextPart {
        bool isLiteral = true;
        std::string text; ///< as it stands, or code of a text
    };

    /// `words` are never the names of variables or parameters, `functions` never those of functions.
    FunctionWriter(const CodePlan &plan, std::string indent, std::set<std::string> words, std::set<std::string> functions);

    /// @name How the language says a value
    /// @{
    virtual std::string constant(const value::AttributeValue &value) = 0;
    /// The lookup of an item's attribute.
    virtual std::string attribute(const std::string &item, const std::string &name) = 0;
    virtual std::string interpolated(const std::vector<TextPart> &parts) = 0;
    /// The text of a source, as it stands in a key.
    virtual std::string asText(const CodeSource &source, const std::string &code);
    virtual std::string filtered(const model::TemplateFilter &filter, const std::string &text);
    /// The attribute value of a lone source.
    virtual std::string ofSource(const CodeSource &source, const std::string &code);
    /// The attribute value that holds a text.
    virtual std::string ofText(const std::string &text);
    /// Attribute names with their values.
    virtual std::string members(const CodeMembers &members);
    /// @}

    /// @name How it says a member of a request
    /// @{
    virtual std::string textArgument(const std::string &text);
    virtual std::string flagArgument(bool flag) = 0;
    virtual std::string numberArgument(std::int64_t number);
    virtual std::string namesArgument(const CodeRequest &request);
    virtual std::string itemArgument(const CodeRequest &request);
    virtual std::string keyArgument(const CodeRequest &request);
    virtual std::string valuesArgument(const CodeRequest &request);
    virtual std::string returnValuesArgument(const std::string &which);
    /// @}

    /// @name How it names
    /// @{
    virtual std::string identifier(const std::string &name) const = 0;
    virtual std::string functionName(const std::string &name) const;
    virtual std::string comment(const std::string &text) const = 0;
    /// Added to a parameter's and to a result's name that is a word of the language.
    virtual std::string suffix(bool isResult) const;
    /// @}

    /// @name What it writes
    /// @{
    /// The whole file around what is in m_text.
    virtual std::string file(const std::string &body) = 0;
    virtual void writeEntity(const CodeEntity &entity, const std::string &function) = 0;
    virtual void openFunction(const CodeFunction &function, const std::string &name) = 0;
    virtual void closeFunction(const CodeFunction &function) = 0;
    virtual void leaveWithout(const std::string &result) = 0; ///< when the step found nothing
    virtual void giveBack(const std::string &result) = 0;
    virtual std::string firstOf(const std::string &result) const;
    virtual void declareItems(const std::string &result) = 0;
    virtual void beginLoop(const std::string &item, const std::string &items, const CodeRequest &request) = 0;
    virtual void endLoop(const std::string &items) = 0;
    /// `result` is the variable for its items, empty where nobody wants them; `shard` is the variable with the number.
    virtual void writeFanOut(const CodeStep &step, const std::string &result, const std::string &shard) = 0;
    virtual void writeCall(const CodeRequest &request, const std::string &result) = 0;
    virtual void beginParts(const CodeStep &step) = 0;
    virtual void addPart(const CodeStep &step, const CodeRequest &request) = 0;
    virtual void sendParts(const CodeStep &step, const std::string &result) = 0;
    /// @}

    std::string value(const CodeValue &value);
    /// Code of a text, whatever the value.
    std::string text(const CodeValue &value);
    Arguments readOptions(const CodeRequest &request);
    Arguments arguments(const CodeRequest &request);
    /// The step without its fan-out.
    void writeOnce(const CodeStep &step, const std::string &result);
    /// A line of `before`, the members and `after`, or a line for each member where that would be too long.
    void writeMembers(const std::string &before, const std::vector<std::string> &members, const std::string &after,
                      const std::string &padding);
    std::string takeName(const std::string &name, bool isResult);
    std::string entityFunction(const std::string &entity) const; ///< empty for none

    static std::string actionOf(model::OperationKind kind); ///< "Put", "ConditionCheck"

    const CodePlan &m_plan;
    CodeText m_text;
    UniqueNames m_names;   ///< within the function at hand
    Variables m_variables; ///< of parameters and shards by their name, of steps' items by the step's name
    std::string m_parts;   ///< the variable with the parts of a transaction or batch
    bool m_givesItems = false;

private:
    std::string code(const CodeSource &source);
    std::string templateText(const CodeValue &value);
    void writeFunction(const CodeFunction &function);
    void writeStep(const CodeStep &step, bool isLast);
    void writeMany(const CodeStep &step, const std::string &result);
    void openLoop(const CodeRequest &request);
    void closeLoop(const CodeRequest &request);

    std::set<std::string> m_words;
    UniqueNames m_functions;
    Variables m_entities;  ///< entity to function
    Variables m_results;   ///< step to the variable with its items
    Variables m_loopItems; ///< step to the variable of a loop over its items
    std::string m_outer;
};

/// True when `body` calls or names `word`, and not a longer word that holds it.
bool usesWord(const std::string &body, const std::string &word);

} // namespace keywright::exchange
