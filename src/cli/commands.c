/* commands.c - the list of commands.
 *
 * Layer:  cli.
 */
#include "cli/cli.h"

#include <stddef.h>

const struct jx_command jx_commands[] = {
    {"new", jx_command_new, "new 新目录 [文书]",
     "新建一个待填的项目；不写文书时是 自评报告，写错时列出有哪些"},
    {"build", jx_command_build,
     "build 目录... [-o 输出目录] [--jobs N] [--only pdf|xlsx] [--strict] [--watch] [--blank]",
     "生成报告和附表；不写 -o 时放在 目录/输出/；--watch 存盘一次生成一次，Ctrl-C 结束；"
     "--blank 只写附表，还没有业绩值和得分的空着待填"},
    {"check", jx_command_check, "check 目录... [--strict] [--json]", "检查资料，列出错误和警告"},
    {"score", jx_command_score, "score 目录 [--json] [--explain]", "计算并列出各级得分"},
    {"issue", jx_command_issue,
     "issue 目录 [--stage 初稿|征求意见稿|送审稿|报批稿|定稿] [--sign 签名.yaml | --place 签章处 --p12 文件 …]",
     "出具：把资料、模板和文书存为 目录/版本/ 下的新版本，不再改动；不写 --stage 时是定稿；同时签名的，写法同 sign，几个人签的列在一个文件里，有一个签不成就不出具"},
    {"verify-build", jx_command_verify_build, "verify-build 目录 [版本号]",
     "用存档的资料重新生成一个版本（不写时是最后一版），看与出具时是否一致"},
    {"diff", jx_command_diff,
     "diff 目录[@版本号] [目录[@版本号]] [--json] [--pdf 文件.pdf] | diff 目录 --skeleton",
     "比较两个版本或目录（只写一个目录时，是最后出具的版本与现在）；退出码 1：得分、等级或金额变了，0：没有差别或只是"
     "文字；--skeleton 写出 更正.yaml 中待填原因的条目"},
    {"dump", jx_command_dump, "dump 目录 --stage data|score|document|pages",
     "打印某一阶段的中间结果"},
    {"fonts", jx_command_fonts, "fonts 目录 [--json]",
     "列出报告用到的字体，以及哪些字用了后备字体"},
    {"import", jx_command_import, "import 目录 文件.xlsx [--apply] [--json] [--any]",
     "读改过的附表：列出改动，--apply 写进资料（有读不准的就一处也不写，状态 1）；--any 为别的项目或年度写出的也读"},
    {"sign", jx_command_sign,
     "sign 文件.pdf --place 签章处 (--p12 文件 | --key 文件 --cert 文件 [--chain 文件] | --external 命令) [-o 新文件]\n"
     "      [--seal 图章.png [--mm 宽] | --invisible] [--pass-file 文件 | --pass-fd 编号] [--tsa 地址 | --tsa-cmd 命令]\n"
     "      [--certify 1|2|3] [--lock] [--name 姓名] [--reason 事由] [--location 地点] [--date 时间] [--page 页 --rect 左,上,宽,高]",
     "签名：加在文件后面，先前的内容和签名不动；不写 -o 时签在原文件上；--lock 之后别的签章处不许再签。口令在终端上输入，或从只有自己能读的文件读"},
    {"schema", jx_command_schema, "schema 项目|评价|更正 [目录]",
     "打印 JSON Schema，供编辑器补全和检查；给出项目目录的，连同它的模板、表格和方案增加的字段"},
    {"verify", jx_command_verify,
     "verify 文件.pdf [--ca 根证书.pem] [--system-ca] [--project 目录] [--json] | verify --code 查验码 --project 目录",
     "查验 PDF 上的签名：谁签的，盖到哪里，之后改了什么，是不是出具的那一版；--code 查扫到或抄下的查验码是哪一版，有没有被"
     "取代"},
    {NULL, NULL, NULL, NULL},
};
