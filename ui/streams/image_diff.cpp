#include "ui/streams/image_diff.h"

#include <algorithm>

#include "core/value/dynamodb_json.h"
#include "ui/document/text.h"
#include "ui/parts/cell_delegate.h"
#include "ui/theme/icons.h"

namespace keywright::ui {

using Kind = DiffLine::Kind;

namespace {

QString textOfValue(const value::AttributeValue &value)
{
    const value::Json plain = value::toPlainJson(value);
    if (plain.isString() && value.type() == value::Type::S)
        return toQString(plain.text());
    return toQString((plain.isNumber() || plain.isBoolean() || plain.isNull()) ? plain.compact() : value::toDynamoDbJson(value).compact());
}

QString iconOf(Kind kind)
{
    switch (kind) {
    case Kind::Key: return QStringLiteral("partition-key");
    case Kind::Changed: return QStringLiteral("edit");
    case Kind::Added: return QStringLiteral("add");
    case Kind::Removed: return QStringLiteral("delete");
    case Kind::Same: break;
    }
    return {};
}

IconTint tintOf(Kind kind)
{
    switch (kind) {
    case Kind::Key: return IconTint::PartitionKey;
    case Kind::Added: return IconTint::Success;
    case Kind::Removed: return IconTint::Error;
    default: return IconTint::Accent;
    }
}

QString wordOf(Kind kind)
{
    switch (kind) {
    case Kind::Key: return DiffModel::tr("Key");
    case Kind::Changed: return DiffModel::tr("Changed");
    case Kind::Added: return DiffModel::tr("Added");
    case Kind::Removed: return DiffModel::tr("Removed");
    case Kind::Same: break;
    }
    return DiffModel::tr("As it was");
}

Kind kindOf(const engine::ItemChange &change, const std::string &name, const value::AttributeValue *before,
            const value::AttributeValue *after)
{
    if (change.key.find(name) != nullptr)
        return Kind::Key;
    const bool isTold = (change.oldImage && change.newImage) || (change.kind == engine::ChangeKind::Insert && change.newImage)
        || (change.kind == engine::ChangeKind::Remove && change.oldImage);
    if (!isTold)
        return Kind::Same;
    if (before == nullptr)
        return Kind::Added;
    if (after == nullptr)
        return Kind::Removed;
    return *before == *after ? Kind::Same : Kind::Changed;
}

int orderOf(Kind kind)
{
    return kind == Kind::Key ? 0 : kind == Kind::Same ? 2 : 1;
}

} // namespace

std::vector<DiffLine> imageDiff(const engine::ItemChange &change)
{
    std::vector<std::string> names;
    const auto addNames = [&names](const value::Item &item) {
        for (const auto &[name, value] : item)
            names.push_back(name);
    };
    addNames(change.key);
    for (const auto *image : {&change.oldImage, &change.newImage})
        if (*image)
            addNames(**image);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());

    std::vector<DiffLine> lines;
    for (const std::string &name : names) {
        const value::AttributeValue *key = change.key.find(name);
        const value::AttributeValue *before = change.oldImage ? change.oldImage->find(name) : nullptr;
        const value::AttributeValue *after = change.newImage ? change.newImage->find(name) : nullptr;
        if (key != nullptr && change.kind != engine::ChangeKind::Insert)
            before = key;
        if (key != nullptr && change.kind != engine::ChangeKind::Remove)
            after = key;
        lines.push_back({kindOf(change, name, before, after), toQString(name), before ? textOfValue(*before) : QString(),
                         after ? textOfValue(*after) : QString()});
    }
    std::stable_sort(lines.begin(), lines.end(),
                     [](const DiffLine &left, const DiffLine &right) { return orderOf(left.kind) < orderOf(right.kind); });
    return lines;
}

void DiffModel::setLines(std::vector<DiffLine> lines)
{
    beginResetModel();
    m_lines = std::move(lines);
    endResetModel();
}

int DiffModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int DiffModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DiffModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const DiffLine &line = m_lines[static_cast<std::size_t>(index.row())];
    const QString &text = index.column() == Attribute ? line.attribute : index.column() == Before ? line.before : line.after;
    switch (role) {
    case Qt::DisplayRole: return text;
    case Qt::ToolTipRole: return index.column() == Attribute ? wordOf(line.kind) : text;
    case Qt::AccessibleDescriptionRole: return wordOf(line.kind);
    case Qt::DecorationRole:
        return index.column() == Attribute && !iconOf(line.kind).isEmpty() ? QVariant(icon(iconOf(line.kind), tintOf(line.kind)))
                                                                           : QVariant();
    case kMonoRole: return true;
    case kMissingRole: return text.isEmpty();
    case kStrongRole: return line.kind != Kind::Same && index.column() == After;
    case kToneRole: return line.kind == Kind::Same ? QVariant(static_cast<int>(IconTint::Secondary)) : QVariant();
    default: return {};
    }
}

QVariant DiffModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Attribute ? tr("Attribute") : section == Before ? tr("Before") : tr("After");
}

} // namespace keywright::ui
