#pragma once

#include <memory>

#include <QString>

#include "core/model/model.h"
#include "ui/document/document.h"

namespace keywright::test {

/// A copy of samples/online-shop.keywright.json, of this process.
QString onlineShop();
/// samples/recipe-finder.keywright.json.
QString recipeFinder();

/// Files in a folder that lives as long as the program.
QString brokenModel();        ///< an unknown key type at line 5, column 60
QString emptyTable();         ///< one table without items
QString manyItems(int count); ///< table Events with that many items in three item collections, and a sparse GSI
QString badDesign();          ///< trips advice that has fixes
QString twoTables();          ///< two tables, one without entities

std::shared_ptr<const model::Model> read(const QString &file);

/// Opens and waits until the tables are there; false when they do not come.
bool openAndWait(ui::Document &document, const QString &file);
/// Opens and waits until opening failed; false when it does not.
bool openAndFail(ui::Document &document, const QString &file);

} // namespace keywright::test
