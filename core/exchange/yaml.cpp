#include "core/exchange/yaml.h"

#include <yaml-cpp/yaml.h>

#include "core/model/model_reader.h"
#include "core/value/decimal.h"

namespace keywright::exchange {

using value::Json;

namespace {

constexpr int kDeepestYaml = 100;
constexpr std::size_t kMostNodes = 1'000'000; ///< aliases of aliases could make any number of them

class Converter {
public:
    explicit Converter(const std::string &fileName) : m_fileName(fileName) { }

    Json convert(const YAML::Node &node, int depth)
    {
        if (depth > kDeepestYaml || ++m_nodes > kMostNodes)
            fail(node.Mark(), "the document is nested too deeply or its aliases make it too large");
        const std::string tag = node.IsDefined() && !node.IsNull() ? node.Tag() : "";
        if (tag.starts_with("!") && tag.size() > 1)
            return Json::string(tag + " " + (node.IsScalar() ? node.Scalar() : plain(node, depth).compact()));
        return plain(node, depth);
    }

    [[noreturn]] void fail(const YAML::Mark &mark, const std::string &what) const
    {
        throw model::ModelError(m_fileName + ", line " + std::to_string(mark.line + 1) + ", column " + std::to_string(mark.column + 1)
                                    + ": " + what + ".",
                                "", mark.line + 1, mark.column + 1);
    }

private:
    Json plain(const YAML::Node &node, int depth)
    {
        if (node.IsScalar())
            return scalar(node);
        if (node.IsSequence()) {
            Json array = Json::array();
            for (const YAML::Node &element : node)
                array.append(convert(element, depth + 1));
            return array;
        }
        if (!node.IsMap())
            return {};
        Json::Members members;
        for (const auto &member : node) {
            if (!member.first.IsScalar())
                fail(member.first.Mark(), "a member's name is no text");
            members.push_back({member.first.Scalar(), convert(member.second, depth + 1)});
        }
        return Json::object(std::move(members));
    }

    /// YAML 1.2's core: numbers and true or false where there are no quotes.
    static Json scalar(const YAML::Node &node)
    {
        const std::string &text = node.Scalar();
        if (node.Tag() == "!")
            return Json::string(text);
        if (text == "true" || text == "True" || text == "false" || text == "False")
            return Json::boolean(text[0] == 't' || text[0] == 'T');
        if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos && (text == "0" || text[0] != '0'))
            return Json::number(text);
        return Json::string(text);
    }

    const std::string &m_fileName;
    std::size_t m_nodes = 0;
};

} // namespace

Json jsonFromYaml(std::string_view text, const std::string &fileName)
{
    Converter converter(fileName);
    try {
        return converter.convert(YAML::Load(std::string(text)), 0);
    } catch (const YAML::Exception &error) {
        converter.fail(error.mark, "this is not YAML: " + error.msg);
    }
}

} // namespace keywright::exchange
