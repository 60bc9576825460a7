/* Roles of documents and of people, as the vocabularies name them. */
#include "vocab/roles.h"
#include "base/nearest.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* EPUB 3 Structural Semantics Vocabulary: the terms whose usage context holds the section element;
 * the role is DPUB-ARIA's, where ARIA in HTML allows it on a section. Sorted. */
static const struct section_type section_types[] = {
    {"abstract", "doc-abstract", MATTER_FRONT},
    {"acknowledgments", "doc-acknowledgments", MATTER_FRONT},
    {"afterword", "doc-afterword", MATTER_BACK},
    {"appendix", "doc-appendix", MATTER_BACK},
    {"assessment", "", MATTER_BODY},
    {"backmatter", "", MATTER_BACK},
    {"bibliography", "doc-bibliography", MATTER_BACK},
    {"bodymatter", "", MATTER_BODY},
    {"chapter", "doc-chapter", MATTER_BODY},
    {"colophon", "doc-colophon", MATTER_BACK},
    {"conclusion", "doc-conclusion", MATTER_BODY},
    {"contributors", "", MATTER_FRONT},
    {"copyright-page", "", MATTER_FRONT},
    {"cover", "", MATTER_FRONT},
    {"credits", "doc-credits", MATTER_FRONT},
    {"dedication", "doc-dedication", MATTER_FRONT},
    {"dictionary", "", MATTER_BODY},
    {"division", "", MATTER_BODY},
    {"endnotes", "doc-endnotes", MATTER_BODY},
    {"epigraph", "doc-epigraph", MATTER_BODY},
    {"epilogue", "doc-epilogue", MATTER_BODY},
    {"errata", "doc-errata", MATTER_BACK},
    {"footnotes", "", MATTER_BODY},
    {"foreword", "doc-foreword", MATTER_FRONT},
    {"frontispiece", "", MATTER_FRONT},
    {"frontmatter", "", MATTER_FRONT},
    {"glossary", "doc-glossary", MATTER_BACK},
    {"halftitlepage", "", MATTER_FRONT},
    {"imprimatur", "", MATTER_BODY},
    {"imprint", "", MATTER_FRONT},
    {"index", "doc-index", MATTER_BACK},
    {"introduction", "doc-introduction", MATTER_BODY},
    {"loa", "", MATTER_BODY},
    {"loi", "", MATTER_BODY},
    {"lot", "", MATTER_BODY},
    {"lov", "", MATTER_BODY},
    {"notice", "doc-notice", MATTER_BODY},
    {"other-credits", "", MATTER_FRONT},
    {"part", "doc-part", MATTER_BODY},
    {"preamble", "", MATTER_BODY},
    {"preface", "doc-preface", MATTER_FRONT},
    {"prologue", "doc-prologue", MATTER_BODY},
    {"qna", "doc-qna", MATTER_BODY},
    {"revision-history", "", MATTER_BACK},
    {"seriespage", "", MATTER_FRONT},
    {"titlepage", "", MATTER_FRONT},
    {"toc", "doc-toc", MATTER_BODY},
    {"volume", "", MATTER_BODY},
};

