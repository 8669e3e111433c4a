#include "ui/data/hidden_columns.h"

#include <QCryptographicHash>
#include <QSettings>
#include <QStringList>

namespace keywright::ui {

void HiddenColumns::setTable(const QString &modelFile, const std::string &table)
{
    if (modelFile == m_file && table == m_table)
        return;
    const bool hasGotItsFile = table == m_table && m_file.isEmpty();
    m_file = modelFile;
    m_table = table;
    m_setting.clear();
    if (!modelFile.isEmpty()) {
        // A path has slashes, which would make groups of settings.
        const QByteArray model = QCryptographicHash::hash(modelFile.toUtf8(), QCryptographicHash::Sha1).toHex();
        m_setting = QStringLiteral("hiddenColumns/%1/%2").arg(QString::fromLatin1(model), QString::fromStdString(table));
    }
    if (hasGotItsFile && !m_attributes.empty()) {
        save();
        return;
    }
    m_attributes.clear();
    if (m_setting.isEmpty())
        return;
    for (const QString &attribute : QSettings().value(m_setting).toStringList())
        m_attributes.insert(attribute.toStdString());
}

void HiddenColumns::hide(const std::string &attribute)
{
    m_attributes.insert(attribute);
    save();
}

void HiddenColumns::show(const std::string &attribute)
{
    m_attributes.erase(attribute);
    save();
}

void HiddenColumns::showAll()
{
    m_attributes.clear();
    save();
}

void HiddenColumns::save() const
{
    if (m_setting.isEmpty())
        return;
    QStringList attributes;
    for (const std::string &attribute : m_attributes)
        attributes << QString::fromStdString(attribute);
    if (attributes.isEmpty())
        QSettings().remove(m_setting);
    else
        QSettings().setValue(m_setting, attributes);
}

} // namespace keywright::ui
