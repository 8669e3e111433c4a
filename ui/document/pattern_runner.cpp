#include "ui/document/pattern_runner.h"

#include <numeric>

#include "core/engine/service_error.h"
#include "core/storage/storage_error.h"
#include "ui/document/text.h"

namespace keywright::ui {

PatternRunner::PatternRunner(Document &document, QObject *parent)
    : QObject(parent), m_document(document), m_looking(this), m_background(this)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelayMs);
    connect(&m_timer, &QTimer::timeout, this, &PatternRunner::lookAtStaleness);
    connect(&document, &Document::modelOpened, this, &PatternRunner::clear);
    connect(&document, &Document::modelEdited, this, &PatternRunner::followEdit);
    connect(&document, &Document::modelChanged, this, [this] {
        if (!m_document.model())
            clear();
    });
}

bool PatternRunner::canRun() const
{
    return m_document.model() && !m_document.model()->accessPatterns.empty();
}

Progress PatternRunner::progress() const
{
    return isRunning() ? Progress{tr("Verifying access patterns"), m_done, m_all} : Progress{};
}

void PatternRunner::runAll()
{
    if (!canRun())
        return;
    std::vector<int> rows(m_document.model()->accessPatterns.size());
    std::iota(rows.begin(), rows.end(), 0);
    run(rows);
}

void PatternRunner::run(const std::vector<int> &rows)
{
    if (!canRun() || rows.empty())
        return;
    m_background.stop();
    const quint64 request = ++m_request;
    const auto model = m_document.model();
    session::VerificationOptions options;
    m_waiting.clear();
    for (const int row : rows) {
        options.onlyPatterns.push_back(model->accessPatterns[static_cast<std::size_t>(row)].name);
        m_waiting.insert(toQString(options.onlyPatterns.back()));
    }
    m_problem.clear();
    m_done = 0;
    m_all = static_cast<int>(rows.size());
    options.progress = [this, request, model](const session::PatternVerification &verified, std::size_t, std::size_t) {
        QMetaObject::invokeMethod(
            this,
            [this, request, model, verified] {
                if (request == m_request)
                    take(verified, model);
            },
            Qt::QueuedConnection);
    };
    emit progressChanged();
    m_background.start(
        [model, options](const std::stop_token &stop) mutable -> QString {
            options.stop = stop;
            try {
                session::verify(*model, options);
            } catch (const engine::ServiceError &error) {
                return toQString(error.name() + ": " + error.what());
            } catch (const std::exception &error) {
                return QString::fromUtf8(error.what());
            }
            return {};
        },
        [this, request](const QString &problem) {
            if (request != m_request)
                return;
            m_problem = problem;
            m_waiting.clear();
            m_done = m_all = 0;
            emit progressChanged();
        });
}

void PatternRunner::take(session::PatternVerification verification, const std::shared_ptr<const model::Model> &model)
{
    const std::string name = verification.pattern;
    const model::AccessPattern *pattern = model->findAccessPattern(name);
    verification.firstRun.milliseconds = m_document.activity().shownDuration(verification.firstRun.milliseconds);
    if (pattern)
        record(verification.firstRun, *pattern);
    if (model == m_document.model())
        m_fingerprints[name] = verification.fingerprint;
    m_verified[name] = std::move(verification);
    m_waiting.remove(toQString(name));
    ++m_done;
    const auto &patterns = m_document.model()->accessPatterns;
    for (std::size_t row = 0; row < patterns.size(); ++row)
        if (patterns[row].name == name)
            emit patternRan(static_cast<int>(row));
    emit progressChanged();
}