/* MARC Code List for Relators, with the codes it no longer assigns but that are in use. Sorted. */
static const char relator_codes[][4] = {
    "abr", "acp", "act", "adi", "adp", "aft", "anc", "anl", "anm", "ann", "ant", "ape", "apl",
    "app", "aqt", "arc", "ard", "arr", "art", "asg", "asn", "ato", "att", "auc", "aud", "aue",
    "aui", "aup", "aus", "aut", "bdd", "bjd", "bka", "bkd", "bkp", "blw", "bnd", "bpd", "brd",
    "brl", "bsl", "cad", "cas", "ccp", "chr", "cli", "cll", "clr", "clt", "cmm", "cmp", "cmt",
    "cnd", "cng", "cns", "coe", "col", "com", "con", "cop", "cor", "cos", "cot", "cou", "cov",
    "cpc", "cpe", "cph", "cpl", "cpt", "cre", "crp", "crr", "crt", "csl", "csp", "cst", "ctb",
    "cte", "ctg", "ctr", "cts", "ctt", "cur", "cwt", "dbd", "dbp", "dfd", "dfe", "dft", "dgc",
    "dgg", "dgs", "dis", "djo", "dln", "dnc", "dnr", "dpc", "dpt", "drm", "drt", "dsr", "dst",
    "dtc", "dte", "dtm", "dto", "dub", "edc", "edd", "edm", "edt", "egr", "elg", "elt", "eng",
    "enj", "etr", "evp", "exp", "fac", "fds", "fld", "flm", "fmd", "fmk", "fmo", "fmp", "fnd",
    "fon", "fpy", "frg", "gdv", "gis", "his", "hnr", "hst", "ill", "ilu", "ink", "ins", "inv",
    "isb", "itr", "ive", "ivr", "jud", "jug", "lbr", "lbt", "ldr", "led", "lee", "lel", "len",
    "let", "lgd", "lie", "lil", "lit", "lsa", "lse", "lso", "ltg", "ltr", "lyr", "mcp", "mdc",
    "med", "mfp", "mfr", "mka", "mod", "mon", "mrb", "mrk", "msd", "mte", "mtk", "mup", "mus",
    "mxe", "nan", "nrt", "onp", "opn", "org", "orm", "osp", "oth", "own", "pad", "pan", "pat",
    "pbd", "pbl", "pdr", "pfr", "pht", "plt", "pma", "pmn", "pnc", "pop", "ppm", "ppt", "pra",
    "prc", "prd", "pre", "prf", "prg", "prm", "prn", "pro", "prp", "prs", "prt", "prv", "pta",
    "pte", "ptf", "pth", "ptt", "pup", "rap", "rbr", "rcd", "rce", "rcp", "rdd", "red", "ren",
    "res", "rev", "rpc", "rps", "rpt", "rpy", "rse", "rsg", "rsp", "rsr", "rst", "rth", "rtm",
    "rxa", "sad", "sce", "scl", "scr", "sde", "sds", "sec", "sfx", "sgd", "sgn", "sht", "sll",
    "sng", "spk", "spn", "spy", "srv", "std", "stg", "stl", "stm", "stn", "str", "swd", "tad",
    "tau", "tcd", "tch", "ths", "tld", "tlg", "tlh", "tlp", "trc", "trl", "tyd", "tyg", "uvp",
    "vac", "vdg", "vfx", "voc", "wac", "wal", "wam", "wat", "waw", "wdc", "wde", "wfs", "wft",
    "wfw", "win", "wit", "wpr", "wst", "wts",
};

struct relator {
    const char *word;
    char code[4];
};

