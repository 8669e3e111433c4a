#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/capacity/partition_set.h"
#include "core/capacity/prices.h"
#include "core/model/model.h"

/// What a model's design costs in a month.
namespace keywright::simulation {

/// One line of an arithmetic: quantity × price = amount, in dollars.
struct CostTerm {
    std::string what; ///< "writes, provisioned"
    double quantity = 0;
    std::string unit; ///< "million write request units", "GB-month"
    double price = 0; ///< of one unit
    double amount() const { return quantity * price; }
    friend bool operator==(const CostTerm &, const CostTerm &) = default;
};

/// A figure that opens its arithmetic: it is the sum of its terms.
struct CostFigure {
    std::vector<CostTerm> terms;
    double amount() const;
    void add(const CostFigure &other);
    friend bool operator==(const CostFigure &, const CostFigure &) = default;
};

/// Provisioned throughput of reads or writes over a month, with auto scaling where the model has it.
struct ProvisionedUse {
    double unitHours = 0; ///< a month
    double greatest = 0;  ///< units a second
    double least = 0;
    double utilization = 0;     ///< consumed / provisioned, on average
    double breakEven = 0;       ///< above this utilization provisioned throughput is cheaper than on demand
    double minutesShort = 0;    ///< of a day, in which more was asked for than is provisioned
    double reservedOneYear = 0; ///< hundreds of units that are worth reserving
    double reservedThreeYears = 0;
    friend bool operator==(const ProvisionedUse &, const ProvisionedUse &) = default;
};

/// Of a table or one of its GSIs.
struct PlaceCost {
    std::string table;
    std::string index;     ///< empty for the table itself
    capacity::Units units; ///< consumed in a month
    double bytes = 0;      ///< stored and billed: 100 bytes an item and entry are in it
    CostFigure onDemand;
    CostFigure provisioned;
    CostFigure oneYear; ///< provisioned, with what is worth reserving for a year; monthly, the upfront part included
    CostFigure threeYears;
    ProvisionedUse reads;
    ProvisionedUse writes;
    CostFigure storage;
};

struct TableCost {
    std::string table;
    schema::BillingMode billingMode = schema::BillingMode::PayPerRequest;
    std::vector<PlaceCost> places; ///< the table itself first
    CostFigure recovery;           ///< point-in-time recovery
    CostFigure backups;
    CostFigure streams;  ///< and changes for Kinesis
    CostFigure replicas; ///< writes, storage and recovery in other regions, by the table's own billing mode
    double total = 0;    ///< as the model's billing mode has it
    double onDemandTotal = 0;
    double provisionedTotal = 0;
    double oneYearTotal = 0;
    double threeYearsTotal = 0;
    double otherClassTotal = 0; ///< in the other table class, with the model's billing mode

    /// The sum of what does not depend on the billing mode.
    double besides() const;
};

/// What a pattern or entity takes part in. Provisioned throughput is shared out by units.
struct ShareCost {
    std::string name;
    double calls = 0; ///< a month; of a pattern
    CostFigure onDemand;
    double provisioned = 0;
};

struct CostOptions {
    std::string region = "us-east-1";
    double months = 1;        ///< so many months of puts are stored, beside the items of the recipe or the sample data
    double backupsKept = 0;   ///< full on-demand backups of each table
    double streamReaders = 0; ///< of each stream, other than Lambda, whose reads are free
    double rateFactor = 1;
    double defaultUtilization = 0.7; ///< target of auto scaling where a provisioned design has none
};

struct CostReport {
    std::string region;
    std::string regionName;
    std::string pricesDate;
    std::vector<TableCost> tables;
    std::vector<ShareCost> patterns;
    std::vector<ShareCost> entities; ///< of their reads and writes; an operation on several counts for the first
    double total = 0;                ///< as the model's billing modes have it
    double onDemandTotal = 0;
    double provisionedTotal = 0;
    double oneYearTotal = 0;
    double threeYearsTotal = 0;
    std::vector<std::string> notes; ///< what is assumed or not counted
};

/// Works out a month of 730 hours of the access patterns' expected traffic: the middle of the first month where rates grow.
/// Throws capacity::PriceError when the list has no such region. Thread-safe.
/// Sources: AWS's pricing pages for on-demand and provisioned capacity (units, storage with 100 bytes an item, streams,
/// recovery of table and LSIs, replicated writes in every region, reserved capacity of 100 units for the Standard class).
/// Assumptions: auto scaling as in capacity/auto_scaling.h, an hour billed at its greatest throughput; a GSI entry of a
/// table without sample data is as large as its item.
CostReport costOf(const model::Model &model, const capacity::PriceList &prices, const CostOptions &options = {});

} // namespace keywright::simulation
