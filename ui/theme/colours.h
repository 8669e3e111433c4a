#pragma once

#include <QColor>

namespace keywright::ui {

/// The colours of one theme, by what they are for. Every text colour reaches 4.5:1 on `window` and `surface`.
struct Colours {
    bool dark = false;
    QColor window;  ///< rail, docks, bars
    QColor surface; ///< where content stands
    QColor raised;  ///< menus, tooltips, the palette
    QColor sunken;  ///< headers, code, tracks
    QColor border;
    QColor borderStrong;
    QColor text;
    QColor textSecondary;
    QColor textFaint;
    QColor accent;
    QColor accentHover;
    QColor accentText; ///< on accent
    QColor accentSoft; ///< behind placeholders and chips
    QColor hover;
    QColor selection;
    QColor band; ///< every other item collection
    QColor partitionKey;
    QColor partitionKeySoft;
    QColor sortKey;
    QColor sortKeySoft;
    QColor success;
    QColor successSoft;
    QColor warning;
    QColor warningSoft;
    QColor error;
    QColor errorSoft;
};

const Colours &lightColours();
const Colours &darkColours();

inline constexpr int kEntityColourCount = 12;

/// Colour `number` (any integer; taken modulo the count) of the entity palette. Neighbours differ in lightness as well as
/// in hue, so that colour-blind eyes tell them apart; an entity's letters are drawn on it in markText.
QColor entityColour(int number, bool dark);
QColor markText(bool dark);

/// WCAG's contrast ratio, from 1 to 21.
double contrast(const QColor &one, const QColor &other);

} // namespace keywright::ui
