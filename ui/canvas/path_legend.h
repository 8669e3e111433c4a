#pragma once

#include <QFrame>

#include "ui/canvas/lit_path.h"

class QLabel;

namespace keywright::ui {

/// A strip that names the access pattern which is lit, and its steps with the numbers of their arrows. Hidden without one.
class PathLegend : public QFrame {
    Q_OBJECT

public:
    explicit PathLegend(QWidget *parent = nullptr);

    void showPath(const LitPath &path);

signals:
    void closed();

private:
    void showTexts();

    LitPath m_path;
    QLabel *m_name;
    QLabel *m_steps;
};

} // namespace keywright::ui
