#pragma once

#include <optional>
#include <vector>

#include "core/model/key_template.h"
#include "core/model/model.h"
#include "ui/parts/completion_list.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

/// A line for a key template: placeholders coloured as everywhere, what does not parse underlined, and the entity's
/// attributes and the filters offered after { and |.
class TemplateEdit : public EditLine {
    Q_OBJECT

public:
    /// What can stand between braces: an attribute of the entity, a parameter of the pattern.
    struct Name {
        QString name;
        QString hint; ///< its type tag
        friend bool operator==(const Name &, const Name &) = default;
    };

    explicit TemplateEdit(QWidget *parent = nullptr);

    void setNames(std::vector<Name> names);
    void setNames(const model::Entity &entity);
    /// Why the text is no template, as a sentence; nullopt when it is one.
    Refusal problem() const;
    /// The placeholders that are none of the names; empty when no names were set.
    QStringList unknownNames() const;
    /// The sentence for a text that is no template.
    static Refusal problemOf(const QString &text);

    bool isCompleting() const override;
    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    /// The stretch before the cursor that a completion would replace; nullopt outside of braces.
    struct Context {
        int start = 0;
        QString typed;
        bool filter = false; ///< after a |, so filters are offered
    };

    std::optional<Context> context() const;
    QList<Completion> completionsFor(const Context &context) const;
    void offer();
    void insertCompletion();
    void colour();

    std::vector<Name> m_names;
    CompletionList *m_list;
};

/// A field around a TemplateEdit, which is its line.
class TemplateField : public TextField {
    Q_OBJECT

public:
    explicit TemplateField(const QString &name, QWidget *parent = nullptr);
    TemplateEdit &edit() const;

private:
    void judgeNames();
};

} // namespace keywright::ui
