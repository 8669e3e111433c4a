#pragma once

#include <functional>
#include <memory>
#include <optional>

#include <QObject>
#include <QStringList>
#include <QTimer>

#include "core/model/journal.h"
#include "ui/document/background.h"
#include "ui/document/draft_lock.h"

namespace keywright::ui {

/// Keeps unsaved changes of the open model in a journal on disk, a little after each change and off the GUI thread, so that a
/// crash loses nothing. A model with a file has its journal beside it; another has one in the user's state folder.
class DraftKeeper : public QObject {
    Q_OBJECT

public:
    using CurrentModel = std::function<std::shared_ptr<const model::Model>()>;
    static constexpr int kDelayMs = 2'000;

    /// `current` gives the model when it is time to write; null for nothing.
    explicit DraftKeeper(CurrentModel current, QObject *parent = nullptr);
    ~DraftKeeper() override;

    /// From now on for the model of `file`.
    void keepFor(const QString &file);
    /// From now on for a model without a file: a new journal, or the one that is there already.
    void keepUntitled(const QString &draftFile = {});
    /// There is something to write.
    void changed() { m_timer.start(); }
    /// Nothing is unsaved: the journal goes.
    void drop();
    /// For no model any longer; a journal that is there stays.
    void release();

    /// Journals of models without a file that a crash left, the newest first.
    static QStringList untitledDrafts();

private:
    void write();

    CurrentModel m_current;
    std::optional<model::Journal> m_journal;
    std::optional<DraftLock> m_lock; ///< of a model without a file
    QTimer m_timer;
    Background m_background;
};

} // namespace keywright::ui
