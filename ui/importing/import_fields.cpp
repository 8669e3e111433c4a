#include "ui/importing/import_fields.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/field_note.h"
#include "ui/parts/labels.h"
#include "ui/parts/toggle_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTypingPauseMs = 300;
constexpr int kChooserWidth = 240;

int placeOf(const std::vector<session::KeyWish> &keyable, const std::vector<schema::KeyAttribute> &key)
{
    for (std::size_t i = 0; i < keyable.size(); ++i)
        if (!key.empty() && keyable[i].name == key.front().name)
            return static_cast<int>(i);
    return -1;
}

} // namespace

ImportFields::ImportFields(QWidget *parent)
    : QWidget(parent),
      m_table(new QLineEdit),
      m_tableNote(new FieldNote),
      m_keyNote(new FieldNote),
      m_partitionKey(new Chooser(tr("Partition key"))),
      m_sortKey(new Chooser(tr("Sort key"))),
      m_header(new ToggleField(headerText())),
      m_skip(new ToggleField(tr("Leave out rows that cannot be read"))),
      m_infer(new ToggleField(tr("Propose entities for tables that have none")))
{
    for (Chooser *chooser : {m_partitionKey, m_sortKey})
        chooser->setMinimumWidth(kChooserWidth);
    m_table->setObjectName(QStringLiteral("importTable"));
    m_table->setAccessibleName(tr("Table"));
    m_tableNote->setObjectName(QStringLiteral("importTableNote"));
    m_keyNote->setObjectName(QStringLiteral("importKeyNote"));
    m_partitionKey->setObjectName(QStringLiteral("importPartitionKey"));
    m_sortKey->setObjectName(QStringLiteral("importSortKey"));
    m_header->setObjectName(QStringLiteral("importHeader"));
    m_skip->setObjectName(QStringLiteral("importSkip"));
    m_infer->setObjectName(QStringLiteral("importInfer"));
    m_header->setValue(true);
    m_infer->setValue(true);
    m_ofItems = makeItemFields();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(space::kM);
    layout->addWidget(m_ofItems);
    layout->addWidget(m_infer);

    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingPauseMs);
    connect(&m_typing, &QTimer::timeout, this, &ImportFields::changed);
    connect(m_table, &QLineEdit::textEdited, this, [this] {
        m_typing.start();
        m_tableNote->clear();
        emit typing();
    });
    for (Chooser *chooser : {m_partitionKey, m_sortKey})
        connect(chooser, &QComboBox::activated, this, [this] {
            m_keyNote->clear();
            emit changed();
        });
    for (ToggleField *toggle : {m_skip, m_infer})
        toggle->onCommit([this](bool) -> Refusal {
            QMetaObject::invokeMethod(this, &ImportFields::changed, Qt::QueuedConnection); // the field has the value then
            return std::nullopt;
        });
    m_header->onCommit([this](bool) -> Refusal {
        QMetaObject::invokeMethod(this, &ImportFields::headerChanged, Qt::QueuedConnection);
        return std::nullopt;
    });
    showForTables();
}

QWidget *ImportFields::makeItemFields()
{
    auto *part = new QWidget;
    auto *column = new QVBoxLayout(part);
    column->setContentsMargins({});
    column->setSpacing(space::kM);
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::kL);
    form->setVerticalSpacing(space::kS);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    const auto add = [form](const QString &label, QWidget *field) {
        form->addRow(makeLabel(label, TextRole::Body, LabelTone::Secondary), field);
    };
    add(tr("Table"), m_table);
    form->addRow(QString(), m_tableNote);
    add(tr("Partition key"), m_partitionKey);
    add(tr("Sort key"), m_sortKey);
    form->addRow(QString(), m_keyNote);
    column->addLayout(form);
    column->addWidget(m_header);
    column->addWidget(m_skip);
    return part;
}

void ImportFields::showForTables()
{
    m_ofItems->hide();
    m_keyable.clear();
}

void ImportFields::showForItems(const session::ItemsPreview &preview, const QString &name)
{
    m_tableNote->clear();
    m_keyNote->clear();
    m_ofItems->show();
    m_header->setVisible(preview.format == itemfile::Format::Csv);
    m_namesTables = !preview.tables.empty();
    if (!m_table->isModified())
        m_table->setText(m_namesTables ? QString() : name);
    m_table->setPlaceholderText(m_namesTables ? tr("as the rows say: %1").arg(toQString(preview.tables.front())) : name);
    m_keyable = preview.keyable;
    m_partitionKey->clear();
    m_sortKey->clear();
    m_sortKey->addItem(tr("None"), -1);
    for (int i = 0; i < static_cast<int>(m_keyable.size()); ++i) {
        const session::KeyWish &wish = m_keyable[static_cast<std::size_t>(i)];
        const QString text = QStringLiteral("%1 (%2)").arg(toQString(wish.name), toQString(schema::textOf(*wish.type)));
        m_partitionKey->addItem(text, i);
        m_sortKey->addItem(text, i);
    }
    m_partitionKey->setPlaceholderText(tr("Choose an attribute"));
    const auto likely = preview.likelyKey.value_or(schema::KeySchema());
    m_partitionKey->setCurrentIndex(placeOf(m_keyable, likely.partition));
    m_sortKey->setCurrentIndex(placeOf(m_keyable, likely.sort) + 1);
}

void ImportFields::refuse(session::ChoiceRefused::Field field, const QString &why)
{
    (field == session::ChoiceRefused::Field::Table ? m_tableNote : m_keyNote)->say(why);
}

QString ImportFields::headerText()
{
    return tr("The first line of a CSV file names the columns");
}

std::optional<session::KeyWish> ImportFields::wishOf(const Chooser &chooser) const
{
    const QVariant place = chooser.currentData();
    if (m_ofItems->isHidden() || !place.isValid() || place.toInt() < 0)
        return std::nullopt;
    return m_keyable[static_cast<std::size_t>(place.toInt())];
}

session::ImportChoice ImportFields::choice() const
{
    session::ImportChoice choice;
    if (!m_ofItems->isHidden()) {
        const QString typed = m_table->text().trimmed();
        choice.table = (typed.isEmpty() && !m_namesTables ? m_table->placeholderText() : typed).toStdString();
        choice.partitionKey = wishOf(*m_partitionKey);
        choice.sortKey = wishOf(*m_sortKey);
    }
    choice.csvHasHeader = m_header->value();
    choice.skipsBadRows = m_skip->value();
    choice.infers = m_infer->value();
    return choice;
}

} // namespace keywright::ui
