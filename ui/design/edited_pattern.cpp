#include "ui/design/edited_pattern.h"

#include "core/model/edits.h"
#include "core/model/renames.h"
#include "core/model/step_edits.h"

namespace keywright::ui {

const model::AccessPattern *EditedPattern::pattern() const
{
    const auto &model = m_document.model();
    const bool isThere = model && m_row >= 0 && m_row < static_cast<int>(model->accessPatterns.size());
    return isThere ? &model->accessPatterns[static_cast<std::size_t>(m_row)] : nullptr;
}

Refusal EditedPattern::edit(const Document::MakeCommand &make) const
{
    m_document.endCoalescing();
    const Refusal refusal = m_document.edit(make);
    m_document.endCoalescing();
    return refusal;
}

Refusal EditedPattern::change(const Change &change) const
{
    if (!pattern())
        return std::nullopt;
    return edit([this, &change](const model::Model &model) {
        model::AccessPattern changed = *pattern();
        change(model, changed);
        model::addMissingParameters(model, changed);
        return model::changeAccessPattern(model, std::move(changed));
    });
}

Refusal EditedPattern::rename(const QString &name) const
{
    const model::AccessPattern *edited = pattern();
    if (!edited)
        return std::nullopt;
    return edit(
        [from = edited->name, to = name.toStdString()](const model::Model &model) { return model::renameAccessPattern(model, from, to); });
}

Refusal EditedPattern::renameParameter(const std::string &from, const QString &to) const
{
    const model::AccessPattern *edited = pattern();
    if (!edited)
        return std::nullopt;
    return edit([name = edited->name, from, to = to.toStdString()](const model::Model &model) {
        return model::renameParameter(model, name, from, to);
    });
}

} // namespace keywright::ui
