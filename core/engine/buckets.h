#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/engine/engine_options.h"
#include "core/storage/store.h"

/// The local folders that stand for S3 buckets.
namespace keywright::engine {

/// The folder that holds them all; empty when there is none: of a store in memory without a folder of its own.
std::filesystem::path bucketsFolder(const EngineOptions &options, const storage::Store &store);

/// The folder of one bucket. Throws ServiceError, with an export's or import's FailureCode (S3NoSuchBucket) as its name, when
/// there are no buckets; the folder itself need not be there.
std::filesystem::path bucketFolder(const EngineOptions &options, const storage::Store &store, const std::string &bucket);

struct BucketObject {
    std::string key; ///< its path in the bucket, with '/'
    std::filesystem::path file;
    friend bool operator==(const BucketObject &, const BucketObject &) = default;
};

/// The objects whose keys begin with the prefix, in the order of their keys; links are not followed, and hidden files are
/// none. Throws ServiceError (S3NoSuchBucket) when the folder is not there.
std::vector<BucketObject> objectsIn(const std::filesystem::path &bucket, const std::string &prefix);

} // namespace keywright::engine
