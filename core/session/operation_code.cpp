#include "core/session/operation_code.h"

namespace keywright::session {

exchange::ExportResult codeOf(const OperationDraft &draft, const std::vector<schema::TableDefinition> &tables,
                              exchange::CodeLanguage language)
{
    model::Model model;
    model.name = "operation";
    for (const schema::TableDefinition &table : tables) {
        model::Table one;
        one.definition = table;
        model.tables.push_back(std::move(one));
    }
    model::AccessPattern pattern;
    pattern.name = "run operation";
    pattern.steps.push_back(stepOf(draft));
    model.accessPatterns.push_back(std::move(pattern));
    const std::string &returned = draft.operation.returnValues;
    return exchange::writeCode(model, language, {returned == "NONE" ? std::string() : returned});
}

} // namespace keywright::session
