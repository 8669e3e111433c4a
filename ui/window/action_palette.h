#pragma once

#include <QFrame>

#include "ui/window/palette_entries.h"

class QLabel;
class QLineEdit;
class QListView;

namespace keywright::ui {

/// A list of everything the window can do or show, to type into. It lies over the window and goes away when something
/// was chosen, with Escape, or when the focus leaves it.
class ActionPalette : public QFrame {
    Q_OBJECT

public:
    explicit ActionPalette(QWidget *window);

    void open(std::vector<PaletteEntry> entries);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void place();
    void moveBy(int rows);
    void runCurrent();
    void dismiss();

    PaletteModel *m_model;
    QLineEdit *m_line;
    QListView *m_list;
    QLabel *m_nothing;
};

} // namespace keywright::ui
