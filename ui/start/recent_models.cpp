#include "ui/start/recent_models.h"

#include <QFileInfo>
#include <QSettings>

namespace keywright::ui {

namespace {

constexpr char kSetting[] = "recent/models";

} // namespace

RecentModels::RecentModels(QObject *parent) : QObject(parent), m_files(QSettings().value(QLatin1String(kSetting)).toStringList()) { }

void RecentModels::add(const QString &file)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    m_files.removeAll(path);
    m_files.prepend(path);
    m_files = m_files.mid(0, kMaxFiles);
    save();
}

void RecentModels::remove(const QString &file)
{
    if (m_files.removeAll(file) > 0)
        save();
}

void RecentModels::save()
{
    QSettings().setValue(QLatin1String(kSetting), m_files);
    emit changed();
}

} // namespace keywright::ui
