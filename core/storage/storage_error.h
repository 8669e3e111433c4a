#pragma once

#include <stdexcept>
#include <string>

namespace keywright::storage {

/// A store that cannot go on. what() is a whole sentence for a person: what happened, where, and what to do.
class StorageError : public std::runtime_error {
public:
    enum class Kind {
        InUse,       ///< another process holds the store
        NotWritable, ///< the folder cannot be made or written
        DiskFull,
        Damaged,     ///< the bytes on disk are not what was written
        NewerFormat, ///< written by a newer Keywright
        Io,          ///< any other failure of reading or writing
    };

    StorageError(Kind kind, const std::string &what) : std::runtime_error(what), m_kind(kind) { }

    Kind kind() const { return m_kind; }

private:
    Kind m_kind;
};

} // namespace keywright::storage
