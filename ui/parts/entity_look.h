#pragma once

#include <vector>

#include <QIcon>
#include <QMetaType>
#include <QRectF>
#include <QString>

#include "core/model/model.h"

class QPainter;

namespace keywright::ui {

/// How an entity is recognised everywhere: a colour, and letters for eyes that the colour does not reach.
struct EntityLook {
    QString name;
    QString mark; ///< two letters, unique in the model
    int colour = 0;
    friend bool operator==(const EntityLook &, const EntityLook &) = default;
};

/// The looks of the model's entities, in their order.
std::vector<EntityLook> entityLooks(const model::Model &model);

/// The look of the entity of that name; nameless when the model has none such.
EntityLook entityLook(const model::Model &model, std::string_view entity);

void drawEntityMark(QPainter &painter, const QRectF &rect, const EntityLook &look);

/// The mark as an icon that follows the theme.
QIcon entityIcon(const EntityLook &look);

} // namespace keywright::ui

Q_DECLARE_METATYPE(keywright::ui::EntityLook)
