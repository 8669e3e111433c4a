#include "core/connection/saved_connection.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/connection/connection_error.h"
#include "core/connection/json_members.h"
#include "core/connection/settings_file.h"

namespace keywright::connection {

namespace {

using value::Json;

std::string_view wordOf(SavedConnection::Keys keys)
{
    switch (keys) {
    case SavedConnection::Keys::Profile: return "profile";
    case SavedConnection::Keys::Typed: return "typed";
    case SavedConnection::Keys::Found: break;
    }
    return "found";
}

SavedConnection::Keys keysOf(const std::string &word)
{
    if (word == "profile")
        return SavedConnection::Keys::Profile;
    return word == "typed" ? SavedConnection::Keys::Typed : SavedConnection::Keys::Found;
}

Json toJson(const SavedConnection &saved)
{
    return Json::object({{"id", Json::string(saved.id)},
                         {"name", Json::string(saved.name)},
                         {"url", Json::string(saved.url)},
                         {"region", Json::string(saved.region)},
                         {"keys", Json::string(std::string(wordOf(saved.keys)))},
                         {"profile", Json::string(saved.profile)},
                         {"asksBeforeWriting", Json::boolean(saved.asksBeforeWriting)},
                         {"connectingSeconds", Json::number(std::int64_t(saved.connecting.count()))},
                         {"answeringSeconds", Json::number(std::int64_t(saved.answering.count()))},
                         {"attempts", Json::number(std::int64_t(saved.attempts))}});
}

SavedConnection readOne(const Json &json)
{
    SavedConnection saved;
    saved.id = memberOf(json, "id").text();
    saved.name = textOf(json, "name");
    saved.url = textOf(json, "url");
    saved.region = textOf(json, "region");
    saved.keys = keysOf(textOf(json, "keys"));
    saved.profile = textOf(json, "profile");
    saved.asksBeforeWriting = json.find("asksBeforeWriting") == nullptr || flagOf(json, "asksBeforeWriting");
    saved.connecting = std::chrono::seconds(integerOf(json, "connectingSeconds").value_or(saved.connecting.count()));
    saved.answering = std::chrono::seconds(integerOf(json, "answeringSeconds").value_or(saved.answering.count()));
    saved.attempts = static_cast<int>(integerOf(json, "attempts").value_or(saved.attempts));
    return saved;
}

/// The elements of the list `member` in the file's object; none when there is no file.
std::vector<Json> readList(const std::filesystem::path &file, const char *member)
{
    const std::optional<std::string> text = readSettingsFile(file, "Give yourself the right to read it.");
    if (!text)
        return {};
    try {
        return listOf(Json::parse(*text), member);
    } catch (const value::JsonSyntaxError &damage) {
        refuseSettings(file.string() + ", line " + std::to_string(damage.line()) + ": " + damage.what()
                       + " Mend the file, or move it away and enter the connections anew.");
    } catch (const std::invalid_argument &damage) {
        refuseSettings(file.string() + ": " + damage.what() + " Mend the file, or move it away and enter the connections anew.");
    }
}

/// Of one file that is being written aside and that only its owner can read.
class PrivateFile {
public:
    explicit PrivateFile(std::filesystem::path target) : m_target(std::move(target)), m_aside(m_target.string() + ".XXXXXX")
    {
        m_descriptor = mkstemp(m_aside.data()); // with mode 0600
        if (m_descriptor < 0)
            fail();
    }
    ~PrivateFile()
    {
        if (m_descriptor >= 0) {
            close(m_descriptor);
            unlink(m_aside.c_str());
        }
    }
    PrivateFile(const PrivateFile &) = delete;
    PrivateFile &operator=(const PrivateFile &) = delete;

    void write(std::string_view text)
    {
        while (!text.empty()) {
            const ssize_t count = ::write(m_descriptor, text.data(), text.size());
            if (count < 0 && errno != EINTR)
                fail();
            text.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
        }
    }
    void put()
    {
        if (fsync(m_descriptor) != 0 || rename(m_aside.c_str(), m_target.c_str()) != 0)
            fail();
        close(m_descriptor);
        m_descriptor = -1;
    }

private:
    [[noreturn]] void fail() const
    {
        refuseSettings(m_target.string() + " cannot be written: " + std::strerror(errno)
                       + ". Make room or give yourself the right to write it.");
    }

