#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>

#include <QMetaType>
#include <QString>

#include "core/model/model.h"

namespace keywright::ui {

/// Where one side of a comparison comes from.
struct ModelSource {
    enum class Kind : std::uint8_t { OpenModel, SavedFile, LastCommit, OtherFile };

    Kind kind = Kind::OpenModel;
    QString file; ///< but for the open model: the file; of a commit, as it is in the working tree
    friend bool operator==(const ModelSource &, const ModelSource &) = default;
};

/// What was made of a source.
struct ReadSource {
    std::shared_ptr<const model::Model> model; ///< null when it could not be read
    QString failure;                           ///< a sentence that says why not
};

/// Reads the source, whatever kind of model file it is. `open` is the open model. Takes a while: a file is read, git is
/// asked. Any thread.
ReadSource readSource(const ModelSource &source, const std::shared_ptr<const model::Model> &open);

/// The last commit that changed the file: "3f2a1c0, 2026-11-20". Nullopt when it is in no repository, not committed, or
/// there is no git. Takes a while. Any thread.
std::optional<QString> lastCommitOf(const QString &file);

} // namespace keywright::ui

Q_DECLARE_METATYPE(keywright::ui::ModelSource)
