#pragma once

#include <QString>

#include <tl/expected.hpp>

#include "core/value/attribute_value.h"

/// Attribute values as a person types them.
namespace keywright::ui {

/// How a value of a type is typed.
enum class TextForm : std::uint8_t {
    Line,   ///< a number, base64, or a string without line breaks
    Lines,  ///< a string with line breaks; a set, a member a line
    Choice, ///< true or false
    Json,   ///< maps and lists: plain JSON where that says them whole, else with type tags
    None,   ///< NULL has nothing to type
};

/// The form that `text` of this type needs.
TextForm formOf(value::Type type, const QString &text);

QString textOf(const value::AttributeValue &value);

/// What a text cannot be read as a value for: a sentence, and where the fault is in JSON (else line 0).
struct TextFault {
    QString sentence;
    int line = 0;
    int column = 0;
};

tl::expected<value::AttributeValue, TextFault> valueOf(value::Type type, const QString &text);

/// Whole items as JSON; `typed` with type tags.
QString textOf(const value::Item &item, bool typed);
tl::expected<value::Item, TextFault> itemOf(const QString &text, bool typed);
/// Whether plain JSON says the item whole: no binaries, no sets.
bool isPlain(const value::Item &item);

/// "String", "Number set", …
QString nameOf(value::Type type);

} // namespace keywright::ui
