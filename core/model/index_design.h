#pragma once

#include <string>
#include <vector>

#include "core/model/question.h"
#include "core/model/suggest.h"
#include "core/model/survey.h"

namespace keywright::model {

struct NewTemplate {
    std::string entity;
    std::string keyAttribute;
    std::string text;
    friend bool operator==(const NewTemplate &, const NewTemplate &) = default;
};

/// An index, new or there already, with the templates that put the question's entities into it.
struct IndexDesign {
    SuggestionKind kind = SuggestionKind::NewIndex;
    std::string title;
    std::string explanation;
    bool isNew = true;
    schema::IndexDefinition index;
    std::vector<NewTemplate> templates;
};

/// Indexes that may answer the question; whether they do is for answerWith() and judge() to say.
std::vector<IndexDesign> designsFor(const Survey &survey, const Question &question, const AccessPattern &pattern, const Table &table);

} // namespace keywright::model
