#!/bin/sh
# Looks for calls and types that src/ must not use (run by ctest; by hand: sh tests/lint/banned.sh [ROOT]).
# Comments and the contents of strings do not count.
set -eu

root=${1:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$root"

# The code of a file, line for line, without comments and the contents of strings and characters.
code_of() {
  awk '
    {
      line = $0; out = ""
      while (line != "") {
        if (comment) {
          end = index(line, "*/")
          if (!end) { line = ""; continue }
          comment = 0; out = out " "; line = substr(line, end + 2); continue
        }
        c = substr(line, 1, 1)
        if (substr(line, 1, 2) == "/*") { comment = 1; line = substr(line, 3); continue }
        if (substr(line, 1, 2) == "//") break
        if (c == "\"" || c == "\047") {
          line = substr(line, 2)
          while (line != "" && substr(line, 1, 1) != c)
            line = substr(line, substr(line, 1, 1) == "\\" ? 3 : 2)
          out = out c c; line = substr(line, 2); continue
        }
        out = out c; line = substr(line, 2)
      }
      print out
    }' "$1"
}

found=0
# complain FILE PATTERN WHY: every line of the code of FILE that matches is a failure.
complain() {
  hits=$(printf '%s\n' "$code" | grep -nE "$2" || true)
  [ -n "$hits" ] || return 0
  printf '%s\n' "$hits" | while IFS=: read -r line text; do
    echo "$1:$line: $3: $text"
  done
  found=1
}

word='(^|[^A-Za-z0-9_>.])'
n=0
for file in $(find src -name '*.[ch]' | LC_ALL=C sort); do
  n=$((n + 1))
  code=$(code_of "$file")
  complain "$file" "${word}(sprintf|vsprintf|strcpy|strcat|strtok|gets|strncpy|strncat) *\(" "no bound on what it writes, or hidden state"
  complain "$file" "${word}(atoi|atol|atoll|atof|sscanf) *\(" "cannot tell an error from a number"
  complain "$file" "${word}(strtol|strtoll|strtoul|strtoull|strtod|strtof|strtold) *\(" "use base/number.h"
  complain "$file" "${word}(setlocale|localtime|gmtime|ctime|asctime) *\(" "depends on the place or keeps hidden state"
  complain "$file" "${word}(rand|srand|random|time|clock|gettimeofday) *\(" "the same input must give the same bytes"
  case $file in
    src/cli/*) ;;
    *)
      complain "$file" "${word}(printf|vprintf|puts|putchar|perror) *\(" "only cli/ prints"
      complain "$file" "${word}(exit|abort|quick_exit) *\(" "only cli/ ends the program"
      ;;
  esac
  case $file in
    src/score/* | src/model/*)
      complain "$file" "${word}(float|double)([^A-Za-z0-9_]|$)" "scores and amounts are exact: struct jx_num"
      ;;
  esac
done

if [ "$n" -eq 0 ]; then
  echo "banned: no source found in $root/src: nothing was checked"
  exit 1
fi
[ "$found" -eq 0 ] || { echo "banned: see above"; exit 1; }
echo "banned: $n files in order"
