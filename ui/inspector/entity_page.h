#pragma once

#include "ui/inspector/form.h"

namespace keywright::ui {

/// An entity: its name, colour, table, mark, key templates, attributes and relationships.
class EntityPage : public Form {
    Q_OBJECT

public:
    explicit EntityPage(std::shared_ptr<Editing> editing);

private:
    void addColour();
    void addTable();
    void addMark();
    void addRelationships();
    void showRelationships();
    void relate();
    QString name() const;
    Refusal takeTable(const QString &table);
    Refusal takeMark(const QString &attribute) const;
    Refusal takeMarkValue(const QString &text) const;

    QVBoxLayout *m_relationships = nullptr;
    QPushButton *m_relate = nullptr;
    QStringList m_lines;
    std::vector<int> m_rows; ///< of the model's relationships
};

} // namespace keywright::ui
