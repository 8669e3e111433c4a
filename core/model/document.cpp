#include "core/model/document.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace keywright::model {

namespace {

std::vector<PartPlace> placesOf(const Command &command)
{
    std::vector<PartPlace> places;
    places.reserve(command.changes.size());
    for (const PartChange &change : command.changes)
        places.push_back(change.place);
    return places;
}

std::vector<PartPlace> placesBackwards(const Command &command)
{
    std::vector<PartPlace> places = placesOf(command);
    std::reverse(places.begin(), places.end());
    return places;
}

} // namespace

void Document::open(Model model)
{
    m_model = std::move(model);
    m_undo.clear();
    m_redo.clear();
    m_group.reset();
    m_mayCoalesce = false;
    m_state = m_clean = ++m_newest;
}

void Document::makeAll(const Command &command)
{
    std::size_t made = 0;
    try {
        for (; made < command.changes.size(); ++made)
            make(m_model, command.changes[made]);
    } catch (...) {
        while (made > 0)
            takeBack(m_model, command.changes[--made]);
        throw;
    }
}

void Document::takeBackAll(const Command &command)
{
    for (auto change = command.changes.rbegin(); change != command.changes.rend(); ++change)
        takeBack(m_model, *change);
}

void Document::tell(const std::vector<PartPlace> &places) const
{
    const auto listeners = m_listeners; // one that stops listening must not end the walk
    for (const auto &[number, listener] : listeners)
        listener(places);
}

/// True when the last step has taken the command in.
bool Document::coalesce(Command &command)
{
    if (!m_mayCoalesce || command.coalesceKey.empty() || m_undo.empty() || m_undo.back().command.coalesceKey != command.coalesceKey)
        return false;
    Step &last = m_undo.back();
    auto &changes = last.command.changes;
    const bool sameSpot = changes.size() == 1 && command.changes.size() == 1 && changes.front().place == command.changes.front().place
        && changes.front().before && command.changes.front().before && command.changes.front().after;
    if (sameSpot)
        changes.front().after = std::move(command.changes.front().after);
    else
        std::move(command.changes.begin(), command.changes.end(), std::back_inserter(changes));
    last.command.text = command.text;
    last.after = m_state;
    return true;
}

void Document::remember(Step step)
{
    m_undo.push_back(std::move(step));
    if (m_undo.size() > kMostSteps)
        m_undo.pop_front();
}

void Document::apply(Command command)
{
    if (command.changes.empty())
        return;
    makeAll(command);
    const std::uint64_t before = m_state;
    m_state = ++m_newest;
    m_redo.clear();
    const std::vector<PartPlace> places = placesOf(command);
    if (m_group) {
        std::move(command.changes.begin(), command.changes.end(), std::back_inserter(m_group->command.changes));
    } else if (!coalesce(command)) {
        remember({std::move(command), before, m_state});
        m_mayCoalesce = true;
    }
    tell(places);
}

void Document::undo()
{
    if (!canUndo())
        return;
    Step step = std::move(m_undo.back());
    m_undo.pop_back();
    takeBackAll(step.command);
    m_state = step.before;
    m_mayCoalesce = false;
    m_redo.push_back(std::move(step));
    tell(placesBackwards(m_redo.back().command));
}

void Document::redo()
{
    if (!canRedo())
        return;
    Step step = std::move(m_redo.back());
    m_redo.pop_back();
    makeAll(step.command);
    m_state = step.after;
    m_mayCoalesce = false;
    remember(std::move(step));
    tell(placesOf(m_undo.back().command));
}

void Document::beginGroup(std::string text)
{
    if (m_group)
        throw std::logic_error("A group of changes is open already.");
    m_group = Step{Command{std::move(text), {}, {}, {}, {}}, m_state, m_state};
}

void Document::endGroup()
{
    if (!m_group)
        throw std::logic_error("No group of changes is open.");
    Step step = std::move(*m_group);
    m_group.reset();
    m_mayCoalesce = false;
    step.after = m_state;
    if (!step.command.changes.empty())
        remember(std::move(step));
}

void Document::cancelGroup()
{
    if (!m_group)
        throw std::logic_error("No group of changes is open.");
    const Step step = std::move(*m_group);
    m_group.reset();
    takeBackAll(step.command);
    m_state = step.before;
    tell(placesBackwards(step.command));
}

int Document::listen(Listener listener)
{
    m_listeners.emplace(m_nextListener, std::move(listener));
    return m_nextListener++;
}

} // namespace keywright::model
