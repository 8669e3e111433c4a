#pragma once

#include <functional>
#include <memory>

#include <QObject>
#include <QRect>

#include "ui/connections/connections.h"
#include "ui/data/item_change.h"
#include "ui/data/item_dialog.h"
#include "ui/data/place.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/parts/field_note.h"

namespace keywright::ui {

class ValueEditor;

/// Where items are read, and what edits go to.
struct EditTarget {
    DataSource source = DataSource::SampleData;
    std::shared_ptr<const model::Model> model; ///< of a connection's tables; null where that is the document's
    ChosenConnection connection;               ///< of table data
};

/// What a person does with items: the card over a cell, the dialog of a whole item, and the way of what they typed into the
/// sample data (by the document, undoable) or into the table (by a conditional write on a thread, which a connection may ask
/// about first).
class ItemEditing : public QObject {
    Q_OBJECT

public:
    using ItemPointer = std::shared_ptr<const value::Item>;

    /// The card and the dialogs stand on `page`.
    ItemEditing(Document &document, QWidget &page);

    /// Leaves a card that is open.
    void setPlace(const Place &place, EditTarget target);
    DataSource source() const { return m_target.source; }
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
    const std::shared_ptr<const model::Model> &model() const;
    const model::Table *table() const;
    void applyAsked(std::vector<ItemChange> changes, const Done &done);
    void write(const model::Table &table, std::vector<ItemChange> changes, const Done &done);
    value::Type typeOfMissing(const value::Item &item, const std::string &attribute) const;

    Document &m_document;
    QWidget &m_page;
    ValueEditor *m_card;
    Place m_place;
    EditTarget m_target;
    value::Item m_edited; ///< whose value the card shows
    std::string m_attribute;
    quint64 m_request = 0; ///< answers to earlier cards are dropped
    Background m_background;
};

} // namespace keywright::ui
