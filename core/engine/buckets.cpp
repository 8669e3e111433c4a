#include "core/engine/buckets.h"

#include <algorithm>

#include "core/engine/service_error.h"

namespace keywright::engine {

namespace fs = std::filesystem;

namespace {

bool mayHold(const std::string &folderKey, const std::string &prefix)
{
    return folderKey.starts_with(prefix) || prefix.starts_with(folderKey);
}

void addObjects(const fs::path &folder, const std::string &folderKey, const std::string &prefix, std::vector<BucketObject> &objects)
{
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(folder, error)) {
        const std::string name = entry.path().filename().string();
        const std::string key = folderKey + name;
        if (name.starts_with('.') || entry.is_symlink())
            continue;
        if (entry.is_directory(error) && mayHold(key + "/", prefix))
            addObjects(entry.path(), key + "/", prefix, objects);
        else if (entry.is_regular_file(error) && key.starts_with(prefix))
            objects.push_back({key, entry.path()});
    }
}

} // namespace

fs::path bucketsFolder(const EngineOptions &options, const storage::Store &store)
{
    if (!options.buckets.empty())
        return options.buckets;
    return store.isInMemory() ? fs::path() : store.folder() / "buckets";
}

fs::path bucketFolder(const EngineOptions &options, const storage::Store &store, const std::string &bucket)
{
    const fs::path all = bucketsFolder(options, store);
    if (all.empty())
        throw ServiceError("S3NoSuchBucket",
                           "The specified bucket does not exist: the tables are in memory, and nobody said which folder stands for the "
                           "buckets. Start with --buckets FOLDER.");
    return all / bucket;
}

std::vector<BucketObject> objectsIn(const fs::path &bucket, const std::string &prefix)
{
    std::error_code error;
    if (!fs::is_directory(bucket, error))
        throw ServiceError("S3NoSuchBucket",
                           "The specified bucket does not exist: there is no folder " + bucket.string() + ", which would stand for it.");
    std::vector<BucketObject> objects;
    addObjects(bucket, "", prefix, objects);
    std::sort(objects.begin(), objects.end(), [](const BucketObject &left, const BucketObject &right) { return left.key < right.key; });
    return objects;
}

} // namespace keywright::engine
