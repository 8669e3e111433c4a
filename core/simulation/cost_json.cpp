#include "core/simulation/cost_json.h"

#include "core/simulation/json_number.h"

namespace keywright::simulation {

using value::Json;

namespace {

Json dollars(double amount)
{
    return jsonNumber(amount, 4);
}

Json figureJson(const CostFigure &figure)
{
    Json terms = Json::array();
    for (const CostTerm &term : figure.terms)
        terms.append(Json::object({{"what", Json::string(term.what)},
                                   {"quantity", jsonNumber(term.quantity)},
                                   {"unit", Json::string(term.unit)},
                                   {"price", jsonNumber(term.price, 8)},
                                   {"amount", dollars(term.amount())}}));
    return Json::object({{"amount", dollars(figure.amount())}, {"terms", std::move(terms)}});
}

Json useJson(const ProvisionedUse &use)
{
    return Json::object({{"unitHours", jsonNumber(use.unitHours)},
                         {"least", jsonNumber(use.least)},
                         {"greatest", jsonNumber(use.greatest)},
                         {"utilization", jsonNumber(use.utilization)},
                         {"breakEvenUtilization", jsonNumber(use.breakEven)},
                         {"minutesShort", jsonNumber(use.minutesShort)},
                         {"hundredsReservedForOneYear", jsonNumber(use.reservedOneYear)},
                         {"hundredsReservedForThreeYears", jsonNumber(use.reservedThreeYears)}});
}

Json placeJson(const PlaceCost &place)
{
    Json json = Json::object({{"table", Json::string(place.table)}});
    if (!place.index.empty())
        json.set("index", Json::string(place.index));
    json.set("readUnits", jsonNumber(place.units.reads));
    json.set("writeUnits", jsonNumber(place.units.writes));
    json.set("bytes", jsonNumber(place.bytes, 0));
    json.set("onDemand", figureJson(place.onDemand));
    json.set("provisioned", figureJson(place.provisioned));
    json.set("reservedOneYear", figureJson(place.oneYear));
    json.set("reservedThreeYears", figureJson(place.threeYears));
    json.set("reads", useJson(place.reads));
    json.set("writes", useJson(place.writes));
    json.set("storage", figureJson(place.storage));
    return json;
}

void setTotals(Json &json, double total, double onDemand, double provisioned, double oneYear, double threeYears)
{
    json.set("total", dollars(total));
    json.set("onDemandTotal", dollars(onDemand));
    json.set("provisionedTotal", dollars(provisioned));
    json.set("reservedOneYearTotal", dollars(oneYear));
    json.set("reservedThreeYearsTotal", dollars(threeYears));
}

Json tableJson(const TableCost &table)
{
    Json json =
        Json::object({{"table", Json::string(table.table)}, {"billingMode", Json::string(std::string(schema::textOf(table.billingMode)))}});
    setTotals(json, table.total, table.onDemandTotal, table.provisionedTotal, table.oneYearTotal, table.threeYearsTotal);
    json.set("otherTableClassTotal", dollars(table.otherClassTotal));
    Json places = Json::array();
    for (const PlaceCost &place : table.places)
        places.append(placeJson(place));
    json.set("places", std::move(places));
    json.set("recovery", figureJson(table.recovery));
    json.set("backups", figureJson(table.backups));
    json.set("streams", figureJson(table.streams));
    json.set("replicas", figureJson(table.replicas));
    return json;
}

Json sharesJson(const std::vector<ShareCost> &shares, bool haveCalls)
{
    Json json = Json::array();
    for (const ShareCost &share : shares) {
        Json each = Json::object({{"name", Json::string(share.name)}});
        if (haveCalls)
            each.set("calls", jsonNumber(share.calls));
        each.set("onDemand", figureJson(share.onDemand));
        each.set("provisioned", dollars(share.provisioned));
        json.append(std::move(each));
    }
    return json;
}

} // namespace

Json costJson(const CostReport &report)
{
    Json json = Json::object({{"region", Json::string(report.region)},
                              {"regionName", Json::string(report.regionName)},
                              {"pricesDate", Json::string(report.pricesDate)},
                              {"currency", Json::string("USD")},
                              {"hours", jsonNumber(capacity::kHoursAMonth)}});
    setTotals(json, report.total, report.onDemandTotal, report.provisionedTotal, report.oneYearTotal, report.threeYearsTotal);
    Json tables = Json::array();
    for (const TableCost &table : report.tables)
        tables.append(tableJson(table));
    json.set("tables", std::move(tables));
    json.set("accessPatterns", sharesJson(report.patterns, true));
    json.set("entities", sharesJson(report.entities, false));
    Json notes = Json::array();
    for (const std::string &note : report.notes)
        notes.append(Json::string(note));
    json.set("notes", std::move(notes));
    return json;
}

} // namespace keywright::simulation
