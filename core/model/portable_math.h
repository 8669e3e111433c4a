#pragma once

namespace keywright::model {

/// The natural logarithm of a positive number and the power of e, of additions, multiplications and divisions only, so
/// that they give the same bits on every machine (those of the C library do not). Errors below 1e-13, relatively.
double portableLog(double number);
double portableExp(double number);

} // namespace keywright::model
