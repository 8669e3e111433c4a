#include "ui/data/generate_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QScrollArea>

#include "core/session/workspace.h"
#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/entity_look.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr qint64 kMostOfEntity = 10'000'000;
constexpr qint64 kUsualOfEntity = 20;
constexpr int kCountWidth = 140;
constexpr int kMostListHeight = 260;

} // namespace

GenerateDialog::GenerateDialog(Document &document, DataSource source, QWidget *parent)
    : TaskDialog(tr("Generate items"), tr("Generate"), parent),
      m_document(document),
      m_model(document.model()),
      m_recipe(new Chooser(tr("Recipe"))),
      m_seed(new NumberField(tr("Seed"), 0, std::numeric_limits<qint64>::max())),
      m_target(new Chooser(tr("Into"))),
      m_mode(new Chooser(tr("What is there"))),
      m_total(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_background(this)
{
    setObjectName(QStringLiteral("generateDialog"));
    m_recipe->setObjectName(QStringLiteral("recipe"));
    m_recipe->addItem(tr("The same of each entity"));
    for (const model::Recipe &recipe : m_model->recipes)
        m_recipe->addItem(toQString(recipe.name));
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setNumber(1);
    m_seed->setToolTip(tr("The same seed gives the same items on every machine"));
    m_target->setObjectName(QStringLiteral("generateTarget"));
    m_target->addItem(icon(QStringLiteral("item")), tr("Sample data, in the model"), static_cast<int>(DataSource::SampleData));
    m_target->addItem(icon(QStringLiteral("store")), tr("Table data, written to the tables"), static_cast<int>(DataSource::Table));
    m_target->setCurrentIndex(source == DataSource::Table ? 1 : 0);
    m_mode->setObjectName(QStringLiteral("loadMode"));
    m_mode->addItem(tr("Stays; items of the same key are overwritten"), static_cast<int>(LoadMode::Add));
    m_mode->addItem(tr("Is replaced by the new items"), static_cast<int>(LoadMode::Replace));
    addRow(body(), tr("Recipe"), m_recipe);
    buildCounts();
    addRow(body(), tr("Seed"), m_seed);
    addRow(body(), tr("Into"), m_target);
    addRow(body(), tr("What is there"), m_mode);
    connect(m_recipe, &QComboBox::activated, this, &GenerateDialog::useRecipe);
    connect(m_target, &QComboBox::currentIndexChanged, this, &GenerateDialog::showTotal);
    showTotal();
}

void GenerateDialog::buildCounts()
{
    auto *list = new QWidget;
    list->setProperty("role", "window");
    auto *column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, space::kS, 0);
    column->setSpacing(space::kXs);
    for (const model::Entity &entity : m_model->entities) {
        auto *field = new NumberField(tr("Items of %1").arg(toQString(entity.name)), 0, kMostOfEntity);
        field->setObjectName(QStringLiteral("count-") + toQString(entity.name));
        field->setNumber(kUsualOfEntity);
        field->setFixedWidth(kCountWidth);
        auto *mark = new QLabel;
        mark->setPixmap(entityIcon(entityLook(*m_model, entity.name)).pixmap(kMarkSize, kMarkSize));
        auto *row = new QHBoxLayout;
        row->setSpacing(space::kS);
        row->addWidget(mark);
        row->addWidget(makeLabel(toQString(entity.name)), 1);
        row->addWidget(field);
        column->addLayout(row);
        m_counts.emplace_back(entity.name, field);
        connect(field, &TextField::edited, this, &GenerateDialog::showTotal);
    }
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedHeight(std::min(kMostListHeight, list->sizeHint().height()));
    addRow(body(), tr("Items"), scroll);
    addRow(body(), QString(), m_total);
}

void GenerateDialog::useRecipe(int choice)
{
    const model::Recipe *recipe = choice > 0 ? &m_model->recipes[static_cast<std::size_t>(choice - 1)] : nullptr;
    for (const auto &[entity, field] : m_counts) {
        qint64 count = recipe ? 0 : kUsualOfEntity;
        if (recipe) {
            for (const auto &[name, items] : recipe->counts)
                count = name == entity ? items : count;
        }
        field->setNumber(count);
    }
    if (recipe)
        m_seed->setNumber(recipe->seed);
    showTotal();
}

qint64 GenerateDialog::total() const
{
    qint64 sum = 0;
    for (const auto &count : m_counts)
        sum += count.second->number().value_or(0);
    return sum;
}

DataSource GenerateDialog::target() const
{
    return static_cast<DataSource>(m_target->currentData().toInt());
}

