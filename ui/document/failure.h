#pragma once

#include <exception>

#include <QString>

namespace keywright::ui {

/// Why a model could not be opened, as a person should read it.
struct Failure {
    enum class Kind { ModelFile, StoreInUse, StoreNotWritable, DiskFull, StoreDamaged, StoreNewer, Store, Load };

    Kind kind = Kind::ModelFile;
    QString title;
    QString message; ///< whole sentences from core
    QString file;
    QString path; ///< with ModelFile: the JSON path of the culprit, may be empty
    int line = 0; ///< from 1; 0 when unknown
    int column = 0;

    /// The model itself was read; only its tables could not be had.
    bool isOfStore() const { return kind != Kind::ModelFile; }
    /// For the clipboard.
    QString report() const;
};

/// What `error`, thrown while opening `file`, says. Never throws.
Failure failureOf(const std::exception_ptr &error, const QString &file);

} // namespace keywright::ui
