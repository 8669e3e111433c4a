#include "ui/canvas/canvas_toolbar.h"

#include <QComboBox>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "ui/parts/chooser.h"
#include "ui/parts/labels.h"
#include "ui/theme/icons.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

QFrame *makeDivider()
{
    auto *line = new QFrame;
    line->setProperty("role", "line");
    line->setFixedSize(1, 18);
    return line;
}

} // namespace

QToolButton *CanvasToolbar::addTool(const QString &iconName, const QString &text, const QString &tip, const char *name, bool withText)
{
    QToolButton *button = makeIconButton(iconName, tip);
    markCommand(*button);
    button->setObjectName(QLatin1String(name));
    button->setText(text);
    button->setAccessibleName(text);
    if (withText)
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    layout()->addWidget(button);
    return button;
}

CanvasToolbar::CanvasToolbar(QWidget *parent) : QWidget(parent), m_patterns(new Chooser(tr("Access pattern whose path is lit")))
{
    setObjectName(QStringLiteral("canvasToolbar"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(space::kM, space::kS, space::kM, space::kS);
    row->setSpacing(space::kXs);
    m_addTable = addTool(QStringLiteral("table"), tr("Table"), tr("Add a table: click where it should stand"), "addTable", true);
    m_addEntity = addTool(QStringLiteral("entity"), tr("Entity"), tr("Add an entity: click where it should stand"), "addEntity", true);
    m_addNote = addTool(QStringLiteral("note"), tr("Note"), tr("Add a note: click where it should stand"), "addNote", false);
    for (QToolButton *button : {m_addTable, m_addEntity, m_addNote})
        button->setCheckable(true);
    m_addTable->setAccessibleName(tr("Add table"));
    m_addEntity->setAccessibleName(tr("Add entity"));
    m_addNote->setAccessibleName(tr("Add note"));
    row->addWidget(makeDivider());
    m_tidy = addTool(QStringLiteral("layout"), tr("Tidy"), tr("Arrange all cards"), "tidy", true);
    m_patterns->setObjectName(QStringLiteral("canvasPatterns"));
    m_patterns->setToolTip(tr("Light the path of an access pattern"));
    m_patterns->setMinimumWidth(96);
    m_patterns->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_patterns->setMaximumWidth(280);
    row->addWidget(makeDivider());
    row->addWidget(m_patterns, 1);
    row->addStretch();
    QToolButton *out = addTool(QStringLiteral("zoom-out"), tr("Zoom out"), tr("Zoom out (Ctrl+-)"), "zoomOut", false);
    m_zoom = addTool(QStringLiteral("search"), tr("100%"), tr("Show at 100% (Ctrl+0)"), "wholeSize", true);
    m_zoom->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_zoom->setMinimumWidth(m_zoom->fontMetrics().horizontalAdvance(QStringLiteral("400%")) + space::kM);
    QToolButton *in = addTool(QStringLiteral("zoom-in"), tr("Zoom in"), tr("Zoom in (Ctrl++)"), "zoomIn", false);
    m_fit = addTool(QStringLiteral("fit"), tr("Show all"), tr("Show all cards (Shift+1), or the selected one (Shift+2)"), "fitAll", false);
    addExport();

    connect(m_addTable, &QToolButton::clicked, this, [this] { emit addWanted(model::CardKind::Table); });
    connect(m_addEntity, &QToolButton::clicked, this, [this] { emit addWanted(model::CardKind::Entity); });
    connect(m_addNote, &QToolButton::clicked, this, [this] { emit addWanted(model::CardKind::Note); });
    connect(m_tidy, &QToolButton::clicked, this, &CanvasToolbar::tidyWanted);
    connect(m_patterns, &QComboBox::activated, this, [this](int entry) { emit patternChosen(entry - 1); });
    connect(out, &QToolButton::clicked, this, &CanvasToolbar::zoomOutWanted);
    connect(m_zoom, &QToolButton::clicked, this, &CanvasToolbar::wholeSizeWanted);
    connect(in, &QToolButton::clicked, this, &CanvasToolbar::zoomInWanted);
    connect(m_fit, &QToolButton::clicked, this, &CanvasToolbar::fitWanted);
}

void CanvasToolbar::addExport()
{
    m_export = addTool(QStringLiteral("export"), tr("Save picture"), tr("Save or copy the canvas as a picture"), "canvasExport", false);
    auto *menu = new QMenu(m_export);
    menu->addAction(tr("Save as SVG …"), this, [this] { emit saveWanted(QStringLiteral("svg")); });
    menu->addAction(tr("Save as PNG …"), this, [this] { emit saveWanted(QStringLiteral("png")); });
    menu->addAction(icon(QStringLiteral("copy")), tr("Copy picture"), this, &CanvasToolbar::copyWanted);
    m_export->setMenu(menu);
    m_export->setPopupMode(QToolButton::InstantPopup);
}

void CanvasToolbar::setPatterns(const QStringList &names)
{
    const QSignalBlocker quiet(m_patterns);
    const int shown = m_patterns->currentIndex();
    m_patterns->clear();
    m_patterns->addItem(icon(QStringLiteral("access-pattern")), tr("No path lit"));
    m_patterns->addItems(names);
    m_patterns->setCurrentIndex(shown < m_patterns->count() ? shown : 0);
    m_patterns->setEnabled(!names.isEmpty());
}

void CanvasToolbar::showPattern(int pattern)
{
    const QSignalBlocker quiet(m_patterns);
    m_patterns->setCurrentIndex(pattern + 1);
}

void CanvasToolbar::showZoom(double zoom)
{
    m_zoom->setText(tr("%1%").arg(qRound(zoom * 100)));
}

void CanvasToolbar::showPlacing(std::optional<model::CardKind> kind)
{
    m_addTable->setChecked(kind == model::CardKind::Table);
    m_addEntity->setChecked(kind == model::CardKind::Entity);
    m_addNote->setChecked(kind == model::CardKind::Note);
}

void CanvasToolbar::setHasCards(bool hasCards)
{
    for (QToolButton *button : {m_tidy, m_fit, m_export})
        button->setEnabled(hasCards);
}

void CanvasToolbar::setBusy(bool busy)
{
    m_tidy->setEnabled(!busy);
    m_tidy->setText(busy ? tr("Arranging …") : tr("Tidy"));
}

} // namespace keywright::ui
