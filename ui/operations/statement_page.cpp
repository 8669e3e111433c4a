#include "ui/operations/statement_page.h"

#include <limits>

#include <QHBoxLayout>

#include "core/connection/json_members.h"
#include "core/partiql/statement.h"
#include "core/partiql/token.h"
#include "core/value/dynamodb_json.h"
#include "ui/code/code_editor.h"
#include "ui/design/form_rows.h"
#include "ui/document/text.h"
#include "ui/operations/value_field.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/labels.h"
#include "ui/parts/number_field.h"
#include "ui/parts/toggle_field.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

using value::Json;

namespace {

std::size_t parametersIn(const std::string &statement)
{
    try {
        const auto tokens = partiql::tokenize(statement);
        return static_cast<std::size_t>(std::count_if(
            tokens.begin(), tokens.end(), [](const partiql::Token &token) { return token.kind == partiql::TokenKind::Parameter; }));
    } catch (const partiql::StatementError &) {
        return 0;
    }
}

/// One column for each character, as the editor counts them too.
int columnOf(const partiql::Place &where)
{
    return where.column;
}

} // namespace

StatementPage::StatementPage(QWidget *parent)
    : QWidget(parent),
      m_editor(new CodeEditor(tr("PartiQL statement"))),
      m_note(new FieldNote),
      m_parametersLayout(new QVBoxLayout),
      m_limit(new NumberField(tr("Items to read for a page"), 1, std::numeric_limits<int>::max())),
      m_consistent(new ToggleField(tr("Strongly consistent read")))
{
    m_editor->setObjectName(QStringLiteral("statement"));
    m_editor->setLanguage(CodeLanguage::PartiQl);
    m_note->setObjectName(QStringLiteral("statementNote"));
    m_limit->setObjectName(QStringLiteral("statementLimit"));
    m_limit->setOptional(tr("1 MB"));
    m_consistent->setObjectName(QStringLiteral("statementConsistent"));
    m_parametersLayout->setSpacing(space::kXs);
    auto *options = new FormRows;
    options->addField(tr("Limit"), m_limit, FormRows::Width::Number);
    options->addWide(m_consistent);
    auto *below = new QVBoxLayout;
    below->setContentsMargins(space::kL, space::kS, space::kL, space::kM);
    below->setSpacing(space::kS);
    below->addWidget(m_note);
    below->addLayout(m_parametersLayout);
    below->addWidget(options);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_editor, 1);
    column->addLayout(below);
    connect(m_editor, &CodeEditor::edited, this, [this] {
        judge();
        showParameters();
        emit changed();
    });
    connect(m_limit, &TextField::edited, this, &StatementPage::changed);
    m_consistent->onCommit([this](bool) {
        emit changed();
        return Refusal();
    });
    m_editor->setCompleter([this](const QString &text, int cursor) {
        const QByteArray bytes = text.toUtf8();
        const auto found = partiql::completeStatement(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())),
                                                      static_cast<std::size_t>(cursor), completionTables(m_tables));
        CodeEditor::Completions completions{cursor - static_cast<int>(found.begin), {}};
        for (const partiql::Completion &choice : found.choices)
            completions.choices << toQString(choice.text);
        return completions;
    });
}

void StatementPage::setTables(const KnownTables &tables)
{
    m_tables = tables;
    if (m_editor->text().isEmpty() && !tables.empty())
        setRequest(Json::object({{"Statement", Json::string("SELECT * FROM \"" + tables.front().definition.name + "\"")}}));
}

void StatementPage::setRequest(const Json &request)
{
    m_editor->setText(toQString(connection::textOf(request, "Statement")));
    m_limit->setNumber(connection::integerOf(request, "Limit"));
    m_consistent->setValue(connection::flagOf(request, "ConsistentRead"));
    judge();
    showParameters();
    const auto &values = connection::listOf(request, "Parameters");
    for (std::size_t i = 0; i < std::min(values.size(), m_parameters.size()); ++i)
        m_parameters[i]->setValues({value::valueFromDynamoDbJson(values[i])});
    emit changed();
}

Json StatementPage::request() const
{
    Json json = Json::object({{"Statement", Json::string(m_editor->text().toStdString())}});
    Json parameters = Json::array();
    for (const ValueField *field : m_parameters)
        if (const auto values = field->values(); !values.empty())
            parameters.append(value::toDynamoDbJson(values.front()));
    if (!parameters.elements().empty())
        json.set("Parameters", std::move(parameters));
    if (m_limit->number())
        json.set("Limit", Json::number(static_cast<std::int64_t>(*m_limit->number())));
    if (m_consistent->value())
        json.set("ConsistentRead", Json::boolean(true));
    json.set("ReturnConsumedCapacity", Json::string("INDEXES"));
    return json;
}

/// Says and underlines the first fault; an empty statement is none yet.
void StatementPage::judge()
{
    const std::string text = m_editor->text().toStdString();
    const auto problem = m_editor->text().trimmed().isEmpty() ? std::nullopt : partiql::problemIn(text);
    if (!problem) {
        m_note->clear();
        m_editor->clearError();
        return;
    }
    m_note->say(tr("Line %1, column %2: %3").arg(problem->where().line).arg(columnOf(problem->where())).arg(toQString(problem->what())));
    m_editor->markError(problem->where().line, columnOf(problem->where()));
}

void StatementPage::showParameters()
{
    const std::size_t wanted = parametersIn(m_editor->text().toStdString());
    while (m_parameters.size() > wanted) {
        m_parameters.back()->parentWidget()->hide();
        m_parameters.back()->parentWidget()->deleteLater();
        m_parameters.pop_back();
    }
    while (m_parameters.size() < wanted) {
        const QString name = tr("Parameter %1").arg(m_parameters.size() + 1);
        auto *line = new QWidget;
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins({});
        row->addWidget(makeLabel(name, TextRole::Body, LabelTone::Secondary));
        auto *field = new ValueField(name, QStringLiteral("parameter%1").arg(m_parameters.size()));
        row->addWidget(field, 1);
        m_parametersLayout->addWidget(line);
        line->show();
        m_parameters.push_back(field);
        connect(field, &ValueField::changed, this, &StatementPage::changed);
    }
}

bool StatementPage::check()
{
    judge();
    if (m_editor->text().trimmed().isEmpty()) {
        m_note->say(tr("Write a statement first, such as SELECT * FROM \"Orders\"."));
        m_editor->setFocus();
        return false;
    }
    if (!m_note->text().isEmpty()) {
        m_editor->setFocus();
        return false;
    }
    bool isGood = true;
    for (ValueField *field : m_parameters)
        isGood = field->check() && isGood;
    return isGood && m_limit->refusal().isEmpty();
}

} // namespace keywright::ui
