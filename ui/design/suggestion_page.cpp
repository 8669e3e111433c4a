#include "ui/design/suggestion_page.h"

#include <algorithm>

#include <QFrame>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>

#include "core/model/step_edits.h"
#include "core/model/edits.h"
#include "ui/design/pattern_looks.h"
#include "ui/document/text.h"
#include "ui/parts/labels.h"
#include "ui/parts/pattern_text.h"
#include "ui/parts/template_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

QStringList costChips(const model::Suggestion &suggestion)
{
    if (suggestion.kind == model::SuggestionKind::ExistingPlace || suggestion.kind == model::SuggestionKind::SecondStep)
        return {SuggestionPage::tr("No added cost")};
    QStringList chips;
    if (suggestion.addedWriteUnits)
        chips << SuggestionPage::tr("+%1 write units a second").arg(unitsText(*suggestion.addedWriteUnits));
    else
        chips << SuggestionPage::tr("Writes unknown: no rates");
    if (suggestion.addedItems == 0)
        return chips << SuggestionPage::tr("No sample item would be in it");
    chips << SuggestionPage::tr("+%1 in the sample data").arg(QLocale().formattedDataSize(static_cast<qint64>(suggestion.addedBytes)))
          << countText(suggestion.addedItems, SuggestionPage::tr("+1 index entry"), SuggestionPage::tr("+%1 index entries"));
    return chips;
}

/// The steps as they would be, a line each: "Query GSI1: GSI1PK = USER#{userId}".
QStringList stepLines(const model::Suggestion &suggestion)
{
    QStringList lines;
    for (const model::Step &step : suggestion.steps) {
        const model::Operation &operation = step.parts.empty() ? step.operation : step.parts.front();
        QString line = QStringLiteral("%1 %2").arg(toQString(textOf(step.operation.kind)), placeText(step));
        if (const QString condition = keyConditionText(operation); !condition.isEmpty())
            line += QStringLiteral(": ") + condition;
        if (!step.operation.filter.empty())
            line += SuggestionPage::tr(", filter ") + toQString(step.operation.filter);
        if (step.operation.descending)
            line += SuggestionPage::tr(", descending");
        if (step.operation.limit)
            line += SuggestionPage::tr(", limit %1").arg(*step.operation.limit);
        lines << line;
    }
    return lines;
}

QString nothingText(model::NothingToSuggest why)
{
    using enum model::NothingToSuggest;
    switch (why) {
    case ServedSo:
        return SuggestionPage::tr("Nothing to suggest: its operation is already the best answer that the keys have to its expectation.");
    case SoundChange:
        return SuggestionPage::tr("Nothing to suggest: the change knows the keys of what it writes, sets the index keys that it "
                                  "changes, and guards what must be unique.");
    case NoExpectation:
        return SuggestionPage::tr("Nothing to suggest yet: say in its definition what must come back (entities, and where), so that keys "
                                  "for it can be worked out.");
    case NotForAKey:
        return SuggestionPage::tr("No key can answer what it asks. Keys answer equal, less, greater, between and begins_with, joined by "
                                  "AND, on attributes of entities of one table; OR, NOT, contains and the like stay with a filter.");
    case NoKeyServes:
        return SuggestionPage::tr(
            "No table or index answers it, and no design of one does: a key takes several equal conditions, one range "
            "after them, and an order by what comes next. Ask with fewer ranges, or leave the rest to a filter.");
    }
    return {};
}

/// "steps[1].filter" as "Step 2 · filter".
QString placeInWords(const std::string &place)
{
    static const QRegularExpression kStep(QStringLiteral("^steps\\[(\\d+)\\]\\.?"));
    const QString path = toQString(place);
    const QRegularExpressionMatch match = kStep.match(path);
    if (!match.hasMatch())
        return path;
    const QString step = SuggestionPage::tr("Step %1").arg(match.captured(1).toInt() + 1);
    const QString rest = path.mid(match.capturedLength());
    return rest.isEmpty() ? step : step + QStringLiteral(" · ") + rest;
}

} // namespace

