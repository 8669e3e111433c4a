#include "core/connection/profiles.h"

#include <algorithm>
#include <sstream>

#include "core/connection/connection_error.h"
#include "core/connection/settings_file.h"
#include "core/service/http_message.h"

namespace keywright::connection {

namespace {

using service::trimmed;

/// One line after the other, without its end.
std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    return line;
}

/// A comment may follow the brackets, and a value after white space.
std::string_view withoutComment(std::string_view line)
{
    for (std::size_t i = 1; i < line.size(); ++i)
        if ((line[i] == '#' || line[i] == ';') && (line[i - 1] == ' ' || line[i - 1] == '\t'))
            return trimmed(line.substr(0, i));
    return line;
}

/// The words in the brackets with single spaces between.
std::string sectionName(std::string_view inBrackets)
{
    std::istringstream words{std::string(inBrackets)};
    std::string name;
    for (std::string word; words >> word;)
        name += (name.empty() ? "" : " ") + word;
    return name;
}

[[noreturn]] void refuseLine(const std::string &file, int line)
{
    throw ConnectionError(ConnectionError::Kind::Settings,
                          file + ", line " + std::to_string(line)
                              + ": expected a profile such as [default], or a setting such as region = eu-central-1 in one.");
}

} // namespace

std::optional<std::string> ProfileSection::find(std::string_view setting) const
{
    const auto found = settings.find(setting);
    return found == settings.end() || found->second.empty() ? std::nullopt : std::optional(found->second);
}

std::vector<ProfileSection> readProfiles(std::string_view text, const std::string &file)
{
    std::vector<ProfileSection> sections;
    std::string parent; // the setting that indented lines belong to
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view whole = takeLine(text);
        const bool isIndented = whole.starts_with(' ') || whole.starts_with('\t');
        const std::string_view line = withoutComment(trimmed(whole));
        if (line.empty() || line.starts_with('#') || line.starts_with(';'))
            continue;
        if (line.starts_with('[')) {
            const std::string name = line.ends_with(']') ? sectionName(line.substr(1, line.size() - 2)) : std::string();
            if (name.empty())
                refuseLine(file, number);
            sections.push_back({name, file, number, {}});
            parent.clear();
            continue;
        }
        const std::size_t equals = line.find('=');
        if (equals == 0 || equals == std::string_view::npos || sections.empty())
            refuseLine(file, number);
        const std::string name = service::lowered(trimmed(line.substr(0, equals)));
        const std::string value(trimmed(line.substr(equals + 1)));
        if (!isIndented)
            parent = name;
        sections.back().settings[isIndented && !parent.empty() ? parent + "." + name : name] = value;
    }
    return sections;
}

std::vector<ProfileSection> readProfilesFile(const std::filesystem::path &file)
{
    const std::optional<std::string> text = readSettingsFile(file, "Give yourself the right to read it, or name another file.");
    return text ? readProfiles(*text, file.string()) : std::vector<ProfileSection>();
}

} // namespace keywright::connection
