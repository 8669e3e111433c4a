#pragma once

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMouseEvent>
#include <QTest>

#include "ui/canvas/canvas_page.h"

namespace keywright::test {

/// A canvas on the screen, and the mouse over its cards.
struct ShownCanvas {
    ShownCanvas() : page(document)
    {
        page.resize(1200, 800);
        page.show();
        page.activateWindow();
    }
    ~ShownCanvas() { document.close(); }

    int cardNumber(model::CardKind kind, const QString &name) { return page.scene().contents().indexOf({kind, name}); }
    int entity(const QString &name) { return cardNumber(model::CardKind::Entity, name); }
    int table(const QString &name) { return cardNumber(model::CardKind::Table, name); }

    /// The middle of a part, in the viewport.
    QPoint middleOf(int card, const ui::CardPart &part)
    {
        const ui::CardItem &item = page.scene().card(card);
        return page.board().mapFromScene(item.pos() + ui::rectOf(item.geometry(), part).center());
    }
    QPoint headOf(int card) { return middleOf(card, {ui::CardPart::Kind::Header}); }
    /// A row of an entity card by its attribute's name; -1 when it has none such.
    int attributeRow(int card, const QString &name)
    {
        const auto &rows = page.scene().card(card).card().attributes;
        for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
            if (rows[static_cast<std::size_t>(row)].name == name)
                return row;
        }
        return -1;
    }

    /// Brings cards into view at 100 %.
    void lookAt(int card, double zoom = 1)
    {
        page.board().setZoom(zoom);
        page.board().lookAt(page.scene().card(card).cardRect().center());
    }

    void click(const QPoint &at) { QTest::mouseClick(page.board().viewport(), Qt::LeftButton, {}, at); }
    void doubleClick(const QPoint &at)
    {
        click(at);
        QTest::mouseDClick(page.board().viewport(), Qt::LeftButton, {}, at);
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(&page.board(), key, modifiers); }

    /// Presses and moves in some steps; release() ends it.
    void drag(const QPoint &from, const QPoint &to)
    {
        QWidget *viewport = page.board().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, from);
        for (int step = 1; step <= 4; ++step)
            moveTo(from + (to - from) * step / 4, Qt::LeftButton);
    }
    void release(const QPoint &at) { QTest::mouseRelease(page.board().viewport(), Qt::LeftButton, {}, at); }
    void dragAndDrop(const QPoint &from, const QPoint &to)
    {
        drag(from, to);
        release(to);
    }
    /// QTest::mouseMove() has no buttons.
    void moveTo(const QPoint &at, Qt::MouseButtons buttons = {})
    {
        QWidget *viewport = page.board().viewport();
        QMouseEvent move(QEvent::MouseMove, at, viewport->mapToGlobal(QPointF(at)), Qt::NoButton, buttons, Qt::NoModifier);
        QApplication::sendEvent(viewport, &move);
    }

    QLineEdit *line() { return page.findChild<QLineEdit *>(QStringLiteral("canvasLine")); }
    /// Types into the open field and presses Enter.
    void type(const QString &text)
    {
        line()->selectAll();
        QTest::keyClicks(line(), text);
        QTest::keyClick(line(), Qt::Key_Return);
    }

    /// What the canvas says why something was not done; empty when it says nothing.
    QString refusal()
    {
        const auto *label = page.findChild<QLabel *>(QStringLiteral("canvasRefusal"));
        return label->isVisible() ? label->text() : QString();
    }

    QPointF placeInModel(int card)
    {
        return ui::placesInModel(*document.model()).value(page.scene().card(card).card().id, QPointF(-1, -1));
    }

    ui::Document document;
    ui::CanvasPage page;
};

} // namespace keywright::test
