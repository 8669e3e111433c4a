#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/model/model.h"
#include "ui/document/document.h"

class QPushButton;
class QStackedLayout;

namespace keywright::ui {

class Grid;
class MessagePage;
class SearchField;
class TextTableModel;

/// The model's saved operations: to open, to rename, to duplicate and to delete.
class SavedPage : public QWidget {
    Q_OBJECT

public:
    explicit SavedPage(Document &document, QWidget *parent = nullptr);

    /// Selects the one of that name.
    void select(const QString &name);

signals:
    void openWanted(const keywright::model::SavedOperation &saved);
    /// The operation that is being built should be saved.
    void saveWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void showSaved();
    void showButtons();
    /// The place in the model's list of what is selected.
    std::optional<std::size_t> selected() const;
    void open();
    void rename();
    void duplicate();
    void remove();
    QPushButton *addButton(const QString &text, const char *id, void (SavedPage::*act)());

    Document &m_document;
    std::vector<model::SavedOperation> m_saved; ///< as they are shown, but for the search
    std::vector<std::size_t> m_shown;           ///< places in the model's list, by row
    SearchField *m_search;
    QPushButton *m_open;
    std::vector<QPushButton *> m_buttons;
    TextTableModel *m_rows;
    Grid *m_grid;
    MessagePage *m_message;
    QPushButton *m_save;
    QStackedLayout *m_pages = nullptr;
};

} // namespace keywright::ui
