#include "ui/heat/findings.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/document/text.h"
#include "ui/heat/heat_words.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr std::size_t kMostHelpless = 5;

} // namespace

Findings::Findings(Adviser &adviser, QWidget *parent)
    : QScrollArea(parent), m_adviser(adviser), m_contents(new QWidget), m_column(new QVBoxLayout(m_contents))
{
    setObjectName(QStringLiteral("findings"));
    setAccessibleName(tr("Findings"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_contents->setProperty("role", "surface");
    m_contents->setAttribute(Qt::WA_StyledBackground);
    m_column->setContentsMargins(space::kL, space::kM, space::kL, space::kM);
    m_column->setSpacing(space::kL);
    setWidget(m_contents);
    connect(&adviser, &Adviser::counselChanged, this, &Findings::build);
}

void Findings::setOutcome(const std::shared_ptr<const simulation::Outcome> &outcome, int place, bool isOfModel)
{
    if (m_outcome == outcome && m_place == place && m_isOfModel == isOfModel)
        return;
    m_outcome = outcome;
    m_place = place;
    m_isOfModel = isOfModel;
    build();
}

QStringList Findings::sentences() const
{
    QStringList texts;
    for (const QLabel *label : m_contents->findChildren<QLabel *>(QStringLiteral("finding")))
        texts << label->text();
    return texts;
}

void Findings::build()
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    if (!m_outcome || m_place < 0 || m_place >= static_cast<int>(m_outcome->places.size()))
        return;
    const simulation::PlaceOutcome &place = m_outcome->places[static_cast<std::size_t>(m_place)];
    for (const simulation::Diagnosis &diagnosis : place.diagnoses)
        addDiagnosis(diagnosis, place);
    const std::size_t count = std::min(kMostHelpless, place.helpless.size());
    for (std::size_t i = 0; i < count; ++i) {
        const capacity::HelplessPartition &each = place.helpless[i];
        addCard(QStringLiteral("not-supported"), static_cast<int>(IconTint::Warning), tr("No split helps partition %1").arg(each.partition),
                tr("It is at its limit of %1 since %2, but %3.")
                    .arg(toQString(capacity::textOf(each.cause)), clockText(each.second, HeatClock::Simulated, false),
                         toQString(capacity::textOf(each.obstacle))));
    }
    for (const std::string &note : m_outcome->notes)
        addCard(QStringLiteral("info"), static_cast<int>(IconTint::Secondary), tr("Note"), toQString(note));
    m_column->addStretch();
}

QVBoxLayout *Findings::addCard(const QString &iconName, int tint, const QString &title, const QString &text)
{
    auto *card = new QWidget;
    auto *row = new QHBoxLayout(card);
    row->setContentsMargins({});
    row->setSpacing(space::kS);
    row->addWidget(new IconLabel(iconName, static_cast<IconTint>(tint), kIconSize), 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(space::kXs);
    column->addWidget(makeLabel(title, TextRole::Strong));
    QLabel *words = makeParagraph(text, TextRole::Body, LabelTone::Secondary);
    words->setObjectName(QStringLiteral("finding"));
    column->addWidget(words);
    row->addLayout(column, 1);
    m_column->addWidget(card);
    return column;
}

void Findings::addDiagnosis(const simulation::Diagnosis &diagnosis, const simulation::PlaceOutcome &place)
{
    QVBoxLayout *column = addCard(shapeIcon(diagnosis.shape), static_cast<int>(shapeTint(diagnosis.shape)), shapeText(diagnosis.shape),
                                  toQString(diagnosis.message));
    addAdvice(*column, diagnosis, place);
}

const model::Advice *Findings::adviceFor(const std::string &rule, const simulation::PlaceOutcome &place) const
{
    const model::Advice *found = nullptr;
    if (!m_isOfModel || rule.empty())
        return found;
    for (const model::Advice &advice : m_adviser.counsel()->advice) {
        if (advice.rule != rule)
            continue;
        const std::string text = advice.place + " " + advice.reason;
        if (text.find(place.index.empty() ? place.table : place.index) != std::string::npos)
            return &advice;
        if (found == nullptr)
            found = &advice;
    }
    return found;
}

void Findings::addAdvice(QVBoxLayout &column, const simulation::Diagnosis &diagnosis, const simulation::PlaceOutcome &place)
{
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(space::kS);
    const bool hasPlaceInMap = !diagnosis.rows.empty() || diagnosis.shape == simulation::HeatShape::Spike;
    if (hasPlaceInMap) {
        auto *show = new QPushButton(tr("Show on the map"));
        show->setObjectName(QStringLiteral("showFinding"));
        buttons->addWidget(show);
        connect(show, &QPushButton::clicked, this,
                [this, diagnosis] { emit frameWanted(diagnosis.rows, diagnosis.firstColumn, diagnosis.lastColumn); });
    }
    if (const model::Advice *advice = adviceFor(diagnosis.advice, place)) {
        QLabel *remedy = makeParagraph(toQString(advice->remedy), TextRole::Body, LabelTone::Secondary);
        remedy->setObjectName(QStringLiteral("remedy"));
        column.addWidget(remedy);
        if (advice->fix) {
            auto *fix = new QPushButton(icon(QStringLiteral("fix")), tr("Apply the fix"));
            fix->setObjectName(QStringLiteral("applyFix"));
            fix->setToolTip(toQString(advice->fix->text));
            buttons->addWidget(fix);
            connect(fix, &QPushButton::clicked, this, [this, chosen = *advice] {
                if (const auto refusal = m_adviser.applyFix(chosen))
                    emit refused(*refusal);
            });
        }
        auto *problems = new QPushButton(tr("Open in Problems"));
        problems->setObjectName(QStringLiteral("openProblem"));
        buttons->addWidget(problems);
        connect(problems, &QPushButton::clicked, this, &Findings::problemsWanted);
    }
    buttons->addStretch();
    if (buttons->count() > 1)
        column.addLayout(buttons);
    else
        delete buttons;
}

} // namespace keywright::ui
