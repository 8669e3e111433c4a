#pragma once

#include <QLineEdit>

namespace keywright::ui {

/// A line to filter or search with: a magnifier in front, a cross to clear it; Escape clears it too.
class SearchField : public QLineEdit {
    Q_OBJECT

public:
    explicit SearchField(const QString &placeholder, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

} // namespace keywright::ui
