#include "ui/data/place.h"

#include <QCoreApplication>

#include "ui/document/text.h"

namespace keywright::ui {

QString Place::label() const
{
    if (index.empty())
        return QCoreApplication::translate("Place", "Table %1").arg(toQString(table));
    return QCoreApplication::translate("Place", "%1 of %2").arg(toQString(index), toQString(table));
}

QString Place::inSentence() const
{
    return index.empty() ? QCoreApplication::translate("Place", "table %1").arg(toQString(table)) : label();
}

std::vector<Place> placesOf(const model::Model &model)
{
    std::vector<Place> places;
    for (std::size_t row = 0; row < model.tables.size(); ++row) {
        const schema::TableDefinition &definition = model.tables[row].definition;
        const int tableRow = static_cast<int>(row);
        places.push_back({tableRow, definition.name, {}, definition.key, definition.key});
        for (const auto *indexes : {&definition.localIndexes, &definition.globalIndexes}) {
            for (const schema::IndexDefinition &index : *indexes)
                places.push_back({tableRow, definition.name, index.name, index.key, definition.key});
        }
    }
    return places;
}

} // namespace keywright::ui
