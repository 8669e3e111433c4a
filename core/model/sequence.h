#pragma once

#include <functional>
#include <string>

#include "core/model/command.h"

namespace keywright::model {

/// Commands made one after the other, each against what the ones before it left, as one command. Inside core/model only.
/// Not thread-safe.
class Sequence {
public:
    explicit Sequence(const Model &model) : m_model(model) { }

    /// What the commands so far left.
    const Model &model() const { return m_model; }

    void add(const std::function<Command(const Model &)> &make)
    {
        for (PartChange &change : make(m_model).changes) {
            model::make(m_model, change);
            m_command.changes.push_back(std::move(change));
        }
    }

    Command command(std::string text)
    {
        m_command.text = std::move(text);
        return std::move(m_command);
    }

private:
    Model m_model;
    Command m_command;
};

} // namespace keywright::model
