#include "ui/inspector/colour_field.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QCoreApplication>
#include <QGridLayout>
#include <QPainter>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

constexpr int kSwatchSize = 20;
constexpr int kColumns = 6;

class Swatch : public QAbstractButton {
public:
    explicit Swatch(int colour) : m_colour(colour)
    {
        setCheckable(true);
        setFixedSize(kSwatchSize, kSwatchSize);
        setFocusPolicy(Qt::StrongFocus);
        setAccessibleName(QCoreApplication::translate("ColourField", "Colour %1").arg(colour + 1));
        setToolTip(accessibleName());
        setObjectName(QStringLiteral("colour.%1").arg(colour));
    }

    /// The colour that the entity has by its place.
    void setAutomatic(bool automatic)
    {
        const QString name = QCoreApplication::translate("ColourField", "Colour %1").arg(m_colour + 1);
        setAccessibleName(automatic ? QCoreApplication::translate("ColourField", "%1, automatic").arg(name) : name);
        setToolTip(accessibleName());
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool dark = theme().colours().dark;
        const QRectF square = QRectF(rect()).adjusted(2, 2, -2, -2);
        painter.setPen(Qt::NoPen);
        painter.setBrush(entityColour(m_colour, dark));
        painter.drawRoundedRect(square, radius::kS, radius::kS);
        if (isChecked()) { // a tick, since a border alone would be colour again
            const QPixmap tick = iconPixmap(QStringLiteral("check"), 12, devicePixelRatioF(), markText(dark));
            painter.drawPixmap(QPointF((width() - 12) / 2.0, (height() - 12) / 2.0), tick);
        }
        if (hasFocus() || underMouse()) {
            painter.setPen(QPen(hasFocus() ? theme().colours().accent : theme().colours().borderStrong, 1.5));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), radius::kS + 1, radius::kS + 1);
        }
    }

private:
    int m_colour;
};

} // namespace

ColourField::ColourField(QWidget *parent) : QWidget(parent), m_group(new QButtonGroup(this))
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, space::kXs, 0, space::kXs);
    grid->setSpacing(2);
    grid->setColumnStretch(kColumns, 1);
    for (int colour = 0; colour < kEntityColourCount; ++colour) {
        auto *swatch = new Swatch(colour);
        m_group->addButton(swatch, colour);
        grid->addWidget(swatch, colour / kColumns, colour % kColumns);
    }
    connect(m_group, &QButtonGroup::idClicked, this, [this](int colour) {
        if (m_take)
            m_take(colour);
    });
}

void ColourField::setValue(std::optional<int> colour, int automatic)
{
    for (int each = 0; each < kEntityColourCount; ++each)
        static_cast<Swatch *>(m_group->button(each))->setAutomatic(!colour && each == automatic % kEntityColourCount);
    m_group->button(colour.value_or(automatic) % kEntityColourCount)->setChecked(true);
}

} // namespace keywright::ui
