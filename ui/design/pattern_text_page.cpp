#include "ui/design/pattern_text_page.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QShortcut>

#include "core/model/access_pattern_text.h"
#include "core/model/edits.h"
#include "core/model/pattern_follow.h"
#include "core/model/renames.h"
#include "ui/code/code_editor.h"
#include "ui/document/text.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

PatternTextPage::PatternTextPage(Document &document, QWidget *parent)
    : QWidget(parent),
      m_document(document),
      m_edited(document),
      m_editor(new CodeEditor(tr("Access pattern as text"))),
      m_note(new FieldNote),
      m_apply(new QPushButton(tr("Apply"))),
      m_revert(new QPushButton(tr("Revert")))
{
    setObjectName(QStringLiteral("patternText"));
    m_editor->setLanguage(CodeLanguage::Json);
    m_apply->setObjectName(QStringLiteral("applyText"));
    m_apply->setProperty("primary", true);
    m_apply->setToolTip(tr("Makes the access pattern what the text says (Ctrl+Enter)"));
    m_revert->setObjectName(QStringLiteral("revertText"));
    m_revert->setToolTip(tr("Forgets what was typed"));
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(space::kL, space::kS, space::kM, space::kS);
    bar->setSpacing(space::kS);
    bar->addWidget(m_note, 1);
    bar->addStretch();
    bar->addWidget(m_revert, 0, Qt::AlignTop);
    bar->addWidget(m_apply, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_editor, 1);
    column->addLayout(bar);

    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelayMs);
    connect(&m_timer, &QTimer::timeout, this, &PatternTextPage::judge);
    connect(m_editor, &CodeEditor::edited, this, [this] {
        m_halfTyped = m_editor->text().toStdString() != m_text;
        m_timer.start();
        showState();
    });
    connect(m_apply, &QPushButton::clicked, this, &PatternTextPage::apply);
    connect(m_revert, &QPushButton::clicked, this, &PatternTextPage::revert);
    auto *shortcut = new QShortcut(Qt::CTRL | Qt::Key_Return, this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, &PatternTextPage::apply);
    connect(&document, &Document::modelOpened, this, [this] {
        m_drafts.clear();
        m_halfTyped = false;
    });
    showState();
}

void PatternTextPage::show(int row)
{
    m_edited.setRow(row);
    const model::AccessPattern *pattern = m_edited.pattern();
    const std::string name = pattern ? pattern->name : std::string();
    if (m_applying || (m_halfTyped && name == m_shown)) // what is typed is not lost by an edit elsewhere
        return;
    if (m_halfTyped)
        m_drafts[m_shown] = m_editor->text();
    m_shown = name;
    showModel();
    if (const auto draft = m_drafts.find(name); draft != m_drafts.end()) {
        m_editor->setText(draft->second);
        m_drafts.erase(draft);
        m_halfTyped = true;
        judge();
        showState();
    }
}

void PatternTextPage::revert()
{
    m_drafts.erase(m_shown);
    showModel();
}

void PatternTextPage::showModel()
{
    const model::AccessPattern *pattern = m_edited.pattern();
    m_text = pattern ? model::accessPatternText(*pattern) : std::string();
    m_editor->setText(toQString(m_text));
    m_halfTyped = false;
    m_timer.stop();
    m_editor->clearError();
    m_note->clear();
    showState();
}

void PatternTextPage::showState()
{
    // The focus would go on to wherever it can when its button is disabled, such as a button that closes a panel.
    if (!m_halfTyped && (m_apply->hasFocus() || m_revert->hasFocus()))
        m_editor->setFocus();
    m_apply->setEnabled(m_halfTyped);
    m_revert->setEnabled(m_halfTyped);
}

std::optional<model::AccessPattern> PatternTextPage::read(bool reveal)
{
    try {
        model::AccessPattern typed = model::parseAccessPattern(m_editor->text().toStdString());
        m_editor->clearError();
        m_note->clear();
        return typed;
    } catch (const model::ModelError &error) {
        m_editor->markError(error.line(), error.column(), reveal);
        m_note->say(toQString(error.what()));
        return std::nullopt;
    }
}

void PatternTextPage::judge()
{
    if (m_halfTyped)
        read(false);
}

Refusal PatternTextPage::take(const model::AccessPattern &typed)
{
    m_document.endCoalescing();
    m_document.beginGroup(tr("Change access pattern %1").arg(toQString(typed.name)));
    Refusal refusal;
    if (typed.name != m_shown)
        refusal = m_document.edit([&](const model::Model &model) { return model::renameAccessPattern(model, m_shown, typed.name); });
    if (!refusal)
        refusal = m_document.edit([&](const model::Model &model) {
            model::AccessPattern changed = typed;
            if (const model::AccessPattern *before = model.findAccessPattern(typed.name))
                model::followOperation(model, *before, changed);
            return model::changeAccessPattern(model, std::move(changed));
        });
    if (refusal)
        m_document.cancelGroup();
    else
        m_document.endGroup();
    return refusal;
}

bool PatternTextPage::apply()
{
    m_timer.stop();
    if (!m_halfTyped)
        return true;
    const auto typed = read(true);
    if (!typed)
        return false;
    {
        const QScopedValueRollback<bool> applying(m_applying, true);
        if (const Refusal refusal = take(*typed)) {
            m_note->say(*refusal);
            return false;
        }
    }
    m_shown = typed->name;
    revert();
    emit applied();
    return true;
}

} // namespace keywright::ui
