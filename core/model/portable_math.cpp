#include "core/model/portable_math.h"

#include <cmath>

namespace keywright::model {

namespace {

constexpr double kLog2 = 0x1.62e42fefa39efp-1;

} // namespace

double portableLog(double number)
{
    int exponent = 0;
    double mantissa = std::frexp(number, &exponent); // exact: it only takes the number's bits apart
    if (mantissa < 0x1.6a09e667f3bcdp-1) {
        mantissa *= 2;
        --exponent;
    }
    const double ratio = (mantissa - 1) / (mantissa + 1);
    const double square = ratio * ratio;
    double sum = 0;
    for (int odd = 21; odd >= 1; odd -= 2)
        sum = sum * square + 1.0 / odd;
    return exponent * kLog2 + 2 * ratio * sum;
}

double portableExp(double number)
{
    const double whole = std::floor(number / kLog2 + 0.5);
    const double rest = number - whole * kLog2;
    double sum = 1;
    for (int i = 18; i >= 1; --i)
        sum = 1 + sum * rest / i;
    return std::ldexp(sum, static_cast<int>(whole)); // exact
}

} // namespace keywright::model
