#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/model_reader.h"
#include "core/model/wording.h"
#include "core/value/json.h"

/// Reading JSON objects member by member, with errors that name file, line, column, path and what was expected.
/// Inside core/model only.
namespace keywright::model {

/// Throws ModelError for the node at `path`.
[[noreturn]] void failAt(const std::string &fileName, const value::Json &node, const std::string &path, const std::string &what);

/// One JSON object that is being read. What is asked for counts as known; the rest is `unknown()`.
class ObjectReader {
public:
    /// `json` and `fileName` must outlive the reader. Throws ModelError when `json` is no object.
    ObjectReader(const value::Json &json, std::string path, const std::string &fileName);

    const std::string &path() const { return m_path; }
    std::string pathOf(std::string_view member) const;

    /// Null when absent.
    const value::Json *find(std::string_view member);
    const value::Json &require(std::string_view member, std::string_view expected);

    std::string requireText(std::string_view member);
    std::string text(std::string_view member);
    bool boolean(std::string_view member);
    std::optional<std::int64_t> integer(std::string_view member);
    std::optional<double> number(std::string_view member);
    std::vector<std::string> texts(std::string_view member);
    /// The member as it is; null when absent.
    value::Json copy(std::string_view member);

    /// Calls `read` for every element of an array of objects; nothing happens when the member is absent.
    void eachObject(std::string_view member, const std::function<void(ObjectReader &)> &read);
    /// Calls `read` for every member of an object.
    void eachMember(std::string_view member,
                    const std::function<void(const std::string &name, const value::Json &value, const std::string &path)> &read);
    /// Keeps the object's wording inside this one's.
    void object(std::string_view member, const std::function<void(ObjectReader &)> &read);

    /// The text as one of an enumeration; `fromText` gives nullopt for a text that is none, `expected` names them all.
    template <typename Enum>
    Enum requireEnum(std::string_view member, std::optional<Enum> (*fromText)(std::string_view), std::string_view expected)
    {
        const std::string written = requireText(member);
        const std::optional<Enum> read = fromText(written);
        if (!read)
            failWith(member, "is \"" + written + "\"; expected " + std::string(expected));
        return *read;
    }

    [[noreturn]] void failWith(std::string_view member, const std::string &what) const;

    /// As it is written in the file, where the writer would spell the value otherwise.
    void keepSpelling(std::string_view member, const value::Json &spelling, const value::Json &writersOwn);
    /// For a member that says only what holds without it.
    void keepDefault(std::string_view member);

    value::Json unknown() const;
    /// After everything was asked for.
    Wording wording() const { return m_wording; }
    void addInside(std::string member, Wording wording) { m_wording.addInside(std::move(member), std::move(wording)); }

    const std::string &fileName() const { return m_fileName; }
    const value::Json &json() const { return m_json; }

private:
    const value::Json &m_json;
    std::string m_path;
    const std::string &m_fileName;
    std::vector<std::string> m_known;
    Wording m_wording;
};

} // namespace keywright::model
