#include "core/itemfile/reading.h"

namespace keywright::itemfile {

namespace {

void readOne(ByteSource &source, const std::string &name, Reading &reading)
{
    reading.startFile(name);
    try {
        CharReader reader(source);
        switch (reading.report().format) {
        case Format::Csv: readCsv(reader, reading); break;
        case Format::JsonLines: readJsonLines(reader, reading); break;
        case Format::Json:
        case Format::BatchWrite:
        case Format::S3Export: readJsonDocument(reader, reading); break;
        }
    } catch (const ItemFileError &error) { // the medium or its compression is broken part of the way
        reading.refuse(0, 0, "", std::string(error.what()) + " What follows could not be read.");
    }
}

/// Sets format and encoding from what was asked and found.
void decide(const std::optional<Detection> &found, const std::string &name, const ReadOptions &options, ReadReport &report)
{
    if (!found && !options.format)
        throw ItemFileError("\"" + name
                            + "\" holds no items in a form that is known here. Expected CSV, JSON, JSON Lines, DynamoDB JSON, "
                              "BatchWriteItem requests, or the folder of a DynamoDB export to S3.");
    report.format = options.format ? *options.format : found->format;
    report.encoding = options.encoding;
    if (report.format == Format::BatchWrite || report.format == Format::S3Export)
        report.encoding = Encoding::DynamoDb;
}

} // namespace

ReadReport readItems(const std::filesystem::path &path, const ReadOptions &options, const TakeRecord &take)
{
    ReadReport report;
    Reading reading(options, take, report);
    decide(options.format ? std::nullopt : detectFormat(path), path.string(), options, report);
    if (report.format == Format::S3Export) {
        readS3Export(path, reading);
        return report;
    }
    const auto source = openFile(path);
    std::error_code error;
    if (const std::uintmax_t size = std::filesystem::file_size(path, error); !error)
        reading.addTotalBytes(size);
    readOne(*source, path.filename().string(), reading);
    return report;
}

ReadReport readItemsFromText(std::string_view text, const std::string &name, const ReadOptions &options, const TakeRecord &take)
{
    ReadReport report;
    Reading reading(options, take, report);
    decide(options.format ? std::nullopt : detectFormat(text), name, options, report);
    if (report.format == Format::S3Export)
        throw ItemFileError("An export to S3 is a folder; \"" + name + "\" is text.");
    reading.addTotalBytes(text.size());
    const auto source = openText(text);
    readOne(*source, name, reading);
    return report;
}

} // namespace keywright::itemfile
