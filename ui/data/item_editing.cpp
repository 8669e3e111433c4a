#include "ui/data/item_editing.h"

#include <algorithm>

#include "core/model/entity_view.h"
#include "core/session/workspace.h"
#include "ui/data/value_editor.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/dialogs/message_dialog.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

bool isKeyOf(const schema::KeySchema &key, const std::string &attribute)
{
    const auto isIt = [&attribute](const schema::KeyAttribute &each) { return each.name == attribute; };
    return std::any_of(key.partition.begin(), key.partition.end(), isIt) || std::any_of(key.sort.begin(), key.sort.end(), isIt);
}

/// One sentence, and how many more there are.
Refusal firstOf(const std::vector<QString> &sentences)
{
    if (sentences.empty())
        return std::nullopt;
    if (sentences.size() == 1)
        return sentences.front();
    return ItemEditing::tr("%1 (and %2 more like it)").arg(sentences.front()).arg(sentences.size() - 1);
}

} // namespace

ItemEditing::ItemEditing(Document &document, QWidget &page)
    : QObject(&page), m_document(document), m_page(page), m_card(new ValueEditor(&page)), m_background(this)
{
    connect(m_card, &ValueEditor::taken, this, [this](const value::AttributeValue &value) { takeValue(value); });
    connect(m_card, &ValueEditor::removalWanted, this, [this] { takeValue(std::nullopt); });
    connect(m_card, &ValueEditor::closed, this, &ItemEditing::cardClosed);
}

void ItemEditing::setPlace(const Place &place, DataSource source)
{
    m_place = place;
    m_source = source;
    ++m_request;
    m_card->hide();
}

QString ItemEditing::sourceName() const
{
    return m_source == DataSource::SampleData ? tr("Sample data") : tr("Table data");
}

const model::Table *ItemEditing::table() const
{
    return m_document.model() ? m_document.model()->findTable(m_place.table) : nullptr;
}

void ItemEditing::withWholeItem(const ItemPointer &item, const UseItem &use)
{
    if (!item || !table())
        return;
    if (m_place.index.empty()) {
        use(*item);
        return;
    }
    const value::Item key = model::primaryKeyOf(*m_document.model(), m_place.table, *item);
    if (m_source == DataSource::SampleData) {
        for (const model::TableItems &sample : m_document.model()->sampleData) {
            for (const value::Item &each : sample.items) {
                if (sample.table == m_place.table && model::primaryKeyOf(*m_document.model(), m_place.table, each) == key) {
                    use(each);
                    return;
                }
            }
        }
        return;
    }
    m_background.start(
        [connection = m_document.connection(), table = m_place.table, key](const std::stop_token &) -> std::optional<value::Item> {
            try {
                return connection->getItem({.table = table, .key = key, .consistentRead = true}).item;
            } catch (const std::exception &) {
                return std::nullopt; // it is gone, or the table is: reading again shows which
            }
        },
        [this, id = ++m_request, use](const std::optional<value::Item> &whole) {
            if (id != m_request)
                return;
            if (whole)
                use(*whole);
            else
                emit tableWritten();
        });
}

value::Type ItemEditing::typeOfMissing(const value::Item &item, const std::string &attribute) const
{
    const model::Entity *entity = model::entityOfItem(*m_document.model(), m_place.table, item);
    const model::Attribute *known = entity ? entity->findAttribute(attribute) : nullptr;
    return known ? known->type : value::Type::S;
}

void ItemEditing::editValue(const ItemPointer &item, const std::string &attribute, const QRect &cell)
{
    withWholeItem(item, [this, attribute, cell](const value::Item &whole) {
        m_edited = whole;
        m_attribute = attribute;
        const value::AttributeValue *value = whole.find(attribute);
        m_card->edit({.name = toQString(attribute),
                      .source = sourceName(),
                      .value = value ? std::optional(*value) : std::nullopt,
                      .typeIfMissing = typeOfMissing(whole, attribute),
                      .isKey = isKeyOf(m_place.tableKey, attribute)},
                     cell);
    });
}

