#include "ui/document/draft_lock.h"

#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace keywright::ui {

namespace {

QByteArray lockFileOf(const QString &draftFile)
{
    return QFile::encodeName(draftFile + QLatin1String(".lock"));
}

} // namespace

DraftLock::DraftLock(const QString &draftFile)
    : m_file(draftFile), m_descriptor(::open(lockFileOf(draftFile).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600))
{
    if (m_descriptor < 0 || ::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0)
        qWarning("The draft %s could not be locked", qUtf8Printable(draftFile));
}

DraftLock::~DraftLock()
{
    if (m_descriptor < 0)
        return;
    ::unlink(lockFileOf(m_file).constData());
    ::close(m_descriptor);
}

bool DraftLock::isHeld(const QString &draftFile)
{
    const int descriptor = ::open(lockFileOf(draftFile).constData(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return false;
    const bool held = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    ::close(descriptor);
    return held;
}

} // namespace keywright::ui
