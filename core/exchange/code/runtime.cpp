#include "core/exchange/code/runtime.h"

#include <vector>

#include "core/exchange/code/function_writer.h"

namespace keywright::exchange {

std::string usedPieces(std::span<const RuntimePiece> pieces, const std::string &body)
{
    std::vector<bool> isUsed(pieces.size());
    std::string all = body;
    for (bool isChanged = true; isChanged;) {
        isChanged = false;
        for (std::size_t i = 0; i < pieces.size(); ++i)
            if (!isUsed[i] && usesWord(all, pieces[i].name)) {
                isUsed[i] = isChanged = true;
                all += pieces[i].code;
            }
    }
    std::string text;
    for (std::size_t i = 0; i < pieces.size(); ++i)
        if (isUsed[i])
            text += pieces[i].code;
    return text;
}

std::string ecmaText(const std::string &code, bool isTyped)
{
    constexpr std::string_view kOpen = "«";
    constexpr std::string_view kClose = "»";
    std::string out;
    std::size_t at = 0;
    for (std::size_t open = code.find(kOpen); open != std::string::npos; open = code.find(kOpen, at)) {
        const std::size_t close = code.find(kClose, open);
        const std::size_t inside = open + kOpen.size();
        out += code.substr(at, open - at) + (isTyped ? code.substr(inside, close - inside) : std::string());
        at = close + kClose.size();
    }
    return out + code.substr(at);
}

} // namespace keywright::exchange
