#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// What DynamoDB charges, in US dollars. The numbers and their sources stand in resources/prices/dynamodb-prices.json, or in
/// a file of the user, which comes before it.
namespace keywright::capacity {

/// Of one table class.
struct ClassPrices {
    double readMillion = 0; ///< on demand: a million read request units
    double writeMillion = 0;
    double replicatedWriteMillion = 0; ///< of a global table, in each region
    double readUnitHour = 0;           ///< provisioned: a read capacity unit for an hour
    double writeUnitHour = 0;
    double replicatedWriteUnitHour = 0;
    double storageGbMonth = 0;
    friend bool operator==(const ClassPrices &, const ClassPrices &) = default;
};

/// A hundred units reserved: paid once, and for each hour of the term.
struct ReservedPrice {
    double upfront = 0;
    double hour = 0;
    friend bool operator==(const ReservedPrice &, const ReservedPrice &) = default;
};

struct ReservedPrices {
    ReservedPrice hundredReads;
    ReservedPrice hundredWrites;
    friend bool operator==(const ReservedPrices &, const ReservedPrices &) = default;
};

struct RegionPrices {
    std::string name; ///< "Europe (Frankfurt)"
    ClassPrices standard;
    ClassPrices infrequentAccess;
    double recoveryGbMonth = 0; ///< point-in-time recovery
    double backupGbMonth = 0;   ///< on-demand backups
    double restoreGb = 0;
    double exportGb = 0;             ///< to S3
    double streamReadMillion = 0;    ///< GetRecords calls of readers other than Lambda
    double kinesisChangeMillion = 0; ///< change data capture units for a Kinesis stream
    ReservedPrices reservedOneYear;  ///< of the Standard class alone
    ReservedPrices reservedThreeYears;
    std::vector<std::string> scaled; ///< prices that were not looked up but worked out from another region's
    friend bool operator==(const RegionPrices &, const RegionPrices &) = default;
};

struct PriceList {
    std::string date; ///< "2026-11-21"
    std::vector<std::string> sources;
    std::map<std::string, RegionPrices> regions; ///< by code: "us-east-1"

    /// Null when the list has no such region.
    const RegionPrices *find(const std::string &region) const;
    friend bool operator==(const PriceList &, const PriceList &) = default;
};

inline constexpr double kHoursAMonth = 730; ///< as AWS's pricing calculator counts
inline constexpr double kGigabyte = 1'073'741'824;

/// A price file that cannot be read. what() is a sentence with the place.
class PriceError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Reads a price list. Every number must be there and not be negative. Throws PriceError.
PriceList readPrices(std::string_view json, const std::string &fileName);
/// Throws PriceError, also when there is no such file.
PriceList readPricesFile(const std::filesystem::path &file);

/// The list of resources/, compiled in.
const PriceList &builtInPrices();

/// Where a user's own list lies: keywright/prices.json in $XDG_CONFIG_HOME or ~/.config; empty when neither is known.
std::filesystem::path userPricesFile();

/// The user's own list where there is one, else the built-in one. Throws PriceError when the user's cannot be read.
PriceList currentPrices();

} // namespace keywright::capacity
