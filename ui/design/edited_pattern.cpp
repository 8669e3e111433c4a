#include "ui/design/edited_pattern.h"

#include <algorithm>

#include "core/model/edits.h"
#include "core/model/pattern_follow.h"
#include "core/model/renames.h"
#include "core/model/step_edits.h"

namespace keywright::ui {

namespace {

bool contains(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

EditedPattern::EditedPattern(Document &document) : m_document(document)
{
    const auto remember = [this] {
        m_opened.clear();
        if (const auto &model = m_document.model())
            for (const model::AccessPattern &pattern : model->accessPatterns)
                m_opened.insert(pattern.name);
    };
    QObject::connect(&document, &Document::modelOpened, &m_context, remember);
    remember();
}

bool EditedPattern::isNew() const
{
    return pattern() && !m_opened.contains(pattern()->name);
}

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

Refusal EditedPattern::changeAll(const Change &change, bool dropUnused) const
{
    if (!pattern())
        return std::nullopt;
    return edit([&](const model::Model &model) {
        const model::AccessPattern &before = *pattern();
        model::AccessPattern changed = before;
        change(model, changed);
        if (isNew())
            model::followEntities(model, before, changed);
        model::addMissingParameters(model, changed);
        model::followOperation(model, before, changed);
        if (dropUnused || isNew()) {
            // What only the old shape asked for would be asked of the caller for nothing.
            const std::vector<std::string> usedBefore = model::namesUsedBy(before);
            const std::vector<std::string> used = model::namesUsedBy(changed);
            std::erase_if(changed.parameters, [&](const model::Parameter &parameter) {
                return contains(usedBefore, parameter.name) && !contains(used, parameter.name);
            });
        }
        model::addMissingParameters(model, changed);
        return model::changeAccessPattern(model, std::move(changed));
    });
}

Refusal EditedPattern::change(const Change &change) const
{
    return changeAll(change, false);
}

Refusal EditedPattern::reshape(const Change &change) const
{
    return changeAll(change, true);
}

Refusal EditedPattern::rename(const QString &name) const
{
    const model::AccessPattern *edited = pattern();
    if (!edited)
        return std::nullopt;
    if (!isNew())
        m_opened.insert(name.toStdString());
    return edit(
        [from = edited->name, to = name.toStdString()](const model::Model &model) { return model::renameAccessPattern(model, from, to); });
}

Refusal EditedPattern::renameStep(const std::string &from, const QString &to) const
{
    const model::AccessPattern *edited = pattern();
    if (!edited)
        return std::nullopt;
    return edit(
        [name = edited->name, from, to = to.toStdString()](const model::Model &model) { return model::renameStep(model, name, from, to); });
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
