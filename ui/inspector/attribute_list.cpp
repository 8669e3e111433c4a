#include "ui/inspector/attribute_list.h"

#include <algorithm>

#include <QKeyEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/model/removals.h"
#include "core/model/renames.h"
#include "ui/document/text.h"
#include "ui/inspector/add_line.h"
#include "ui/inspector/removal_question.h"
#include "ui/inspector/sample_fields.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/note_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTypeWidth = 70;
constexpr int kDetailIndent = space::kM;

/// What the row of an attribute opens: all that does not fit on one line.
class AttributeDetails : public Form {
public:
    AttributeDetails(std::shared_ptr<Editing> shared, SampleFields::ReadAttribute attribute) : Form(std::move(shared))
    {
        const auto change = [this, attribute](const QString &text, const std::function<void(model::Attribute &)> &make) -> Refusal {
            const model::Attribute *found = attribute();
            if (!found)
                return std::nullopt;
            const std::string name = found->name;
            return editing().changeEntity(text.arg(toQString(name)), [&](model::Entity &entity) {
                for (model::Attribute &each : entity.attributes) {
                    if (each.name == name)
                        make(each);
                }
            });
        };
        addToggle(
            {AttributeRow::tr("Required"), "required"}, [attribute] { return attribute() && attribute()->required; },
            [change](bool on) {
                return change(on ? AttributeRow::tr("Require %1") : AttributeRow::tr("Make %1 optional"),
                              [on](model::Attribute &each) { each.required = on; });
            });
        addForm(new SampleFields(sharedEditing(), attribute));
        NoteField *note = addNote([attribute] { return attribute() ? toQString(attribute()->note) : QString(); },
                                  [change](const QString &text) {
                                      return change(AttributeRow::tr("Change the note of %1"),
                                                    [&text](model::Attribute &each) { each.note = text.toStdString(); });
                                  });
        note->setObjectName(QStringLiteral("attributeNote"));
    }

    void addButtons(QWidget *buttons) { addWide(buttons); }
};

} // namespace

AttributeList::AttributeList(std::shared_ptr<Editing> shared) : Form(std::move(shared)), m_list(new QVBoxLayout)
{
    auto *list = new QWidget;
    list->setLayout(m_list);
    m_list->setContentsMargins({});
    m_list->setSpacing(space::kXs);
    addWide(list);
    AddLine *line =
        addAddLine({tr("Add attribute"), "addAttribute"}, tr("Add, e.g. price: N"), [this](const QString &text) { return add(text); });
    line->setMono(true);
    onShow([this] { showAttributes(); });
}

/// The row of the attribute, wherever it stood; else a new one.
AttributeRow *AttributeList::takeRow(const std::string &name, std::size_t place)
{
    for (std::size_t from = place; from < m_rows.size(); ++from) {
        if (m_rows[from]->attribute() != name)
            continue;
        if (from != place) {
            std::rotate(m_rows.begin() + static_cast<std::ptrdiff_t>(place), m_rows.begin() + static_cast<std::ptrdiff_t>(from),
                        m_rows.begin() + static_cast<std::ptrdiff_t>(from) + 1);
            m_list->removeWidget(m_rows[place]);
            m_list->insertWidget(static_cast<int>(place), m_rows[place]);
        }
        return m_rows[place];
    }
    auto *row = new AttributeRow(sharedEditing(), name);
    m_rows.insert(m_rows.begin() + static_cast<std::ptrdiff_t>(place), row);
    m_list->insertWidget(static_cast<int>(place), row);
    row->show(); // at once: it may be edited before the next event
    return row;
}

void AttributeList::showAttributes()
{
    const std::vector<model::Attribute> &attributes = editing().entity().attributes;
    const auto exists = [&attributes](const std::string &name) {
        return std::any_of(attributes.begin(), attributes.end(), [&name](const auto &each) { return each.name == name; });
    };
    // An undo of a rename: the row at its place stays, with the focus that may be in it.
    if (m_rows.size() == attributes.size()) {
        for (std::size_t place = 0; place < m_rows.size(); ++place) {
            if (!exists(m_rows[place]->attribute()))
                m_rows[place]->setAttribute(attributes[place].name);
        }
    }
    for (std::size_t place = 0; place < attributes.size(); ++place)
        takeRow(attributes[place].name, place);
    while (m_rows.size() > attributes.size()) {
        Form::drop(m_rows.back());
        m_rows.pop_back();
    }
    for (AttributeRow *row : m_rows)
        row->showValues();
}

Refusal AttributeList::add(const QString &text) const
{
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    const QString name = text.left(colon).trimmed();
    const QString tag = colon < 0 ? QStringLiteral("S") : text.mid(colon + 1).trimmed().toUpper();
    const std::optional<value::Type> type = value::typeFromTag(tag.toStdString());
    if (!type)
        return tr("“%1” is no type. The types are S, N, B, BOOL, NULL, M, L, SS, NS and BS.").arg(tag);
    if (name.isEmpty())
        return tr("Write the attribute's name before the colon.");
    if (editing().entity().findAttribute(name.toStdString()))
        return tr("%1 has an attribute %2 already.").arg(toQString(editing().entity().name), name);
    if (editing().entity().keyTemplate(name.toStdString()))
        return tr("%1 is a key that a template builds; give the attribute another name.").arg(name);
    return editing().changeEntity(tr("Add attribute %1 to %2").arg(name, toQString(editing().entity().name)), [&](model::Entity &entity) {
        model::Attribute attribute;
        attribute.name = name.toStdString();
        attribute.type = *type;
        entity.attributes.push_back(std::move(attribute));
    });
}

