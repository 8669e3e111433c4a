#include "ui/data/drift_watch.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr std::size_t kNamedTables = 3;

QString driftWatchTr(const char *text)
{
    return QCoreApplication::translate("DriftText", text);
}

QString countsText(const session::TableDrift &table)
{
    QStringList parts;
    const auto add = [&parts](std::size_t count, const QString &text) {
        if (count > 0)
            parts << text.arg(QLocale().toString(static_cast<qint64>(count)));
    };
    if (table.isMissing)
        parts << driftWatchTr("not there");
    if (table.isOtherwiseDefined)
        parts << driftWatchTr("of an earlier definition");
    add(table.added, driftWatchTr("%1 added"));
    add(table.changed, driftWatchTr("%1 changed"));
    add(table.removed, driftWatchTr("%1 removed"));
    return parts.join(QStringLiteral(", "));
}

} // namespace

DriftWatch::DriftWatch(QObject *parent) : QObject(parent), m_background(this) { }

void DriftWatch::look(std::shared_ptr<const model::Model> model, std::shared_ptr<session::Workspace> workspace)
{
    m_model = std::move(model);
    m_workspace = std::move(workspace);
    m_again = m_looking;
    if (m_looking) {
        m_background.stop();
        return;
    }
    if (m_model && m_workspace) {
        start();
        return;
    }
    if (m_drift) {
        m_drift.reset();
        emit looked();
    }
}

void DriftWatch::start()
{
    m_looking = true;
    m_background.start(
        [model = m_model, workspace = m_workspace](const std::stop_token &stop) -> std::optional<session::SampleDrift> {
            try {
                session::SampleDrift drift = session::compareSample(*model, workspace->connection(), stop);
                return drift.isStopped ? std::nullopt : std::optional(std::move(drift));
            } catch (const std::exception &) {
                return std::nullopt; // what the tables refuse is said where they are shown
            }
        },
        [this](std::optional<session::SampleDrift> drift) {
            m_looking = false;
            if (m_again) {
                look(m_model, m_workspace);
                return;
            }
            m_drift = std::move(drift);
            emit looked();
        });
}

QString driftText(const session::SampleDrift &drift)
{
    if (drift.tables.size() > kNamedTables) {
        session::TableDrift all{.table = {}};
        for (const session::TableDrift &table : drift.tables) {
            all.added += table.added;
            all.changed += table.changed;
            all.removed += table.removed;
        }
        return driftWatchTr("%1 tables: %2").arg(drift.tables.size()).arg(countsText(all));
    }
    QStringList tables;
    for (const session::TableDrift &table : drift.tables)
        tables << QStringLiteral("%1: %2").arg(toQString(table.table), countsText(table));
    return tables.join(QStringLiteral("; "));
}

} // namespace keywright::ui
