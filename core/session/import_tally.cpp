#include "core/session/import_tally.h"

#include "core/exchange/naming.h"

namespace keywright::session {

namespace {

std::string rowsOf(const ImportTally &tally, std::uint64_t count)
{
    return exchange::counted(count, "row", "rows") + " of " + tally.file;
}

std::string repeatedNote(const ImportTally &tally)
{
    const bool one = tally.repeated == 1;
    std::string note = rowsOf(tally, tally.repeated) + (one ? " has" : " have") + " the key of another row; only the last of each is kept.";
    if (tally.same == tally.repeated)
        return note + (one ? " It is" : " They are") + " the same in every attribute.";
    if (!tally.keyAdvice.empty())
        note += " " + tally.keyAdvice;
    if (tally.same > 0)
        note += " " + std::to_string(tally.same) + (tally.same == 1 ? " is" : " are") + " the same in every attribute.";
    return note;
}

} // namespace

std::string summaryOf(const ImportTally &tally)
{
    std::string line =
        tally.file + ": " + std::string(itemfile::nameOf(tally.format)) + ", " + exchange::counted(tally.kept, "item", "items");
    if (tally.kept != tally.rows)
        line += " of " + exchange::counted(tally.rows, "row", "rows");
    const std::uint64_t skipped = tally.badRows - (tally.stopped && tally.badRows > 0 ? 1 : 0);
    if (skipped > 0)
        line += ", " + exchange::counted(skipped, "bad row", "bad rows") + " skipped";
    if (tally.stopped)
        line += tally.stoppedAt > 0 ? ", stopped at line " + std::to_string(tally.stoppedAt) : ", stopped at a bad row";
    return line;
}

std::vector<std::string> notesOf(const ImportTally &tally)
{
    std::vector<std::string> notes;
    if (tally.repeated > 0)
        notes.push_back(repeatedNote(tally));
    if (tally.overEarlierFile > 0)
        notes.push_back(rowsOf(tally, tally.overEarlierFile) + (tally.overEarlierFile == 1 ? " has" : " have")
                        + " the key of a row of an earlier file and took its place.");
    if (tally.overStored > 0)
        notes.push_back(rowsOf(tally, tally.overStored) + (tally.overStored == 1 ? " has" : " have")
                        + " the key of an item that was there before and took its place.");
    if (tally.leftOut > 0)
        notes.push_back(exchange::counted(tally.leftOut, "item", "items") + " of " + tally.file + (tally.leftOut == 1 ? " was" : " were")
                        + " left out: a model holds up to 10000 items a table as sample data.");
    return notes;
}

} // namespace keywright::session
