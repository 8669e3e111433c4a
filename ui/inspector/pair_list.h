#pragma once

#include "ui/inspector/form.h"

class QVBoxLayout;

namespace keywright::ui {

/// Rows of a name with a value, or of names alone, that are edited in place, each with a button that takes it away, and a
/// line below that adds one: "team = orders".
class PairList : public Form {
    Q_OBJECT

public:
    using Pair = std::pair<QString, QString>;
    struct Look {
        const char *id = ""; ///< "tag": fields are tagName.0, tagValue.0, removeTag.0 and addTag
        QString name;        ///< "Tag"
        QString valueName;   ///< "Value"; empty where there are only names
        QString example;     ///< "Add tag, e.g. team = orders"
        QString removeWords; ///< "Remove tag"
    };
    using Read = std::function<QList<Pair>()>;
    /// The whole list as it is to be.
    using Take = std::function<Refusal(const QList<Pair> &pairs)>;

    PairList(std::shared_ptr<Editing> editing, Look look, Read read, Take take);

private:
    struct Row {
        QWidget *widget = nullptr;
        TextField *name = nullptr;
        TextField *value = nullptr; ///< null where there are only names
    };

    Row makeRow(int place);
    void showPairs();
    Refusal add(const QString &text) const;
    QString idOf(const char *part, int place) const;

    Look m_look;
    Read m_read;
    Take m_take;
    QVBoxLayout *m_list;
    FieldNote *m_note;
    std::vector<Row> m_rows;
};

} // namespace keywright::ui
