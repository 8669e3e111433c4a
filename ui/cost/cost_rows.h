#pragma once

#include <array>
#include <optional>
#include <vector>

#include <QString>

#include "core/simulation/cost.h"

namespace keywright::ui {

/// How capacity is paid for: the columns of the cost tables.
enum class CostMode { OnDemand, Provisioned, OneYear, ThreeYears };
inline constexpr int kCostModes = 4;
QString costModeText(CostMode mode);

/// One line of a cost table. A figure without terms is a sum of the rows below it, or shared out.
struct CostRow {
    enum class Kind { Table, Part, Share, Total };

    Kind kind = Kind::Part;
    QString name;
    std::array<std::optional<double>, kCostModes> amounts;
    std::array<simulation::CostFigure, kCostModes> figures;
    QString explanation;              ///< sentences beside the arithmetic; may be empty
    std::optional<CostMode> billedBy; ///< the mode that the model has
    std::vector<CostRow> rows;
};

/// Tables with their parts, and all of them.
std::vector<CostRow> tableRows(const simulation::CostReport &report);
/// Patterns or entities, the dearest first.
std::vector<CostRow> shareRows(const std::vector<simulation::ShareCost> &shares);
/// What is to be said of the whole: the total, the cheaper mode with what it saves, and the other table class.
QStringList costVerdicts(const simulation::CostReport &report);

/// "$1,234.50"; "$0.0042" where it is little.
QString dollars(double amount);
/// Of one unit, with all its decimals: "$0.625", "$0.00013".
QString priceText(double price);

} // namespace keywright::ui
