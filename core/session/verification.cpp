#include "core/session/verification.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "core/engine/service_error.h"
#include "core/model/entity_view.h"
#include "core/model/model_writer.h"
#include "core/session/argument_draws.h"
#include "core/session/scratch_store.h"
#include "core/storage/storage_error.h"
#include "core/value/dynamodb_json.h"
#include "core/value/md5.h"

namespace keywright::session {

using model::AccessPattern;
using model::Difference;
using model::OperationKind;

namespace {

bool writes(const model::Operation &operation)
{
    switch (operation.kind) {
    case OperationKind::PutItem:
    case OperationKind::UpdateItem:
    case OperationKind::DeleteItem:
    case OperationKind::BatchWriteItem:
    case OperationKind::TransactWriteItems: return true;
    default: return false;
    }
}

bool writes(const AccessPattern &pattern)
{
    return std::any_of(pattern.steps.begin(), pattern.steps.end(), [](const model::Step &step) { return writes(step.operation); });
}

bool usesTokens(const AccessPattern &pattern)
{
    return std::any_of(pattern.steps.begin(), pattern.steps.end(),
                       [](const model::Step &step) { return !step.operation.clientRequestToken.empty(); });
}

model::RunFacts factsOf(const AccessPattern &pattern, const PatternRun &run, const Arguments &arguments)
{
    model::RunFacts facts{arguments, {}};
    for (std::size_t i = 0; i < run.steps.size(); ++i)
        if (!pattern.steps[i].name.empty())
            facts.itemsOfSteps[pattern.steps[i].name] = run.steps[i].items;
    return facts;
}

/// Verifies patterns one after the other in one scratch store.
class Verifier {
public:
    Verifier(const model::Model &model, const VerificationOptions &options)
        : m_model(model), m_options(options), m_store(model), m_sample(model::entityItems(model, m_store.sampleItems()))
    { }

    /// Nullopt when the stop token ended it.
    std::optional<PatternVerification> verify(const AccessPattern &pattern)
    {
        PatternVerification result;
        result.pattern = pattern.name;
        result.judgement = model::judge(m_model, pattern);
        try {
            if (!runAll(pattern, result))
                return std::nullopt;
        } catch (const model::ExpectationError &error) {
            couldNotRun(result, error.what());
        } catch (const engine::ServiceError &error) {
            couldNotRun(result, error.name() + ": " + error.what());
        } catch (const storage::StorageError &error) {
            couldNotRun(result, error.what());
        }
        return result;
    }

private:
    static void couldNotRun(PatternVerification &result, const std::string &message)
    {
        result.status = VerificationStatus::CouldNotRun;
        result.message = message;
    }

    static void provedNothing(PatternVerification &result)
    {
        result.status = VerificationStatus::NotJudged;
        result.message =
            "No run found an item, so nothing was compared; add sample data that the parameters find, or draw them from another "
            "attribute.";
    }

    /// False when the stop token ended it.
    bool runAll(const AccessPattern &pattern, PatternVerification &result)
    {
        const std::optional<model::Expectation> expectation = model::readExpectation(pattern);
        const ArgumentSets arguments = drawArguments(pattern, m_sample, m_options.seed, m_options.runsOfAPattern);
        if (!arguments.missing.empty()) {
            couldNotRun(result, "Parameter " + arguments.missing + " has neither an example nor sample data to draw from.");
            return true;
        }
        if (!expectation) {
            result.status = VerificationStatus::NotJudged;
            result.message = writes(pattern) ? "It was carried out, and nothing says yet what must be there afterwards."
                                             : "Nothing says yet what must come back.";
        }
        std::string refusal;
        for (std::size_t i = 0; i < arguments.sets.size() && result.status != VerificationStatus::CouldNotRun; ++i) {
            if (m_options.stop.stop_requested())
                return false;
            const bool isExample = i == 0 && arguments.beginsWithExamples;
            runOnce(pattern, expectation, arguments.sets[i], isExample, result, refusal);
        }
        if (result.status != VerificationStatus::CouldNotRun && result.refusedRuns == result.runs && result.runs > 0)
            addFailure(result, arguments.sets.front(), {}, "Every run was refused: " + refusal);
        if (result.status == VerificationStatus::Verified && result.itemsReturned == 0 && !writes(pattern))
            provedNothing(result);
        return true;
    }