void ItemEditing::takeValue(const std::optional<value::AttributeValue> &value)
{
    value::Item after = m_edited;
    if (value)
        after.set(m_attribute, *value);
    else
        after.erase(m_attribute);
    if (after == m_edited) {
        m_card->hide();
        return;
    }
    after = withFollowingKeys(*m_document.model(), m_place.table, m_edited, std::move(after));
    m_card->setBusy(true);
    apply({{m_edited, std::move(after)}}, [this, id = ++m_request](const Refusal &refusal) {
        if (id != m_request)
            return;
        m_card->setBusy(false);
        if (refusal)
            m_card->refuse(*refusal);
        else
            m_card->hide();
    });
}

ItemDialog *ItemEditing::openDialog(ItemDialog::Purpose purpose, const value::Item &item)
{
    auto *dialog = new ItemDialog(purpose, m_document.model(), m_place.table, sourceName(), item, &m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

void ItemEditing::editItem(const ItemPointer &item)
{
    withWholeItem(item, [this](const value::Item &whole) {
        openDialog(ItemDialog::Purpose::Edit, whole)->onTake([this, whole](const value::Item &typed, const ItemDialog::Answer &answer) {
            apply({{whole, withFollowingKeys(*m_document.model(), m_place.table, whole, typed)}}, answer);
        });
    });
}

void ItemEditing::duplicateItem(const ItemPointer &item)
{
    withWholeItem(item, [this](const value::Item &whole) {
        openDialog(ItemDialog::Purpose::Duplicate, whole)
            ->onTake([this, whole](const value::Item &typed, const ItemDialog::Answer &answer) {
                apply({{std::nullopt, withFollowingKeys(*m_document.model(), m_place.table, whole, typed)}}, answer);
            });
    });
}

void ItemEditing::addItem()
{
    if (!table())
        return;
    openDialog(ItemDialog::Purpose::Add, {})->onTake([this](const value::Item &typed, const ItemDialog::Answer &answer) {
        apply({{std::nullopt, typed}}, answer);
    });
}

void ItemEditing::deleteItems(const std::vector<ItemPointer> &items)
{
    if (items.empty() || !table())
        return;
    const QString count = countText(static_cast<qint64>(items.size()), tr("1 item"), tr("%1 items"));
    if (m_source == DataSource::Table) {
        const Message question{
            tr("Delete %1 of %2?").arg(count, toQString(m_place.table)),
            tr("They are deleted from the table, which cannot be undone. Items that were changed since they were read stay."),
            {}};
        if (!confirm(&m_page, question, tr("Delete")))
            return;
    }
    std::vector<ItemChange> changes;
    for (const ItemPointer &item : items) {
        // What an index projects is enough to delete from the table on condition that it is as it was seen.
        if (m_source == DataSource::Table)
            changes.push_back({*item, std::nullopt});
        else
            withWholeItem(item, [&changes](const value::Item &whole) { changes.push_back({whole, std::nullopt}); });
    }
    apply(std::move(changes), [this](const Refusal &refusal) {
        if (refusal)
            showMessage(&m_page, {tr("Some items were not deleted"), *refusal, {}});
    });
}

void ItemEditing::apply(std::vector<ItemChange> changes, const Done &done)
{
    const model::Table *found = table();
    if (!found || changes.empty())
        return done(tr("The model has no table %1 any more.").arg(toQString(m_place.table)));
    if (m_source == DataSource::SampleData)
        return done(m_document.edit([&](const model::Model &model) { return sampleCommand(model, m_place.table, changes); }));
    const auto workspace = m_document.workspace();
    if (!workspace)
        return done(tr("The tables are not open. Open the model again."));
    m_background.start(
        [workspace, connection = m_document.connection(), definition = found->definition,
         changes = std::move(changes)](const std::stop_token &stop) {
            try {
                workspace->countAsUsed(); // from now on the table is not made anew from the sample data unasked
            } catch (const std::exception &error) {
                return std::vector<QString>{toQString(error.what())};
            }
            return writeChanges(*connection, definition, changes, stop);
        },
        [this, done](const std::vector<QString> &sentences) {
            done(firstOf(sentences));
            emit tableWritten();
        });
}

} // namespace keywright::ui
