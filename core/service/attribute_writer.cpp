#include "core/service/attribute_writer.h"

#include "core/value/base64.h"
#include "core/value/json.h"

namespace keywright::service {

namespace {

/// The part inside the type's tag.
struct ContentWriter {
    std::string &out;

    void operator()(const std::string &text) const { value::appendJsonString(out, text); }
    void operator()(const value::Decimal &number) const
    {
        out += '"';
        number.appendText(out);
        out += '"';
    }
    void operator()(const value::Binary &binary) const
    {
        out += '"';
        out += value::toBase64(binary.bytes);
        out += '"';
    }
    void operator()(bool boolean) const { out += boolean ? "true" : "false"; }
    void operator()(value::Null) const { out += "true"; }
    void operator()(const value::AttributeMap &map) const { appendItemJson(out, map); }
    void operator()(const value::List &list) const
    {
        out += '[';
        bool isFirst = true;
        for (const value::AttributeValue &member : list) {
            if (!isFirst)
                out += ',';
            isFirst = false;
            appendAttributeValueJson(out, member);
        }
        out += ']';
    }
    template <typename Member>
    void operator()(const value::Set<Member> &set) const
    {
        out += '[';
        bool isFirst = true;
        for (const Member &member : set.members) {
            if (!isFirst)
                out += ',';
            isFirst = false;
            (*this)(member);
        }
        out += ']';
    }
};

} // namespace

void appendAttributeValueJson(std::string &out, const value::AttributeValue &value)
{
    out += "{\"";
    out += value::tagOf(value.type());
    out += "\":";
    std::visit(ContentWriter{out}, value.content());
    out += '}';
}

void appendItemJson(std::string &out, const value::Item &item)
{
    out += '{';
    bool isFirst = true;
    for (const auto &[name, value] : item) {
        if (!isFirst)
            out += ',';
        isFirst = false;
        value::appendJsonString(out, name);
        out += ':';
        appendAttributeValueJson(out, value);
    }
    out += '}';
}

} // namespace keywright::service
