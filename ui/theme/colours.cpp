#include "ui/theme/colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace keywright::ui {

const Colours &lightColours()
{
    static const Colours colours{
        .dark = false,
        .window = "#F4F5F8",
        .surface = "#FFFFFF",
        .raised = "#FFFFFF",
        .sunken = "#EEF0F4",
        .border = "#E0E3E9",
        .borderStrong = "#C3C8D2",
        .text = "#191C22",
        .textSecondary = "#535B6A",
        .textFaint = "#666E7C",
        .accent = "#4254D0",
        .accentHover = "#3646B8",
        .accentText = "#FFFFFF",
        .accentSoft = "#E6E9FB",
        .hover = "#EBEDF2",
        .selection = "#DFE4FC",
        .band = "#F8F9FB",
        .partitionKey = "#8A5100",
        .partitionKeySoft = "#FCECCB",
        .sortKey = "#11694A",
        .sortKeySoft = "#D9F1E4",
        .success = "#11694A",
        .successSoft = "#D9F1E4",
        .warning = "#8A5100",
        .warningSoft = "#FCECCB",
        .error = "#B4232F",
        .errorSoft = "#FCE3E3",
    };
    return colours;
}

const Colours &darkColours()
{
    static const Colours colours{
        .dark = true,
        .window = "#14161A",
        .surface = "#1A1D23",
        .raised = "#22262E",
        .sunken = "#111317",
        .border = "#2A2F38",
        .borderStrong = "#434A57",
        .text = "#E7E9EE",
        .textSecondary = "#A9B1BF",
        .textFaint = "#8B94A3",
        .accent = "#8C9AFF",
        .accentHover = "#A3AEFF",
        .accentText = "#10131F",
        .accentSoft = "#2A2F52",
        .hover = "#242932",
        .selection = "#2D355E",
        .band = "#1E2128",
        .partitionKey = "#F2B84B",
        .partitionKeySoft = "#3A2E17",
        .sortKey = "#62D29B",
        .sortKeySoft = "#173527",
        .success = "#62D29B",
        .successSoft = "#173527",
        .warning = "#F2B84B",
        .warningSoft = "#3A2E17",
        .error = "#FF8A87",
        .errorSoft = "#42201F",
    };
    return colours;
}

QColor entityColour(int number, bool dark)
{
    static const std::array<QColor, kEntityColourCount> light{"#2F62C9", "#B4540A", "#0B7A75", "#A8327E", "#6B6A00", "#6D44BE",
                                                              "#B3362E", "#0A6C93", "#7E5036", "#2C7A2C", "#8C2F52", "#525C6B"};
    static const std::array<QColor, kEntityColourCount> forDark{"#7FA8FF", "#FFA866", "#4FD1C5", "#F08CC8", "#C9C75A", "#B79BFF",
                                                                "#FF8F85", "#63C7EE", "#D9A98A", "#7FD37F", "#FFB3C6", "#B4BECC"};
    const int count = kEntityColourCount;
    const auto position = static_cast<std::size_t>(((number % count) + count) % count);
    return dark ? forDark[position] : light[position];
}

QColor markText(bool dark)
{
    return dark ? QColor("#12141A") : QColor("#FFFFFF");
}

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](double channel) { return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const auto [darker, lighter] = std::minmax({luminance(one), luminance(other)});
    return (lighter + 0.05) / (darker + 0.05);
}

} // namespace keywright::ui
