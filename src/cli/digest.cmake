# Writes OUT, a C file with the SHA-256 of the program's own sources (run by the build: cmake -DROOT=… -DOUT=… -P digest.cmake).
# The same sources give the same digest on every machine: names and contents count; paths, times and compilers do not.
cmake_minimum_required(VERSION 3.25)

file(GLOB_RECURSE sources RELATIVE "${ROOT}" "${ROOT}/src/*.[ch]" "${ROOT}/src/*.def")
list(APPEND sources CMakeLists.txt)
list(SORT sources)
set(lines "")
foreach(source IN LISTS sources)
  file(SHA256 "${ROOT}/${source}" digest)
  string(APPEND lines "${digest} ${source}\n")
endforeach()
string(SHA256 digest "${lines}")
file(WRITE "${OUT}" "/* Written by the build. */\n#include \"cli/program.h\"\n\nconst char jx_program_sources[] = \"${digest}\";\n")
