#pragma once

#include <QWidget>

#include "core/model/model.h"
#include "ui/parts/entity_look.h"
#include "ui/parts/labels.h"

class QVBoxLayout;

namespace keywright::ui {

/// One page of the inspector, built from top to bottom: a head, then sections of fields.
class InspectorPage : public QWidget {
    Q_OBJECT

public:
    explicit InspectorPage(QWidget *parent = nullptr);

    /// `kind` stands small above the name: "Entity".
    void addHead(const QString &kind, const QString &name, const QIcon &icon);
    void addNote(const QString &note); ///< nothing when empty
    void addSection(const QString &title);
    void addField(const QString &label, const QString &value, bool mono = false);
    /// A label over a template with its placeholders coloured.
    void addTemplate(const QString &label, const QString &keyTemplate, const QString &keyMark = {});
    /// One attribute: name, type tag, what is said of it on the right.
    void addAttribute(const QString &name, const QString &typeTag, const QString &remark = {}, const QString &tip = {});
    /// An attribute of an item with its whole value below.
    void addValue(const QString &name, const value::AttributeValue &value, const QString &keyMark = {});
    void addEntities(const QList<EntityLook> &looks);
    void addIconLine(const QString &iconName, IconTint tint, const QString &text);
    void addText(const QString &text, LabelTone tone = LabelTone::Secondary);
    /// Read-only text in mono with a button that copies it. `name` is its accessible name.
    void addCode(const QString &name, const QString &text);
    void finish();

private:
    QVBoxLayout *m_rows;
};

} // namespace keywright::ui
