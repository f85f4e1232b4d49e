/* words.h - what is wrong with a PDF file: the part {1} of the messages of reading. */
#ifndef JX_SIGN_WORDS_H
#define JX_SIGN_WORDS_H

#define JX__WHY_END "到此中断"
#define JX__WHY_DEPTH "嵌套太深"
#define JX__WHY_NUMBER "数写得不对或太大"
#define JX__WHY_STRING "字符串没有结束或写法不对"
#define JX__WHY_NAME "名称写得不对"
#define JX__WHY_KEY "字典里该是名称的地方不是名称"
#define JX__WHY_DICT "一个字典的条目太多"
#define JX__WHY_TOKEN "认不出的写法"
#define JX__WHY_HEADER "目录所指的位置上不是这个对象"
#define JX__WHY_ENDOBJ "没有 endobj"
#define JX__WHY_STREAM "流的长度与内容不合"
#define JX__WHY_FORWARD "位置在登记它的版本之外"
#define JX__WHY_LOOP "自己引用自己，或引用太深"
#define JX__WHY_OBJSTM "所在的对象流有误"
#define JX__WHY_FILTER "压缩方式不认识"
#define JX__WHY_INFLATE "压缩的内容已损坏"
#define JX__WHY_STARTXREF "没有 startxref"
#define JX__WHY_SECTION "不是对象目录"
#define JX__WHY_ENTRY "条目写得不对"
#define JX__WHY_TRAILER "没有 trailer"
#define JX__WHY_CHAIN "各版本的目录互相循环或次序颠倒"
#define JX__WHY_ROOT "没有文件目录（Root）"
#define JX__WHY_CIRCLE "循环，或同一个对象出现两次"
#define JX__WHY_KIND "该是字典或数组的地方不是"

#define JX__OVER_BYTES "大于 512 MB"
#define JX__OVER_VALUES "内容超过 800 万项"
#define JX__OVER_INFLATED "解压后大于 256 MB"
#define JX__OVER_STEPS "引用超过 5000 万次"
#define JX__OVER_REVISIONS "版本超过 1000 个"
#define JX__OVER_ENTRIES "登记的对象超过 400 万个"
#define JX__OVER_OVERLAP "许多对象互相重叠"

#define JX__TREE_FILE "文件"
#define JX__TREE_PAGES "页"
#define JX__TREE_FIELDS "表单"

#endif
