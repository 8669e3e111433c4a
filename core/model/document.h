#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/model/command.h"

namespace keywright::model {

/// Owns the model that is being edited. Every change goes through apply(), can be undone and redone, and is told to the
/// listeners with the parts that it touched. Not for several threads; give workers a copy of the model.
class Document {
public:
    /// Called after each change, undo and redo with the places touched, in their order. Must not change the document.
    using Listener = std::function<void(const std::vector<PartPlace> &)>;

    static constexpr std::size_t kMostSteps = 1'000;

    explicit Document(Model model = {}) : m_model(std::move(model)) { }

    /// Begins anew with another model, unmodified and without steps. Listeners stay, and are not told.
    void open(Model model);

    const Model &model() const { return m_model; }
    /// Another number after every change; the same one again after an undo or redo back to the state.
    std::uint64_t state() const { return m_state; }

    /// Throws std::logic_error, with nothing changed, when the command was made for another state of the model.
    /// A command without changes is nothing. Of more than kMostSteps steps the oldest can no longer be undone.
    void apply(Command command);
    bool canUndo() const { return !m_undo.empty() && !m_group; }
    bool canRedo() const { return !m_redo.empty() && !m_group; }
    /// "Rename entity User to Customer"; empty when there is nothing.
    std::string undoText() const { return m_undo.empty() ? std::string() : m_undo.back().command.text; }
    std::string redoText() const { return m_redo.empty() ? std::string() : m_redo.back().command.text; }
    void undo();
    void redo();
    /// The next command is a step of its own, whatever its coalesceKey: the user left the field.
    void endCoalescing() { m_mayCoalesce = false; }

    /// Commands until endGroup() are one step with this text. Groups do not nest.
    void beginGroup(std::string text);
    void endGroup();
    /// Takes back what the group did.
    void cancelGroup();

    bool isModified() const { return m_clean != m_state; }
    /// The state is what the file holds.
    void setClean()
    {
        m_clean = m_state;
        m_mayCoalesce = false;
    }
    /// The file is gone, or the model was recovered: modified until saved.
    void setNeverClean() { m_clean = kNoState; }

    int listen(Listener listener);
    void stopListening(int listener) { m_listeners.erase(listener); }

private:
    struct Step {
        Command command;
        std::uint64_t before = 0;
        std::uint64_t after = 0;
    };
    static constexpr std::uint64_t kNoState = ~std::uint64_t{0};

    void makeAll(const Command &command);
    void takeBackAll(const Command &command);
    bool coalesce(Command &command);
    void remember(Step step);
    void tell(const std::vector<PartPlace> &places) const;

    Model m_model;
    std::deque<Step> m_undo;
    std::vector<Step> m_redo;
    std::optional<Step> m_group;
    bool m_mayCoalesce = false;
    std::uint64_t m_state = 0;
    std::uint64_t m_newest = 0;
    std::uint64_t m_clean = 0;
    std::map<int, Listener> m_listeners;
    int m_nextListener = 0;
};

} // namespace keywright::model
