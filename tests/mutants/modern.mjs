// Judges the EPUB files named on standard input, one a line, by epubcheck-ts, which knows EPUB 3.3, in one
// process. Its lines are those of Oracle.java: "file TAB severity TAB code TAB path TAB line TAB message", then
// "file TAB DONE". Ends with 77 where it is not installed.

import { readFile } from 'node:fs/promises'
import { load } from '../engines/tools.mjs'

const { EpubCheck } = await load('@likecoin/epubcheck-ts')
const counted = new Set(['fatal', 'error', 'warning'])

async function judge(file) {
  try {
    return (await EpubCheck.validate(await readFile(file), {}, file)).messages
  } catch ({ message }) {
    return [{ severity: 'fatal', id: 'PKG-008', message }]
  }
}

for (const file of (await readFile('/dev/stdin', 'utf8')).split('\n').filter(Boolean)) {
  for (const { severity, id, message, location } of await judge(file)) {
    if (!counted.has(severity)) continue
    const text = message.replace(/\s+/g, ' ')
    console.log([file, severity.toUpperCase(), id, location?.path ?? '', location?.line ?? 0, text].join('\t'))
  }
  console.log(`${file}\tDONE`)
}
