#!/bin/sh
# Writes a project whose report is one table: sh tests/bench/rows.sh FOLDER [ROWS] [COLUMNS]
set -eu
folder=$1
rows=${2:-20000}
columns=${3:-5}
mkdir -p "$folder/模板/表"
cat > "$folder/项目.yaml" <<'END'
格式: 1
文书: 清单
方案: 财预2020-10号
项目名称: 长表
年度: 2022
指标:
  列: [编号, 名称, 权重, 目标值, 规则]
  行:
    - [A1, 完成率, 100, 100%, 比例]
合同: { CSV: 合同.csv }
END
printf '格式: 1\n指标:\n  A1: { 业绩值: 100%% }\n' > "$folder/评价.yaml"
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
printf '%s\n' '---' '模板: 清单' '工作簿:' '  - {文件名: 清单.xlsx, 表: [清单]}' '---' '```表格' '定义: 清单' '```' > "$folder/模板/清单.md"
