#include "tests/core/exchange/terraform_arguments.h"

#include <map>
#include <set>
#include <sstream>

namespace keywright::test {

namespace {

struct Block {
    std::set<std::string> arguments;
    std::set<std::string> required;
    std::map<std::string, Block> blocks;
};

std::size_t indentOf(const std::string &line)
{
    return line.find_first_not_of(' ');
}

/// Resources by type, from the list of arguments: two spaces a level, "name: type [REQ]" or "block name (…)".
Block readSchema(const std::string &text)
{
    Block root;
    std::vector<Block *> open{&root};
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        if (line.empty())
            continue;
        const std::size_t level = indentOf(line) / 2;
        open.resize(level + 1);
        const std::string content = line.substr(level * 2);
        if (level == 0) {
            open.push_back(&root.blocks[content]);
            continue;
        }
        const bool isRequired = content.find("REQ") != std::string::npos || content.find("min 1") != std::string::npos;
        const bool isBlock = content.starts_with("block ");
        const std::string name = isBlock ? content.substr(6, content.find(' ', 6) - 6) : content.substr(0, content.find(':'));
        if (isRequired)
            open.back()->required.insert(name);
        if (isBlock)
            open.push_back(&open.back()->blocks[name]);
        else if (content.find("[computed]") == std::string::npos)
            open.back()->arguments.insert(name);
    }
    return root;
}

struct OpenBlock {
    const Block *block = nullptr; ///< null where nothing is checked
    std::string name;
    std::set<std::string> seen;
};

class Check {
public:
    explicit Check(const std::string &schema) : m_schema(readSchema(schema)) { }

    std::vector<std::string> run(const std::string &terraform)
    {
        std::istringstream lines(terraform);
        for (std::string line; std::getline(lines, line);) {
            if (line.empty() || line[indentOf(line)] == '#')
                continue;
            if (m_skipTo != std::string::npos) {
                if (indentOf(line) == m_skipTo)
                    m_skipTo = std::string::npos;
                continue;
            }
            readLine(line);
        }
        return m_wrong;
    }

private:
    void readLine(const std::string &line)
    {
        const std::size_t indent = indentOf(line);
        const std::string content = line.substr(indent);
        if (content == "}") {
            close();
            return;
        }
        const std::size_t equals = content.find(" = ");
        if (equals == std::string::npos || content.starts_with("resource ")) {
            open(content);
            return;
        }
        argument(content.substr(0, content.find(' ')));
        if (content.ends_with("{") || content.ends_with("["))
            m_skipTo = indent;
    }

    void open(const std::string &header)
    {
        const std::string name = header.substr(0, header.find(' '));
        const Block *block = nullptr;
        if (name == "resource") {
            const std::size_t start = header.find('"') + 1;
            const std::string type = header.substr(start, header.find('"', start) - start);
            const auto found = m_schema.blocks.find(type);
            if (found == m_schema.blocks.end()) {
                m_wrong.push_back("unknown resource " + type);
                m_open.push_back({nullptr, type, {}});
                return;
            }
            m_open.push_back({&found->second, type, {}});
            return;
        }
        if (!m_open.empty() && m_open.back().block != nullptr && name != "lifecycle") {
            m_open.back().seen.insert(name);
            const auto found = m_open.back().block->blocks.find(name);
            if (found == m_open.back().block->blocks.end())
                m_wrong.push_back("unknown block " + name + " in " + m_open.back().name);
            else
                block = &found->second;
        }
        m_open.push_back({block, name, {}});
    }

    void argument(const std::string &name)
    {
        static const std::set<std::string> kMeta{"for_each", "count", "depends_on", "provider"};
        if (m_open.empty() || m_open.back().block == nullptr || kMeta.contains(name))
            return;
        if (!m_open.back().seen.insert(name).second)
            m_wrong.push_back(name + " twice in " + m_open.back().name);
        if (!m_open.back().block->arguments.contains(name))
            m_wrong.push_back("unknown argument " + name + " in " + m_open.back().name);
    }

    void close()
    {
        const OpenBlock closed = m_open.back();
        m_open.pop_back();
        if (closed.block == nullptr)
            return;
        for (const std::string &required : closed.block->required)
            if (!closed.seen.contains(required))
                m_wrong.push_back(closed.name + " lacks " + required);
    }

    const Block m_schema;
    std::vector<OpenBlock> m_open;
    std::vector<std::string> m_wrong;
    std::size_t m_skipTo = std::string::npos; ///< the indent of the line that ends a map
};

} // namespace

std::vector<std::string> wrongArguments(const std::string &terraform, const std::string &schema)
{
    return Check(schema).run(terraform);
}

} // namespace keywright::test
