#include "core/model/model_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/model/model_writer.h"
#include "core/value/json.h"
#include "core/value/md5.h"

namespace keywright::model {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const fs::path &file, const std::string &what)
{
    throw FileError("The file \"" + file.string() + "\" " + what);
}

/// A file beside the real one that is gone at the end unless it was renamed.
class Aside {
public:
    explicit Aside(const fs::path &file) : m_name(file.string() + ".XXXXXX"), m_descriptor(::mkostemp(m_name.data(), O_CLOEXEC))
    {
        if (m_descriptor < 0)
            failFor(file);
    }
    Aside(const Aside &) = delete;
    Aside &operator=(const Aside &) = delete;
    ~Aside()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
        if (!m_renamed)
            ::unlink(m_name.c_str());
    }

    void write(const fs::path &file, std::string_view content) const
    {
        while (!content.empty()) {
            const ssize_t written = ::write(m_descriptor, content.data(), content.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written < 0)
                failFor(file);
            content.remove_prefix(static_cast<std::size_t>(written));
        }
    }

    /// The permissions of the file that it will replace; of a new file, what the user's mask says.
    void takePermissions(const fs::path &file) const
    {
        struct stat status { };
        const mode_t mask = ::umask(0);
        ::umask(mask);
        const bool exists = ::stat(file.c_str(), &status) == 0;
        if (::fchmod(m_descriptor, exists ? status.st_mode & 07777 : 0666 & ~mask) != 0)
            failFor(file);
        // Only root may give files away: whoever may not keeps the file as an own one.
        if (exists && ::fchown(m_descriptor, status.st_uid, status.st_gid) != 0)
            errno = 0;
    }

    void rename(const fs::path &file)
    {
        if (::fsync(m_descriptor) != 0 || ::rename(m_name.c_str(), file.c_str()) != 0)
            failFor(file);
        m_renamed = true;
    }

private:
    [[noreturn]] static void failFor(const fs::path &file)
    {
        const std::string reason = std::strerror(errno);
        fail(file, "cannot be written: " + reason + ". It is as it was; save under another name, or make room and try again.");
    }

    std::string m_name;
    int m_descriptor;
    bool m_renamed = false;
};

void flushFolder(const fs::path &folder)
{
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return; // a folder that may be written but not read: the rename itself has been done
    ::fsync(descriptor);
    ::close(descriptor);
}

std::int64_t modifiedOf(const fs::path &file)
{
    std::error_code error;
    return fs::last_write_time(file, error).time_since_epoch().count();
}

FileState stateOf(const fs::path &file, std::string_view content)
{
    return {modifiedOf(file), content.size(), value::md5First64(content)};
}

/// Through symbolic links, also when the last one's target does not exist yet.
fs::path targetOf(const fs::path &file)
{
    std::error_code error;
    fs::path target = file;
    for (int links = 0; links < 40 && fs::is_symlink(target, error); ++links) {
        const fs::path next = fs::read_symlink(target, error);
        target = next.is_absolute() ? next : target.parent_path() / next;
    }
    return target;
}

} // namespace

std::optional<FileState> fileState(const fs::path &file)
{
    std::error_code error;
    if (!fs::exists(file, error))
        return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream content;
    if (fs::is_directory(file, error) || !stream || (fs::file_size(file, error) > 0 && !(content << stream.rdbuf())))
        fail(file, "cannot be read. Check that it is a file and that you may read it.");
    return stateOf(file, content.str());
}

bool hasChanged(const fs::path &file, const std::optional<FileState> &known)
{
    std::error_code error;
    if (known && modifiedOf(file) == known->modified && fs::file_size(file, error) == known->size && !error)
        return false;
    const auto now = fileState(file);
    if (!known || !now)
        return known.has_value() != now.has_value();
    return now->size != known->size || now->hash != known->hash;
}

FileState replaceFile(const fs::path &file, std::string_view content)
{
    const fs::path target = targetOf(file);
    std::error_code error;
    if (fs::exists(target, error) && !fs::is_regular_file(target, error))
        fail(file, "is no plain file, so it is not replaced. Save under another name.");
    if (fs::exists(target, error) && ::access(target.c_str(), W_OK) != 0)
        fail(file, "is write-protected. Allow writing to it, or save under another name.");
    {
        Aside aside(target);
        aside.takePermissions(target);
        aside.write(target, content);
        aside.rename(target);
    }
    flushFolder(target.has_parent_path() ? target.parent_path() : fs::path("."));
    return stateOf(target, content);
}

FileState saveModelFile(const Model &model, const fs::path &file)
{
    std::string text;
    try {
        text = writeModel(model);
        value::Json::parse(text);
    } catch (const std::invalid_argument &error) {
        fail(file, std::string("is not written: ") + error.what());
    } catch (const value::JsonSyntaxError &error) {
        fail(file,
             "is not written, since it could not be read again: at line " + std::to_string(error.line()) + " of the new text, "
                 + error.what() + ". Correct the text there, which is probably not UTF-8.");
    }
    return replaceFile(file, text);
}

} // namespace keywright::model