SuggestionPage::SuggestionPage(Document &document, const Adviser &adviser, QWidget *parent)
    : DetailRows(tr("Keys and suggestions"), parent), m_document(document), m_adviser(adviser), m_background(this)
{
    setObjectName(QStringLiteral("suggestionPage"));
    connect(&adviser, &Adviser::counselChanged, this, [this] {
        if (isVisible())
            rebuild();
    });
    connect(&document, &Document::modelEdited, this, [this] {
        if (m_applying)
            return;
        forget(); // the commands were made against the model as it was
        m_applied.clear();
        m_remarks.clear();
    });
    connect(&theme(), &Theme::changed, this, &SuggestionPage::rebuild);
}

void SuggestionPage::forget()
{
    ++m_request;
    m_background.stop();
    m_thinking = m_suggested = false;
    m_madeFor.reset();
    m_suggestions.clear();
    m_refusal.clear();
}

void SuggestionPage::show(int row)
{
    const auto &model = m_document.model();
    const bool isThere = model && row >= 0 && row < static_cast<int>(model->accessPatterns.size());
    const std::string pattern = isThere ? model->accessPatterns[static_cast<std::size_t>(row)].name : std::string();
    if (pattern != m_pattern) {
        forget();
        m_applied.clear();
        m_remarks.clear();
    }
    m_row = isThere ? row : -1;
    m_pattern = pattern;
    rebuild();
}

void SuggestionPage::rebuild()
{
    clear();
    if (m_row >= 0) {
        addVerdict(m_adviser.judgementOf(m_row));
        if (!m_applied.isEmpty()) {
            addLine(QStringLiteral("ok"), IconTint::Success, tr("Applied: %1. Undo takes all of it back.").arg(m_applied));
            for (const QString &remark : m_remarks)
                addLine(QStringLiteral("warning"), IconTint::Warning, remark);
        }
        addSuggestButton();
        addSuggestions();
    }
    finish();
}

void SuggestionPage::addVerdict(const model::Judgement *judgement)
{
    if (!judgement) {
        addStatus(QStringLiteral("recent"), IconTint::Faint, tr("Looking"), tr("The model is being looked over."));
        return;
    }
    const StatusLook look = verdictLook(judgement->verdict);
    QString sentence;
    switch (judgement->verdict) {
    case model::Verdict::Served: sentence = tr("A key lookup or a Query answers it."); break;
    case model::Verdict::Filtered: sentence = tr("It reads more than it returns."); break;
    case model::Verdict::Scanned: sentence = tr("It reads a whole table or index."); break;
    case model::Verdict::NotServed: sentence = tr("Its steps cannot answer it."); break;
    }
    addStatus(look.iconName, look.tint, look.word, sentence);
    for (const model::JudgementReason &reason : judgement->reasons) {
        const StatusLook of = verdictLook(reason.verdict);
        addLine(of.iconName, of.tint, toQString(reason.message), placeInWords(reason.place));
    }
}

void SuggestionPage::addSuggestButton()
{
    auto *button = new QPushButton(icon(QStringLiteral("suggest")), m_thinking ? tr("Working it out…") : tr("Suggest"));
    button->setObjectName(QStringLiteral("suggest"));
    button->setToolTip(tr("Lists key templates and indexes that would serve this access pattern, and what each adds"));
    button->setEnabled(!m_thinking);
    connect(button, &QPushButton::clicked, this, &SuggestionPage::suggest);
    auto *line = new QWidget;
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->addWidget(button);
    row->addStretch();
    addWidget(line);
}

void SuggestionPage::addSuggestions()
{
    if (!m_suggested)
        return;
    if (m_suggestions.empty()) {
        const bool isServed = m_nothing == model::NothingToSuggest::ServedSo || m_nothing == model::NothingToSuggest::SoundChange;
        addLine(isServed ? QStringLiteral("ok") : QStringLiteral("info"), isServed ? IconTint::Success : IconTint::Secondary,
                nothingText(m_nothing));
    }
    if (!m_refusal.isEmpty())
        addLine(QStringLiteral("error"), IconTint::Error, m_refusal);
    for (std::size_t number = 0; number < m_suggestions.size(); ++number)
        addWidget(makeSuggestion(number));
}

