#include "ui/data/data_bar.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/field_note.h"
#include "ui/parts/labels.h"
#include "ui/parts/search_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kTypingPause = 250; ///< milliseconds
constexpr int kMostChooserWidth = 210;

} // namespace

DataBar::DataBar(QWidget *parent)
    : QWidget(parent),
      m_source(new Chooser(tr("Source of the items"))),
      m_place(new Chooser(tr("Table or index"))),
      m_view(new Chooser(tr("View"))),
      m_search(new SearchField(tr("Search all items"))),
      m_filterButton(makeIconButton(QStringLiteral("filter"), tr("Filter with an expression"))),
      m_columnsButton(makeIconButton(QStringLiteral("columns"), tr("Choose columns"))),
      m_columns(new QMenu(this)),
      m_count(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_stop(new QPushButton(tr("Stop"))),
      m_typing(new QTimer(this)),
      m_filter(new EditLine),
      m_filterNote(new FieldNote)
{
    auto *choosers = new QHBoxLayout;
    auto *tools = new QHBoxLayout;
    for (QHBoxLayout *row : {choosers, tools})
        row->setSpacing(space::kS);
    buildChoosers(*choosers);
    buildSearch(*tools);
    buildEdits(*tools);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    column->setSpacing(space::kS);
    column->addLayout(choosers);
    column->addLayout(tools);
    m_filterRow = makeFilterRow();
    column->addWidget(m_filterRow);
    setSelected(0);
}

void DataBar::buildChoosers(QHBoxLayout &row)
{
    m_choosers = &row;
    m_source->setObjectName(QStringLiteral("dataSource"));
    m_place->setObjectName(QStringLiteral("place"));
    m_view->setObjectName(QStringLiteral("itemView"));
    // Long names must not push the docks aside.
    for (QComboBox *chooser : {m_source, m_place, m_view}) {
        chooser->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        chooser->setMinimumContentsLength(9);
        chooser->setMaximumWidth(kMostChooserWidth);
        chooser->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        row.addWidget(chooser, 1);
    }
    row.addStretch(0);
    m_generate = addButton(row, "generate", tr("Generate items…"), "generateItems", &DataBar::generateWanted);
    m_import = addButton(row, "import", tr("Import items from a file…"), "importItems", &DataBar::importWanted);
    auto *sources = new QMenu(m_import);
    sources->setObjectName(QStringLiteral("importSources"));
    connect(sources->addAction(icon(QStringLiteral("import")), tr("From a file…")), &QAction::triggered, this, &DataBar::importWanted);
    connect(sources->addAction(icon(QStringLiteral("open")), tr("From the folder of an export to S3…")), &QAction::triggered, this,
            &DataBar::importExportWanted);
    m_import->setMenu(sources);
    m_import->setPopupMode(QToolButton::DelayedPopup);
    m_export = addButton(row, "export", tr("Export items to a file…"), "exportItems", &DataBar::exportWanted);
    m_commit = addButton(row, "commit", tr("Commit to a connection…"), "commitModel", &DataBar::commitWanted);
}

void DataBar::buildSearch(QHBoxLayout &row)
{
    m_search->setObjectName(QStringLiteral("itemFilter"));
    m_search->setMinimumWidth(160);
    m_search->setMaximumWidth(260);
    m_filterButton->setObjectName(QStringLiteral("filterButton"));
    m_filterButton->setCheckable(true);
    m_columnsButton->setObjectName(QStringLiteral("columnsButton"));
    m_columnsButton->setMenu(m_columns);
    m_columnsButton->setPopupMode(QToolButton::InstantPopup);
    m_count->setObjectName(QStringLiteral("itemCount"));
    m_count->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_stop->setObjectName(QStringLiteral("stopSearch"));
    m_stop->setAccessibleName(tr("Stop searching"));
    m_stop->setProperty("flat", true);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    row.addWidget(m_search, 2);
    row.addWidget(m_filterButton);
    row.addWidget(m_columnsButton);
    row.addWidget(m_count, 3);
    row.addWidget(m_stop);
    const auto ask = [this] {
        m_typing->stop();
        emit questionChanged();
    };
    connect(m_search, &QLineEdit::textChanged, m_typing, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, ask);
    connect(m_typing, &QTimer::timeout, this, ask);
    connect(m_stop, &QPushButton::clicked, this, &DataBar::stopWanted);
    connect(m_filterButton, &QToolButton::toggled, this, [this](bool shown) {
        m_filterRow->setVisible(shown);
        if (shown)
            m_filter->setFocus();
        if (!m_filter->text().isEmpty())
            emit questionChanged();
    });
}

void DataBar::buildEdits(QHBoxLayout &row)
{
    m_add = addButton(row, "add", tr("Add an item (Ins)"), "addItem", &DataBar::addWanted);
    m_duplicate = addButton(row, "duplicate", tr("Duplicate the selected item"), "duplicateItem", &DataBar::duplicateWanted);
    m_delete = addButton(row, "delete", tr("Delete the selected items (Del)"), "deleteItems", &DataBar::deleteWanted);
    m_copy = addButton(row, "copy", tr("Copy selected items as JSON"), "copyItems", &DataBar::copyWanted);
    m_past = makeIconButton(QStringLiteral("recent"), tr("Show the table as it was"));
    m_past->setObjectName(QStringLiteral("showPast"));
    m_past->setCheckable(true);
    row.addWidget(m_past);
    m_refresh = addButton(row, "refresh", tr("Read again"), "readAgain", &DataBar::refreshWanted);
}

QToolButton *DataBar::addButton(QHBoxLayout &row, const char *iconName, const QString &name, const char *objectName,
                                void (DataBar::*wanted)())
{
    QToolButton *button = makeIconButton(QLatin1String(iconName), name);
    button->setObjectName(QLatin1String(objectName));
    markCommand(*button);
    row.addWidget(button);
    connect(button, &QToolButton::clicked, this, wanted);
    return button;
}

QWidget *DataBar::makeFilterRow()
{
    auto *row = new QWidget;
    auto *column = new QVBoxLayout(row);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_filter->setObjectName(QStringLiteral("filterExpression"));
    m_filter->setAccessibleName(tr("Filter expression"));
    m_filter->setMono(true);
    m_filter->setClearButtonEnabled(false);
    m_filter->setPlaceholderText(tr("total >= 100 AND begins_with(PK, \"USER#\")"));
    column->addWidget(m_filter);
    column->addWidget(m_filterNote);
    row->hide();
    connect(m_filter, &EditLine::entered, this, &DataBar::questionChanged);
    connect(m_filter, &EditLine::takenBack, this, [this] {
        m_filter->clear();
        m_filterButton->setChecked(false);
        emit questionChanged();
    });
    return row;
}

void DataBar::addConnection(QWidget *choice)
{
    choice->setMaximumWidth(kMostChooserWidth);
    m_choosers->insertWidget(1, choice, 1);
}

void DataBar::setFillable(bool fillable, const QString &why)
{
    for (QToolButton *button : {m_generate, m_import}) {
        button->setEnabled(fillable);
        button->setStatusTip(why);
        button->setToolTip(fillable ? button->accessibleName() : why);
    }
    if (fillable)
        m_import->setToolTip(tr("Import items from a file; hold for the folder of an export to S3"));
}

QString DataBar::filter() const
{
    return m_filterButton->isChecked() ? m_filter->text().trimmed() : QString();
}

void DataBar::refuseFilter(const QString &sentence)
{
    m_filterNote->say(sentence);
    m_filter->setRefused(sentence);
}

void DataBar::setSelected(int items)
{
    m_selected = items;
    m_copy->setEnabled(items > 0);
    m_duplicate->setEnabled(m_editable && items == 1);
    m_delete->setEnabled(m_editable && items > 0);
}

void DataBar::setEditable(bool editable)
{
    m_editable = editable;
    m_add->setEnabled(editable);
    setSelected(m_selected);
}

void DataBar::setReadable(bool readable)
{
    m_refresh->setEnabled(readable);
    m_export->setEnabled(readable);
    m_filterButton->setEnabled(readable);
    m_columnsButton->setEnabled(readable);
}

void DataBar::setListing(bool listing)
{
    m_stop->setVisible(listing);
}

} // namespace keywright::ui