    std::filesystem::path m_target;
    std::string m_aside;
    int m_descriptor = -1;
};

void writeList(const std::filesystem::path &file, const char *member, Json list)
{
    std::error_code error;
    std::filesystem::create_directories(file.parent_path(), error);
    PrivateFile aside(file);
    aside.write(Json::object({{member, std::move(list)}}).pretty() + "\n");
    aside.put();
}

} // namespace

EndpointChoice choiceOf(const SavedConnection &saved, const AccessKey &typed)
{
    EndpointChoice choice{saved.url, saved.region, {}, {}};
    if (saved.keys == SavedConnection::Keys::Profile)
        choice.profile = saved.profile;
    if (saved.keys == SavedConnection::Keys::Typed) {
        if (typed.id.empty() || typed.secret.empty())
            refuseSettings(
                "The connection " + saved.name
                + " signs with a key that is typed, and none is known in this session. Type the access key and its secret in Connections.");
        choice.key = typed;
    }
    return choice;
}

ClientOptions optionsOf(const SavedConnection &saved)
{
    ClientOptions options;
    options.limits.connecting = saved.connecting;
    options.limits.answering = saved.answering;
    options.retries.attempts = saved.attempts;
    return options;
}

std::filesystem::path savedConnectionsFile(const std::filesystem::path &folder)
{
    return folder / "connections.json";
}

std::filesystem::path savedKeysFile(const std::filesystem::path &folder)
{
    return folder / "connection-keys.json";
}

std::vector<SavedConnection> readSavedConnections(const std::filesystem::path &folder)
{
    const std::filesystem::path file = savedConnectionsFile(folder);
    std::vector<SavedConnection> list;
    for (const Json &json : readList(file, "connections")) {
        try {
            list.push_back(readOne(json));
        } catch (const std::invalid_argument &damage) {
            refuseSettings(file.string() + ", line " + std::to_string(json.line()) + ": " + damage.what()
                           + " Mend the file, or move it away and enter the connections anew.");
        }
    }
    return list;
}

void writeSavedConnections(const std::filesystem::path &folder, const std::vector<SavedConnection> &list)
{
    Json json = Json::array();
    for (const SavedConnection &saved : list)
        json.append(toJson(saved));
    writeList(savedConnectionsFile(folder), "connections", std::move(json));
}

std::map<std::string, AccessKey> readSavedKeys(const std::filesystem::path &folder)
{
    const std::filesystem::path file = savedKeysFile(folder);
    std::map<std::string, AccessKey> keys;
    try {
        for (const Json &json : readList(file, "keys"))
            keys[memberOf(json, "connection").text()] = {textOf(json, "accessKeyId"), textOf(json, "secretAccessKey"),
                                                         textOf(json, "sessionToken"), std::nullopt};
    } catch (const std::invalid_argument &damage) {
        refuseSettings(file.string() + ": " + damage.what() + " Mend the file, or move it away and type the keys anew.");
    }
    return keys;
}

void writeSavedKeys(const std::filesystem::path &folder, const std::map<std::string, AccessKey> &keys)
{
    const std::filesystem::path file = savedKeysFile(folder);
    if (keys.empty()) {
        std::error_code error;
        std::filesystem::remove(file, error);
        if (error)
            refuseSettings(file.string() + " cannot be removed: " + error.message() + ". Remove it yourself; it has keys in it.");
        return;
    }
    Json list = Json::array();
    for (const auto &[id, key] : keys)
        list.append(Json::object({{"connection", Json::string(id)},
                                  {"accessKeyId", Json::string(key.id)},
                                  {"secretAccessKey", Json::string(key.secret)},
                                  {"sessionToken", Json::string(key.sessionToken)}}));
    writeList(file, "keys", std::move(list));
}

} // namespace keywright::connection
