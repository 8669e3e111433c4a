#pragma once

#include <QTreeWidget>

#include "core/session/file_import.h"

namespace keywright::ui {

/// What an import would bring, as a tree: problems first, then tables with their keys and indexes, entities with the reason
/// for each, access patterns, and notes.
class ImportPreview : public QTreeWidget {
    Q_OBJECT

public:
    explicit ImportPreview(QWidget *parent = nullptr);

    void show(const session::ImportedModel &imported);

private:
    QTreeWidgetItem *addGroup(const QString &text, const QString &iconName, bool opened);
    void addTables(const session::ImportedModel &imported);
    void addEntities(const session::ImportedModel &imported);
    void addPatterns(const model::Model &model);
    void addSentences(const QString &text, const QString &iconName, const std::vector<std::string> &sentences, bool opened);
};

} // namespace keywright::ui
