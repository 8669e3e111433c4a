#pragma once

#include <vector>

#include "core/model/suggest.h"
#include "ui/design/detail_rows.h"
#include "ui/document/adviser.h"
#include "ui/document/background.h"
#include "ui/document/document.h"

namespace keywright::ui {

/// How well the keys answer an access pattern, with the reasons, and what would serve it: ranked suggestions, each with
/// what it adds in writes and storage and what the pattern does then, applied as one step to undo.
class SuggestionPage : public DetailRows {
    Q_OBJECT

public:
    SuggestionPage(Document &document, const Adviser &adviser, QWidget *parent = nullptr);

    /// Of another pattern, the suggestions are forgotten.
    void show(int row);
    /// Works the suggestions out, off the GUI thread.
    void suggest();
    bool isThinking() const { return m_thinking; }
    const std::vector<model::Suggestion> &suggestions() const { return m_suggestions; }

private:
    void rebuild();
    void addVerdict(const model::Judgement *judgement);
    void addSuggestButton();
    void addSuggestions();
    QWidget *makeSuggestion(std::size_t number);
    void dropUnusedParameters();
    void apply(std::size_t number);
    void forget();

    Document &m_document;
    const Adviser &m_adviser;
    int m_row = -1;
    std::string m_pattern; ///< its name
    bool m_thinking = false;
    bool m_applying = false;
    bool m_suggested = false;
    std::shared_ptr<const model::Model> m_madeFor; ///< the suggestions' commands are made against it
    std::vector<model::Suggestion> m_suggestions;
    model::NothingToSuggest m_nothing = model::NothingToSuggest::ServedSo; ///< why there are none
    QString m_applied;                                                     ///< title of the suggestion that was applied last
    QStringList m_remarks;
    QString m_refusal;
    quint64 m_request = 0;
    Background m_background;
};

} // namespace keywright::ui
