#include "ui/document/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

namespace keywright::ui {

QString numberText(qint64 number)
{
    return QLocale().toString(number);
}

QString countText(qint64 count, const QString &one, const QString &many)
{
    return count == 1 ? one : many.arg(QLocale().toString(count));
}

QString titleOfFile(const QString &file)
{
    const QString name = QFileInfo(file).fileName().section(QLatin1Char('.'), 0, 0).replace(QLatin1Char('-'), QLatin1Char(' '));
    return name.left(1).toUpper() + name.mid(1);
}

QString unitsText(double units)
{
    const QString text = QLocale().toString(units, 'f', 1);
    return text.endsWith(QLatin1String("0")) ? QLocale().toString(units, 'f', 0) : text;
}

QString durationText(double milliseconds)
{
    if (milliseconds >= 1000)
        return QCoreApplication::translate("Duration", "%1 s").arg(QLocale().toString(milliseconds / 1000, 'f', 1));
    const int digits = milliseconds < 10 ? 1 : 0;
    return QCoreApplication::translate("Duration", "%1 ms").arg(QLocale().toString(milliseconds, 'f', digits));
}

} // namespace keywright::ui
