#include "ui/data/item_editing.h"

#include <algorithm>

#include "core/model/entity_view.h"
#include "core/session/workspace.h"
#include "ui/connections/connection_problem.h"
#include "ui/connections/write_question.h"
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

/// The item that an index showed a part of.
struct WholeItem {
    std::optional<value::Item> item;
    std::optional<ConnectionProblem> problem;
};

IntendedWrite intentionOf(const std::vector<ItemChange> &changes, const std::string &table)
{
    const QString count = countText(static_cast<qint64>(changes.size()), ItemEditing::tr("1 item"), ItemEditing::tr("%1 items"));
    const ItemChange &first = changes.front();
    const QString text = !first.before ? ItemEditing::tr("Add %1 to %2")
        : !first.after                 ? ItemEditing::tr("Delete %1 of %2")
                                       : ItemEditing::tr("Change %1 of %2");
    return {text.arg(count, toQString(table)), {}};
}

} // namespace

ItemEditing::ItemEditing(Document &document, QWidget &page)
    : QObject(&page), m_document(document), m_page(page), m_card(new ValueEditor(&page)), m_background(this)
{
    connect(m_card, &ValueEditor::taken, this, [this](const value::AttributeValue &value) { takeValue(value); });
    connect(m_card, &ValueEditor::removalWanted, this, [this] { takeValue(std::nullopt); });
    connect(m_card, &ValueEditor::closed, this, &ItemEditing::cardClosed);
}

void ItemEditing::setPlace(const Place &place, EditTarget target)
{
    m_place = place;
    m_target = std::move(target);
    ++m_request;
    m_card->hide();
}

QString ItemEditing::sourceName() const
{
    if (m_target.source == DataSource::SampleData)
        return tr("Sample data");
    return m_target.connection.isWorkspace() ? tr("Table data") : tr("Table data on %1").arg(m_target.connection.name);
}

const std::shared_ptr<const model::Model> &ItemEditing::model() const
{
    return m_target.model ? m_target.model : m_document.model();
}

const model::Table *ItemEditing::table() const
{
    return model() ? model()->findTable(m_place.table) : nullptr;
}

void ItemEditing::withWholeItem(const ItemPointer &item, const UseItem &use)
{
    if (!item || !table())
        return;
    if (m_place.index.empty()) {
        use(*item);
        return;
    }
    const value::Item key = model::primaryKeyOf(*model(), m_place.table, *item);
    if (m_target.source == DataSource::SampleData) {
        for (const model::TableItems &sample : model()->sampleData) {
            for (const value::Item &each : sample.items) {
                if (sample.table == m_place.table && model::primaryKeyOf(*model(), m_place.table, each) == key) {
                    use(each);
                    return;
                }
            }
        }
        return;
    }
    m_background.start(
        [connection = m_target.connection.connection, table = m_place.table, key](const std::stop_token &stop) {
            WholeItem whole;
            try {
                whole.item = connection::stoppedBy(connection, stop)->getItem({.table = table, .key = key, .consistentRead = true}).item;
            } catch (...) {
                whole.problem = connectionProblem(std::current_exception());
            }
            return whole;
        },
        [this, id = ++m_request, use](const WholeItem &whole) {
            if (id != m_request)
                return;
            if (whole.item)
                use(*whole.item);
            else if (whole.problem)
                showMessage(&m_page, {tr("The item could not be read"), whole.problem->text, {}});
            else
                emit tableWritten(); // it is gone, which reading again shows
        });
}

value::Type ItemEditing::typeOfMissing(const value::Item &item, const std::string &attribute) const
{
    const model::Entity *entity = model::entityOfItem(*model(), m_place.table, item);
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
    after = withFollowingKeys(*model(), m_place.table, m_edited, std::move(after));
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
    auto *dialog = new ItemDialog(purpose, model(), m_place.table, sourceName(), item, &m_page);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

void ItemEditing::editItem(const ItemPointer &item)
{
    withWholeItem(item, [this](const value::Item &whole) {
        openDialog(ItemDialog::Purpose::Edit, whole)->onTake([this, whole](const value::Item &typed, const ItemDialog::Answer &answer) {
            apply({{whole, withFollowingKeys(*model(), m_place.table, whole, typed)}}, answer);
        });
    });
}

void ItemEditing::duplicateItem(const ItemPointer &item)
{
    withWholeItem(item, [this](const value::Item &whole) {
        openDialog(ItemDialog::Purpose::Duplicate, whole)
            ->onTake([this, whole](const value::Item &typed, const ItemDialog::Answer &answer) {
                apply({{std::nullopt, withFollowingKeys(*model(), m_place.table, whole, typed)}}, answer);
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
    const bool isAsked = m_target.source == DataSource::Table && m_target.connection.asksBeforeWriting;
    if (m_target.source == DataSource::Table && !isAsked) {
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
        if (m_target.source == DataSource::Table)
            changes.push_back({*item, std::nullopt});
        else
            withWholeItem(item, [&changes](const value::Item &whole) { changes.push_back({whole, std::nullopt}); });
    }
    if (isAsked && !mayWrite(&m_page, m_target.connection, intentionOf(changes, m_place.table)))
        return;
    applyAsked(std::move(changes), [this](const Refusal &refusal) {
        if (refusal)
            showMessage(&m_page, {tr("Some items were not deleted"), *refusal, {}});
    });
}

void ItemEditing::apply(std::vector<ItemChange> changes, const Done &done)
{
    const bool isAsked = m_target.source == DataSource::Table && !changes.empty();
    if (isAsked && !mayWrite(&m_page, m_target.connection, intentionOf(changes, m_place.table)))
        return done(tr("It was not written."));
    applyAsked(std::move(changes), done);
}

void ItemEditing::applyAsked(std::vector<ItemChange> changes, const Done &done)
{
    const model::Table *found = table();
    if (!found || changes.empty())
        return done(tr("The model has no table %1 any more.").arg(toQString(m_place.table)));
    if (m_target.source == DataSource::SampleData)
        return done(m_document.edit([&](const model::Model &model) { return sampleCommand(model, m_place.table, changes); }));
    if (!m_target.connection.connection)
        return done(tr("The tables are not open. Open the model again."));
    write(*found, std::move(changes), done);
}

void ItemEditing::write(const model::Table &table, std::vector<ItemChange> changes, const Done &done)
{
    const auto workspace = m_target.connection.isWorkspace() ? m_document.workspace() : nullptr;
    m_background.start(
        [workspace, connection = m_target.connection.connection, definition = table.definition,
         changes = std::move(changes)](const std::stop_token &stop) {
            try {
                if (workspace)
                    workspace->countAsUsed(); // from now on the table is not made anew from the sample data unasked
            } catch (const std::exception &error) {
                return WriteReport{0, {toQString(error.what())}};
            }
            return writeChanges(*connection::stoppedBy(connection, stop), definition, changes, stop);
        },
        [this, isRemote = !m_target.connection.isWorkspace(), done](const WriteReport &report) {
            done(firstOf(report.refusals));
            // A connection that is gone would take what is shown away too.
            if (!isRemote || report.written > 0)
                emit tableWritten();
        });
}

} // namespace keywright::ui
