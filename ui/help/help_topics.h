#pragma once

#include <vector>

#include <QString>

namespace keywright::ui {

/// Something that can be explained: a screen of Keywright or a word of DynamoDB.
struct HelpTopic {
    enum class Kind { Screen, Word };

    const char *id; ///< "partition-key"; what a widget's property helpTopic names
    Kind kind = Kind::Word;
    QString title;
    QString text;    ///< two sentences
    QString example; ///< in mono; may have several lines
    QString source;  ///< the page of Amazon DynamoDB's developer guide; empty for a screen of Keywright
};

/// Screens in the order of the rail, then words by the alphabet. Made once, in the language of the program.
const std::vector<HelpTopic> &helpTopics();

/// Null when there is none of that id.
const HelpTopic *findHelpTopic(const QString &id);

/// The property of a widget that names the topic for it and what is inside it.
inline constexpr char kHelpTopicProperty[] = "helpTopic";

} // namespace keywright::ui
