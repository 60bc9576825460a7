#!/usr/bin/env node
// Does foliate-js find a reader's places in the next edition? FOLDER holds pairs of editions, NAME-1.epub and
// NAME-2.epub. In the first of each the engine itself makes a position (an EPUB CFI) for every passage, as a highlight
// would; in the second it resolves them.
//
// The engine goes by numbers but for the last step of a position, which in text has no id: it must find what stands
// before the first edit of its file, if the file is still the n-th of the book. What else it finds is counted.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, normalize } from 'node:path'
import { closed, DEADLINE, launch, listenFor } from './browser.mjs'
import { chromium, load, modules, need, usage } from './tools.mjs'

const HOST = '<!DOCTYPE html><meta charset="utf-8"><link rel="icon" href="data:,"><title>positions</title>' +
  "<script type=module>import * as page from '/page.js'; window.page = page</script>"

function serve(folder) {
  return listenFor(path => {
    if (path === '/') return HOST
    if (path === '/page.js') return readFileSync(new URL('positions-page.js', import.meta.url))
    if (path.startsWith('/foliate-js/')) return readFileSync(join(modules, normalize(path)))
    if (path.endsWith('.epub')) return readFileSync(join(folder, normalize(path)))
    throw new Error(`not served: ${path}`)
  })
}

const folder = process.argv[2]
if (!folder || process.argv.length !== 3) usage('positions.mjs FOLDER')
need(chromium, 'chromium')
need(join(modules, 'foliate-js'), 'foliate-js')
const { default: puppeteer } = await load('puppeteer-core')

const names = readdirSync(folder).filter(name => name.endsWith('-1.epub')).map(name => name.slice(0, -7)).sort()
const home = mkdtempSync(join(tmpdir(), 'positions-'))
const sum = { safe: 0, found: 0, kept: 0, elsewhere: 0 }
let faults = names.length ? 0 : 1
let browser, server
try {
  server = await serve(folder)
  browser = await launch(puppeteer, home)
  const tab = await browser.newPage()
  tab.setDefaultTimeout(DEADLINE)
  await tab.goto(`http://127.0.0.1:${server.address().port}/`)
  await tab.waitForFunction('window.page')
  for (const name of names) {
    const told = await tab.evaluate((one, two) => page.compare(one, two), `/${name}-1.epub`, `/${name}-2.epub`)
    console.log(`${name}: ${told.found} of ${told.kept} passages found; ${told.safe} must be`)
    for (const lost of told.lost) console.error(`${name}: ${lost}`)
    for (const what of Object.keys(sum)) sum[what] += told[what]
    faults += told.lost.length
  }
} catch (error) {
  console.error(error.message)
  faults++
} finally {
  if (browser) await closed(browser)
  server?.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
console.log(`${names.length} edits: ${sum.found} of ${sum.kept} passages found, ${sum.elsewhere} taken for another; ` +
  `${faults} of ${sum.safe} that must be found were not`)
process.exit(faults ? 1 : 0)