QWidget *SuggestionPage::makeSuggestion(std::size_t number)
{
    const model::Suggestion &suggestion = m_suggestions[number];
    auto *card = new QFrame;
    card->setProperty("role", "panel");
    card->setAccessibleName(toQString(suggestion.title));
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(space::kM, space::kM, space::kM, space::kM);
    column->setSpacing(space::kXs);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::kM);
    head->addWidget(makeParagraph(toQString(suggestion.title), TextRole::Strong), 1);
    auto *applyIt = new QPushButton(tr("Apply"));
    applyIt->setObjectName(QStringLiteral("applySuggestion%1").arg(number));
    applyIt->setAccessibleName(tr("Apply: %1").arg(toQString(suggestion.title)));
    applyIt->setProperty("primary", number == 0);
    connect(applyIt, &QPushButton::clicked, this, [this, number] { apply(number); });
    head->addWidget(applyIt, 0, Qt::AlignTop);
    column->addLayout(head);
    auto *chips = new QHBoxLayout;
    chips->setSpacing(space::kXs);
    for (const QString &chip : costChips(suggestion))
        chips->addWidget(makeLabel(chip, TextRole::Caption, LabelTone::Chip));
    chips->addStretch();
    column->addLayout(chips);
    column->addSpacing(space::kXs);
    column->addWidget(makeParagraph(toQString(suggestion.explanation), TextRole::Body, LabelTone::Secondary));
    for (const QString &line : stepLines(suggestion)) {
        QLabel *step = makeParagraph({}, TextRole::Mono);
        step->setTextFormat(Qt::RichText);
        step->setText(templateHtml(line));
        column->addWidget(step);
    }
    return card;
}

void SuggestionPage::suggest()
{
    const auto model = m_document.model();
    if (m_row < 0 || !model || m_thinking)
        return;
    forget();
    m_applied.clear();
    m_remarks.clear();
    m_thinking = true;
    m_madeFor = model;
    const quint64 request = ++m_request;
    struct Found {
        std::vector<model::Suggestion> suggestions;
        model::NothingToSuggest nothing = model::NothingToSuggest::ServedSo;
    };
    m_background.start(
        [model, row = static_cast<std::size_t>(m_row)](const std::stop_token &) {
            const model::AccessPattern &pattern = model->accessPatterns[row];
            Found found{model::suggestFor(*model, pattern)};
            if (found.suggestions.empty())
                found.nothing = model::whyNothing(*model, pattern);
            return found;
        },
        [this, request](Found found) {
            if (request != m_request)
                return;
            m_thinking = false;
            m_suggested = true;
            m_suggestions = std::move(found.suggestions);
            m_nothing = found.nothing;
            rebuild();
        });
    rebuild();
}

/// What only the old steps asked for would be asked of the caller for nothing.
void SuggestionPage::dropUnusedParameters()
{
    const model::AccessPattern *before = m_madeFor->findAccessPattern(m_pattern);
    const model::AccessPattern *after = m_document.model()->findAccessPattern(m_pattern);
    if (!before || !after)
        return;
    const std::vector<std::string> usedBefore = model::namesUsedBy(*before);
    const std::vector<std::string> used = model::namesUsedBy(*after);
    const auto has = [](const std::vector<std::string> &names, const model::Parameter &parameter) {
        return std::find(names.begin(), names.end(), parameter.name) != names.end();
    };
    model::AccessPattern changed = *after;
    const auto isLeftOver = [&](const model::Parameter &parameter) { return has(usedBefore, parameter) && !has(used, parameter); };
    if (std::erase_if(changed.parameters, isLeftOver) > 0)
        m_document.edit([&changed](const model::Model &model) { return model::changeAccessPattern(model, changed); });
}

void SuggestionPage::apply(std::size_t number)
{
    if (number >= m_suggestions.size() || m_madeFor != m_document.model())
        return;
    const QScopedValueRollback<bool> applying(m_applying, true);
    const model::Suggestion suggestion = m_suggestions[number];
    m_document.beginGroup(toQString(suggestion.command.text));
    const auto refusal = m_document.edit([&suggestion](const model::Model &) { return suggestion.command; });
    if (!refusal)
        dropUnusedParameters();
    m_document.endGroup();
    if (refusal) {
        m_refusal = *refusal;
    } else {
        m_applied = toQString(suggestion.title);
        m_remarks.clear();
        for (const std::string &remark : suggestion.command.remarks)
            m_remarks << toQString(remark);
        forget();
    }
    rebuild();
}

} // namespace keywright::ui
