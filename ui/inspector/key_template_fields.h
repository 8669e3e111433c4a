#pragma once

#include "ui/inspector/form.h"

class QVBoxLayout;

namespace keywright::ui {

class TemplateField;

/// The key templates of an entity: a field for each key attribute of its table and of the table's indexes.
class KeyTemplateFields : public Form {
    Q_OBJECT

public:
    explicit KeyTemplateFields(std::shared_ptr<Editing> editing);

private:
    struct Key {
        std::string attribute;
        QString place; ///< the table or index whose key it is part of
        bool partition = false;
        friend bool operator==(const Key &, const Key &) = default;
    };

    std::vector<Key> keys() const;
    void showKeys();
    TemplateField *addKey(const Key &key);

    QVBoxLayout *m_list;
    std::vector<Key> m_keys;
    std::vector<TemplateField *> m_fields;
};

} // namespace keywright::ui
