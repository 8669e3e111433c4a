#include "core/connection/credential_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/connection/connection_error.h"
#include "core/connection/instant_text.h"
#include "core/connection/json_members.h"

extern char **environ;

namespace keywright::connection {

namespace {

using Kind = ConnectionError::Kind;

constexpr std::size_t kMostBytes = std::size_t(1) << 20;

[[noreturn]] void refuse(Kind kind, const std::string &reason)
{
    throw ConnectionError(kind, "The credential_process of the profile " + reason + " Run it in a terminal to see what it says.");
}

/// A shell that runs the command, with its output in a pipe. It and what it started end with this object.
class Shell {
public:
    explicit Shell(const std::string &command)
    {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            refuse(Kind::Credentials, std::string("cannot be started: ") + std::strerror(errno) + ".");
        m_output = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
        posix_spawnattr_t attributes;
        posix_spawnattr_init(&attributes);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP); // so that its children can be ended too
        std::string shell = "/bin/sh";
        std::string option = "-c";
        std::string text = command;
        std::array<char *, 4> arguments{shell.data(), option.data(), text.data(), nullptr};
        const int error = posix_spawn(&m_process, shell.c_str(), &actions, &attributes, arguments.data(), environ);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (error != 0) {
            close(m_output);
            refuse(Kind::Credentials, std::string("cannot be started: ") + std::strerror(error) + ".");
        }
    }
    ~Shell()
    {
        close(m_output);
        if (!m_isOver) {
            kill(-m_process, SIGKILL);
            waitpid(m_process, nullptr, 0);
        }
    }
    Shell(const Shell &) = delete;
    Shell &operator=(const Shell &) = delete;

    std::string readAll(const std::stop_token &stop, std::chrono::milliseconds limit)
    {
        constexpr int kLookMs = 100; // how soon a stop is seen
        const auto end = std::chrono::steady_clock::now() + limit;
        std::string text;
        for (;;) {
            if (stop.stop_requested())
                refuse(Kind::Stopped, "was stopped.");
            if (std::chrono::steady_clock::now() >= end)
                refuse(Kind::TimedOut, "printed no key within " + std::to_string(limit.count() / 1000) + " s.");
            pollfd waiting{m_output, POLLIN, 0};
            if (poll(&waiting, 1, kLookMs) <= 0)
                continue;
            std::array<char, 4096> bytes;
            const ssize_t count = read(m_output, bytes.data(), bytes.size());
            if (count < 0 && errno == EINTR)
                continue;
            if (count <= 0)
                return text;
            text.append(bytes.data(), static_cast<std::size_t>(count));
            if (text.size() > kMostBytes)
                refuse(Kind::Credentials, "prints more than a key.");
        }
    }

    /// What it ended with.
    int wait()
    {
        int status = 0;
        while (waitpid(m_process, &status, 0) < 0 && errno == EINTR) { }
        m_isOver = true;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    pid_t m_process = 0;
    int m_output = -1;
    bool m_isOver = false;
};

} // namespace

AccessKey keyOfProcess(const std::string &command, const std::stop_token &stop, std::chrono::milliseconds limit)
{
    Shell shell(command);
    const std::string text = shell.readAll(stop, limit);
    if (const int code = shell.wait(); code != 0)
        refuse(Kind::Credentials, "ended with code " + std::to_string(code) + ".");
    try {
        const value::Json json = value::Json::parse(text);
        if (integerOf(json, "Version") != 1)
            refuse(Kind::Credentials, "prints no \"Version\": 1.");
        AccessKey key{textOf(json, "AccessKeyId"), textOf(json, "SecretAccessKey"), textOf(json, "SessionToken"), std::nullopt};
        if (key.id.empty() || key.secret.empty())
            refuse(Kind::Credentials, "prints no AccessKeyId and SecretAccessKey.");
        key.expires = readInstant(textOf(json, "Expiration"));
        return key;
    } catch (const value::JsonSyntaxError &) {
        refuse(Kind::Credentials, "prints no JSON.");
    } catch (const std::invalid_argument &error) {
        refuse(Kind::Credentials, std::string("prints JSON of another shape: ") + error.what() + ".");
    }
}

} // namespace keywright::connection
