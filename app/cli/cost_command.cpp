#include <algorithm>
#include <iomanip>
#include <iostream>

#include "app/cli/command_line.h"
#include "app/cli/model_warning.h"
#include "core/capacity/prices.h"
#include "core/model/model_reader.h"
#include "core/simulation/cost_json.h"

namespace keywright::cli {

using simulation::CostFigure;
using simulation::CostReport;
using simulation::PlaceCost;
using simulation::ShareCost;
using simulation::TableCost;

namespace {

constexpr int kNameWidth = 52;
constexpr int kFigureWidth = 14;

void printFigures(const std::string &name, const std::vector<double> &figures)
{
    std::cout << std::left << std::setw(kNameWidth) << name << std::right;
    for (const double figure : figures)
        std::cout << std::setw(kFigureWidth) << figure;
    std::cout << "\n";
}

void printTerms(const std::string &title, const CostFigure &figure)
{
    for (const simulation::CostTerm &term : figure.terms)
        if (term.quantity > 0)
            std::cout << "      " << title << ": " << term.what << ", " << std::setprecision(3) << term.quantity << " " << term.unit
                      << " x $" << std::setprecision(6) << term.price << " = $" << std::setprecision(2) << term.amount() << "\n";
}

void printPlace(const PlaceCost &place, bool hasDetails)
{
    printFigures("  " + (place.index.empty() ? std::string("reads and writes") : "index " + place.index),
                 {place.onDemand.amount(), place.provisioned.amount(), place.oneYear.amount(), place.threeYears.amount()});
    if (!hasDetails)
        return;
    printTerms("on demand", place.onDemand);
    printTerms("provisioned", place.provisioned);
    printTerms("reserved for one year", place.oneYear);
    printTerms("reserved for three years", place.threeYears);
    printTerms("storage", place.storage);
    for (const auto &[name, use] : {std::pair("reads", place.reads), std::pair("writes", place.writes)})
        std::cout << "      " << name << ": " << std::setprecision(1) << 100 * use.utilization
                  << " % of what is provisioned is used; provisioned is cheaper above " << 100 * use.breakEven << " %"
                  << std::setprecision(2) << "\n";
}

void printTable(const TableCost &table, bool hasDetails)
{
    const bool isOnDemand = table.billingMode == schema::BillingMode::PayPerRequest;
    printFigures(table.table + (isOnDemand ? " (on demand)" : " (provisioned)"),
                 {table.onDemandTotal, table.provisionedTotal, table.oneYearTotal, table.threeYearsTotal});
    double storage = 0;
    for (const PlaceCost &place : table.places) {
        printPlace(place, hasDetails);
        storage += place.storage.amount();
    }
    const auto printOne = [hasDetails](const char *name, const CostFigure &figure) {
        if (figure.terms.empty())
            return;
        printFigures(std::string("  ") + name, std::vector<double>(4, figure.amount()));
        if (hasDetails)
            printTerms(name, figure);
    };
    printFigures("  storage", std::vector<double>(4, storage));
    printOne("point-in-time recovery", table.recovery);
    printOne("backups", table.backups);
    printOne("streams", table.streams);
    printOne("replicas", table.replicas);
    const double cheapest = std::min(table.onDemandTotal, table.provisionedTotal);
    if (cheapest < 0.995 * table.total)
        std::cout << "  " << (isOnDemand ? "Provisioned with auto scaling" : "On demand") << " would cost $" << cheapest << " instead of $"
                  << table.total << ".\n";
    if (table.otherClassTotal < 0.995 * table.total)
        std::cout << "  In the other table class it would cost $" << table.otherClassTotal << ".\n";
}

void printShares(const char *title, const std::vector<ShareCost> &shares, bool hasDetails)
{
    std::cout << "\n"
              << std::left << std::setw(kNameWidth) << title << std::right << std::setw(kFigureWidth) << "on demand"
              << std::setw(kFigureWidth) << "provisioned"
              << "\n";
    for (const ShareCost &share : shares) {
        printFigures(share.name, {share.onDemand.amount(), share.provisioned});
        if (hasDetails)
            printTerms("on demand", share.onDemand);
    }
}

void printText(const CostReport &report, bool hasDetails)
{
    std::cout << std::fixed << std::setprecision(2) << "A month in " << report.regionName << ", in US dollars at the prices of "
              << report.pricesDate << "\n\n"
              << std::left << std::setw(kNameWidth) << "" << std::right;
    for (const char *heading : {"on demand", "provisioned", "1 y reserved", "3 y reserved"})
        std::cout << std::setw(kFigureWidth) << heading;
    std::cout << "\n";
    for (const TableCost &table : report.tables)
        printTable(table, hasDetails);
    printFigures("All tables", {report.onDemandTotal, report.provisionedTotal, report.oneYearTotal, report.threeYearsTotal});
    std::cout << "With the model's billing modes: $" << report.total << "\n";
    printShares("Access pattern (reads and writes)", report.patterns, hasDetails);
    printShares("Entity (reads and writes)", report.entities, hasDetails);
    std::cout << "\n";
    for (const std::string &note : report.notes)
        std::cout << note << "\n";
}

} // namespace

std::vector<Option> costOptions()
{
    return {{"--region", "REGION", "the region's prices (us-east-1)"},
            {"--months", "N", "count the items that so many months of writes leave (1)"},
            {"--backups", "N", "so many full backups of each table are kept (0)"},
            {"--prices", "FILE", "a price list like resources/prices/dynamodb-prices.json, instead of the built-in one or your own"},
            {"--details", "", "print the arithmetic of each figure"},
            {"--json", "", "print JSON instead of text"}};
}

int costOfModel(const Arguments &arguments)
{
    simulation::CostOptions options;
    options.region = arguments.value("--region", "us-east-1");
    options.months = static_cast<double>(arguments.number("--months", 1, 0, 1'200));
    options.backupsKept = static_cast<double>(arguments.number("--backups", 0, 0, 10'000));
    const model::Model model = model::readModelFile(arguments.file);
    warnOfContradictions(model);
    try {
        const capacity::PriceList prices =
            arguments.has("--prices") ? capacity::readPricesFile(arguments.value("--prices")) : capacity::currentPrices();
        const CostReport report = simulation::costOf(model, prices, options);
        if (arguments.has("--json"))
            std::cout << simulation::costJson(report).pretty() << "\n";
        else
            printText(report, arguments.has("--details"));
    } catch (const capacity::PriceError &error) {
        std::cerr << "keywright-cli: " << error.what() << "\n";
        return kFailure;
    }
    return kSuccess;
}

} // namespace keywright::cli
