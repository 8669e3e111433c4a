#pragma once

#include <string>
#include <vector>

#include "core/model/model.h"
#include "core/value/json.h"
#include "tests/support/test_paths.h"

namespace keywright::test {

/// A folder in which one person works through a story with keywright-cli.
class Story {
public:
    /// Runs a command; the test fails by an exception when it does not end as it should.
    std::string run(const std::vector<std::string> &arguments, int exitCode = 0) const;
    value::Json runForJson(std::vector<std::string> arguments, int exitCode = 0) const;

    /// Writes the access patterns of tests/stories/`file` into the model, as a person would with an editor.
    void writePatterns(const std::string &model, const std::string &file) const;

    std::string file(const std::string &name) const { return (m_folder.path() / name).string(); }
    bool has(const std::string &name) const;
    std::string text(const std::string &name) const { return readFile(m_folder.path() / name); }
    model::Model model(const std::string &name) const;

private:
    TemporaryFolder m_folder;
};

/// A file that other people made, of tests/data.
std::string fromOthers(const std::string &path);

/// The verdict of each access pattern that `suggest` is asked for, "served" and so on.
std::string verdictOf(const Story &story, const std::string &model, const std::string &pattern);

bool contains(const std::string &text, const std::string &part);

} // namespace keywright::test
