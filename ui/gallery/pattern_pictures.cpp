#include "ui/gallery/pictures.h"

#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabWidget>

#include "core/model/edits.h"
#include "ui/design/design_workspace.h"
#include "ui/design/pattern_view.h"
#include "ui/design/suggestion_page.h"
#include "ui/parts/text_field.h"
#include "ui/window/problems_pane.h"

namespace keywright::ui {

namespace {

constexpr int kCopies = 12;

class PatternPictures {
public:
    explicit PatternPictures(Stage &stage) : m_stage(stage) { }

    bool show()
    {
        showRunning();
        m_stage.runner().runAll();
        if (!waitForRun())
            return false;
        select(static_cast<int>(m_stage.document().model()->accessPatterns.size()) / 3);
        detail(PatternView::SampleData);
        m_stage.picture(QStringLiteral("patterns-verified"));
        showForm();
        showTransaction();
        showText();
        return showFailure() && showSuggestions() && showEmpty();
    }

private:
    void select(int row) { m_stage.document().select({.kind = Selection::Kind::AccessPattern, .row = row}); }
    void detail(PatternView::Detail tab) { m_stage.find<QTabWidget>("patternDetail")->setCurrentIndex(tab); }

    bool waitForRun()
    {
        return m_stage.wait("the access patterns", [this] { return !m_stage.runner().isRunning(); });
    }
    bool waitForAdvice()
    {
        return m_stage.wait("the judgements", [this] { return !m_stage.window().problems().isChecking(); });
    }

    void change(int row, const std::function<void(model::AccessPattern &)> &change)
    {
        m_stage.document().edit([&](const model::Model &model) {
            model::AccessPattern changed = model.accessPatterns[static_cast<std::size_t>(row)];
            change(changed);
            return model::changeAccessPattern(model, std::move(changed));
        });
        m_stage.document().endCoalescing();
    }

    void undoAll()
    {
        while (m_stage.document().canUndo())
            m_stage.document().undo();
    }

    /// With so many patterns that the run does not end before its picture is taken.
    void showRunning()
    {
        m_stage.document().edit([](const model::Model &model) {
            model::Command command;
            for (int copy = 0; copy < kCopies; ++copy)
                for (model::AccessPattern pattern : model.accessPatterns) {
                    pattern.name += " " + std::to_string(copy);
                    command.changes.push_back({{model::PartKind::AccessPattern, model.accessPatterns.size() + command.changes.size(), 0},
                                               std::nullopt,
                                               model::Part(std::move(pattern))});
                }
            return command;
        });
        m_stage.runner().runAll();
        m_stage.picture(QStringLiteral("patterns-running"));
        m_stage.runner().cancel();
        undoAll();
    }

    void showForm()
    {
        detail(PatternView::Definition);
        m_stage.picture(QStringLiteral("patterns-definition"));
        auto *form = m_stage.find<QScrollArea>("patternForm");
        form->verticalScrollBar()->setValue(form->verticalScrollBar()->maximum() / 2);
        m_stage.picture(QStringLiteral("patterns-definition-steps"));
        form->verticalScrollBar()->setValue(form->verticalScrollBar()->maximum());
        m_stage.picture(QStringLiteral("patterns-definition-expectation"));
        form->verticalScrollBar()->setValue(0);
        auto *rate = m_stage.find<TextField>("patternRate");
        rate->refuse(PatternView::tr("Enter a number from 0 to 1,000,000,000."));
        m_stage.picture(QStringLiteral("patterns-definition-refused"));
        rate->refuse({});
    }

