#include "ui/data/item_json.h"

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"

namespace keywright::ui {

QString jsonOf(const std::vector<const value::Item *> &items, JsonForm form)
{
    const auto toJson = [form](const value::Item &item) {
        return form == JsonForm::Plain ? value::toPlainJson(item) : value::toDynamoDbJson(item);
    };
    if (items.size() == 1)
        return toQString(toJson(*items.front()).pretty());
    value::Json array = value::Json::array();
    for (const value::Item *item : items)
        array.append(toJson(*item));
    return toQString(array.pretty());
}

} // namespace keywright::ui
