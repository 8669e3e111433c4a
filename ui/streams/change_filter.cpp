#include "ui/streams/change_filter.h"

#include "core/connection/stream_json.h"
#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

QString shortText(const value::AttributeValue &value)
{
    const value::Json json = value::toPlainJson(value);
    return toQString(json.isString() || json.isNumber() ? json.text() : json.compact());
}

bool isOf(ChangeFilter::Events events, const engine::ItemChange &change)
{
    using Events = ChangeFilter::Events;
    switch (events) {
    case Events::All: return true;
    case Events::Inserts: return change.kind == engine::ChangeKind::Insert;
    case Events::Modifications: return change.kind == engine::ChangeKind::Modify;
    case Events::Removals: return change.kind == engine::ChangeKind::Remove;
    case Events::Expiries: return change.kind == engine::ChangeKind::Remove && change.byService;
    }
    return true;
}

} // namespace

QString keyTextOf(const engine::ItemChange &change)
{
    QString text;
    for (const auto &[name, value] : change.key) {
        if (!text.isEmpty())
            text += QStringLiteral(", ");
        text += QStringLiteral("%1 = %2").arg(toQString(name), shortText(value));
    }
    return text;
}

bool ChangeFilter::patternTakes(const Change &change) const
{
    return !pattern || pattern->matches(connection::toEventJson(change.read.record, streamArn));
}

bool ChangeFilter::takes(const Change &change) const
{
    return isOf(events, change.read.record.change) && (keyPart.isEmpty() || change.key.contains(keyPart, Qt::CaseInsensitive))
        && patternTakes(change);
}

JudgedChange judged(SharedChange change, const ChangeFilter &filter)
{
    JudgedChange result;
    result.isMatched = filter.patternTakes(*change);
    ChangeFilter others = filter;
    others.pattern.reset();
    result.isShown = result.isMatched && others.takes(*change);
    result.change = std::move(change);
    return result;
}

} // namespace keywright::ui
