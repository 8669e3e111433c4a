#include "ui/connections/profile_names.h"

#include <set>

#include "core/connection/connection_error.h"
#include "core/connection/profiles.h"
#include "ui/document/text.h"

namespace keywright::ui {

QStringList profileNames(const connection::Surroundings &surroundings)
{
    constexpr std::string_view kConfigWord = "profile ";
    std::set<std::string> names;
    const auto read = [&](const char *variable, const char *usual) {
        try {
            const std::filesystem::path file = surroundings.variable(variable).value_or((surroundings.home / usual).string());
            for (const connection::ProfileSection &section : connection::readProfilesFile(file)) {
                const bool isConfig = section.name.starts_with(kConfigWord);
                if (isConfig)
                    names.insert(section.name.substr(kConfigWord.size()));
                else if (section.name.find(' ') == std::string::npos)
                    names.insert(section.name);
            }
        } catch (const connection::ConnectionError &) {
            return; // using the connection says what is wrong with the file
        }
    };
    read("AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials");
    read("AWS_CONFIG_FILE", ".aws/config");
    QStringList list;
    for (const std::string &name : names)
        list << toQString(name);
    return list;
}

} // namespace keywright::ui
