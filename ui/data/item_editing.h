#pragma once

#include <functional>
#include <memory>

#include <QObject>
#include <QRect>

#include "ui/data/item_change.h"
#include "ui/data/item_dialog.h"
#include "ui/data/place.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

class ValueEditor;

/// What a person does with items: the card over a cell, the dialog of a whole item, and the way of what they typed into the
/// sample data (by the document, undoable) or into the table (by a conditional write on a thread).
class ItemEditing : public QObject {
    Q_OBJECT

public:
    using ItemPointer = std::shared_ptr<const value::Item>;

    /// The card and the dialogs stand on `page`.
    ItemEditing(Document &document, QWidget &page);

    /// Where items are read, and what edits go to. Leaves a card that is open.
    void setPlace(const Place &place, DataSource source);
    DataSource source() const { return m_source; }
    QString sourceName() const;

    /// `cell` is in the page's coordinates.
    void editValue(const ItemPointer &item, const std::string &attribute, const QRect &cell);
    void editItem(const ItemPointer &item);
    void duplicateItem(const ItemPointer &item);
    void addItem();
    /// Of the table, after a question.
    void deleteItems(const std::vector<ItemPointer> &items);

    using Done = std::function<void(const Refusal &refusal)>;
    /// Answers at once for the sample data, later for the table.
    void apply(std::vector<ItemChange> changes, const Done &done);

signals:
    /// The table holds other items than it did.
    void tableWritten();
    void cardClosed();

private:
    using UseItem = std::function<void(const value::Item &item)>;

    /// An index holds what it projects, so the whole item is read before it is edited.
    void withWholeItem(const ItemPointer &item, const UseItem &use);
    void takeValue(const std::optional<value::AttributeValue> &value);
    ItemDialog *openDialog(ItemDialog::Purpose purpose, const value::Item &item);
    const model::Table *table() const;
    value::Type typeOfMissing(const value::Item &item, const std::string &attribute) const;

    Document &m_document;
    QWidget &m_page;
    ValueEditor *m_card;
    Place m_place;
    DataSource m_source = DataSource::SampleData;
    value::Item m_edited; ///< whose value the card shows
    std::string m_attribute;
    quint64 m_request = 0; ///< answers to earlier cards are dropped
    Background m_background;
};

} // namespace keywright::ui
