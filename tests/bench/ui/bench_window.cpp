#include "tests/bench/ui/bench_window.h"

#include <QApplication>
#include <QTimer>

#include "ui/document/adviser.h"

namespace keywright::bench {

using namespace keywright::ui;

void waitFor(const std::function<bool()> &state)
{
    // Looking without a pause would take the time from the threads that are waited for.
    QTimer look;
    look.start(1);
    while (!state())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents);
}

BenchWindow::BenchWindow() : runner(document), window(document, runner)
{
    window.resize(image.size());
    window.show();
}

BenchWindow::~BenchWindow()
{
    document.close();
}

void BenchWindow::waitUntilOpen()
{
    waitFor([this] {
        return (document.stage() == Document::Stage::Ready || document.stage() == Document::Stage::Failed) && !window.adviser().isLooking();
    });
}

void BenchWindow::paint(QWidget &shown)
{
    shown.render(&image);
}

model::Model designOf(int entities, int patterns)
{
    model::Model model;
    model.name = "Large design";
    model::Table table;
    table.definition.name = "App";
    table.definition.key = {{{"PK", schema::KeyType::S}}, {{"SK", schema::KeyType::S}}};
    table.definition.billingMode = schema::BillingMode::PayPerRequest;
    for (const std::string index : {"GSI1", "GSI2"})
        table.definition.globalIndexes.push_back(
            {index, {{{index + "PK", schema::KeyType::S}}, {{index + "SK", schema::KeyType::S}}}, {}, {}});
    model.tables.push_back(table);
    for (int number = 0; number < entities; ++number) {
        model::Entity entity;
        entity.name = "Entity" + std::to_string(number);
        entity.table = "App";
        for (int attribute = 0; attribute < 8; ++attribute)
            entity.attributes.push_back({.name = "attribute" + std::to_string(attribute)});
        entity.keyTemplates = {{"PK", "PARENT#{attribute0}"},
                               {"SK", entity.name + "#{attribute1}"},
                               {"GSI1PK", entity.name + "#{attribute2}"},
                               {"GSI1SK", entity.name + "#{attribute3}"}};
        model.entities.push_back(entity);
    }
    for (int number = 0; number < patterns; ++number) {
        const std::string &entity = model.entities[static_cast<std::size_t>(number % entities)].name;
        model::AccessPattern pattern;
        pattern.name = "Pattern " + std::to_string(number);
        pattern.entities = {entity};
        pattern.parameters = {{.name = "id"}};
        model::Step step;
        step.operation.kind = model::OperationKind::Query;
        step.operation.table = "App";
        step.operation.keyCondition = {{.attribute = "PK", .values = {std::string("PARENT#{id}")}},
                                       {.attribute = "SK", .op = expression::KeyOperator::BeginsWith, .values = {entity + "#"}}};
        pattern.steps.push_back(step);
        model.accessPatterns.push_back(pattern);
    }
    return model;
}

} // namespace keywright::bench
