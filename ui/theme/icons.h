#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace keywright::ui {

enum class IconTint { Secondary, Text, Accent, OnAccent, Faint, PartitionKey, SortKey, Success, Warning, Error };

/// The icon `name` of resources/icons, such as "partition-key". It is drawn when painted, from the theme in force then,
/// sharp at every scale; a checked button's icon takes the accent, a disabled one's the faint text colour.
/// Warns and is empty when there is no such icon.
QIcon icon(const QString &name, IconTint tint = IconTint::Secondary);

/// One drawing of it for a device pixel ratio, cached.
QPixmap iconPixmap(const QString &name, int size, qreal pixelRatio, const QColor &colour);

/// The logo, which has colours of its own.
QPixmap logoPixmap(int size, qreal pixelRatio);

/// The tint's colour in the theme in force.
QColor colourOf(IconTint tint);

} // namespace keywright::ui
