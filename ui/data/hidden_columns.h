#pragma once

#include <set>
#include <string>

#include <QString>

namespace keywright::ui {

/// The attributes that a person does not want to see of a table. Remembered for each table of a model file between
/// sessions; of a model without a file as long as its table is shown.
class HiddenColumns {
public:
    void setTable(const QString &modelFile, const std::string &table);

    bool contains(const std::string &attribute) const { return m_attributes.contains(attribute); }
    void hide(const std::string &attribute);
    void show(const std::string &attribute);
    void showAll();

private:
    void save() const;

    QString m_file;
    std::string m_table;
    QString m_setting; ///< empty without a file
    std::set<std::string> m_attributes;
};

} // namespace keywright::ui