    void runOnce(const AccessPattern &pattern, const std::optional<model::Expectation> &expectation, const Arguments &arguments,
                 bool isExample, PatternVerification &result, std::string &refusal)
    {
        const PatternRun run = runPattern(m_store.connection(), m_model, pattern, arguments);
        const bool isChange = writes(pattern);
        const ScratchStore::Items now = isChange ? m_store.items() : ScratchStore::Items();
        if (result.runs == 0) {
            result.firstRun = run;
            if (isChange)
                noteWritten(now, result);
        }
        count(run, result);
        if (isChange)
            usesTokens(pattern) ? m_store.renew() : m_store.restore(now);
        if (run.status == RunStatus::NotSupported) {
            couldNotRun(result, run.message);
        } else if (run.conditionFailed && !isExample) {
            ++result.refusedRuns;
            refusal = run.message;
        } else if (run.status == RunStatus::Failed) {
            addFailure(result, arguments, {}, run.message);
        } else if (expectation) {
            const std::vector<Difference> differences = compare(*expectation, factsOf(pattern, run, arguments), run, now);
            if (!differences.empty())
                addFailure(result, arguments, differences, {});
        }
    }

    /// What differs between the sample data and `now`.
    void noteWritten(const ScratchStore::Items &now, PatternVerification &result) const
    {
        const auto byKey = [this](const std::string &table, const ScratchStore::Items &items) {
            std::map<std::string, const value::Item *> found;
            if (const auto here = items.find(table); here != items.end())
                for (const value::Item &item : here->second)
                    found.emplace(value::toDynamoDbJson(model::primaryKeyOf(m_model, table, item)).compact(), &item);
            return found;
        };
        for (const model::Table &table : m_model.tables) {
            const std::string &name = table.definition.name;
            auto before = byKey(name, m_store.sampleItems());
            std::map<std::string, WrittenItem> written;
            for (const auto &[key, item] : byKey(name, now)) {
                const auto was = before.extract(key);
                if (was.empty())
                    written[key] = {name, std::nullopt, *item};
                else if (!(*was.mapped() == *item))
                    written[key] = {name, *was.mapped(), *item};
            }
            for (const auto &[key, item] : before)
                written[key] = {name, *item, std::nullopt};
            result.writtenCount += written.size();
            for (auto &[key, item] : written)
                if (result.written.size() < PatternVerification::kKeptItems)
                    result.written.push_back(std::move(item));
        }
    }

    std::vector<Difference> compare(const model::Expectation &expectation, const model::RunFacts &facts, const PatternRun &run,
                                    const ScratchStore::Items &now) const
    {
        std::vector<Difference> differences;
        if (!expectation.entities.empty())
            differences = model::compareRead(m_model, expectation, facts, m_sample, run.steps.back().items);
        if (expectation.isOfChange()) {
            const model::EntityItems after = now.empty() ? m_sample : model::entityItems(m_model, now);
            const auto ofChange = model::compareChange(m_model, expectation, facts, m_sample, after);
            differences.insert(differences.end(), ofChange.begin(), ofChange.end());
        }
        return differences;
    }

    static void count(const PatternRun &run, PatternVerification &result)
    {
        ++result.runs;
        result.itemsReturned += run.itemCount();
        result.itemsWritten += run.writtenCount();
        for (const StepRun &step : run.steps) {
            result.itemsRead += step.scannedCount;
            const auto table = std::find_if(result.consumed.begin(), result.consumed.end(),
                                            [&step](const auto &each) { return each.table == step.consumed.table; });
            if (table != result.consumed.end())
                table->add(step.consumed);
            else if (step.consumed.total() > 0)
                result.consumed.push_back(step.consumed);
        }
        std::sort(result.consumed.begin(), result.consumed.end(),
                  [](const auto &left, const auto &right) { return left.table < right.table; });
    }

