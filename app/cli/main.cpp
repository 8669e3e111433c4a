#include <string>
#include <vector>

#include "app/cli/command_line.h"

int main(int argc, char **argv)
{
    return keywright::cli::runCommandLine(std::vector<std::string>(argv + 1, argv + argc));
}
