#!/bin/sh
# Writes a project whose report is one table of groups of one row each, summed by name: sh tests/bench/groups.sh FOLDER [GROUPS]
set -eu
folder=$1
n=${2:-20000}
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
子项目: { CSV: 子项目.csv }
END
printf '格式: 1\n指标:\n  A1: { 业绩值: 100%% }\n' > "$folder/评价.yaml"
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
printf '%s\n' '---' '模板: 清单' '工作簿:' '  - {文件名: 清单.xlsx, 表: [清单]}' '---' '```表格' '定义: 清单' '```' > "$folder/模板/清单.md"
