#!/bin/sh
# Writes a project with many indicators and one page of text: sh tests/bench/large.sh FOLDER [N]
set -eu
folder=$1
n=${2:-10000}
mkdir -p "$folder/模板"
awk -v n="$n" 'BEGIN {
  print "格式: 1\n文书: 小结\n方案: 财预2020-10号\n项目名称: 大项目\n年度: 2022\n指标:"
  print "  列: [编号, 一级, 二级, 名称, 权重, 目标值, 规则]\n  行:"
  for (i = 0; i < n; i++)
    printf "    - [A%d, 一级%d, 二级%d, 指标%d, %s, ≥100个, 比例]\n", i, i % 4, i % 97, i, 100 / n
}' > "$folder/项目.yaml"
awk -v n="$n" 'BEGIN {
  print "指标:"
  for (i = 0; i < n; i++)
    printf "  A%d: { 业绩值: %d个, 偏差原因: 投入不足，还差一些 }\n", i, 50 + i % 70
}' > "$folder/评价.yaml"
printf '%s\n' '---' '模板: 小结' '---' '# 结论' '' '总得分{{总分}}分，等级为“{{等级}}”。' > "$folder/模板/小结.md"
