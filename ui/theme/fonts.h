#pragma once

#include <QFont>
#include <QString>

namespace keywright::ui {

inline constexpr char kTextFamily[] = "Inter";
inline constexpr char kMonoFamily[] = "JetBrains Mono";

/// The steps of the type scale.
enum class TextRole { Caption, Body, Strong, Heading, Title, Display, Mono, MonoCaption };

/// Registers the faces of resources/fonts; once, before the first widget.
void loadFonts();

/// The font of a role, scaled with the text size of the system that the program started under.
QFont fontOf(TextRole role);

/// Its size in device-independent pixels.
int pixelSize(TextRole role);

} // namespace keywright::ui