    static void addFailure(PatternVerification &result, const Arguments &arguments, const std::vector<Difference> &differences,
                           const std::string &message)
    {
        result.status = VerificationStatus::Failed;
        if (++result.failedRuns > 1)
            return;
        result.arguments = arguments;
        result.message = message;
        result.differenceCount = differences.size();
        const std::size_t kept = std::min(differences.size(), PatternVerification::kKeptDifferences);
        result.differences.assign(differences.begin(), differences.begin() + static_cast<std::ptrdiff_t>(kept));
    }

    const model::Model &m_model;
    const VerificationOptions &m_options;
    ScratchStore m_store;
    model::EntityItems m_sample;
};

std::string digestOf(const std::string &text)
{
    return std::to_string(value::md5First64(text));
}

/// Tables, entities and sample data, without what is only for people or for cost.
std::string digestOfSurroundings(const model::Model &model)
{
    model::Model part;
    part.tables = model.tables;
    for (model::Table &table : part.tables) {
        table.note.clear();
        table.indexNotes.clear();
    }
    part.entities = model.entities;
    for (model::Entity &entity : part.entities) {
        entity.note.clear();
        entity.colour.reset();
        for (model::Attribute &attribute : entity.attributes) {
            attribute.note.clear();
            attribute.sampleFormat = {};
        }
    }
    std::string text = model::writeModel(part);
    for (const model::TableItems &items : model.sampleData) {
        text += items.table;
        for (const value::Item &item : items.items)
            text += value::toDynamoDbJson(item).compact();
    }
    return digestOf(text);
}

std::string digestOfPattern(AccessPattern pattern)
{
    pattern.name.clear();
    pattern.description.clear();
    pattern.note.clear();
    pattern.principal.clear();
    pattern.entities.clear();
    pattern.rate.reset();
    pattern.sizes.reset();
    for (model::Parameter &parameter : pattern.parameters)
        parameter.note.clear();
    for (model::Step &step : pattern.steps)
        step.note.clear();
    model::Model part;
    part.accessPatterns.push_back(std::move(pattern));
    return digestOf(model::writeModel(part));
}

} // namespace

std::string_view textOf(VerificationStatus status)
{
    switch (status) {
    case VerificationStatus::Verified: return "verified";
    case VerificationStatus::Failed: return "failed";
    case VerificationStatus::NotJudged: return "not judged";
    case VerificationStatus::CouldNotRun: return "could not run";
    }
    return "failed";
}

double PatternVerification::capacityUnits() const
{
    return std::accumulate(consumed.begin(), consumed.end(), 0.0, [](double sum, const auto &each) { return sum + each.total(); });
}

std::vector<PatternVerification> verify(const model::Model &model, const VerificationOptions &options)
{
    Verifier verifier(model, options);
    const std::vector<std::string> fingerprints = verificationFingerprints(model);
    const auto isWanted = [&only = options.onlyPatterns](const AccessPattern &pattern) {
        return only.empty() || std::find(only.begin(), only.end(), pattern.name) != only.end();
    };
    const auto all = static_cast<std::size_t>(std::count_if(model.accessPatterns.begin(), model.accessPatterns.end(), isWanted));
    std::vector<PatternVerification> results;
    for (std::size_t i = 0; i < model.accessPatterns.size(); ++i) {
        if (!isWanted(model.accessPatterns[i]))
            continue;
        std::optional<PatternVerification> result = verifier.verify(model.accessPatterns[i]);
        if (!result)
            break;
        result->fingerprint = fingerprints[i];
        results.push_back(std::move(*result));
        if (options.progress)
            options.progress(results.back(), results.size(), all);
    }
    return results;
}

std::vector<std::string> verificationFingerprints(const model::Model &model)
{
    const std::string surroundings = digestOfSurroundings(model);
    std::vector<std::string> fingerprints;
    for (const AccessPattern &pattern : model.accessPatterns)
        fingerprints.push_back(digestOf(surroundings + digestOfPattern(pattern)));
    return fingerprints;
}

} // namespace keywright::session
