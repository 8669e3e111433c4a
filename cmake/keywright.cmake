# What every target of the house has in common.

add_library(keywright_options INTERFACE)
target_include_directories(keywright_options INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(keywright_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wno-missing-field-initializers
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>) # g++ 12 sees it where there is nothing (GCC bug 105651)
target_compile_definitions(keywright_options INTERFACE "KEYWRIGHT_VERSION=\"${PROJECT_VERSION}\"")
if(KEYWRIGHT_SANITIZE)
    target_compile_options(keywright_options INTERFACE "-fsanitize=${KEYWRIGHT_SANITIZE}" -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(keywright_options INTERFACE "-fsanitize=${KEYWRIGHT_SANITIZE}")
endif()

# keywright_add_core(<folder> SOURCES … [USES <folders of lower floors> …] [PRIVATE <libraries> …] [PUBLIC <libraries> …])
# One static library for one folder of core/, linked only with the folders it may include.
function(keywright_add_core folder)
    cmake_parse_arguments(arg "" "" "SOURCES;USES;PRIVATE;PUBLIC" ${ARGN})
    add_library(keywright_${folder} STATIC ${arg_SOURCES})
    list(TRANSFORM arg_USES PREPEND keywright_)
    target_link_libraries(keywright_${folder} PUBLIC keywright_options ${arg_USES} ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    # The service has headers of its own to compile once.
    if(KEYWRIGHT_CORE_HEADER AND folder STREQUAL value)
        target_precompile_headers(keywright_value PRIVATE "${PROJECT_SOURCE_DIR}/core/precompiled.h")
    elseif(KEYWRIGHT_CORE_HEADER AND NOT folder STREQUAL service)
        target_precompile_headers(keywright_${folder} REUSE_FROM keywright_value)
    endif()
endfunction()

# keywright_add_ui(<folder> SOURCES … [USES <ui folders> …] [CORE <core folders> …])
# One static library for one folder of ui/; all share the precompiled Qt header of ui/theme.
function(keywright_add_ui folder)
    cmake_parse_arguments(arg "" "" "SOURCES;USES;CORE" ${ARGN})
    add_library(keywright_ui_${folder} STATIC ${arg_SOURCES})
    list(TRANSFORM arg_USES PREPEND keywright_ui_)
    list(TRANSFORM arg_CORE PREPEND keywright_)
    set_target_properties(keywright_ui_${folder} PROPERTIES AUTOMOC ON)
    target_link_libraries(keywright_ui_${folder} PUBLIC keywright_options Qt6::Widgets Qt6::Svg ${arg_USES} ${arg_CORE})
    if(folder STREQUAL theme)
        target_precompile_headers(keywright_ui_theme PRIVATE "${PROJECT_SOURCE_DIR}/ui/precompiled.h")
    else()
        target_precompile_headers(keywright_ui_${folder} REUSE_FROM keywright_ui_theme)
    endif()
endfunction()

# Qt6::Test defines each test's own folder, which would keep the tests from sharing one precompiled header.
function(keywright_share_test_header)
    get_target_property(definitions Qt6::Test INTERFACE_COMPILE_DEFINITIONS)
    list(FILTER definitions EXCLUDE REGEX "QT_TESTCASE_(BUILD|SOURCE)DIR")
    set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS "${definitions}")
endfunction()

# keywright_libraries_below(<result> <targets> …): Keywright's own static libraries among the targets and all that they use.
function(keywright_libraries_below result)
    set(found)
    set(waiting ${ARGN})
    while(waiting)
        list(POP_FRONT waiting target)
        if(NOT TARGET ${target} OR NOT target MATCHES "^keywright_" OR target IN_LIST found)
            continue()
        endif()
        get_target_property(type ${target} TYPE)
        if(type STREQUAL STATIC_LIBRARY)
            list(APPEND found ${target})
            get_target_property(below ${target} LINK_LIBRARIES)
            list(APPEND waiting ${below})
        endif()
    endwhile()
    set(${result} ${found} PARENT_SCOPE)
endfunction()

# keywright_add_test(<name> SOURCES … USES <targets> … [HEADER <target whose precompiled header it shares>])
# One Qt Test executable for one area, run by ctest; it also writes its totals where `dev` counts them.
function(keywright_add_test name)
    cmake_parse_arguments(arg "" "HEADER" "SOURCES;USES" ${ARGN})
    if(NOT arg_HEADER)
        set(arg_HEADER keywright_test_support)
    endif()
    add_executable(${name} ${arg_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_link_libraries(${name} PRIVATE keywright_options keywright_test_support ${arg_USES})
    target_precompile_headers(${name} REUSE_FROM ${arg_HEADER})
    # Tests are not optimised. Of a function that stands in several objects the linker takes the first, which must be the library's: the
    # sanitized tests run two to three times as fast by that.
    keywright_libraries_below(libraries ${arg_USES})
    list(FILTER libraries EXCLUDE REGEX "_ui_|_test_")
    list(TRANSFORM libraries REPLACE "(.+)" "$<TARGET_FILE:\\1>")
    list(JOIN libraries " " libraries)
    target_link_options(${name} PRIVATE "SHELL:-Wl,--whole-archive ${libraries} -Wl,--no-whole-archive")
    # Qt's crash handler prints without end where a test aborts.
    add_test(NAME ${name} COMMAND ${name} -nocrashhandler -o "${CMAKE_BINARY_DIR}/test-results/${name}.txt,txt" -o -,txt)
    set_tests_properties(${name} PROPERTIES
        ENVIRONMENT "QTEST_DISABLE_STACK_DUMP=1;QTEST_FUNCTION_TIMEOUT=550000;QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;KEYWRIGHT_SOURCE_DIR=${PROJECT_SOURCE_DIR};KEYWRIGHT_BIN_DIR=${CMAKE_RUNTIME_OUTPUT_DIRECTORY}"
        TIMEOUT 600)
endfunction()