void PatternRunner::record(const session::PatternRun &run, const model::AccessPattern &pattern)
{
    const QDateTime now = QDateTime::currentDateTime();
    for (const session::StepRun &step : run.steps) {
        const bool ofIndex = !step.consumed.table.empty() && step.place != step.consumed.table && !step.place.empty();
        m_document.activity().append({.time = now,
                                      .operation = toQString(step.operation),
                                      .place = toQString(ofIndex ? step.consumed.table + " · " + step.place : step.place),
                                      .milliseconds = step.milliseconds,
                                      .items = static_cast<qint64>(step.items.size()) + step.writtenCount,
                                      .capacityUnits = step.consumed.total(),
                                      .error = {},
                                      .request = Activity::keptRequest(step.request)});
    }
    if (run.message.empty() || run.steps.size() >= pattern.steps.size())
        return;
    const model::Operation &refused = pattern.steps[run.steps.size()].operation;
    m_document.activity().append({.time = now,
                                  .operation = toQString(textOf(refused.kind)),
                                  .place = toQString(refused.index.empty() ? refused.table : refused.table + " · " + refused.index),
                                  .error = toQString(run.message)});
}

void PatternRunner::cancel()
{
    if (!isRunning())
        return;
    ++m_request;
    m_background.stop();
    m_waiting.clear();
    m_done = m_all = 0;
    emit progressChanged();
}

void PatternRunner::clear()
{
    cancel();
    m_timer.stop();
    ++m_look;
    m_model = m_document.model();
    m_verified.clear();
    m_fingerprints.clear();
    m_problem.clear();
    emit runsCleared();
}

void PatternRunner::followEdit()
{
    const auto before = std::exchange(m_model, m_document.model());
    if (!before || !m_model || m_verified.empty())
        return;
    const auto &was = before->accessPatterns;
    const auto &is = m_model->accessPatterns;
    for (std::size_t row = 0; was.size() == is.size() && row < is.size(); ++row) {
        const std::string &from = was[row].name;
        const std::string &to = is[row].name;
        if (from == to || m_model->findAccessPattern(from) || before->findAccessPattern(to))
            continue;
        if (auto verified = m_verified.extract(from)) {
            verified.key() = to;
            verified.mapped().pattern = to;
            m_verified.insert(std::move(verified));
        }
        if (auto fingerprint = m_fingerprints.extract(from)) {
            fingerprint.key() = to;
            m_fingerprints.insert(std::move(fingerprint));
        }
    }
    m_timer.start();
}

void PatternRunner::lookAtStaleness()
{
    const auto model = m_document.model();
    if (!model)
        return;
    m_looking.stop();
    const quint64 look = ++m_look;
    m_looking.start([model](const std::stop_token &) { return session::verificationFingerprints(*model); },
                    [this, look, model](const std::vector<std::string> &fingerprints) {
                        if (look != m_look || model != m_document.model())
                            return;
                        m_fingerprints.clear();
                        for (std::size_t row = 0; row < fingerprints.size(); ++row)
                            m_fingerprints[model->accessPatterns[row].name] = fingerprints[row];
                        emit stalenessChanged();
                    });
}

const std::string *PatternRunner::nameAt(int row) const
{
    const auto &model = m_document.model();
    const bool isThere = model && row >= 0 && row < static_cast<int>(model->accessPatterns.size());
    return isThere ? &model->accessPatterns[static_cast<std::size_t>(row)].name : nullptr;
}

const session::PatternVerification *PatternRunner::lastVerification(int row) const
{
    const std::string *name = nameAt(row);
    const auto found = name ? m_verified.find(*name) : m_verified.end();
    return found == m_verified.end() ? nullptr : &found->second;
}

const session::PatternRun *PatternRunner::lastRun(int row) const
{
    const session::PatternVerification *verified = lastVerification(row);
    return verified ? &verified->firstRun : nullptr;
}

bool PatternRunner::isStale(int row) const
{
    const session::PatternVerification *verified = lastVerification(row);
    if (!verified)
        return false;
    const auto now = m_fingerprints.find(*nameAt(row));
    return now != m_fingerprints.end() && now->second != verified->fingerprint;
}

bool PatternRunner::isWaiting(int row) const
{
    const std::string *name = nameAt(row);
    return name && m_waiting.contains(toQString(*name));
}

} // namespace keywright::ui
