#pragma once

#include "ui/inspector/form.h"

namespace keywright::ui {

/// What the pages of all kinds of index have alike: name, note, and what the index holds beside its keys.
class IndexForm : public Form {
    Q_OBJECT

public:
    explicit IndexForm(std::shared_ptr<Editing> editing) : Form(std::move(editing)) { }

protected:
    /// How the fields of the projection speak of it.
    struct ProjectionWords {
        QString holds;   ///< the label of the choice
        QString example; ///< of names
        QString hint;
    };

    void addIndexHead(const ReadText &kind);
    void addProjection(const ProjectionWords &words);
    virtual schema::Projection projection() const = 0;
    virtual Refusal changeProjection(const schema::Projection &projection) const = 0;

private:
    QString note() const;
    Refusal takeNote(const QString &text) const;
    void showProjection();
    Refusal takeProjection(const QVariant &type);
    Refusal takeProjected(const QString &text);

    TextField *m_projected = nullptr;
    bool m_wantsSome = false; ///< INCLUDE was chosen, and no attribute is named yet
};

} // namespace keywright::ui
