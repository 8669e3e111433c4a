#include "ui/inspector/removal_question.h"

#include "ui/dialogs/confirm_dialog.h"
#include "ui/document/text.h"

namespace keywright::ui {

namespace {

constexpr std::size_t kMostLines = 12;

QString linesText(const std::vector<std::string> &lines)
{
    QStringList texts;
    for (std::size_t line = 0; line < lines.size() && line < kMostLines; ++line)
        texts << QStringLiteral("• ") + toQString(lines[line]);
    if (lines.size() > kMostLines)
        texts << Document::tr("• and %1 more").arg(lines.size() - kMostLines);
    return texts.join(QLatin1Char('\n'));
}

} // namespace

Refusal removeAfterAsking(QWidget *parent, Document &document, const Document::MakeCommand &make, const QString &action)
{
    if (!document.model())
        return std::nullopt;
    try {
        const model::Command command = make(*document.model());
        const QString text = toQString(command.text);
        QStringList details;
        if (!command.alsoGone.empty())
            details << linesText(command.alsoGone);
        if (!command.remarks.empty())
            details << Document::tr("To look at afterwards:") + QLatin1Char('\n') + linesText(command.remarks);
        const Message question{.title = Document::tr("%1?").arg(text),
                               .text = command.alsoGone.empty() ? Document::tr("Something that stays still uses it. It can be undone.")
                                                                : Document::tr("This is removed too. It can be undone."),
                               .details = details.join(QStringLiteral("\n\n"))};
        if (!details.isEmpty() && !confirm(parent, question, action))
            return std::nullopt;
    } catch (const model::EditError &refusal) {
        return toQString(refusal.what());
    }
    document.endCoalescing();
    return document.edit(make);
}

} // namespace keywright::ui
