#include "ui/inspector/index_form.h"

#include "core/model/renames.h"
#include "ui/document/text.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"

namespace keywright::ui {

void IndexForm::addIndexHead(const ReadText &kind)
{
    addHead(
        kind, [] { return icon(QStringLiteral("index"), IconTint::Accent); }, [this] { return editing().selection().index; },
        [this](const QString &text) {
            return editing().edit([&](const model::Model &before) {
                return model::renameIndex(before, editing().table().definition.name, editing().selection().index.toStdString(),
                                          text.toStdString());
            });
        });
    addNote([this] { return note(); }, [this](const QString &text) { return takeNote(text); });
}

QString IndexForm::note() const
{
    const auto &notes = editing().table().indexNotes;
    const auto found = notes.find(editing().selection().index.toStdString());
    return found == notes.end() ? QString() : toQString(found->second);
}

Refusal IndexForm::takeNote(const QString &text) const
{
    return editing().changeTable(tr("Change the note of %1").arg(editing().selection().index), [&](model::Table &table) {
        const std::string index = editing().selection().index.toStdString();
        if (text.isEmpty())
            table.indexNotes.erase(index);
        else
            table.indexNotes[index] = text.toStdString();
    });
}

void IndexForm::addProjection(const ProjectionWords &words)
{
    addSection(tr("Projection"));
    addChoice(
        {words.holds, "projection"},
        {{tr("All attributes"), static_cast<int>(schema::ProjectionType::All)},
         {tr("Keys only"), static_cast<int>(schema::ProjectionType::KeysOnly)},
         {tr("Some attributes"), static_cast<int>(schema::ProjectionType::Include)}},
        [this] { return static_cast<int>(m_wantsSome ? schema::ProjectionType::Include : projection().type); },
        [this](const QVariant &type) { return takeProjection(type); });
    m_projected = addText(
        {tr("Attributes"), "projected"}, [this] { return namesText(projection().attributes); },
        [this](const QString &text) { return takeProjected(text); });
    m_projected->setMono(true);
    m_projected->setPlaceholder(words.example);
    m_projected->setToolTip(words.hint);
    onShow([this] { showProjection(); });
}

void IndexForm::showProjection()
{
    setRowShown(m_projected, m_wantsSome || projection().type == schema::ProjectionType::Include);
}

Refusal IndexForm::takeProjection(const QVariant &type)
{
    const auto wanted = static_cast<schema::ProjectionType>(type.toInt());
    m_wantsSome = wanted == schema::ProjectionType::Include;
    if (m_wantsSome) { // there is nothing to project before it is named
        showProjection();
        m_projected->line().setFocus();
        return std::nullopt;
    }
    const Refusal refusal = changeProjection({wanted, {}});
    showProjection();
    return refusal;
}

Refusal IndexForm::takeProjected(const QString &text)
{
    const std::vector<std::string> names = namesIn(text);
    if (names.empty())
        return tr("Name at least one attribute, or choose “Keys only”.");
    const Refusal refusal = changeProjection({schema::ProjectionType::Include, names});
    if (!refusal)
        m_wantsSome = false;
    return refusal;
}

} // namespace keywright::ui
