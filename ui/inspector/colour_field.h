#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QWidget>

class QButtonGroup;

namespace keywright::ui {

/// A choice among the colours of the entity palette, or the one that the entity's place in the model gives it.
class ColourField : public QWidget {
    Q_OBJECT

public:
    using Take = std::function<void(std::optional<int> colour)>;

    explicit ColourField(QWidget *parent = nullptr);
    void onCommit(Take take) { m_take = std::move(take); }
    /// Nullopt is the automatic one, which then is `automatic`.
    void setValue(std::optional<int> colour, int automatic);

private:
    QButtonGroup *m_group;
    Take m_take;
};

} // namespace keywright::ui