AttributeRow::AttributeRow(std::shared_ptr<Editing> shared, std::string attribute)
    : Form(std::move(shared)),
      m_attribute(std::move(attribute)),
      m_name(new TextField(tr("Attribute"))),
      m_type(makeTypeField(tr("Type"))),
      m_required(makeLabel(QStringLiteral("∗"), TextRole::Strong, LabelTone::Secondary)),
      m_open(makeIconButton(QStringLiteral("chevron-right"), tr("Show more of the attribute"))),
      m_note(new FieldNote)
{
    m_name->setMono(true);
    m_name->onCommit([this](const QString &text) { return takeName(text); });
    m_name->line().installEventFilter(this);
    m_type->setFixedWidth(kTypeWidth);
    m_type->onCommit([this](const QVariant &tag) { return takeType(tag); });
    m_required->setToolTip(tr("Required"));
    m_required->setFixedWidth(space::kS);
    m_open->setCheckable(true);
    connect(m_open, &QToolButton::toggled, this, &AttributeRow::open);
    auto *line = new QWidget;
    auto *layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    layout->setSpacing(space::kXs);
    layout->addWidget(m_open, 0, Qt::AlignTop);
    layout->addWidget(m_name, 1, Qt::AlignTop);
    layout->addWidget(m_required);
    layout->addWidget(m_type, 0, Qt::AlignTop);
    addWide(line);
    addWide(m_note);
    onShow([this] { showAttribute(); });
}

const model::Attribute *AttributeRow::found() const
{
    return editing().entity().findAttribute(m_attribute);
}

void AttributeRow::showAttribute()
{
    const model::Attribute *attribute = found();
    if (!attribute)
        return;
    const QString name = toQString(attribute->name);
    setObjectName(QStringLiteral("attribute.%1").arg(name));
    m_name->line().setObjectName(QStringLiteral("attributeName.%1").arg(name));
    m_type->chooser().setObjectName(QStringLiteral("attributeType.%1").arg(name));
    m_open->setObjectName(QStringLiteral("openAttribute.%1").arg(name));
    m_name->setValue(name);
    m_type->setValue(toQString(value::tagOf(attribute->type)));
    m_required->setText(attribute->required ? QStringLiteral("∗") : QString());
    m_required->setAccessibleName(attribute->required ? tr("Required") : QString());
    if (m_details)
        m_details->showValues();
}

void AttributeRow::open(bool opened)
{
    m_open->setIcon(icon(opened ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_open->setToolTip(opened ? tr("Show less of the attribute") : tr("Show more of the attribute"));
    m_open->setAccessibleName(m_open->toolTip());
    if (!m_details && opened)
        addDetails();
    if (m_details)
        m_details->setVisible(opened);
}

void AttributeRow::addDetails()
{
    auto *details = new AttributeDetails(sharedEditing(), [this] { return found(); });
    auto *buttons = new QWidget;
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins({});
    row->setSpacing(space::kXs);
    const auto add = [&](const QString &iconName, const QString &words, const QString &id, auto press) {
        QToolButton *button = makeIconButton(iconName, words);
        button->setObjectName(id);
        connect(button, &QToolButton::clicked, this, press);
        row->addWidget(button);
    };
    add(QStringLiteral("chevron-up"), tr("Move up (Alt+Up)"), QStringLiteral("moveAttributeUp"), [this] { move(-1); });
    add(QStringLiteral("chevron-down"), tr("Move down (Alt+Down)"), QStringLiteral("moveAttributeDown"), [this] { move(1); });
    row->addStretch(1);
    add(QStringLiteral("delete"), tr("Remove attribute"), QStringLiteral("removeAttribute"), [this] { remove(); });
    details->addButtons(buttons);
    details->setContentsMargins(kDetailIndent + space::kS, 0, 0, space::kS);
    m_details = details;
    m_details->showValues();
    addWide(m_details);
}

Refusal AttributeRow::takeName(const QString &name)
{
    const std::string before = m_attribute;
    m_attribute = name.toStdString(); // the row follows while the edit shows it
    const Refusal refusal = editing().edit(
        [&](const model::Model &edited) { return model::renameAttribute(edited, editing().entity().name, before, name.toStdString()); });
    if (refusal)
        m_attribute = before;
    return refusal;
}

Refusal AttributeRow::takeType(const QVariant &tag) const
{
    const auto type = value::typeFromTag(tag.toString().toStdString());
    if (!type)
        return std::nullopt;
    return editing().changeEntity(tr("Change the type of %1").arg(toQString(m_attribute)), [&](model::Entity &entity) {
        for (model::Attribute &attribute : entity.attributes) {
            if (attribute.name != m_attribute)
                continue;
            attribute.type = *type;
            const value::Json *format = attribute.sampleFormat.find("format");
            if (format && !formatFits(toQString(format->text()), *type))
                attribute.sampleFormat = value::Json();
        }
    });
}

void AttributeRow::move(int rows)
{
    const auto &attributes = editing().entity().attributes;
    const auto place = found() - attributes.data();
    const auto wanted = place + rows;
    if (!found() || wanted < 0 || wanted >= static_cast<std::ptrdiff_t>(attributes.size()))
        return;
    editing().changeEntity(tr("Move attribute %1").arg(toQString(m_attribute)), [&](model::Entity &entity) {
        std::swap(entity.attributes[static_cast<std::size_t>(place)], entity.attributes[static_cast<std::size_t>(wanted)]);
    });
}

void AttributeRow::remove()
{
    const Refusal refusal = editing().remove(
        this, [this](const model::Model &before) { return model::removeAttribute(before, editing().entity().name, m_attribute); });
    m_note->say(refusal.value_or(QString()));
}

bool AttributeRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            move(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return Form::eventFilter(watched, event);
}

} // namespace keywright::ui
