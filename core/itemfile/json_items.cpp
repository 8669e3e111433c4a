#include <string>

#include "core/itemfile/reading.h"
#include "core/itemfile/record_json.h"
#include "core/value/dynamodb_json.h"
#include "core/value/json.h"

namespace keywright::itemfile {

using value::Json;

namespace {

/// An item is at most 400 KB; its JSON may be some times that.
constexpr std::size_t kLongestElement = 16 * 1024 * 1024;

/// The file's own structure is broken, so nothing after this place can be read.
struct StructureFault {
    std::int64_t line;
    std::int64_t column;
    std::string reason;
};

bool isSpace(int c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// The text of one value and where it stood.
struct Element {
    std::string text;
    std::int64_t line = 0;
    std::int64_t column = 0;
};

/// Finds where values begin and end without reading them; brackets inside strings do not count.
class Scanner {
public:
    explicit Scanner(CharReader &reader) : m_reader(reader) { }

    int peekPastSpace()
    {
        while (isSpace(m_reader.peek()))
            m_reader.next();
        return m_reader.peek();
    }

    void expect(char wanted, const char *where)
    {
        if (peekPastSpace() != wanted)
            fail(std::string("expected \"") + wanted + "\" " + where);
        m_reader.next();
    }

    Element capture()
    {
        peekPastSpace();
        Element element{{}, m_reader.line(), m_reader.column()};
        int depth = 0;
        bool inString = false;
        while (m_reader.peek() != CharReader::kEnd) {
            const int c = m_reader.peek();
            if (!inString && depth == 0 && !element.text.empty() && (c == ',' || c == ']' || c == '}' || isSpace(c)))
                break;
            if (element.text.size() == kLongestElement)
                fail("a value is longer than 16 MB; no item is that large");
            element.text += static_cast<char>(m_reader.next());
            if (inString) {
                if (c == '\\' && m_reader.peek() != CharReader::kEnd)
                    element.text += static_cast<char>(m_reader.next());
                inString = c != '"';
                if (!inString && depth == 0)
                    return element;
                continue;
            }
            inString = c == '"';
            if (c == '{' || c == '[')
                ++depth;
            if ((c == '}' || c == ']') && --depth <= 0)
                return element;
        }
        if (depth > 0 || inString || element.text.empty())
            fail("the text ends in the middle of a value that began at line " + std::to_string(element.line) + ", column "
                 + std::to_string(element.column));
        return element;
    }

    [[noreturn]] void fail(const std::string &reason) const { throw StructureFault{m_reader.line(), m_reader.column(), reason}; }

private:
    CharReader &m_reader;
};

/// Places in the element's own text become places in the file.
std::int64_t lineInFile(const Element &element, int line)
{
    return line == 0 ? element.line : element.line + line - 1;
}
std::int64_t columnInFile(const Element &element, int line, int column)
{
    return line <= 1 ? element.column + (column == 0 ? 0 : column - 1) : column;
}

/// False when the element's text is no JSON; the row is then refused.
bool parse(const Element &element, Reading &reading, Json &json)
{
    try {
        json = Json::parse(element.text);
        return true;
    } catch (const value::JsonSyntaxError &error) {
        reading.refuse(lineInFile(element, error.line()), columnInFile(element, error.line(), error.column()), "",
                       "this is not JSON: " + std::string(error.what()) + ".");
        return false;
    }
}

void takeJson(const Json &json, const Element &element, const std::string &table, Reading &reading)
{
    try {
        Record record = recordFromJson(json, reading.report().encoding);
        record.table = table;
        reading.take(std::move(record), element.line);
    } catch (const value::ValueFormatError &error) {
        reading.refuse(lineInFile(element, error.line()), columnInFile(element, error.line(), error.column()), error.path(),
                       std::string(error.what()) + ".");
    }
}

void takeElement(const Element &element, const std::string &table, Reading &reading)
{
    Json json;
    if (parse(element, reading, json))
        takeJson(json, element, table, reading);
}

bool isWriteRequest(const Element &element)
{
    try {
        const Json json = Json::parse(element.text);
        return json.find("PutRequest") != nullptr || json.find("DeleteRequest") != nullptr;
    } catch (const value::JsonSyntaxError &) {
        return false;
    }
}

/// Walks down a document to the arrays that hold items, and gives their elements one by one.
class Document {
public:
    Document(CharReader &reader, Reading &reading) : m_reader(reader), m_scanner(reader), m_reading(reading) { }

    void read()
    {
        while (m_scanner.peekPastSpace() != CharReader::kEnd && m_reading.goesOn(m_reader))
            readRoot();
    }

private:
    void readRoot()
    {
        if (m_scanner.peekPastSpace() == '[') {
            m_reader.next();
            readElements("");
        } else if (m_scanner.peekPastSpace() == '{') {
            readObject();
        } else {
            m_scanner.fail("expected an array of items or an object");
        }
    }

    /// After the opening bracket.
    void readElements(const std::string &table)
    {
        if (m_scanner.peekPastSpace() == ']') {
            m_reader.next();
            return;
        }
        while (m_reading.goesOn(m_reader)) {
            takeElement(m_scanner.capture(), table, m_reading);
            if (!nextInArray())
                return;
        }
    }

    bool nextInArray()
    {
        const int c = m_scanner.peekPastSpace();
        if (c != ',' && c != ']')
            m_scanner.fail("expected \",\" or \"]\" after an item");
        m_reader.next();
        return c == ',';
    }

    /// An object at the top: a holder of arrays, or an item itself. Its own members are kept only as long as they may
    /// be attributes of one item.
    void readObject()
    {
        Element own{"{", m_reader.line(), m_reader.column()};
        bool holdsItems = false;
        m_reader.next();
        if (m_scanner.peekPastSpace() == '}') {
            m_reader.next();
            m_reading.refuse(own.line, own.column, "", "the object is empty; expected an item.");
            return;
        }
        while (!m_reading.hasStopped()) {
            if (m_scanner.peekPastSpace() != '"')
                m_scanner.fail("expected a member's name in quotes");
            const Element name = m_scanner.capture();
            m_scanner.expect(':', "after a member's name");
            if (!readMember(name, own, holdsItems))
                holdsItems = true;
            const int c = m_scanner.peekPastSpace();
            if (m_reading.hasStopped())
                return;
            if (c != ',' && c != '}')
                m_scanner.fail("expected \",\" or \"}\" after a member");
            m_reader.next();
            if (c == '}')
                break;
        }
        own.text += '}';
        if (!holdsItems && !m_reading.hasStopped())
            takeElement(own, "", m_reading);
    }

    /// False when the member held items; true when it may be an attribute, and was added to `own`.
    bool readMember(const Element &name, Element &own, bool holdsItems)
    {
        const std::string plainName = nameIn(name);
        const int first = m_scanner.peekPastSpace();
        if (first == '{' && plainName == "RequestItems") {
            readRequestItems();
            return false;
        }
        std::string kept;
        if (first == '[' && readArray(plainName, kept))
            return false;
        if (first != '[')
            kept = m_scanner.capture().text;
        if (!holdsItems) {
            own.text += (own.text.size() == 1 ? "" : ",") + name.text + ":" + kept;
            if (own.text.size() > kLongestElement)
                m_scanner.fail("an object is longer than 16 MB; no item is that large");
        }
        return true;
    }

    void readRequestItems()
    {
        m_scanner.expect('{', "after RequestItems");
        if (m_scanner.peekPastSpace() == '}') {
            m_reader.next();
            return;
        }
        while (!m_reading.hasStopped()) {
            const std::string table = nameIn(m_scanner.capture());
            m_scanner.expect(':', "after a table's name");
            m_scanner.expect('[', "before a table's requests");
            readElements(table);
            const int c = m_scanner.peekPastSpace();
            if (m_reading.hasStopped())
                return;
            if (c != ',' && c != '}')
                m_scanner.fail("expected \",\" or \"}\" after a table's requests");
            m_reader.next();
            if (c == '}')
                return;
        }
    }

    /// Items, or write requests of the table `name`: read and true. Any other array: its text in `kept`.
    bool readArray(const std::string &name, std::string &kept)
    {
        m_reader.next();
        if (m_scanner.peekPastSpace() == ']') {
            m_reader.next();
            kept = "[]";
            return name == "Items";
        }
        const Element first = m_scanner.capture();
        const bool areRequests = isWriteRequest(first);
        if (areRequests || (name == "Items" && first.text.starts_with('{'))) {
            const std::string table = areRequests ? name : "";
            takeElement(first, table, m_reading);
            if (!m_reading.hasStopped() && nextInArray())
                readElements(table);
            return true;
        }
        kept = "[" + first.text;
        while (nextInArray()) {
            kept += "," + m_scanner.capture().text;
            if (kept.size() > kLongestElement)
                m_scanner.fail("an array is longer than 16 MB; no item is that large");
        }
        kept += "]";
        return false;
    }

    std::string nameIn(const Element &element)
    {
        try {
            return Json::parse(element.text).text();
        } catch (const value::JsonSyntaxError &error) {
            throw StructureFault{element.line, element.column, "a member's name is no JSON string: " + std::string(error.what())};
        }
    }

    CharReader &m_reader;
    Scanner m_scanner;
    Reading &m_reading;
};

/// The line without its end; false at the end of the text.
bool readLine(CharReader &reader, Element &line)
{
    line = {{}, reader.line(), reader.column()};
    return reader.readLine(line.text, kLongestElement);
}

} // namespace

void readJsonDocument(CharReader &reader, Reading &reading)
{
    try {
        Document(reader, reading).read();
    } catch (const StructureFault &fault) {
        reading.refuse(fault.line, fault.column, "", fault.reason + ". What follows could not be read.");
    }
}

void readJsonLines(CharReader &reader, Reading &reading)
{
    Element line;
    while (reading.goesOn(reader) && readLine(reader, line)) {
        if (line.text.find_first_not_of(" \t") == std::string::npos)
            continue;
        if (line.text.size() == kLongestElement)
            reading.refuse(line.line, 1, "", "the line is longer than 16 MB; no item is that large.");
        else
            takeElement(line, "", reading);
    }
}

} // namespace keywright::itemfile
