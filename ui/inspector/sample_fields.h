#pragma once

#include "ui/inspector/form.h"

namespace keywright::ui {

/// How sample values of one attribute are generated: a format, and what that format needs to know.
class SampleFields : public Form {
    Q_OBJECT

public:
    /// Null when the attribute is gone.
    using ReadAttribute = std::function<const model::Attribute *()>;

    SampleFields(std::shared_ptr<Editing> editing, ReadAttribute attribute);

private:
    void addMember(const char *member);
    void showMembers();
    QString format() const;
    QString memberText(const char *member) const;
    Refusal takeFormat(const QString &format) const;
    Refusal takeMember(const char *member, const QString &text) const;
    Refusal change(value::Json sampleFormat) const;
    value::Json begun(const QString &format) const;

    ReadAttribute m_attribute;
    ChoiceField *m_format = nullptr;
    std::vector<std::pair<const char *, TextField *>> m_members;
};

/// Whether values of the type can be generated so.
bool formatFits(const QString &format, value::Type type);

} // namespace keywright::ui