    void showTransaction()
    {
        for (std::size_t row = 0; row < m_stage.document().model()->accessPatterns.size(); ++row) {
            const model::AccessPattern &pattern = m_stage.document().model()->accessPatterns[row];
            if (pattern.steps.size() == 1 && pattern.steps.front().parts.size() > 1)
                select(static_cast<int>(row));
        }
        detail(PatternView::Definition);
        auto *form = m_stage.find<QScrollArea>("patternForm");
        form->verticalScrollBar()->setValue(190);
        m_stage.picture(QStringLiteral("patterns-transaction"));
        form->verticalScrollBar()->setValue(430);
        m_stage.picture(QStringLiteral("patterns-transaction-part"));
        form->verticalScrollBar()->setValue(form->verticalScrollBar()->maximum());
        m_stage.picture(QStringLiteral("patterns-parameters"));
        detail(PatternView::SampleData);
        m_stage.picture(QStringLiteral("patterns-written"));
        detail(PatternView::Definition);
        select(rowOf("Open orders of a status"));
        form->verticalScrollBar()->setValue(430);
        m_stage.picture(QStringLiteral("patterns-fan-out"));
        form->verticalScrollBar()->setValue(0);
    }

    void showText()
    {
        detail(PatternView::Text);
        m_stage.picture(QStringLiteral("patterns-text"));
    }

    bool showFailure()
    {
        const int row = rowOf("Cart of a user");
        change(row, [](model::AccessPattern &pattern) {
            pattern.steps.front().operation.keyCondition.back().values.front() = std::string("ADDRESS#");
        });
        select(row);
        detail(PatternView::SampleData);
        if (!m_stage.wait("staleness", [&] { return m_stage.runner().isStale(row); }))
            return false;
        m_stage.picture(QStringLiteral("patterns-stale"));
        m_stage.runner().run({row});
        if (!waitForRun() || !waitForAdvice())
            return false;
        m_stage.picture(QStringLiteral("patterns-failed"));
        undoAll();
        return true;
    }

    bool showSuggestions()
    {
        const int row = rowOf("Products of a category, cheapest first");
        change(row, [](model::AccessPattern &pattern) {
            pattern.steps = {model::Step{.operation = {model::OperationKind::Scan, "OnlineShop"}}};
            pattern.expectation = value::Json::parse(R"({"entities": ["Product"], "where": "name = :category"})");
        });
        select(row);
        detail(PatternView::Keys);
        if (!waitForAdvice())
            return false;
        m_stage.picture(QStringLiteral("patterns-unserved"));
        auto *page = m_stage.find<SuggestionPage>("suggestionPage");
        page->suggest();
        if (!m_stage.wait("the suggestions", [&] { return !page->isThinking(); }))
            return false;
        m_stage.picture(QStringLiteral("patterns-suggestions"));
        if (auto *apply = page->findChild<QPushButton *>(QStringLiteral("applySuggestion0")))
            apply->click();
        if (!waitForAdvice())
            return false;
        m_stage.picture(QStringLiteral("patterns-applied"));
        undoAll();
        return true;
    }

    bool showEmpty()
    {
        m_stage.document().edit([](const model::Model &model) {
            model::Command command;
            for (std::size_t row = model.accessPatterns.size(); row-- > 0;)
                command.changes.push_back({{model::PartKind::AccessPattern, row, 0}, model::Part(model.accessPatterns[row]), std::nullopt});
            return command;
        });
        m_stage.document().select({});
        m_stage.picture(QStringLiteral("patterns-empty"));
        undoAll();
        return waitForAdvice();
    }

    int rowOf(const std::string &name)
    {
        const auto &patterns = m_stage.document().model()->accessPatterns;
        for (std::size_t row = 0; row < patterns.size(); ++row)
            if (patterns[row].name == name)
                return static_cast<int>(row);
        return 0;
    }

    Stage &m_stage;
};

} // namespace

bool showPatterns(Stage &stage)
{
    const bool isShop = stage.document().model()->findAccessPattern("Cart of a user") != nullptr;
    if (!isShop)
        return true; // its states are told by what the sample has
    stage.document().select({});
    stage.window().showWorkspace(MainWindow::Workspace::Design);
    stage.window().design().showView(DesignWorkspace::AccessPatternsView);
    const bool shown = PatternPictures(stage).show();
    stage.document().select({});
    return shown;
}

} // namespace keywright::ui
