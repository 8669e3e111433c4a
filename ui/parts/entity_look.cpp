#include "ui/parts/entity_look.h"

#include <QIconEngine>
#include <QSet>

#include "ui/document/text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"

namespace keywright::ui {

namespace {

/// Capitals of a compound name ("OrderItem": "OI"), else the first two letters ("Order": "Or").
QString firstMark(const QString &name)
{
    QString capitals;
    for (const QChar letter : name) {
        if (letter.isUpper())
            capitals += letter;
    }
    return capitals.size() >= 2 ? capitals.left(2) : name.left(1).toUpper() + name.mid(1, 1).toLower();
}

QString freeMark(const QString &name, const QSet<QString> &taken)
{
    QString mark = firstMark(name);
    for (qsizetype second = 2; taken.contains(mark) && second < name.size(); ++second)
        mark = name.left(1).toUpper() + name.at(second).toLower();
    for (int number = 2; taken.contains(mark) && number < 100; ++number)
        mark = name.left(1).toUpper() + QString::number(number);
    return mark;
}

class EntityIconEngine : public QIconEngine {
public:
    explicit EntityIconEngine(EntityLook look) : m_look(std::move(look)) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        painter->save();
        drawEntityMark(*painter, rect, m_look);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        if (size.isEmpty())
            return {}; // a view that has no room asks all the same
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    QIconEngine *clone() const override { return new EntityIconEngine(m_look); }

private:
    EntityLook m_look;
};

} // namespace

std::vector<EntityLook> entityLooks(const model::Model &model)
{
    std::vector<EntityLook> looks;
    QSet<QString> taken;
    for (std::size_t row = 0; row < model.entities.size(); ++row) {
        const model::Entity &entity = model.entities[row];
        const QString name = toQString(entity.name);
        const QString mark = freeMark(name, taken);
        taken.insert(mark);
        looks.push_back({name, mark, entity.colour.value_or(static_cast<int>(row))});
    }
    return looks;
}

EntityLook entityLook(const model::Model &model, std::string_view entity)
{
    const QString name = toQString(entity);
    for (const EntityLook &look : entityLooks(model)) {
        if (look.name == name)
            return look;
    }
    return {};
}

void drawEntityMark(QPainter &painter, const QRectF &rect, const EntityLook &look)
{
    const bool dark = theme().isDark();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(entityColour(look.colour, dark));
    painter.drawRoundedRect(rect, rect.height() * 0.26, rect.height() * 0.26);
    QFont letters = fontOf(TextRole::Caption);
    letters.setPixelSize(qMax(7, qRound(rect.height() * 0.55)));
    letters.setWeight(QFont::Bold);
    painter.setFont(letters);
    painter.setPen(markText(dark));
    painter.drawText(rect, Qt::AlignCenter, look.mark);
}

QIcon entityIcon(const EntityLook &look)
{
    return QIcon(new EntityIconEngine(look));
}

} // namespace keywright::ui
