#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/session/workspace.h"

namespace keywright::session {

/// Tables in memory that hold the sample data of a model, and do so again after every change. Not for several threads.
/// The model must outlive it.
class ScratchStore {
public:
    using Items = std::map<std::string, std::vector<value::Item>>; ///< by table

    /// Throws engine::ServiceError, as Workspace::load.
    explicit ScratchStore(const model::Model &model);

    connection::Connection &connection() { return m_workspace->connection(); }
    const Items &sampleItems() const { return m_sample; }

    /// All items as they are now.
    Items items();
    /// Puts back what differs between the sample data and `now`, which items() gave.
    void restore(const Items &now);
    /// A store of its own again: for what restoring does not undo, such as used request tokens.
    void renew();

private:
    const model::Model &m_model;
    std::unique_ptr<Workspace> m_workspace;
    Items m_sample;
};

} // namespace keywright::session
