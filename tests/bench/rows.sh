#!/bin/sh
# Writes a project whose report is one table: sh tests/bench/rows.sh FOLDER [ROWS] [COLUMNS]
set -eu
folder=$1
rows=${2:-20000}
columns=${3:-5}
. "$(dirname "$0")/project.sh"
write_project "$folder" 合同
awk -v n="$rows" 'BEGIN {
  print "编号,名称,预算金额,合同金额,支付金额"
  for (i = 1; i <= n; i++)
    printf "H%d,第%d号道路养护工程及附属设施维修项目,%d.5,%d.%02d,%d\n", i, i, 200 + i % 900, 100 + i % 900, i % 100, 90 + i % 900
}' > "$folder/合同.csv"
awk -v n="$columns" 'BEGIN {
  split("编号 名称 预算金额 合同金额 支付金额", names, " ")
  print "名称: 清单\n标题: 合同清单\n列:"
  for (i = 0; i < n; i++)
    printf "  - {名: 列%d, 宽: %d}\n", i, i % 5 == 1 ? 30 : 10
  print "区段:\n  - 表头: 是\n    单元:"
  for (i = 0; i < n; i++)
    print "      - " names[i % 5 + 1]
  print "  - 重复: 合同\n    单元:"
  for (i = 0; i < n; i++)
    print "      - {值: " names[i % 5 + 1] (i % 5 == 1 ? ", 对齐: 左" : i % 5 > 1 ? ", 格式: 数 2, 对齐: 小数点" : "") "}"
}' > "$folder/模板/表/清单.yaml"
