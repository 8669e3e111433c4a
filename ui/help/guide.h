#pragma once

#include <vector>

#include <QString>

/// The guide, which is written in resources/help and built into the program.
namespace keywright::ui {

struct GuidePage {
    QString name; ///< "first-model", of resources/help/first-model.md
    QString title;
    QString section; ///< of the contents; empty for the contents themselves
    QString text;    ///< without markup
};

inline constexpr char kGuideContents[] = "index";

/// The contents, then every page in their order. Read once.
const std::vector<GuidePage> &guidePages();

/// Null when there is none of that name.
const GuidePage *findGuidePage(const QString &name);

/// The page without its frame, in HTML; links lead to "<name>.html", pictures to "pictures/<name>.png".
QString guideHtml(const QString &name);

/// The page that says more about a help topic; null when none does.
const GuidePage *guidePageOf(const QString &topic);

} // namespace keywright::ui
