#include "core/capacity/prices.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/value/json.h"

namespace keywright::capacity {

using value::Json;

extern const std::string_view kBuiltInPricesText;

namespace {

/// One object of the file, with where it stands for messages.
class Node {
public:
    Node(const Json &json, std::string path, const std::string &fileName) : m_json(json), m_path(std::move(path)), m_fileName(fileName) { }

    [[noreturn]] void fail(const std::string &what) const
    {
        throw PriceError(m_fileName + ":" + std::to_string(m_json.line()) + ": " + m_path + " " + what);
    }

    const Json &json() const { return m_json; }

    Node at(const std::string &member) const
    {
        const Json *found = m_json.find(member);
        if (found == nullptr)
            fail("has no \"" + member + "\".");
        return {*found, m_path.empty() ? member : m_path + "." + member, m_fileName};
    }

    double price(const std::string &member) const
    {
        const Node node = at(member);
        const std::optional<double> number = node.m_json.asDouble();
        if (!number || *number < 0)
            node.fail("must be a number of dollars that is not negative.");
        return *number;
    }

    std::string text(const std::string &member) const
    {
        const Node node = at(member);
        if (!node.m_json.isString())
            node.fail("must be a text.");
        return node.m_json.text();
    }

private:
    const Json &m_json;
    std::string m_path;
    const std::string &m_fileName;
};

ClassPrices classPrices(const Node &node)
{
    return {node.price("readMillion"),   node.price("writeMillion"),  node.price("replicatedWriteMillion"),
            node.price("readUnitHour"),  node.price("writeUnitHour"), node.price("replicatedWriteUnitHour"),
            node.price("storageGbMonth")};
}

ReservedPrices reservedPrices(const Node &node)
{
    const Node reads = node.at("hundredReads");
    const Node writes = node.at("hundredWrites");
    return {{reads.price("upfront"), reads.price("hour")}, {writes.price("upfront"), writes.price("hour")}};
}

RegionPrices regionPrices(const Node &node)
{
    RegionPrices prices;
    prices.name = node.text("name");
    prices.standard = classPrices(node.at("standard"));
    prices.infrequentAccess = classPrices(node.at("infrequentAccess"));
    prices.recoveryGbMonth = node.price("recoveryGbMonth");
    prices.backupGbMonth = node.price("backupGbMonth");
    prices.restoreGb = node.price("restoreGb");
    prices.exportGb = node.price("exportGb");
    prices.streamReadMillion = node.price("streamReadMillion");
    prices.kinesisChangeMillion = node.price("kinesisChangeMillion");
    prices.reservedOneYear = reservedPrices(node.at("reservedOneYear"));
    prices.reservedThreeYears = reservedPrices(node.at("reservedThreeYears"));
    if (const Json *scaled = node.json().find("scaled"))
        for (const Json &name : scaled->elements())
            prices.scaled.push_back(name.text());
    return prices;
}

} // namespace

const RegionPrices *PriceList::find(const std::string &region) const
{
    const auto found = regions.find(region);
    return found == regions.end() ? nullptr : &found->second;
}

PriceList readPrices(std::string_view text, const std::string &fileName)
{
    try {
        const Json json = Json::parse(text);
        const Node root(json, {}, fileName);
        PriceList list;
        list.date = root.text("date");
        if (root.text("currency") != "USD")
            root.at("currency").fail("must be USD.");
        if (const Json *sources = json.find("sources"))
            for (const Json &source : sources->elements())
                list.sources.push_back(source.text());
        for (const Json::Member &region : root.at("regions").json().members())
            list.regions[region.name] = regionPrices({region.value, "regions." + region.name, fileName});
        if (list.regions.empty())
            root.at("regions").fail("has no region.");
        return list;
    } catch (const value::JsonSyntaxError &error) {
        throw PriceError(fileName + ":" + std::to_string(error.line()) + ":" + std::to_string(error.column()) + ": " + error.what());
    }
}

PriceList readPricesFile(const std::filesystem::path &file)
{
    std::ifstream in(file, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        throw PriceError("The price list " + file.string() + " cannot be read.");
    return readPrices(text, file.string());
}

const PriceList &builtInPrices()
{
    static const PriceList list = readPrices(kBuiltInPricesText, "dynamodb-prices.json");
    return list;
}

std::filesystem::path userPricesFile()
{
    const char *config = std::getenv("XDG_CONFIG_HOME");
    if (config != nullptr && *config == '/')
        return std::filesystem::path(config) / "keywright" / "prices.json";
    const char *home = std::getenv("HOME");
    return home == nullptr || *home == '\0' ? std::filesystem::path()
                                            : std::filesystem::path(home) / ".config" / "keywright" / "prices.json";
}

PriceList currentPrices()
{
    const std::filesystem::path file = userPricesFile();
    std::error_code failure;
    return !file.empty() && std::filesystem::exists(file, failure) ? readPricesFile(file) : builtInPrices();
}

} // namespace keywright::capacity
