# What the projects of one long table share; to be sourced.

# write_project FOLDER LIST: everything but the rows (FOLDER/LIST.csv) and the table (FOLDER/模板/表/清单.yaml).
write_project() {
  mkdir -p "$1/模板/表"
  cat > "$1/项目.yaml" <<END
格式: 1
文书: 清单
方案: 财预2020-10号
项目名称: 长表
年度: 2022
指标:
  列: [编号, 名称, 权重, 目标值, 规则]
  行:
    - [A1, 完成率, 100, 100%, 比例]
$2: { CSV: $2.csv }
END
  printf '格式: 1\n指标:\n  A1: { 业绩值: 100%% }\n' > "$1/评价.yaml"
  printf '%s\n' '---' '模板: 清单' '工作簿:' '  - {文件名: 清单.xlsx, 表: [清单]}' '---' '```表格' '定义: 清单' '```' > "$1/模板/清单.md"
}
