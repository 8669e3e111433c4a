#pragma once

#include <span>
#include <string>

/// What generated functions stand on: pages, batches, the filters of key templates. Inside core/exchange only.
namespace keywright::exchange {

/// A function or type of generated code; it is written where something uses its name.
struct RuntimePiece {
    const char *name;
    const char *code;
};

/// The pieces that `body`, or another piece that it uses, names; in their own order.
std::string usedPieces(std::span<const RuntimePiece> pieces, const std::string &body);

std::span<const RuntimePiece> pythonPieces();
/// Of JavaScript and TypeScript: see ecmaText.
std::span<const RuntimePiece> ecmaPieces();
std::span<const RuntimePiece> goPieces();
std::span<const RuntimePiece> shellPieces();

/// Code with what stands in TypeScript only between « and », as one of the two.
std::string ecmaText(const std::string &code, bool isTyped);

} // namespace keywright::exchange
