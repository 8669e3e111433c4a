#include "ui/design/edited_operation.h"

#include "core/model/step_parts.h"

namespace keywright::ui {

namespace {

model::Operation &operationIn(model::AccessPattern &pattern, std::size_t stepNumber, int part)
{
    model::Step &step = pattern.steps.at(stepNumber);
    return part < 0 ? step.operation : step.parts.at(static_cast<std::size_t>(part));
}

} // namespace

void EditedOperation::setPlace(std::size_t step, int part)
{
    m_step = step;
    m_part = part;
}

const model::Step *EditedOperation::step() const
{
    const model::AccessPattern *pattern = m_edited.pattern();
    return pattern && m_step < pattern->steps.size() ? &pattern->steps[m_step] : nullptr;
}

const model::Operation *EditedOperation::operation() const
{
    const model::Step *shown = step();
    if (!shown || m_part < 0)
        return shown ? &shown->operation : nullptr;
    return static_cast<std::size_t>(m_part) < shown->parts.size() ? &shown->parts[static_cast<std::size_t>(m_part)] : nullptr;
}

Refusal EditedOperation::change(const std::function<void(model::Operation &operation)> &change) const
{
    return m_edited.change([&](const model::Model &, model::AccessPattern &pattern) { change(operationIn(pattern, m_step, m_part)); });
}

Refusal EditedOperation::reshape(const Change &change) const
{
    return m_edited.reshape([&](const model::Model &model, model::AccessPattern &pattern) {
        model::Operation &changed = operationIn(pattern, m_step, m_part);
        change(model, pattern, changed);
        model::dropUnusedValues(changed);
    });
}

} // namespace keywright::ui
