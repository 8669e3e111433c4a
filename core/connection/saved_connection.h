#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/connection/endpoint_client.h"
#include "core/connection/endpoint_settings.h"

/// Connections that a user has named and kept, in the user's own folder: never in a model file. The list has no secret; keys
/// that a user typed and asked to keep stand in a file of their own that only the user can read.
namespace keywright::connection {

struct SavedConnection {
    /// Where the keys come from.
    enum class Keys : std::uint8_t {
        Found,   ///< the environment, else the default profile
        Profile, ///< the profile named
        Typed,   ///< typed by the user, for the session or in the file of keys
    };

    std::string id; ///< never changes, and is not given again
    std::string name;
    std::string url;    ///< empty: AWS's own of the region
    std::string region; ///< empty: as the environment or the profile says
    Keys keys = Keys::Found;
    std::string profile;
    bool asksBeforeWriting = true;
    std::chrono::seconds connecting{10};
    std::chrono::seconds answering{60};
    int attempts = 5;

    bool operator==(const SavedConnection &) const = default;
};

/// What settleEndpoint() takes. `typed` is used when the keys are typed.
EndpointChoice choiceOf(const SavedConnection &saved, const AccessKey &typed);
ClientOptions optionsOf(const SavedConnection &saved);

/// None when the folder has no such file. Throws ConnectionError (Settings), with file and line, for one that cannot be read.
std::vector<SavedConnection> readSavedConnections(const std::filesystem::path &folder);
/// In one step; makes the folder. Throws ConnectionError (Settings).
void writeSavedConnections(const std::filesystem::path &folder, const std::vector<SavedConnection> &list);

/// Keys by the connection's id; the same rules. The file has mode 0600 from its first byte on. Without keys there is no file.
std::map<std::string, AccessKey> readSavedKeys(const std::filesystem::path &folder);
void writeSavedKeys(const std::filesystem::path &folder, const std::map<std::string, AccessKey> &keys);

std::filesystem::path savedConnectionsFile(const std::filesystem::path &folder);
std::filesystem::path savedKeysFile(const std::filesystem::path &folder);

} // namespace keywright::connection
