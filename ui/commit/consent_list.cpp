#include "ui/commit/consent_list.h"

#include <algorithm>

#include <QVBoxLayout>

#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/text_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

ConsentList::ConsentList(QWidget *parent) : QWidget(parent), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("consents"));
    m_column->setContentsMargins({});
    hide();
}

void ConsentList::setPlan(const session::CommitPlan &plan)
{
    delete m_rows;
    m_replacements.clear();
    m_drops = nullptr;
    m_mayDrop = false;
    m_rows = new QWidget;
    m_column->addWidget(m_rows);
    auto *rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins({});
    rows->setSpacing(space::kS);
    std::vector<session::Consent> dropped;
    for (const session::Consent &consent : session::missingConsents(plan, {})) {
        if (consent.kind == session::Consent::Kind::DropIndex)
            dropped.push_back(consent);
    }
    for (const session::TableCommit &commit : plan.tables) {
        if (commit.action == session::TableAction::Replace)
            addReplacement(commit);
    }
    if (!dropped.empty())
        addDroppedIndexes(dropped);
    setVisible(rows->count() > 0);
}

void ConsentList::addReplacement(const session::TableCommit &commit)
{
    const QString table = toQString(commit.table);
    Replacement replacement{commit.table, new Chooser(tr("What becomes of %1").arg(table)), new TextField(tr("Name of the new table"))};
    QComboBox &answer = *replacement.answer;
    answer.setObjectName(QStringLiteral("replace-%1").arg(table));
    answer.addItem(tr("Choose what becomes of %1…").arg(table), static_cast<int>(Answer::None));
    answer.addItem(tr("Leave %1 as it is").arg(table), static_cast<int>(Answer::Leave));
    if (commit.protection.empty())
        answer.addItem(tr("Replace %1: copy its items aside, delete it, make it anew, put them back").arg(table),
                       static_cast<int>(Answer::Replace));
    answer.addItem(tr("Make a new table of another name, copy the items over, keep %1").arg(table), static_cast<int>(Answer::Beside));
    answer.setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    replacement.newName->line().setObjectName(QStringLiteral("newName-%1").arg(table));
    replacement.newName->setMono(true);
    replacement.newName->onCommit([](const QString &) { return std::nullopt; });
    replacement.newName->setValue(table + QStringLiteral("-new"));
    replacement.newName->hide();
    auto *rows = static_cast<QVBoxLayout *>(m_rows->layout());
    rows->addWidget(&answer);
    rows->addWidget(replacement.newName);
    connect(&answer, &QComboBox::currentIndexChanged, this, [this, replacement] {
        replacement.newName->setVisible(answerOf(replacement) == Answer::Beside);
        emit changed();
    });
    connect(replacement.newName, &TextField::edited, this, &ConsentList::changed);
    m_replacements.push_back(replacement);
}

void ConsentList::addDroppedIndexes(const std::vector<session::Consent> &consents)
{
    const auto count = static_cast<qint64>(consents.size());
    const QString first = toQString(consents.front().index);
    m_drops = new ToggleField(count == 1 ? tr("Drop GSI %1: queries on it fail from then on").arg(first)
                                         : tr("Drop %1 GSIs: queries on them fail from then on").arg(count));
    m_drops->setObjectName(QStringLiteral("dropIndexes"));
    m_drops->onCommit([this](bool on) {
        m_mayDrop = on;
        emit changed();
        return std::nullopt;
    });
    m_rows->layout()->addWidget(m_drops);
}

ConsentList::Answer ConsentList::answerOf(const Replacement &replacement)
{
    return static_cast<Answer>(replacement.answer->currentData().toInt());
}

bool ConsentList::isAnswered() const
{
    const bool isDecided = std::all_of(m_replacements.begin(), m_replacements.end(), [](const Replacement &each) {
        const Answer answer = answerOf(each);
        return answer == Answer::Beside ? !each.newName->text().trimmed().isEmpty() : answer != Answer::None;
    });
    return isDecided && (!m_drops || m_mayDrop);
}

session::CommitPlan ConsentList::answered(session::CommitPlan plan) const
{
    std::erase_if(plan.tables, [this](const session::TableCommit &commit) {
        return std::any_of(m_replacements.begin(), m_replacements.end(),
                           [&commit](const Replacement &each) { return each.table == commit.table && answerOf(each) == Answer::Leave; });
    });
    return plan;
}

void ConsentList::addTo(session::CommitChoices &choices) const
{
    choices.dropsIndexes = m_mayDrop;
    for (const Replacement &each : m_replacements) {
        const Answer answer = answerOf(each);
        if (answer == Answer::Replace)
            choices.replaced[each.table] = {};
        else if (answer == Answer::Beside)
            choices.replaced[each.table] = each.newName->text().trimmed().toStdString();
    }
}

} // namespace keywright::ui
