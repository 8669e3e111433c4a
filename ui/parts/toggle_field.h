#pragma once

#include <functional>

#include "ui/parts/field_note.h"

namespace keywright::ui {

class ToggleSwitch;

/// A switch with its words behind it, which switch it too: taken at once, or put back with the reason below.
class ToggleField : public QWidget {
    Q_OBJECT

public:
    using Take = std::function<Refusal(bool on)>;

    explicit ToggleField(const QString &words, QWidget *parent = nullptr);

    void onCommit(Take take) { m_take = std::move(take); }
    void setValue(bool on);
    bool value() const { return m_value; }
    QString refusal() const { return m_note->text(); }
    ToggleSwitch &toggle() const { return *m_switch; }

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void take(bool on);

    ToggleSwitch *m_switch;
    FieldNote *m_note;
    Take m_take;
    bool m_value = false;
};

} // namespace keywright::ui
