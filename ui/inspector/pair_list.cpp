#include "ui/inspector/pair_list.h"

#include <QToolButton>
#include <QVBoxLayout>

#include "ui/inspector/add_line.h"
#include "ui/parts/edit_line.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

PairList::PairList(std::shared_ptr<Editing> editing, Look look, Read read, Take take)
    : Form(std::move(editing)),
      m_look(std::move(look)),
      m_read(std::move(read)),
      m_take(std::move(take)),
      m_list(new QVBoxLayout),
      m_note(new FieldNote)
{
    auto *list = new QWidget;
    list->setLayout(m_list);
    m_list->setContentsMargins({});
    m_list->setSpacing(space::kXs);
    addWide(list);
    addWide(m_note);
    AddLine *line = addAddLine({m_look.example, ""}, m_look.example, [this](const QString &text) { return add(text); });
    line->line().setObjectName(idOf("add", -1));
    onShow([this] { showPairs(); });
}

QString PairList::idOf(const char *part, int place) const
{
    const QString id = QLatin1String(m_look.id);
    const QString what = QLatin1String(part);
    if (place < 0)
        return what + id.left(1).toUpper() + id.mid(1);
    return QStringLiteral("%1%2.%3").arg(id, what).arg(place);
}

PairList::Row PairList::makeRow(int place)
{
    Row row;
    row.widget = new QWidget;
    auto *layout = new QHBoxLayout(row.widget);
    layout->setContentsMargins({});
    layout->setSpacing(space::kXs);
    const auto makeField = [&](const QString &words, const char *part, QString Pair::*member) {
        auto *field = new TextField(words);
        field->line().setObjectName(idOf(part, place));
        field->onCommit([this, place, member](const QString &text) {
            QList<Pair> pairs = m_read();
            if (place < pairs.size())
                pairs[place].*member = text;
            return m_take(pairs);
        });
        layout->addWidget(field, 1, Qt::AlignTop);
        return field;
    };
    row.name = makeField(m_look.name, "Name", &Pair::first);
    if (!m_look.valueName.isEmpty())
        row.value = makeField(m_look.valueName, "Value", &Pair::second);
    QToolButton *remove = makeIconButton(QStringLiteral("close"), m_look.removeWords);
    remove->setObjectName(idOf("Remove", place));
    connect(remove, &QToolButton::clicked, this, [this, place] {
        QList<Pair> pairs = m_read();
        if (place < pairs.size())
            pairs.removeAt(place);
        m_note->say(m_take(pairs).value_or(QString()));
    });
    layout->addWidget(remove, 0, Qt::AlignTop);
    return row;
}

void PairList::showPairs()
{
    const QList<Pair> pairs = m_read();
    while (static_cast<qsizetype>(m_rows.size()) > pairs.size()) {
        Form::drop(m_rows.back().widget);
        m_rows.pop_back();
    }
    while (static_cast<qsizetype>(m_rows.size()) < pairs.size()) {
        m_rows.push_back(makeRow(static_cast<int>(m_rows.size())));
        m_list->addWidget(m_rows.back().widget);
        m_rows.back().widget->show();
    }
    for (qsizetype place = 0; place < pairs.size(); ++place) {
        const Row &row = m_rows[static_cast<std::size_t>(place)];
        row.name->setValue(pairs[place].first);
        if (row.value)
            row.value->setValue(pairs[place].second);
    }
}

Refusal PairList::add(const QString &text) const
{
    const qsizetype equals = m_look.valueName.isEmpty() ? -1 : text.indexOf(QLatin1Char('='));
    const Pair pair(text.left(equals).trimmed(), equals < 0 ? QString() : text.mid(equals + 1).trimmed());
    QList<Pair> pairs = m_read();
    pairs << pair;
    return m_take(pairs);
}

} // namespace keywright::ui
