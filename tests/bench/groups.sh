#!/bin/sh
# Writes a project whose report is one table of groups of one row each, summed by name: sh tests/bench/groups.sh FOLDER [GROUPS]
set -eu
folder=$1
n=${2:-20000}
. "$(dirname "$0")/project.sh"
write_project "$folder" 子项目
awk -v n="$n" 'BEGIN { print "名称,类别,预算,支出"; for (i = 1; i <= n; i++) printf "第%d号项目,类%d,%d,%d\n", i, i, 200 + i % 900, 90 + i % 90 }' > "$folder/子项目.csv"
cat > "$folder/模板/表/清单.yaml" <<'END'
名称: 清单
标题: 清单
列:
  - {名: 名称, 宽: 30}
  - {名: 预算, 宽: 10}
  - {名: 支出, 宽: 10}
区段:
  - 表头: 是
    单元: [名称, 预算, 支出]
  - 重复: 子项目分组
    区段:
      - 名: 小计
        单元: [{值: 名称}, {公式: "合计([各项.预算])", 格式: 数 2}, {公式: "合计([各项.支出])", 格式: 数 2}]
      - 名: 各项
        重复: 子项目
        单元: [{值: 名称}, {值: 预算, 格式: 数 2}, {值: 支出, 格式: 数 2}]
  - 名: 总计
    单元: [总计, {公式: "合计([各项.预算])", 格式: 数 2}, {公式: "合计([各项.支出])", 格式: 数 2}]
END
