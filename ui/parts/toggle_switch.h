#pragma once

#include <QAbstractButton>

namespace keywright::ui {

/// A small switch for something that goes on until it is switched off. `name` is its accessible name.
class ToggleSwitch : public QAbstractButton {
    Q_OBJECT

public:
    explicit ToggleSwitch(const QString &name, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace keywright::ui
