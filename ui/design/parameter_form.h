#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "ui/design/edited_pattern.h"

class QGridLayout;
class QLabel;

namespace keywright::ui {

/// The parameters of an access pattern, a row each: name, type, the attribute that runs draw values from, and the example. They come by
/// themselves when a step or the expectation uses a name; one that nothing uses any more can be taken away.
class ParameterForm : public QWidget {
    Q_OBJECT

public:
    explicit ParameterForm(const EditedPattern &edited, QWidget *parent = nullptr);

    /// Shows the pattern's parameters as they are now. With `another`, what is half typed is forgotten.
    void show(bool another);

private:
    void build(const model::AccessPattern &pattern);
    void addRow(std::size_t number, int row);
    const model::Parameter *parameter(std::size_t number) const;
    Refusal change(std::size_t number, const std::function<void(model::Parameter &parameter)> &change) const;
    Refusal takeAway(std::size_t number) const;
    Refusal drawFrom(std::size_t number, const QString &source) const;

    const EditedPattern &m_edited;
    QWidget *m_table = nullptr;
    QLabel *m_none;
    std::size_t m_count = 0; ///< of the rows that m_table has
    std::vector<std::function<void()>> m_values;
};

} // namespace keywright::ui
