#pragma once

namespace keywright::test {

/// The child process of the kill test of bulk operations: it puts into "Target" of the folder what its bucket "source" has,
/// and says every slice of work.
int bulkPutUntilKilled(const char *folder);

} // namespace keywright::test
