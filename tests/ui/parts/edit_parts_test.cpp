#include "tests/ui/parts/edit_parts_test.h"

#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include "tests/ui/support/isolation.h"
#include "ui/parts/choice_field.h"
#include "ui/parts/chooser.h"
#include "ui/parts/edit_line.h"
#include "ui/parts/note_field.h"
#include "ui/parts/number_field.h"
#include "ui/parts/template_edit.h"
#include "ui/parts/toggle_field.h"
#include "ui/parts/toggle_switch.h"

using namespace keywright;
using namespace keywright::ui;

namespace {

/// A shown window with the field in it and another place for the focus to go.
template <typename Field>
struct Form {
    template <typename... Arguments>
    explicit Form(Arguments... arguments) : field(new Field(arguments...)), other(new QLineEdit)
    {
        auto *column = new QVBoxLayout(&window);
        column->addWidget(field);
        column->addWidget(other);
        window.resize(320, 160);
        window.show();
        window.activateWindow();
        field->setFocus();
    }

    QWidget window;
    Field *field;
    QLineEdit *other;
};

/// What was offered to a field, and what it is to answer.
struct Offers {
    QStringList texts;
    Refusal answer;

    auto take()
    {
        return [this](const QString &text) {
            texts << text;
            return answer;
        };
    }
};

model::Entity user()
{
    model::Entity entity;
    entity.name = "User";
    for (const char *name : {"userId", "userName", "email"}) {
        model::Attribute attribute;
        attribute.name = name;
        entity.attributes.push_back(attribute);
    }
    return entity;
}

/// A template field of an entity with userId, userName and email.
struct TemplateForm : Form<TemplateField> {
    TemplateForm() : Form(QStringLiteral("PK"))
    {
        field->edit().setNames(user());
        field->onCommit(offers.take());
    }

    void type(const char *text) { QTest::keyClicks(&field->edit(), QLatin1String(text)); }
    void press(Qt::Key key) { QTest::keyClick(&field->edit(), key); }

    Offers offers;
};

} // namespace

void EditPartsTest::init()
{
    test::failOnWarnings();
}

void EditPartsTest::aTextIsOfferedOnEnterAndOnLeaving()
{
    Form<TextField> form(QStringLiteral("Name"));
    QVERIFY(QTest::qWaitForWindowActive(&form.window));
    Offers offers;
    form.field->onCommit(offers.take());
    QCOMPARE(form.field->line().accessibleName(), QStringLiteral("Name"));
    QTest::keyClicks(&form.field->line(), QStringLiteral(" Orders "));
    QTest::keyClick(&form.field->line(), Qt::Key_Return);
    QCOMPARE(offers.texts, QStringList{QStringLiteral("Orders")});
    QCOMPARE(form.field->line().text(), QStringLiteral("Orders"));
    QTest::keyClick(&form.field->line(), Qt::Key_End);
    QTest::keyClicks(&form.field->line(), QStringLiteral("2"));
    form.other->setFocus();
    QCOMPARE(offers.texts.last(), QStringLiteral("Orders2"));
    form.field->setFocus();
    form.other->setFocus();
    QCOMPARE(offers.texts.size(), 2); // nothing was typed
}

void EditPartsTest::aRefusedTextStaysWithItsReason()
{
    Form<TextField> form(QStringLiteral("Name"));
    Offers offers{{}, QStringLiteral("Another table is named so.")};
    form.field->onCommit(offers.take());
    QTest::keyClicks(&form.field->line(), QStringLiteral("Orders"));
    QTest::keyClick(&form.field->line(), Qt::Key_Return);
    QCOMPARE(form.field->text(), QStringLiteral("Orders"));
    QCOMPARE(form.field->refusal(), *offers.answer);
    QCOMPARE(form.field->line().accessibleDescription(), *offers.answer);
    QVERIFY(form.field->findChild<FieldNote *>()->isVisible());
    offers.answer.reset();
    QTest::keyClicks(&form.field->line(), QStringLiteral("2"));
    QVERIFY(form.field->refusal().isEmpty());
    QVERIFY(form.field->commit());
    QCOMPARE(form.field->value(), QStringLiteral("Orders2"));
}

void EditPartsTest::escapeTakesBackWhatWasTyped()
{
    Form<TextField> form(QStringLiteral("Name"));
    Offers offers;
    form.field->onCommit(offers.take());
    form.field->setValue(QStringLiteral("Orders"));
    QTest::keyClicks(&form.field->line(), QStringLiteral("x"));
    QTest::keyClick(&form.field->line(), Qt::Key_Escape);
    QCOMPARE(form.field->text(), QStringLiteral("Orders"));
    QVERIFY(form.field->commit());
    QVERIFY(offers.texts.isEmpty());
}

void EditPartsTest::aNewValueLeavesHalfTypedTextAlone()
{
    Form<TextField> form(QStringLiteral("Name"));
    form.field->setValue(QStringLiteral("Orders"));
    QTest::keyClick(&form.field->line(), Qt::Key_End);
    QTest::keyClicks(&form.field->line(), QStringLiteral("And"));
    form.field->setValue(QStringLiteral("Purchases"));
    QCOMPARE(form.field->text(), QStringLiteral("OrdersAnd"));
    QTest::keyClick(&form.field->line(), Qt::Key_Escape);
    QCOMPARE(form.field->text(), QStringLiteral("Purchases"));
    form.field->setValue(QStringLiteral("Sales"));
    QCOMPARE(form.field->text(), QStringLiteral("Sales"));
}

