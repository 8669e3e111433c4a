#include "ui/operations/code_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>

#include "core/session/operation_code.h"
#include "ui/code/code_editor.h"
#include "ui/document/text.h"
#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

struct Language {
    exchange::CodeLanguage language;
    CodeLanguage highlighting;
    const char *name;
};

constexpr Language kLanguages[] = {{exchange::CodeLanguage::Python, CodeLanguage::Python, "Python"},
                                   {exchange::CodeLanguage::JavaScript, CodeLanguage::JavaScript, "JavaScript"},
                                   {exchange::CodeLanguage::TypeScript, CodeLanguage::TypeScript, "TypeScript"},
                                   {exchange::CodeLanguage::Go, CodeLanguage::Go, "Go"},
                                   {exchange::CodeLanguage::Cli, CodeLanguage::Bash, "AWS CLI"}};

} // namespace

CodePage::CodePage(QWidget *parent)
    : QWidget(parent),
      m_language(new Chooser(tr("Language"))),
      m_said(makeLabel({}, TextRole::Caption, LabelTone::Secondary)),
      m_copy(new QPushButton(icon(QStringLiteral("copy")), tr("Copy"))),
      m_code(new CodeEditor(tr("Code of the operation")))
{
    m_language->setObjectName(QStringLiteral("opLanguage"));
    for (const Language &language : kLanguages)
        m_language->addItem(QLatin1String(language.name));
    m_copy->setObjectName(QStringLiteral("opCopyCode"));
    m_code->setObjectName(QStringLiteral("opCode"));
    m_code->setReadOnly(true);
    m_said->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
    row->setSpacing(space::kS);
    row->addWidget(m_language);
    row->addWidget(m_said, 1);
    row->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(makeLine());
    column->addWidget(m_code, 1);
    connect(m_language, &QComboBox::currentIndexChanged, this, &CodePage::write);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_code->text());
        m_said->setText(tr("Copied"));
    });
}

void CodePage::setOperation(const std::optional<session::OperationDraft> &draft, const KnownTables &tables)
{
    m_draft = draft;
    m_tables = tables;
    m_isStale = true;
    if (isVisible())
        write();
}

void CodePage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        write();
}

void CodePage::write()
{
    m_isStale = false;
    m_copy->setEnabled(m_draft.has_value());
    m_said->setText({});
    if (!m_draft) {
        m_code->setLanguage(CodeLanguage::Plain);
        m_code->setText(tr("Code is written for what a form can hold.\nThis request is a statement, or JSON that no form has fields for."));
        return;
    }
    const Language &language = kLanguages[m_language->currentIndex()];
    std::vector<schema::TableDefinition> definitions;
    for (const KnownTable &table : m_tables)
        definitions.push_back(table.definition);
    const exchange::ExportResult written = session::codeOf(*m_draft, definitions, language.language);
    m_code->setLanguage(language.highlighting);
    m_code->setText(written.files.empty() ? QString() : toQString(written.files.front().text));
    if (!written.losses.empty())
        m_said->setText(toQString(written.losses.front().what));
}

} // namespace keywright::ui
