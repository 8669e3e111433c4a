#include "ui/streams/pattern_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QTimer>

#include "core/exchange/stream_filter.h"
#include "ui/code/code_editor.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/field_note.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kEditorHeight = 84;
constexpr int kSideWidth = 250;
constexpr int kTypingPause = 250; ///< milliseconds

/// Those of the operators that there are, each once.
std::vector<std::pair<QString, QString>> usualPatterns()
{
    return {{PatternPanel::tr("New items only"), QStringLiteral("{\"eventName\": [\"INSERT\"]}")},
            {PatternPanel::tr("Expired by TTL"),
             QStringLiteral("{\n  \"eventName\": [\"REMOVE\"],\n  \"userIdentity\": {\"principalId\": [\"dynamodb.amazonaws.com\"]}\n}")},
            {PatternPanel::tr("Keys that begin so"),
             QStringLiteral("{\"dynamodb\": {\"Keys\": {\"PK\": {\"S\": [{\"prefix\": \"USER#\"}]}}}}")}};
}

} // namespace

PatternPanel::PatternPanel(QWidget *parent)
    : QWidget(parent),
      m_editor(new CodeEditor(tr("Event pattern"))),
      m_examples(new Chooser(tr("Begin with"))),
      m_note(new FieldNote),
      m_matches(makeLabel({}, TextRole::Body, LabelTone::Secondary)),
      m_typing(new QTimer(this))
{
    m_editor->setObjectName(QStringLiteral("eventPattern"));
    m_editor->setLanguage(CodeLanguage::Json);
    m_editor->setFixedHeight(kEditorHeight);
    m_examples->setObjectName(QStringLiteral("patternExamples"));
    m_examples->setPlaceholderText(tr("Begin with…"));
    m_examples->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_matches->setObjectName(QStringLiteral("patternMatches"));
    m_matches->setWordWrap(true);
    m_typing->setSingleShot(true);
    m_typing->setInterval(kTypingPause);
    auto *side = new QVBoxLayout;
    side->setSpacing(space::kXs);
    side->addWidget(m_examples);
    side->addWidget(m_matches);
    side->addStretch();
    auto *sideBox = new QWidget;
    sideBox->setFixedWidth(kSideWidth);
    side->setContentsMargins({});
    sideBox->setLayout(side);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::kM);
    auto *frame = new QFrame;
    frame->setProperty("role", "panel");
    auto *inFrame = new QVBoxLayout(frame);
    inFrame->setContentsMargins(space::kXs, space::kXs, space::kXs, space::kXs);
    inFrame->addWidget(m_editor);
    row->addWidget(frame, 1);
    row->addWidget(sideBox);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(space::kXs);
    column->addLayout(row);
    column->addWidget(m_note);
    connect(m_editor, &CodeEditor::edited, m_typing, qOverload<>(&QTimer::start));
    connect(m_typing, &QTimer::timeout, this, &PatternPanel::judge);
    connect(m_examples, &QComboBox::activated, this, &PatternPanel::takeExample);
    setTable(nullptr, {});
}

QString PatternPanel::text() const
{
    return m_editor->text();
}

void PatternPanel::setText(const QString &text)
{
    m_editor->setText(text);
    judge();
}

void PatternPanel::judge()
{
    m_typing->stop();
    const QString typed = m_editor->text();
    m_editor->clearError();
    m_note->clear();
    m_pattern.reset();
    if (!typed.trimmed().isEmpty()) {
        try {
            m_pattern = std::make_shared<const expression::EventPattern>(typed.toStdString());
            if (m_pattern->comparesNumbersOfItems())
                m_note->say(
                    tr("Numbers of items are texts in stream records, so numeric never matches them. Write [\"25\"] for {\"N\": …}."),
                    FieldNote::Kind::Warning);
        } catch (const expression::EventPatternError &error) {
            m_editor->markError(error.line(), error.column());
            m_note->say(tr("Line %1, column %2: %3").arg(error.line()).arg(error.column()).arg(toQString(error.what())));
        }
    }
    emit changed();
}

void PatternPanel::takeExample(int row)
{
    m_editor->setText(m_examples->itemData(row).toString());
    m_examples->setCurrentIndex(-1);
    judge();
}

void PatternPanel::setTable(const model::Model *model, const std::string &table)
{
    m_examples->clear();
    const model::Table *found = nullptr;
    if (model)
        for (const model::Table &each : model->tables)
            if (each.definition.name == table)
                found = &each;
    if (found)
        for (const auto &[entity, pattern] : exchange::streamFilters(*model, *found))
            m_examples->addItem(tr("Changes of %1").arg(toQString(entity)), toQString(pattern.pretty(60)));
    for (const auto &[name, pattern] : usualPatterns())
        m_examples->addItem(name, pattern);
    m_examples->setCurrentIndex(-1);
}

void PatternPanel::showMatches(qint64 matched, qint64 judged)
{
    const QLocale locale;
    if (!m_pattern)
        m_matches->setText(tr("A filter as Lambda takes it. It runs here only; nothing is invoked."));
    else if (judged == 0)
        m_matches->setText(tr("No record to match yet."));
    else
        m_matches->setText(tr("Would have matched %1 of %2 records (%3 %)")
                               .arg(locale.toString(matched), locale.toString(judged),
                                    locale.toString(100.0 * static_cast<double>(matched) / static_cast<double>(judged), 'f', 1)));
}

} // namespace keywright::ui