/* The list's English terms, and those that pandoc knows besides. Sorted. */
static const struct relator relators[] = {
    {"abridger", "abr"},
    {"actor", "act"},
    {"adapter", "adp"},
    {"addressee", "rcp"},
    {"analyst", "anl"},
    {"animator", "anm"},
    {"annotator", "ann"},
    {"announcer", "anc"},
    {"appellant", "apl"},
    {"appellee", "ape"},
    {"applicant", "app"},
    {"architect", "arc"},
    {"arranger", "arr"},
    {"art copyist", "acp"},
    {"art director", "adi"},
    {"artist", "art"},
    {"artistic director", "ard"},
    {"assignee", "asg"},
    {"associated name", "asn"},
    {"attributed name", "att"},
    {"auctioneer", "auc"},
    {"audio engineer", "aue"},
    {"audio producer", "aup"},
    {"author", "aut"},
    {"author in quotations or text abstracts", "aqt"},
    {"author of afterword, colophon, etc.", "aft"},
    {"author of dialog", "aud"},
    {"author of introduction, etc.", "aui"},
    {"autographer", "ato"},
    {"bibliographic antecedent", "ant"},
    {"binder", "bnd"},
    {"binding designer", "bdd"},
    {"blurb writer", "blw"},
    {"book artist", "bka"},
    {"book designer", "bkd"},
    {"book producer", "bkp"},
    {"bookjacket designer", "bjd"},
    {"bookplate designer", "bpd"},
    {"bookseller", "bsl"},
    {"braille embosser", "brl"},
    {"broadcaster", "brd"},
    {"calligrapher", "cll"},
    {"camera operator", "cop"},
    {"cartographer", "ctg"},
    {"caster", "cas"},
    {"casting director", "cad"},
    {"censor", "cns"},
    {"choreographer", "chr"},
    {"cinematographer", "cng"},
    {"client", "cli"},
    {"collection registrar", "cor"},
    {"collector", "col"},
    {"collotyper", "clt"},
    {"colorist", "clr"},
    {"commentator", "cmm"},
    {"commentator for written text", "cwt"},
    {"compiler", "com"},
    {"complainant", "cpl"},
    {"complainant-appellant", "cpt"},
    {"complainant-appellee", "cpe"},
    {"composer", "cmp"},
    {"compositor", "cmt"},
    {"conceptor", "ccp"},
    {"conductor", "cnd"},
    {"conservator", "con"},
    {"consultant", "csl"},
    {"consultant to a project", "csp"},
    {"contestant", "cos"},
    {"contestant-appellant", "cot"},
    {"contestant-appellee", "coe"},
    {"contestee", "cts"},
    {"contestee-appellant", "ctt"},
    {"contestee-appellee", "cte"},
    {"contractor", "ctr"},
    {"contributor", "ctb"},
    {"copyright claimant", "cpc"},
    {"copyright holder", "cph"},
    {"corrector", "crr"},
    {"correspondent", "crp"},
    {"costume designer", "cst"},
    {"court governed", "cou"},
    {"court reporter", "crt"},
    {"cover designer", "cov"},
    {"creator", "cre"},
    {"curator", "cur"},
    {"dancer", "dnc"},
    {"data contributor", "dtc"},
    {"data manager", "dtm"},
    {"dedicatee", "dte"},
    {"dedicator", "dto"},
    {"defendant", "dfd"},
    {"defendant-appellant", "dft"},
    {"defendant-appellee", "dfe"},
    {"degree committee member", "dgc"},
    {"degree granting institution", "dgg"},
    {"degree supervisor", "dgs"},
    {"delineator", "dln"},
    {"depicted", "dpc"},
    {"depositor", "dpt"},
    {"designer", "dsr"},
    {"director", "drt"},
    {"dissertant", "dis"},
    {"distribution place", "dbp"},
    {"distributor", "dst"},
    {"dj", "djo"},
    {"donor", "dnr"},
    {"draftsman", "drm"},
    {"dubbing director", "dbd"},
    {"dubious author", "dub"},
    {"editor", "edt"},
    {"editor of compilation", "edc"},
    {"editor of moving image work", "edm"},
    {"editorial director", "edd"},
    {"electrician", "elg"},
    {"electrotyper", "elt"},
    {"enacting jurisdiction", "enj"},
    {"engineer", "eng"},
    {"engraver", "egr"},
    {"etcher", "etr"},
    {"event place", "evp"},
    {"expert", "exp"},
    {"facsimilist", "fac"},
    {"field director", "fld"},
    {"film director", "fmd"},
    {"film distributor", "fds"},
    {"film editor", "flm"},
    {"film producer", "fmp"},
    {"filmmaker", "fmk"},
    {"first party", "fpy"},
    {"forger", "frg"},
    {"former owner", "fmo"},
    {"founder", "fon"},
    {"funder", "fnd"},
    {"game developer", "gdv"},
    {"geographic information specialist", "gis"},
    {"honoree", "hnr"},
    {"host", "hst"},
    {"host institution", "his"},
    {"illuminator", "ilu"},
    {"illustrator", "ill"},
    {"inker", "ink"},
    {"inscriber", "ins"},
    {"instrumentalist", "itr"},
    {"interviewee", "ive"},
    {"interviewer", "ivr"},
    {"inventor", "inv"},
    {"issuing body", "isb"},
    {"judge", "jud"},
    {"jurisdiction governed", "jug"},
    {"laboratory", "lbr"},
    {"laboratory director", "ldr"},
    {"landscape architect", "lsa"},
    {"lead", "led"},
    {"lender", "len"},
    {"letterer", "ltr"},
    {"libelant", "lil"},
    {"libelant-appellant", "lit"},
    {"libelant-appellee", "lie"},
    {"libelee", "lel"},
    {"libelee-appellant", "let"},
    {"libelee-appellee", "lee"},
    {"librettist", "lbt"},
    {"licensee", "lse"},
    {"licensor", "lso"},
    {"lighting designer", "lgd"},
    {"lithographer", "ltg"},
    {"lyricist", "lyr"},
    {"makeup artist", "mka"},
    {"manufacture place", "mfp"},
    {"manufacturer", "mfr"},
    {"marbler", "mrb"},
    {"markup editor", "mrk"},
    {"medium", "med"},
    {"metadata contact", "mdc"},
    {"metal engraver", "mte"},
    {"metal-engraver", "mte"},
    {"minute taker", "mtk"},
    {"mixing engineer", "mxe"},
    {"moderator", "mod"},
    {"monitor", "mon"},
    {"music copyist", "mcp"},
    {"music programmer", "mup"},
    {"musical director", "msd"},
    {"musician", "mus"},
    {"narrator", "nrt"},
    {"news anchor", "nan"},
    {"onscreen participant", "onp"},
    {"onscreen presenter", "osp"},
    {"opponent", "opn"},
    {"organizer", "orm"},
    {"organizer of meeting", "orm"},
    {"originator", "org"},
    {"other", "oth"},
    {"owner", "own"},
    {"panelist", "pan"},
    {"papermaker", "ppm"},
    {"patent applicant", "pta"},
    {"patent holder", "pth"},
    {"patron", "pat"},
    {"penciller", "pnc"},
    {"performer", "prf"},
    {"permitting agency", "pma"},
    {"photographer", "pht"},
    {"place of address", "pad"},
    {"plaintiff", "ptf"},
    {"plaintiff-appellant", "ptt"},
    {"plaintiff-appellee", "pte"},
    {"platemaker", "plt"},
    {"praeses", "pra"},
    {"presenter", "pre"},
    {"printer", "prt"},
    {"printer of plates", "pop"},
    {"printmaker", "prm"},
    {"process contact", "prc"},
    {"producer", "pro"},
    {"production company", "prn"},
    {"production designer", "prs"},
    {"production manager", "pmn"},
    {"production personnel", "prd"},
    {"production place", "prp"},
    {"programmer", "prg"},
    {"project director", "pdr"},
    {"proofreader", "pfr"},
    {"provider", "prv"},
    {"publication place", "pup"},
    {"publisher", "pbl"},
    {"publisher director", "pbd"},
    {"publishing director", "pbd"},
    {"puppeteer", "ppt"},
    {"radio director", "rdd"},
    {"radio producer", "rpc"},
    {"rapporteur", "rap"},
    {"recording engineer", "rce"},
    {"recordist", "rcd"},
    {"redaktor", "red"},
    {"remix artist", "rxa"},
    {"renderer", "ren"},
    {"reporter", "rpt"},
    {"repository", "rps"},
    {"research team head", "rth"},
    {"research team member", "rtm"},
    {"researcher", "res"},
    {"respondent", "rsp"},
    {"respondent-appellant", "rst"},
    {"respondent-appellee", "rse"},
    {"responsible party", "rpy"},
    {"restager", "rsg"},
    {"restorationist", "rsr"},
    {"reviewer", "rev"},
    {"rubricator", "rbr"},
    {"scenarist", "sce"},
    {"scientific advisor", "sad"},
    {"screenwriter", "aus"},
    {"scribe", "scr"},
    {"sculptor", "scl"},
    {"second party", "spy"},
    {"secretary", "sec"},
    {"seller", "sll"},
    {"set designer", "std"},
    {"setting", "stg"},
    {"signer", "sgn"},
    {"singer", "sng"},
    {"software developer", "swd"},
    {"sound designer", "sds"},
    {"sound engineer", "sde"},
    {"speaker", "spk"},
    {"special effects provider", "sfx"},
    {"sponsor", "spn"},
    {"stage director", "sgd"},
    {"stage manager", "stm"},
    {"standards body", "stn"},
    {"stereotyper", "str"},
    {"storyteller", "stl"},
    {"supporting host", "sht"},
    {"surveyor", "srv"},
    {"teacher", "tch"},
    {"technical advisor", "tad"},
    {"technical director", "tcd"},
    {"television director", "tld"},
    {"television guest", "tlg"},
    {"television host", "tlh"},
    {"television producer", "tlp"},
    {"television writer", "tau"},
    {"thesis advisor", "ths"},
    {"transcriber", "trc"},
    {"translator", "trl"},
    {"type designer", "tyd"},
    {"typographer", "tyg"},
    {"university place", "uvp"},
    {"videographer", "vdg"},
    {"visual effects provider", "vfx"},
    {"vocalist", "voc"},
    {"voice actor", "vac"},
    {"witness", "wit"},
    {"wood engraver", "wde"},
    {"woodcutter", "wdc"},
    {"writer of accompanying material", "wam"},
    {"writer of added commentary", "wac"},
    {"writer of added lyrics", "wal"},
    {"writer of added text", "wat"},
    {"writer of afterword", "waw"},
    {"writer of film story", "wfs"},
    {"writer of foreword", "wfw"},
    {"writer of intertitles", "wft"},
    {"writer of introduction", "win"},
    {"writer of preface", "wpr"},
    {"writer of supplementary textual content", "wst"},
    {"writer of television story", "wts"},
};

