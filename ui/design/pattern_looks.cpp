#include "ui/design/pattern_looks.h"

#include <array>

#include <QCoreApplication>

namespace keywright::ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PatternLooks", text);
}

} // namespace

StatusLook verdictLook(model::Verdict verdict)
{
    switch (verdict) {
    case model::Verdict::Served: return {tr("Served"), QStringLiteral("check"), IconTint::Success};
    case model::Verdict::Filtered: return {tr("Filtered"), QStringLiteral("filter"), IconTint::Warning};
    case model::Verdict::Scanned: return {tr("Scanned"), QStringLiteral("search"), IconTint::Warning};
    case model::Verdict::NotServed: return {tr("Not served"), QStringLiteral("not-supported"), IconTint::Error};
    }
    return {};
}

StatusLook verificationLook(session::VerificationStatus status)
{
    using Status = session::VerificationStatus;
    switch (status) {
    case Status::Verified: return {tr("Verified"), QStringLiteral("ok"), IconTint::Success};
    case Status::Failed: return {tr("Failed"), QStringLiteral("error"), IconTint::Error};
    case Status::NotJudged: return {tr("Not judged"), QStringLiteral("info"), IconTint::Secondary};
    case Status::CouldNotRun: return {tr("Could not run"), QStringLiteral("warning"), IconTint::Warning};
    }
    return {};
}

StatusLook statusLook(const PatternRunner &runner, int row)
{
    if (runner.isWaiting(row))
        return {tr("Waiting"), QStringLiteral("recent"), IconTint::Faint};
    const session::PatternVerification *verified = runner.lastVerification(row);
    if (!verified)
        return {tr("Not run"), QStringLiteral("run"), IconTint::Faint};
    if (runner.isStale(row))
        return {tr("Stale"), QStringLiteral("refresh"), IconTint::Warning};
    return verificationLook(verified->status);
}

QString statusSummary(const PatternRunner &runner, int patterns)
{
    enum Group { Stale = 4, NotRun, GroupCount };
    std::array<int, GroupCount> counts{};
    for (int row = 0; row < patterns; ++row) {
        const session::PatternVerification *verified = runner.lastVerification(row);
        const int group = !verified ? NotRun : runner.isStale(row) ? Stale : static_cast<int>(verified->status);
        ++counts[static_cast<std::size_t>(group)];
    }
    if (counts[NotRun] == patterns)
        return {};
    const std::array<QString, GroupCount> words{tr("%1 verified"),      tr("%1 failed"), tr("%1 not judged"),
                                                tr("%1 could not run"), tr("%1 stale"),  tr("%1 not run")};
    QStringList parts;
    for (std::size_t group = 0; group < GroupCount; ++group)
        if (counts[group] > 0)
            parts << words[group].arg(counts[group]);
    return parts.join(QStringLiteral(" · "));
}

} // namespace keywright::ui
