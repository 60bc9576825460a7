/* libxml2 as this process uses it: with our memory, and with all that it keeps made before it is
 * needed. Those who parse with it are check/ and edition/. */
#ifndef BASE_XML_LIBRARY_H
#define BASE_XML_LIBRARY_H

/* Sets what libxml2 keeps for the whole process; to be called before there are threads. Any more
 * calls do nothing. */
void xml_library_prepare(void);

/* The same, and what it keeps for the calling thread; to be called before a parser is made. */
void xml_library_prepare_thread(void);

#endif
