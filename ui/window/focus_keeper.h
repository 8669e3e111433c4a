#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace keywright::ui {

/// Gives the focus back to a control that lost it only because it was disabled for a while, as a Run button is while it runs.
/// Qt hands the focus to the next control then, where the next press of a key would do something else.
class FocusKeeper : public QObject {
    Q_OBJECT

public:
    explicit FocusKeeper(QObject *parent = nullptr);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *before, QWidget *now);
    void forget();

    QPointer<QWidget> m_lost;    ///< had the focus until it was disabled
    QPointer<QWidget> m_instead; ///< has had it since
};

} // namespace keywright::ui
