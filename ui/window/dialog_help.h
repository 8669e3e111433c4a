#pragma once

#include <functional>

#include <QObject>

namespace keywright::ui {

/// F1 in a modal dialog opens its topic in a window of the dialog's own, since the dialog blocks all others. Watches the whole
/// application while it lives.
class DialogHelp : public QObject {
    Q_OBJECT

public:
    /// `fallback` gives the topic for a dialog that names none.
    explicit DialogHelp(std::function<QString()> fallback, QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<QString()> m_fallback;
};

} // namespace keywright::ui
