# Checks the #include lines of src/ (run by ctest; by hand: cmake -P tests/lint/layers.cmake).
#
# - "room/x.h" may name only the room itself and the rooms of its jx_room() line in CMakeLists.txt; a jx_room() line may name
#   only rooms declared above it, so the arrows cannot form a circle.
# - "room/internal.h" belongs to its own room.
# - A header of a third-party library may be included only in the rooms listed below; one that is not listed is an error.
cmake_minimum_required(VERSION 3.25)

if(NOT DEFINED ROOT)
  get_filename_component(ROOT "${CMAKE_CURRENT_LIST_DIR}/../.." ABSOLUTE)
endif()

# Third-party headers: a pattern, then the rooms that may include it.
set(third_party
  "^yaml\\.h$" "input"
  "^gmp\\.h$" "base"
  "^openssl/(evp|sha)\\.h$" "base sign"
  "^openssl/" "sign"
  "^cmark" "document"
  "^ft2build\\.h$" "text"
  "^freetype/" "text"
  "^hb-subset\\.h$" "pdf"
  "^hb(-ot|-ft)?\\.h$" "text pdf"
  "^unicode/" "text"
  "^hpdf" "pdf"
  "^qrencode\\.h$" "layout"
  "^libdeflate\\.h$" "pdf sign"
  "^xlsxwriter" "xlsx"
  "^zip\\.h$" "xlsx"
  "^zlib\\.h$" "xlsx"
  "^expat\\.h$" "xlsx"
  "^malloc\\.h$" "cli") # of glibc, where there is one

# C17 and POSIX headers, open to every room; sanitizer/ is the compiler's.
set(system_headers
  assert ctype errno fenv float inttypes limits locale math setjmp signal stdalign stdarg stdatomic stdbool stddef stdint
  stdio stdlib stdnoreturn string threads time uchar wchar wctype
  dirent fcntl libgen poll pthread strings termios unistd)

set(failures 0)
function(report where what)
  message("${where}: ${what}")
  math(EXPR n "${failures} + 1")
  set(failures ${n} PARENT_SCOPE)
endfunction()

# The rooms and what each may know, from the build.
file(READ "${ROOT}/CMakeLists.txt" build)
string(REGEX REPLACE "#[^\n]*" "" build "${build}")
string(REGEX MATCHALL "\njx_room\\([^)]*\\)" calls "${build}")
set(rooms "")
foreach(call IN LISTS calls)
  string(REGEX REPLACE "[ \t\r\n]+" " " call "${call}")
  string(REGEX REPLACE " LIBS .*" ")" call "${call}")
  if(NOT call MATCHES "jx_room\\(([a-z]+)( ROOMS ([a-z ]+))?\\)")
    report("CMakeLists.txt" "cannot read${call}")
    continue()
  endif()
  set(room "${CMAKE_MATCH_1}")
  string(REPLACE " " ";" known "${CMAKE_MATCH_3}")
  foreach(other IN LISTS known)
    if(NOT other IN_LIST rooms)
      report("CMakeLists.txt" "jx_room(${room}) names ${other}, which is not declared above it")
    endif()
  endforeach()
  list(APPEND rooms ${room})
  set(known_to_${room} ${room} ${known})
endforeach()
if(NOT rooms)
  report("CMakeLists.txt" "no jx_room() call found")
endif()

function(check_own where room header)
  string(REGEX MATCH "^[^/]+" other "${header}")
  if(NOT header MATCHES "/")
    report("${where}" "write \"${room}/${header}\": headers are named with their room")
  elseif(NOT other IN_LIST known_to_${room})
    report("${where}" "${room} must not know ${other} (${header})")
  elseif(header MATCHES "/internal\\.h$" AND NOT other STREQUAL room)
    report("${where}" "${header} is private to ${other}")
  endif()
  set(failures ${failures} PARENT_SCOPE)
endfunction()

function(check_foreign where room header)
  string(REGEX REPLACE "\\.h$" "" stem "${header}")
  if(stem IN_LIST system_headers OR header MATCHES "^(sys|sanitizer)/")
    return()
  endif()
  list(LENGTH third_party n)
  set(i 0)
  while(i LESS n)
    list(GET third_party ${i} pattern)
    math(EXPR j "${i} + 1")
    list(GET third_party ${j} allowed)
    if(header MATCHES "${pattern}")
      string(REPLACE " " ";" allowed_list "${allowed}")
      if(NOT room IN_LIST allowed_list)
        report("${where}" "<${header}> belongs to ${allowed}, not to ${room}")
        set(failures ${failures} PARENT_SCOPE)
      endif()
      return()
    endif()
    math(EXPR i "${i} + 2")
  endwhile()
  report("${where}" "<${header}> is not in the list of tests/lint/layers.cmake")
  set(failures ${failures} PARENT_SCOPE)
endfunction()

file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/src/*.c" "${ROOT}/src/*.h" "${ROOT}/src/*.def")
set(n_includes 0)
foreach(source IN LISTS sources)
  string(REGEX REPLACE "^src/([^/]+)/.*" "\\1" room "${source}")
  if(NOT room IN_LIST rooms)
    report("${source}" "folder src/${room} has no jx_room() line")
    continue()
  endif()
  file(STRINGS "${ROOT}/${source}" lines ENCODING UTF-8 REGEX "^[ \t]*#[ \t]*include")
  foreach(line IN LISTS lines)
    math(EXPR n_includes "${n_includes} + 1")
    if(line MATCHES "include[ \t]*\"([^\"]+)\"")
      check_own("${source}" "${room}" "${CMAKE_MATCH_1}")
    elseif(line MATCHES "include[ \t]*<([^>]+)>")
      check_foreign("${source}" "${room}" "${CMAKE_MATCH_1}")
    endif()
  endforeach()
endforeach()

if(n_includes EQUAL 0)
  report("src" "no #include found: nothing was checked")
endif()
if(failures GREATER 0)
  message(FATAL_ERROR "layers: ${failures} of ${n_includes} includes cross a wall")
endif()
message("layers: ${n_includes} includes in order")
