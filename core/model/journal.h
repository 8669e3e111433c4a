#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "core/model/model.h"

namespace keywright::model {

/// What a crash left behind.
struct Recovery {
    Model model;
    std::chrono::sys_seconds time;      ///< of the last change that it holds
    std::filesystem::path originalFile; ///< the model file that was being edited; may be gone
};

/// The unsaved changes of one open model, as a whole text in a file of its own that is replaced in one step: a crash at
/// any byte leaves the last whole state or the one before. The caller decides when to write (a few seconds after a change)
/// and on which thread; not for several threads at once. A journal is bound to no model class: it keeps text.
class Journal {
public:
    /// The journal of `modelFile`: a hidden file beside it (".shop.keywright.json.autosave"). Nothing is written yet.
    explicit Journal(std::filesystem::path modelFile);
    /// The journal of a model that has no file yet, at a place of the caller's choice.
    static Journal at(std::filesystem::path journalFile);

    const std::filesystem::path &file() const { return m_file; }

    /// Throws FileError; the state before is then still there.
    void write(const Model &model, std::chrono::sys_seconds now) const;
    /// After saving, or when the user throws the changes away. No error when there is nothing.
    void remove() const;

    /// What can be restored; nullopt when there is no journal or none that is whole (it is then left for a person to look
    /// at). Never throws for what the file holds.
    std::optional<Recovery> recover() const;

private:
    Journal(std::filesystem::path file, std::filesystem::path modelFile);

    std::filesystem::path m_file;
    std::filesystem::path m_modelFile;
};

} // namespace keywright::model