void GenerateDialog::showTotal()
{
    const QString items = countText(total(), tr("1 item in all"), tr("%1 items in all"));
    const bool tooMany = target() == DataSource::SampleData && total() > static_cast<qint64>(kMostSampleItems);
    m_total->setText(tooMany
                         ? tr("%1: more than a model holds (%2). Put them into the table.").arg(items, QLocale().toString(kMostSampleItems))
                         : items);
    setReady(total() > 0 && !tooMany);
}

model::GeneratorOptions GenerateDialog::options() const
{
    model::GeneratorOptions options;
    for (const auto &[entity, field] : m_counts) {
        if (const qint64 count = field->number().value_or(0); count > 0)
            options.counts.emplace_back(entity, count);
    }
    options.seed = static_cast<std::uint64_t>(m_seed->number().value_or(1));
    options.allowsFewer = true;
    return options;
}

void GenerateDialog::run()
{
    for (const auto &count : m_counts) {
        if (!count.second->commit())
            return;
    }
    const bool intoTables = target() == DataSource::Table;
    const bool replaces = m_mode->currentData().toInt() == static_cast<int>(LoadMode::Replace);
    if (intoTables && !m_document.workspace()) {
        refuse(tr("The tables are not open. Open the model again."));
        return;
    }
    if (intoTables && replaces
        && !confirm(this, {tr("Replace all items of the tables?"), tr("What is in them is deleted, which cannot be undone."), {}},
                    tr("Replace")))
        return;
    generate(intoTables);
}

void GenerateDialog::generate(bool intoTables)
{
    begin(tr("Generating…"));
    model::GeneratorOptions options = this->options();
    options.progress = [this](std::int64_t done, std::int64_t all) {
        QMetaObject::invokeMethod(
            this, [this, done, all] { report(done, all); }, Qt::QueuedConnection);
    };
    const bool replaces = m_mode->currentData().toInt() == static_cast<int>(LoadMode::Replace);
    m_background.start([model = m_model, options = std::move(options), workspace = intoTables ? m_document.workspace() : nullptr,
                        replaces](const std::stop_token &stop) { return work(*model, options, workspace, replaces, stop); },
                       [this, intoTables](Result result) { take(std::move(result), intoTables); });
}

GenerateDialog::Result GenerateDialog::work(const model::Model &model, model::GeneratorOptions options,
                                            const std::shared_ptr<session::Workspace> &workspace, bool replaces,
                                            const std::stop_token &stop)
{
    Result result;
    options.stop = stop;
    try {
        if (workspace) {
            workspace->countAsUsed();
            connection::Connection &quiet = workspace->connection(); // a million writes are one thing to a person
            TableLoader loader(quiet);
            for (const model::Table &table : model.tables) {
                if (replaces)
                    loader.empty(table.definition, stop);
            }
            result.report = model::generate(model, options, [&](const std::string &table, std::vector<value::Item> &&items) {
                loader.put(model.findTable(table)->definition, items);
            });
        } else {
            result.report = model::generate(model, options, [&](const std::string &table, std::vector<value::Item> &&items) {
                auto &all = result.items[table];
                std::move(items.begin(), items.end(), std::back_inserter(all));
            });
        }
    } catch (const std::exception &error) {
        result.error = toQString(error.what());
    }
    return result;
}

void GenerateDialog::report(qint64 done, qint64 all)
{
    const QLocale locale;
    if (isRunning())
        showProgress(done, all, tr("%1 of %2 items").arg(locale.toString(done), locale.toString(all)));
}

void GenerateDialog::take(Result result, bool intoTables)
{
    end();
    if (intoTables)
        emit tablesWritten();
    if (!result.error.isEmpty()) {
        refuse(result.error);
        return;
    }
    if (result.report.stopped) {
        warn(intoTables
                 ? tr("Stopped. The %1 items that were written stay in the tables.").arg(QLocale().toString(qint64(result.report.items)))
                 : tr("Stopped. The sample data is as it was."));
        return;
    }
    if (!intoTables) {
        const auto mode = static_cast<LoadMode>(m_mode->currentData().toInt());
        const auto refusal =
            m_document.edit([&](const model::Model &model) { return loadCommand(model, result.items, mode, "Generate sample data"); });
        if (refusal) {
            refuse(*refusal);
            return;
        }
    }
    if (result.report.shortfalls.empty()) {
        accept();
        return;
    }
    const model::Shortfall &first = result.report.shortfalls.front();
    warn(tr("%1 of %2 items of %3 were made: %4 have no more values that differ.")
             .arg(first.made)
             .arg(first.asked)
             .arg(toQString(first.entity), toQString(first.attributes)));
}

void GenerateDialog::stop()
{
    m_background.stop();
}

} // namespace keywright::ui
