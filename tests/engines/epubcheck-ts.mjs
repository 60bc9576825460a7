#!/usr/bin/env node
// Judges books by the rules of EPUB 3.3: no fatal, no error, no warning; with --errors, warnings may be.

import { readFile } from 'node:fs/promises'
import { load, usage } from './tools.mjs'

const books = process.argv.slice(2)
const lenient = books[0] === '--errors'
if (lenient) books.shift()
if (!books.length) usage('epubcheck-ts.mjs [--errors] BOOK.epub...')

const { EpubCheck } = await load('@likecoin/epubcheck-ts')
const judged = new Set(lenient ? ['fatal', 'error'] : ['fatal', 'error', 'warning'])

function line(book, { severity, id, message, location }) {
  const place = [book, location?.path].filter(Boolean).join('/')
  const at = location?.line ? `(${location.line},${location.column ?? 0})` : ''
  return `${severity.toUpperCase()}(${id}): ${place}${at}: ${message}`
}

async function faultsOf(book) {
  try {
    const { messages } = await EpubCheck.validate(await readFile(book), {}, book)
    return messages.filter(({ severity }) => judged.has(severity))
  } catch ({ message }) {
    return [{ severity: 'fatal', id: 'PKG-008', message }] // the code of "unable to read the file"
  }
}

let failed = false
for (const book of books) {
  const faults = await faultsOf(book)
  for (const fault of faults) console.error(line(book, fault))
  if (faults.length) failed = true
  else console.log(`${book}: no fatal${lenient ? ' or error' : ', error or warning'} by epubcheck-ts`)
}
process.exit(failed ? 1 : 0)
