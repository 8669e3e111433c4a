#pragma once

#include <QComboBox>

namespace keywright::ui {

/// A combo box with our chevron, which a style sheet cannot tint. `name` is for assistive technology.
class Chooser : public QComboBox {
    Q_OBJECT

public:
    explicit Chooser(const QString &name, QWidget *parent = nullptr);

    /// As wide as its longest entry, however narrow the box is.
    void showPopup() override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace keywright::ui
