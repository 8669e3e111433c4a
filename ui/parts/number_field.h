#pragma once

#include <optional>

#include "ui/parts/text_field.h"

namespace keywright::ui {

/// A line that edits a whole number within bounds, with its unit behind it. What is no such number is refused with the
/// bounds. Empty is a value of its own where setOptional() says so.
class NumberField : public TextField {
    Q_OBJECT

public:
    using TakeNumber = std::function<Refusal(std::optional<qint64> number)>;

    NumberField(const QString &name, qint64 minimum, qint64 maximum, QWidget *parent = nullptr);

    void onNumber(TakeNumber take);
    void setNumber(std::optional<qint64> number);
    /// The field may be empty; `placeholder` says what that means: "No limit".
    void setOptional(const QString &placeholder);
    /// Nullopt when it is empty or no number.
    std::optional<qint64> number() const;

private:
    Refusal check(const QString &text) const;
    std::optional<qint64> read(const QString &text) const;

    qint64 m_minimum;
    qint64 m_maximum;
    bool m_optional = false;
};

} // namespace keywright::ui
