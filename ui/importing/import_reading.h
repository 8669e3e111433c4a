#pragma once

#include <memory>
#include <optional>

#include <QMetaType>
#include <QString>

#include "core/session/file_import.h"

namespace keywright::ui {

/// What came of looking at a file.
struct ImportLook {
    std::optional<session::ItemsPreview> items; ///< when the file holds rows of items
    QString error;                              ///< why it cannot be imported, whole sentences; empty when it can
};

/// What came of reading it with a choice.
struct ImportReading {
    std::shared_ptr<const session::ImportedModel> imported; ///< null with an error
    QString error;
    bool keyIsWanted = false;                             ///< the error is that no partition key was chosen
    std::optional<session::ChoiceRefused::Field> refused; ///< the error is what was chosen there
};

/// Both may take long and may be called from any thread; exceptions become errors. `stop` ends the reading.
ImportLook lookAt(const QString &file, bool csvHasHeader);
ImportReading readImport(const QString &file, const session::ImportChoice &choice, const session::ImportProgress &progress,
                         const std::stop_token &stop);

} // namespace keywright::ui
