#pragma once

#include "ui/parts/text_field.h"

namespace keywright::ui {

/// A line that adds what is typed in it to a list and is empty again, ready for the next. What is refused stays.
class AddLine : public TextField {
    Q_OBJECT

public:
    /// `example` stands in the empty line: "Add tag, e.g. team = orders".
    AddLine(const QString &name, const QString &example, QWidget *parent = nullptr);
};

} // namespace keywright::ui
