#include "ui/canvas/path_legend.h"

#include <QToolButton>

#include "ui/parts/labels.h"
#include "ui/parts/template_text.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kMostSteps = 4;

} // namespace

PathLegend::PathLegend(QWidget *parent)
    : QFrame(parent), m_name(makeLabel({}, TextRole::Strong)), m_steps(makeLabel({}, TextRole::Mono, LabelTone::Secondary))
{
    setObjectName(QStringLiteral("pathLegend"));
    setAccessibleName(tr("Path of the access pattern"));
    m_name->setWordWrap(true);
    m_steps->setTextFormat(Qt::RichText);
    m_steps->setWordWrap(true);
    QToolButton *close = makeIconButton(QStringLiteral("close"), tr("Show all again (Esc)"));
    close->setObjectName(QStringLiteral("closePath"));
    auto *texts = new QVBoxLayout;
    texts->setSpacing(space::kXs);
    texts->addWidget(m_name);
    texts->addWidget(m_steps);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(space::kL, space::kS, space::kS, space::kM);
    row->addLayout(texts, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(makeLine());
    layout->addLayout(row);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    hide();
    connect(close, &QToolButton::clicked, this, &PathLegend::closed);
    connect(&theme(), &Theme::changed, this, &PathLegend::showTexts);
}

void PathLegend::showPath(const LitPath &path)
{
    m_path = path;
    showTexts();
    setVisible(!path.name.isEmpty());
}

void PathLegend::showTexts()
{
    m_name->setText(m_path.name);
    const Colours &colours = theme().colours();
    QStringList lines;
    for (std::size_t step = 0; step < m_path.steps.size() && lines.size() < kMostSteps; ++step) {
        const PathStep &each = m_path.steps[step];
        lines << tr("<b style=\"color:%1\">%2</b>&nbsp; <span style=\"color:%3\">%4 on %5</span>%6")
                     .arg(colours.accent.name())
                     .arg(step + 1)
                     .arg(colours.text.name(), each.operation.toHtmlEscaped(), each.place.toHtmlEscaped(),
                          each.keys.isEmpty() ? QString() : QStringLiteral("&nbsp; ") + templateHtml(each.keys));
    }
    if (const int more = static_cast<int>(m_path.steps.size()) - kMostSteps; more > 0)
        lines << (more == 1 ? tr("and one more step") : tr("and %1 more steps").arg(more));
    m_steps->setText(lines.join(QStringLiteral("<br>")));
    m_steps->setVisible(!lines.isEmpty());
}

} // namespace keywright::ui