/* What sorted tables are searched with: a word in lower case, NUL-terminated. */
struct key {
    char text[48];
};

static bool key_from(struct key *key, str word)
{
    if (word.len >= sizeof key->text) {
        return false;
    }
    for (size_t i = 0; i < word.len; i++) {
        key->text[i] = ascii_lower(word.ptr[i]);
    }
    key->text[word.len] = '\0';
    return true;
}

static int by_type(const void *key, const void *row)
{
    return strcmp(key, ((const struct section_type *)row)->name);
}

static int by_code(const void *key, const void *row)
{
    return strcmp(key, row);
}

static int by_word(const void *key, const void *row)
{
    return strcmp(key, ((const struct relator *)row)->word);
}

/* The vocabulary's names are case-sensitive: EPUB 3.3, D.1.3, appends them to a URL. */
const struct section_type *section_type_find(str name)
{
    struct key key;
    const struct section_type *found = NULL;
    if (key_from(&key, name)) {
        found =
            bsearch(key.text, section_types, COUNT(section_types), sizeof *section_types, by_type);
    }
    return found != NULL && str_eq(name, str_from(found->name)) ? found : NULL;
}

void section_type_offer(struct nearest *n)
{
    for (size_t i = 0; i < COUNT(section_types); i++) {
        nearest_offer(n, str_from(section_types[i].name));
    }
}

str relator_code(str word)
{
    struct key key;
    if (!key_from(&key, word)) {
        return STR_NONE;
    }
    const char *code =
        bsearch(key.text, relator_codes, COUNT(relator_codes), sizeof *relator_codes, by_code);
    if (code != NULL) {
        return str_from(code);
    }
    const struct relator *r =
        bsearch(key.text, relators, COUNT(relators), sizeof *relators, by_word);
    return r != NULL ? str_from(r->code) : STR_NONE;
}

void relator_offer(struct nearest *n)
{
    for (size_t i = 0; i < COUNT(relators); i++) {
        nearest_offer(n, str_from(relators[i].word));
    }
}
