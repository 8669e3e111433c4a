#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keywright::service {

/// Writes a response straight into one text: objects, arrays and members in the order of the calls, with the commas. It
/// checks nothing: the caller opens and closes in pairs. Not thread-safe.
class JsonWriter {
public:
    /// `out` must be empty or end where a value may begin; it must outlive the writer.
    explicit JsonWriter(std::string &out) : m_out(out) { }

    void beginObject();
    void endObject() { m_out += '}'; }
    void beginArray();
    void endArray() { m_out += ']'; }

    /// The name of the member whose value comes next.
    void key(std::string_view name);

    void string(std::string_view text);
    void number(std::int64_t value);
    /// With at least one digit after the point, as the service writes its Doubles: 1.0, 0.5.
    void real(double value);
    /// A point in time: seconds since 1970 with a fraction. `milliseconds` since 1970.
    void seconds(std::int64_t milliseconds);
    void boolean(bool value);

    void member(std::string_view name, std::string_view text);
    void member(std::string_view name, std::int64_t value);

    /// Where to append a value that something else writes; commas are done.
    std::string &value();

private:
    void separate();

    std::string &m_out;
};

} // namespace keywright::service
