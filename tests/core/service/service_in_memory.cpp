#include "tests/core/service/service_in_memory.h"

#include <QTest>

namespace keywright::test {

namespace {

constexpr std::int64_t kStart = 1'795'251'600'500;

std::unique_ptr<engine::Engine> engineAt(std::shared_ptr<std::int64_t> now, bool throttles)
{
    storage::StoreOptions store;
    store.folder = "service-test";
    store.inMemory = true;
    engine::EngineOptions options;
    options.clock = [now] { return *now; };
    options.newId = [next = std::make_shared<int>(0)] {
        std::string id = std::to_string(++*next);
        constexpr std::size_t kDigits = 32;
        return std::string(kDigits - id.size(), '0') + id;
    };
    if (throttles)
        options.throttle.emplace();
    return std::make_unique<engine::Engine>(storage::Store::open(store), options);
}

} // namespace

ServiceInMemory::ServiceInMemory(bool throttles)
    : m_now(std::make_shared<std::int64_t>(kStart)),
      m_engine(engineAt(m_now, throttles)),
      m_service([this](const service::Caller &) -> engine::Engine & { return *m_engine; })
{ }

service::Answer ServiceInMemory::answer(std::string_view operation, std::string_view json)
{
    constexpr std::string_view kStreams = "streams:";
    std::string target = "DynamoDB_20120810.";
    if (operation.starts_with(kStreams)) {
        operation.remove_prefix(kStreams.size());
        target = "DynamoDBStreams_20120810.";
    }
    target += operation;
    return m_service.answer({target, json, {}, {}});
}

std::string ServiceInMemory::body(std::string_view operation, std::string_view json)
{
    const service::Answer given = answer(operation, json);
    if (given.status != 200)
        QTest::qFail(given.body.c_str(), __FILE__, __LINE__);
    return given.body;
}

} // namespace keywright::test
