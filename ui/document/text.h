#pragma once

#include <string_view>

#include <QString>

namespace keywright::ui {

/// The UTF-8 texts of core as Qt's.
inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

/// In the digits of the person\'s language.
QString numberText(qint64 number);
/// A number with its noun: `one` when it is 1, else `many` with %1 for the number.
QString countText(qint64 count, const QString &one, const QString &many);

/// Capacity units with at most one digit after the point: "0.5", "12".
QString unitsText(double units);

/// "0.4 ms", "12 ms", "1.3 s".
QString durationText(double milliseconds);

/// "shop/online-shop.keywright.json": "Online shop".
QString titleOfFile(const QString &file);

} // namespace keywright::ui
