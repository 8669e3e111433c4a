#include "core/service/operations/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>

#include "core/value/json.h"

namespace keywright::service {

void JsonWriter::separate()
{
    if (m_out.empty())
        return;
    const char last = m_out.back();
    if (last != '{' && last != '[' && last != ':')
        m_out += ',';
}

void JsonWriter::beginObject()
{
    separate();
    m_out += '{';
}

void JsonWriter::beginArray()
{
    separate();
    m_out += '[';
}

void JsonWriter::key(std::string_view name)
{
    separate();
    value::appendJsonString(m_out, name);
    m_out += ':';
}

void JsonWriter::string(std::string_view text)
{
    separate();
    value::appendJsonString(m_out, text);
}

void JsonWriter::number(std::int64_t value)
{
    separate();
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    m_out.append(digits.data(), end.ptr);
}

void JsonWriter::real(double value)
{
    separate();
    std::array<char, 40> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
    m_out.append(digits.data(), end.ptr);
    if (value == std::floor(value))
        m_out += ".0";
}

void JsonWriter::seconds(std::int64_t milliseconds)
{
    constexpr double kMillisecondsPerSecond = 1000;
    real(static_cast<double>(milliseconds) / kMillisecondsPerSecond);
}

void JsonWriter::boolean(bool value)
{
    separate();
    m_out += value ? "true" : "false";
}

void JsonWriter::member(std::string_view name, std::string_view text)
{
    key(name);
    string(text);
}

void JsonWriter::member(std::string_view name, std::int64_t value)
{
    key(name);
    number(value);
}

std::string &JsonWriter::value()
{
    separate();
    return m_out;
}

} // namespace keywright::service
