#pragma once

#include <QString>

namespace keywright::ui {

/// Tells a draft that is being kept from one that a crash left: whoever keeps it holds a lock on a file beside it, which the
/// system lets go when the process ends, however it ends (flock(2)).
class DraftLock {
public:
    /// Holds it until this goes. Where no lock can be had, the draft is kept all the same and may be offered twice.
    explicit DraftLock(const QString &draftFile);
    ~DraftLock();
    DraftLock(const DraftLock &) = delete;
    DraftLock &operator=(const DraftLock &) = delete;

    /// By this process or another.
    static bool isHeld(const QString &draftFile);

private:
    QString m_file;
    int m_descriptor;
};

} // namespace keywright::ui
