#include "core/session/report_html.h"

namespace keywright::session {

namespace {

// A light page, for it is printed. Only what Qt's rich text understands, and a little more for browsers.
constexpr std::string_view kStyle = R"(
body { font-family: Inter, "Segoe UI", "Helvetica Neue", Arial, sans-serif; font-size: 13px; color: #1b1f27; background-color: #ffffff; }
h1 { font-size: 26px; font-weight: 600; margin-top: 8px; margin-bottom: 4px; }
h2 { font-size: 18px; font-weight: 600; margin-top: 30px; margin-bottom: 8px; }
h3 { font-size: 14px; font-weight: 600; margin-top: 18px; margin-bottom: 6px; }
p { margin-top: 4px; margin-bottom: 8px; line-height: 145%; }
table { border-collapse: collapse; margin-top: 4px; margin-bottom: 12px; }
th { text-align: left; font-weight: 500; font-size: 12px; color: #5b6472; background-color: #f3f5f8; padding: 5px 9px; border-bottom: 1px solid #d5dae2; }
td { text-align: left; vertical-align: top; padding: 6px 9px; border-bottom: 1px solid #e6e9ee; }
code, .mono { font-family: "JetBrains Mono", Menlo, Consolas, monospace; font-size: 12px; }
.group { color: #1b1f27; font-weight: 600; }
.ph { color: #2f55d4; }
.soft { color: #5b6472; }
.small { font-size: 12px; color: #5b6472; }
.good { color: #1a7f4b; font-weight: 500; }
.warn { color: #9a6200; font-weight: 500; }
.bad { color: #c0362c; font-weight: 500; }
.strong { font-weight: 600; }
)";

// What Qt's rich text would stumble over stands where only browsers read it.
constexpr std::string_view kBrowserStyle = R"(
.sheet { max-width: 1080px; margin: 0 auto; }
@media print { h2, h3 { page-break-after: avoid; } tr { page-break-inside: avoid; } }
table { width: 100%; } td code { overflow-wrap: anywhere; } img { max-width: 100%; height: auto; }
)";

} // namespace

std::string escaped(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        default: out += c;
        }
    }
    return out;
}

std::string spanned(std::string_view cssClass, std::string_view text)
{
    return "<span class=\"" + std::string(cssClass) + "\">" + escaped(text) + "</span>";
}

std::string templateHtml(std::string_view keyTemplate)
{
    std::string out = "<code>";
    std::size_t at = 0;
    while (at < keyTemplate.size()) {
        const char c = keyTemplate[at];
        const bool doubled = (c == '{' || c == '}') && at + 1 < keyTemplate.size() && keyTemplate[at + 1] == c;
        const std::size_t end = c == '{' && !doubled ? keyTemplate.find('}', at) : std::string_view::npos;
        if (end != std::string_view::npos) {
            out += spanned("ph", keyTemplate.substr(at, end - at + 1));
            at = end + 1;
        } else {
            out += escaped(keyTemplate.substr(at, 1));
            at += doubled ? 2 : 1;
        }
    }
    return out + "</code>";
}

std::string HtmlTable::html() const
{
    std::string out = "<table width=\"100%\" cellspacing=\"0\">\n<thead>\n";
    if (!m_groups.empty()) {
        out += "<tr>";
        for (const auto &[text, columns] : m_groups)
            out += "<th colspan=\"" + std::to_string(columns) + "\">" + spanned("group", text) + "</th>";
        out += "</tr>\n";
    }
    out += "<tr>";
    for (const std::string &heading : m_headings)
        out += "<th>" + escaped(heading) + "</th>";
    out += "</tr>\n</thead>\n";
    for (const std::vector<std::string> &row : m_rows) {
        out += "<tr>";
        for (const std::string &cell : row)
            out += "<td>" + cell + "</td>";
        out += "</tr>\n";
    }
    return out + "</table>\n";
}

std::string htmlPage(std::string_view title, std::string_view body)
{
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escaped(title) + "</title>\n<style>"
        + std::string(kStyle) + "</style>\n<style media=\"screen, print\">" + std::string(kBrowserStyle)
        + "</style>\n</head>\n<body>\n<div class=\"sheet\">\n" + std::string(body) + "</div>\n</body>\n</html>\n";
}

} // namespace keywright::session
