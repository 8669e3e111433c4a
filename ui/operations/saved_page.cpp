#include "ui/operations/saved_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QStackedLayout>

#include "core/model/edits.h"
#include "core/model/saved_operations.h"
#include "ui/document/text.h"
#include "ui/operations/request_text.h"
#include "ui/operations/save_dialog.h"
#include "ui/parts/grid.h"
#include "ui/parts/labels.h"
#include "ui/parts/message_page.h"
#include "ui/parts/search_field.h"
#include "ui/parts/text_table_model.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

QStringList rowOfSaved(const model::SavedOperation &saved)
{
    const QString place = placeOfRequest(saved.request);
    return {toQString(saved.name), toQString(saved.operation), place.isEmpty() ? QString() : place,
            saved.note.empty() ? QString() : toQString(saved.note), lineOfRequest(saved.request)};
}

bool hasWords(const QStringList &row, const QString &words)
{
    const QStringList all = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QString text = row.join(QLatin1Char(' '));
    return std::all_of(all.begin(), all.end(), [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace

SavedPage::SavedPage(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_search(new SearchField(tr("Search the saved operations"))),
      m_open(new QPushButton(tr("Open"))),
      m_rows(new TextTableModel(this)),
      m_grid(new Grid(tr("Saved operations"))),
      m_message(new MessagePage),
      m_save(m_message->addButton(tr("Save the current operation")))
{
    m_search->setObjectName(QStringLiteral("savedSearch"));
    m_open->setObjectName(QStringLiteral("savedOpen"));
    m_open->setToolTip(tr("Puts the operation into its form or editor (Enter)"));
    m_save->setObjectName(QStringLiteral("savedSave"));
    m_message->setObjectName(QStringLiteral("savedMessage"));
    m_grid->setObjectName(QStringLiteral("savedGrid"));
    m_grid->setModel(m_rows);
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(space::kM, space::kXs, space::kM, space::kXs);
    row->setSpacing(space::kS);
    row->addWidget(m_search, 1);
    row->addWidget(addButton(tr("Rename…"), "savedRename", &SavedPage::rename));
    row->addWidget(addButton(tr("Duplicate"), "savedDuplicate", &SavedPage::duplicate));
    row->addWidget(addButton(tr("Delete"), "savedDelete", &SavedPage::remove));
    row->addWidget(m_open);
    auto *content = new QWidget;
    m_pages = new QStackedLayout(content);
    m_pages->addWidget(m_message);
    m_pages->addWidget(m_grid);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(bar);
    column->addWidget(makeLine());
    column->addWidget(content, 1);
    connect(m_open, &QPushButton::clicked, this, &SavedPage::open);
    connect(m_grid, &Grid::opened, this, &SavedPage::open);
    connect(m_save, &QPushButton::clicked, this, &SavedPage::saveWanted);
    connect(m_search, &QLineEdit::textChanged, this, &SavedPage::showSaved);
    connect(m_grid->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SavedPage::showButtons);
    connect(&m_document, &Document::modelChanged, this, [this] {
        if (!m_document.model() || !(m_document.model()->savedOperations == m_saved))
            showSaved();
    });
    showSaved();
}

QPushButton *SavedPage::addButton(const QString &text, const char *id, void (SavedPage::*act)())
{
    auto *button = new QPushButton(text);
    button->setObjectName(QLatin1String(id));
    button->setProperty("flat", true);
    connect(button, &QPushButton::clicked, this, act);
    m_buttons.push_back(button);
    return button;
}

/// What was selected and in sight stays so.
void SavedPage::showSaved()
{
    const auto before = selected();
    const QString name = before && *before < m_saved.size() ? toQString(m_saved[*before].name) : QString();
    const int scrolled = m_grid->verticalScrollBar()->value();
    const int formerRow = m_grid->currentIndex().row();
    m_saved = m_document.model() ? m_document.model()->savedOperations : std::vector<model::SavedOperation>();
    m_shown.clear();
    std::vector<QStringList> rows;
    for (std::size_t i = 0; i < m_saved.size(); ++i) {
        QStringList row = rowOfSaved(m_saved[i]);
        if (!hasWords(row, m_search->text()))
            continue;
        m_shown.push_back(i);
        rows.push_back(std::move(row));
    }
    const bool isFirst = m_rows->columnCount() == 0 || m_rows->rowCount() == 0;
    m_rows->setRows({tr("Name"), tr("Operation"), tr("Table or index"), tr("Note"), tr("Request")}, std::move(rows));
    if (isFirst)
        m_grid->fitColumns(240);
    select(name);
    if (!m_grid->currentIndex().isValid() && formerRow >= 0 && !m_shown.empty())
        m_grid->selectRow(std::min(formerRow, static_cast<int>(m_shown.size()) - 1));
    m_grid->verticalScrollBar()->setValue(scrolled);
    m_search->setEnabled(!m_saved.empty());
    m_save->setVisible(m_saved.empty());
    if (m_saved.empty())
        m_message->setContent({.iconName = QStringLiteral("save"),
                               .title = tr("No operation is saved in this model yet"),
                               .text = tr("A saved operation keeps its request under a name, travels with the model's file and runs on "
                                          "any connection.")});
    else
        m_message->setContent({.iconName = QStringLiteral("search"), .title = tr("No saved operation has these words")});
    m_pages->setCurrentWidget(m_shown.empty() ? static_cast<QWidget *>(m_message) : m_grid);
    showButtons();
}

void SavedPage::select(const QString &name)
{
    for (std::size_t row = 0; row < m_shown.size(); ++row)
        if (toQString(m_saved[m_shown[row]].name) == name)
            m_grid->selectRow(static_cast<int>(row));
}

void SavedPage::showButtons()
{
    const bool isSelected = selected().has_value();
    m_open->setEnabled(isSelected);
    for (QPushButton *button : m_buttons)
        button->setEnabled(isSelected);
}

std::optional<std::size_t> SavedPage::selected() const
{
    const int row = m_grid->currentIndex().row();
    if (row < 0 || row >= static_cast<int>(m_shown.size()))
        return std::nullopt;
    return m_shown[static_cast<std::size_t>(row)];
}

void SavedPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete)
        remove();
    else if (event->key() == Qt::Key_F2)
        rename();
    else
        QWidget::keyPressEvent(event);
}

void SavedPage::open()
{
    if (const auto place = selected())
        emit openWanted(m_saved[*place]);
}

void SavedPage::rename()
{
    const auto place = selected();
    if (!place)
        return;
    auto *dialog = new RenameSavedDialog(m_document, *place, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void SavedPage::duplicate()
{
    const auto place = selected();
    if (!place)
        return;
    QString name;
    const auto refusal = m_document.edit([&](const model::Model &model) {
        model::SavedOperation copy = m_saved[*place];
        copy.name = model::freeSavedName(model, copy.name);
        name = toQString(copy.name);
        return addSavedOperation(model, std::move(copy));
    });
    if (!refusal)
        select(name);
}

void SavedPage::remove()
{
    if (const auto place = selected())
        m_document.edit([place](const model::Model &model) { return removeSavedOperation(model, *place); });
}

} // namespace keywright::ui
