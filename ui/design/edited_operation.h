#pragma once

#include "ui/design/edited_pattern.h"

namespace keywright::ui {

/// The operation of an access pattern that the fields of a form edit: a step's own, or one part of it.
class EditedOperation {
public:
    using Change = std::function<void(const model::Model &model, model::AccessPattern &pattern, model::Operation &operation)>;

    explicit EditedOperation(const EditedPattern &edited) : m_edited(edited) { }

    const EditedPattern &edited() const { return m_edited; }
    /// `part` is -1 for the step's own operation.
    void setPlace(std::size_t step, int part);
    std::size_t stepNumber() const { return m_step; }
    int part() const { return m_part; }

    /// Null when it is not there.
    const model::Step *step() const;
    const model::Operation *operation() const;

    Refusal change(const std::function<void(model::Operation &operation)> &change) const;
    /// The same, and parameters that nothing uses any more go.
    Refusal reshape(const Change &change) const;

private:
    const EditedPattern &m_edited;
    std::size_t m_step = 0;
    int m_part = -1;
};

} // namespace keywright::ui
