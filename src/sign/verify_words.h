/* verify_words.h - the words of the judgement: parts of its messages, and the labels of its report. */
#ifndef JX_SIGN_VERIFY_WORDS_H
#define JX_SIGN_VERIFY_WORDS_H

/* SIGN_DICT */
#define JX__SIGN_NO_CONTENTS "没有 Contents，或它不是字符串"
#define JX__SIGN_TWICE "同一个条目写了两次"
#define JX__SIGN_SUB_FILTER "不认识的格式"
#define JX__SIGN_IN_STREAM "签名写在压缩的对象流里"

/* SIGN_RANGE */
#define JX__RANGE_NONE "没有 ByteRange，或它不是四个整数"
#define JX__RANGE_START "不从文件的第一个字节开始"
#define JX__RANGE_ORDER "各段互相重叠或超出文件"
#define JX__RANGE_GAP "空出的一段不正好是签名数据"
#define JX__RANGE_HEX "签名数据里夹有别的字符"
#define JX__RANGE_OUTSIDE "签名自己不在范围之内"
#define JX__RANGE_REVISION "没有盖到任何一个完整的版本"
#define JX__RANGE_AFTER "签名数据之后还藏有别的内容"
#define JX__RANGE_SHARED "与另一个签名盖到同一处"

/* SIGN_DATA */
#define JX__DATA_CMS "不是合乎标准的 SignedData，或有几个签名人"
#define JX__DATA_ATTRIBUTES "没有签名属性，或属性不全"
#define JX__DATA_CONTENT "里面夹有别的内容"

/* SIGN_CERTIFICATE */
#define JX__CERTIFICATE_MISSING "不在签名数据里"
#define JX__CERTIFICATE_OTHER "与签名属性里的证书摘要不符"
#define JX__CERTIFICATE_KEY "里的公钥读不出"

/* SIGN_USE */
#define JX__USE_SIGN "数字签名"
#define JX__USE_STAMP "签发时间戳"

/* SIGN_STAMP */
#define JX__STAMP_DATA "数据读不出"
#define JX__STAMP_IMPRINT "盖的不是这份内容"
#define JX__STAMP_SIGNATURE "它自己的签名不成立"

/* SIGN_PERIOD */
#define JX__PERIOD_SIGNED "签名时间"
#define JX__PERIOD_STAMPED "时间戳的时间"

/* SIGN_CHAIN */
#define JX__CHAIN_ISSUER "找不到颁发者的证书，到不了所给的根证书"
#define JX__CHAIN_ROOT "自签名的证书，不是所给的根证书"
#define JX__CHAIN_PERIOD "签名时链上有证书不在有效期内"
#define JX__CHAIN_CA "颁发者的证书不是用来颁发证书的"
#define JX__CHAIN_SIGNATURE "证书上的签名不成立"

/* CHANGE_FORBIDDEN, CHANGE_ALLOWED */
#define JX__CHANGE_PAGE_ADDED "加了第 %zu 页"
#define JX__CHANGE_PAGE_REMOVED "删去了原来的第 %zu 页"
#define JX__CHANGE_PAGE_MOVED "页的次序变了"
#define JX__CHANGE_CONTENTS "第 %zu 页的内容改了"
#define JX__CHANGE_RESOURCES "第 %zu 页用的字体或图片改了"
#define JX__CHANGE_BOX "第 %zu 页的大小或方向改了"
#define JX__CHANGE_PAGE_KEY "第 %zu 页的其他设置（%.*s）改了"
#define JX__CHANGE_ANNOTATION_ADDED "第 %zu 页加了批注（%.*s）"
#define JX__CHANGE_ANNOTATION_REMOVED "第 %zu 页少了批注（%.*s）"
#define JX__CHANGE_ANNOTATION "第 %zu 页的批注（%.*s）改了"
#define JX__CHANGE_ANNOTATION_MOVED "第 %zu 页批注的次序变了"
#define JX__CHANGE_SIGNED "“%.*s”处加了签名%s"
#define JX__CHANGE_STAMPED "加了时间戳“%.*s”%s"
#define JX__CHANGE_ON_PAGE "，在第 %zu 页"
#define JX__CHANGE_PLACE_ADDED "加了签名域“%.*s”"
#define JX__CHANGE_PLACE_SEEN "新设了看得见的签名域“%.*s”"
#define JX__CHANGE_FIELD_ADDED "加了表单项“%.*s”"
#define JX__CHANGE_FIELD_REMOVED "删去了表单项“%.*s”"
#define JX__CHANGE_FIELD_FILLED "表单项“%.*s”由“%.*s”改为“%.*s”"
#define JX__CHANGE_FIELD "表单项“%.*s”的设置改了"
#define JX__CHANGE_APPEARANCE "“%.*s”的外观改了"
#define JX__CHANGE_RESIGNED "“%.*s”的签名换了"
#define JX__CHANGE_CATALOG "%s改了"
#define JX__CHANGE_VALIDATION "加了供长期验证的证书资料"
#define JX__CHANGE_PROPERTIES "文件属性改了"
#define JX__CHANGE_NOTHING "又存过一次，看不出改动"
#define JX__KEY_OTHER "其他"

/* the report */
#define JX__LABEL_CELLS 10
#define JX__LABEL_VERSION "出具"
#define JX__LABEL_RESULT "结论"
#define JX__LABEL_SIGNER "签名人"
#define JX__LABEL_CERTIFICATE "证书"
#define JX__LABEL_CHAIN "证书链"
#define JX__LABEL_TIME "时间"
#define JX__LABEL_REASON "事由"
#define JX__LABEL_ALGORITHM "算法"
#define JX__LABEL_COVER "范围"
#define JX__LABEL_CERTIFIED "认证"
#define JX__LABEL_ERROR "不合"
#define JX__LABEL_WARNING "存疑"
#define JX__LABEL_HINT "说明"
#define JX__TEXT_GOOD "有效"
#define JX__TEXT_BAD "无效"
#define JX__TEXT_SIGNATURE "签名"
#define JX__TEXT_STAMP "时间戳"
#define JX__TEXT_INVISIBLE "不显示"
#define JX__TEXT_PAGE "第 %zu 页"
#define JX__TEXT_CERTIFICATE "%.*s 颁发，序列号 %.*s，有效期 %.*s 至 %.*s"
#define JX__TEXT_STAMPED "%.*s（时间戳，%.*s）"
#define JX__TEXT_CLAIMED "%.*s（签名人所称）"
#define JX__TEXT_NO_TIME "没有写明"
#define JX__TEXT_COVERS_NOTHING "不能确定"
#define JX__TEXT_COVERS_ALL "整个文件"
#define JX__TEXT_COVERS "签名时的整个文件（到第 %zu 字节为止）；此后又存过 %zu 次"
#define JX__TEXT_CHAIN_UNCHECKED "未核对（用 --ca 给出根证书，或用 --system-ca）；未查吊销"
#define JX__TEXT_CHAIN_GOOD "成立；未查吊销"
#define JX__TEXT_CHAIN_BAD "不成立"
#define JX__TEXT_CERTIFIED_1 "签名后不许任何改动"
#define JX__TEXT_CERTIFIED_2 "签名后只许填表和签名"
#define JX__TEXT_CERTIFIED_3 "签名后只许填表、签名和批注"
#define JX__TEXT_SUM_NONE "%.*s：没有签名\n"
#define JX__TEXT_SUM_GOOD "%.*s：%zu 个签名，都有效\n"
#define JX__TEXT_SUM_BAD "%.*s：%zu 个签名，%zu 个无效；这份文件不可采信\n"

#define JX__KEY_BITS "%s %d 位"

#endif