void EditPartsTest::undoIsTheLinesOnlyWhileSomethingIsTyped()
{
    Form<TextField> form(QStringLiteral("Name"));
    form.field->setValue(QStringLiteral("Orders"));
    const auto isTheLines = [&] {
        QKeyEvent asked(QEvent::ShortcutOverride, Qt::Key_Z, Qt::ControlModifier);
        asked.ignore();
        QCoreApplication::sendEvent(&form.field->line(), &asked);
        return asked.isAccepted();
    };
    QVERIFY(!isTheLines());
    QTest::keyClicks(&form.field->line(), QStringLiteral("x"));
    QVERIFY(isTheLines());
    QTest::keyClick(&form.field->line(), Qt::Key_Return);
    QVERIFY(!isTheLines());
}

void EditPartsTest::aNumberOutsideItsBoundsIsRefused()
{
    Form<NumberField> form(QStringLiteral("Read units"), 1, 40'000);
    std::optional<qint64> taken;
    form.field->onNumber([&](std::optional<qint64> number) {
        taken = number;
        return Refusal();
    });
    for (const char *bad : {"0", "40001", "five", "1.5"}) {
        form.field->line().selectAll();
        QTest::keyClicks(&form.field->line(), QLatin1String(bad));
        QTest::keyClick(&form.field->line(), Qt::Key_Return);
        QVERIFY2(!taken, bad);
        QVERIFY2(form.field->refusal().contains(QStringLiteral("1 to 40")), bad);
    }
    form.field->line().selectAll();
    QTest::keyClicks(&form.field->line(), QStringLiteral("1,200"));
    QTest::keyClick(&form.field->line(), Qt::Key_Return);
    QCOMPARE(taken, std::optional<qint64>(1'200));
}

void EditPartsTest::anEmptyNumberIsAValueOnlyWhereItMayBe()
{
    Form<NumberField> form(QStringLiteral("Read units"), 1, 40'000);
    int offered = 0;
    form.field->onNumber([&](std::optional<qint64> number) {
        ++offered;
        return number ? Refusal(QStringLiteral("Not empty.")) : std::nullopt;
    });
    form.field->setNumber(7);
    form.field->line().clear();
    QVERIFY(!form.field->commit());
    QCOMPARE(offered, 0);
    form.field->setOptional(QStringLiteral("No limit"));
    QVERIFY(form.field->commit());
    QCOMPARE(offered, 1);
    QCOMPARE(form.field->number(), std::nullopt);
}

void EditPartsTest::aNoteIsOfferedOnLeaving()
{
    Form<NoteField> form(QStringLiteral("Note"));
    QVERIFY(QTest::qWaitForWindowActive(&form.window));
    Offers offers;
    form.field->onCommit(offers.take());
    form.field->setValue(QStringLiteral("One"));
    form.field->moveCursor(QTextCursor::End);
    QTest::keyClicks(form.field, QStringLiteral(" two"));
    form.field->setValue(QStringLiteral("Other"));
    QCOMPARE(form.field->toPlainText(), QStringLiteral("One two"));
    form.other->setFocus();
    QCOMPARE(offers.texts, QStringList{QStringLiteral("One two")});
    form.field->setFocus();
    QTest::keyClicks(form.field, QStringLiteral("!"));
    QTest::keyClick(form.field, Qt::Key_Escape);
    QCOMPARE(form.field->toPlainText(), QStringLiteral("One two"));
}

void EditPartsTest::aRefusedChoiceIsPutBack()
{
    Form<ChoiceField> form(QStringLiteral("Projection"));
    form.field->setChoices({{QStringLiteral("All"), 0}, {QStringLiteral("Keys only"), 1}, {QStringLiteral("Include"), 2}});
    form.field->setValue(0);
    form.field->onCommit([](const QVariant &value) { return value == 1 ? std::nullopt : Refusal(QStringLiteral("Name attributes.")); });
    QTest::keyClick(&form.field->chooser(), Qt::Key_Down);
    QCOMPARE(form.field->value(), QVariant(1));
    QTest::keyClick(&form.field->chooser(), Qt::Key_Down);
    QCOMPARE(form.field->value(), QVariant(1));
    QCOMPARE(form.field->chooser().currentText(), QStringLiteral("Keys only"));
    QCOMPARE(form.field->refusal(), QStringLiteral("Name attributes."));
}

void EditPartsTest::aChoiceKnowsEveryAttributeType()
{
    const std::unique_ptr<ChoiceField> all(makeTypeField(QStringLiteral("Type")));
    QStringList tags;
    for (int row = 0; row < all->chooser().count(); ++row)
        tags << all->chooser().itemText(row);
    QCOMPARE(tags.join(QLatin1Char(' ')), QStringLiteral("S N B BOOL NULL M L SS NS BS"));
    const std::unique_ptr<ChoiceField> keys(makeKeyTypeField(QStringLiteral("Type")));
    QCOMPARE(keys->chooser().count(), 3);
}

void EditPartsTest::theWheelChangesNoChoice()
{
    Form<ChoiceField> form(QStringLiteral("Projection"));
    form.field->setChoices({{QStringLiteral("All"), 0}, {QStringLiteral("Keys only"), 1}});
    form.field->setValue(0);
    QWheelEvent wheel({5, 5}, {5, 5}, {}, {0, -120}, Qt::NoButton, {}, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&form.field->chooser(), &wheel);
    QCOMPARE(form.field->chooser().currentIndex(), 0);
}

void EditPartsTest::aSwitchIsSwitchedByItsWords()
{
    Form<ToggleField> form(QStringLiteral("Deletion protection"));
    QList<bool> taken;
    form.field->onCommit([&](bool on) {
        taken << on;
        return Refusal();
    });
    QTest::mouseClick(form.field, Qt::LeftButton, {}, form.field->rect().center());
    QTest::keyClick(&form.field->toggle(), Qt::Key_Space);
    QCOMPARE(taken, (QList<bool>{true, false}));
    QCOMPARE(form.field->toggle().accessibleName(), QStringLiteral("Deletion protection"));
}

void EditPartsTest::aRefusedSwitchGoesBack()
{
    Form<ToggleField> form(QStringLiteral("Stream"));
    form.field->onCommit([](bool) { return Refusal(QStringLiteral("Not now.")); });
    QTest::mouseClick(&form.field->toggle(), Qt::LeftButton);
    QVERIFY(!form.field->toggle().isChecked());
    QCOMPARE(form.field->refusal(), QStringLiteral("Not now."));
}

void EditPartsTest::attributesAreOfferedAfterABrace()
{
    TemplateForm form;
    QVERIFY(QTest::qWaitForWindowActive(&form.window));
    form.type("USER#");
    QVERIFY(!form.field->edit().isCompleting());
    form.type("{us");
    QVERIFY(form.field->edit().isCompleting());
    auto *list = form.field->edit().findChild<CompletionList *>();
    QCOMPARE(list->model()->rowCount(), 2);
    QCOMPARE(list->current(), (Completion{QStringLiteral("userId"), QStringLiteral("S"), {}}));
    form.press(Qt::Key_Down);
    form.press(Qt::Key_Tab);
    QCOMPARE(form.field->text(), QStringLiteral("USER#{userName}"));
    QVERIFY(!form.field->edit().isCompleting());
    form.press(Qt::Key_Return);
    QCOMPARE(form.offers.texts, QStringList{QStringLiteral("USER#{userName}")});
}

void EditPartsTest::filtersAreOfferedAfterABar()
{
    TemplateForm form;
    QVERIFY(QTest::qWaitForWindowActive(&form.window));
    form.type("{email|p");
    auto *list = form.field->edit().findChild<CompletionList *>();
    QCOMPARE(list->current().text, QStringLiteral("pad:10"));
    form.press(Qt::Key_Return);
    QCOMPARE(form.field->text(), QStringLiteral("{email|pad:10}"));
    QCOMPARE(form.field->edit().selectedText(), QStringLiteral("10"));
    form.type("4");
    QCOMPARE(form.field->text(), QStringLiteral("{email|pad:4}"));
}

void EditPartsTest::escapeClosesTheCompletionsFirst()
{
    TemplateForm form;
    QVERIFY(QTest::qWaitForWindowActive(&form.window));
    form.type("A{");
    QVERIFY(form.field->edit().isCompleting());
    form.press(Qt::Key_Escape);
    QVERIFY(!form.field->edit().isCompleting());
    QCOMPARE(form.field->text(), QStringLiteral("A{"));
    form.press(Qt::Key_Escape);
    QCOMPARE(form.field->text(), QString());
}

void EditPartsTest::doubledBracesOfferNothing()
{
    TemplateForm form;
    QVERIFY(QTest::qWaitForWindowActive(&form.window));
    form.type("{{");
    QVERIFY(!form.field->edit().isCompleting());
}

void EditPartsTest::aTemplateThatDoesNotParseIsNeverOffered()
{
    TemplateForm form;
    form.type("A}");
    QCOMPARE(form.field->refusal(), QStringLiteral("This } closes nothing; write }} for a literal brace."));
    form.press(Qt::Key_Return);
    QVERIFY(form.offers.texts.isEmpty());
    QCOMPARE(form.field->text(), QStringLiteral("A}"));
    QCOMPARE(form.field->edit().accessibleDescription(), form.field->refusal());
}

void EditPartsTest::anUnknownPlaceholderIsWarnedAbout()
{
    TemplateForm form;
    form.type("{nick}");
    QCOMPARE(form.field->edit().unknownNames(), QStringList{QStringLiteral("nick")});
    QVERIFY(form.field->refusal().contains(QStringLiteral("nick")));
    QVERIFY(form.field->commit());
    QCOMPARE(form.offers.texts, QStringList{QStringLiteral("{nick}")});
}
