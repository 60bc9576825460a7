#!/usr/bin/env node
// Judges a book in foliate-js, the engine of Foliate and Readest, in a headless Chromium: every link is pressed;
// with --notes, only references and the links that lead back to them.
// See README.md for what is demanded. With --pages, also draws every page.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, normalize } from 'node:path'
import { parseArgs } from 'node:util'
import { closed, DEADLINE, launch, listenFor } from './browser.mjs'
import { chromium, load, modules, need, usage } from './tools.mjs'

const USAGE = 'foliate.mjs BOOK.epub [--pages DIR] [--theme light|dark] [--font-size N] [--no-judge] [--notes]'
const MAX_PAGES = 5000

// As Foliate itself styles a book: colours of the theme on html, and on links.
const THEMES = {
  light: { background: '#fff', color: '#000', link: '#06c' },
  dark: { background: '#222', color: '#ddd', link: '#7bd' },
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        pages: { type: 'string' },
        theme: { type: 'string', default: 'light' },
        'font-size': { type: 'string', default: '16' },
        'no-judge': { type: 'boolean', default: false },
        notes: { type: 'boolean', default: false },
      },
    })
    if (positionals.length === 1 && THEMES[values.theme] && Number(values['font-size']) > 0)
      return { book: positionals[0], ...values }
  } catch (error) {
    console.error(error.message)
  }
  usage(USAGE)
}

function styles(theme, fontSize) {
  const { background, color, link } = THEMES[theme]
  return `@namespace epub "http://www.idpf.org/2007/ops";
    html { color-scheme: ${theme}; background: ${background}; color: ${color}; font-size: ${fontSize}px !important; }
    a:any-link { color: ${link}; }
    p, li, blockquote, dd { line-height: 1.5; text-align: start; hyphens: auto; }
    pre { white-space: pre-wrap !important; }
    aside[epub|type~="footnote"] { display: none; }`
}

function host(theme) {
  return `<!DOCTYPE html><meta charset="utf-8"><title>foliate</title><link rel="icon" href="data:,">
    <style>
      html, body { margin: 0; height: 100%; overflow: hidden; background: ${THEMES[theme].background} }
      foliate-view { display: block; width: 100vw; height: 100vh }
    </style>
    <script type="module">import * as page from '/page.js'; window.page = page</script>`
}

/** Serves the page, the engine and the book on a free port of this machine only. */
function serve({ book, theme }) {
  const answer = path => {
    if (path === '/') return host(theme)
    if (path === '/page.js') return readFileSync(new URL('foliate-page.js', import.meta.url))
    if (path === '/book.epub') return readFileSync(book)
    if (path.startsWith('/foliate-js/')) return readFileSync(join(modules, normalize(path)))
    throw new Error(`not served: ${path}`)
  }
  return listenFor(answer)
}

/** Collects what goes wrong in the browser, whatever is being judged. */
function listen(tab, origin) {
  const faults = []
  tab.on('pageerror', error => faults.push(`page error: ${error.message}`))
  tab.on('console', message => {
    // Foliate's own frames are made so, for every book.
    if (/allow-scripts and allow-same-origin/.test(message.text())) return
    if (['error', 'warn'].includes(message.type())) faults.push(`console: ${message.text()}`)
  })
  tab.on('response', response => {
    if (response.status() >= 400) faults.push(`http ${response.status()}: ${response.url()}`)
  })
  tab.on('request', request => {
    if (!/^(blob|data|about):/.test(request.url()) && !request.url().startsWith(origin))
      faults.push(`reaches out of the book: ${request.url()}`)
  })
  return faults
}

async function judge(tab, sections, notes) {
  await tab.evaluate(() => page.judgeNavigation())
  for (let index = 0; index < sections; index++) await tab.evaluate((i, only) => page.judgeSection(i, only), index, notes)
  await tab.evaluate(() => page.judgeReturns())
}

async function draw(tab, folder) {
  mkdirSync(folder, { recursive: true })
  await tab.evaluate(() => page.firstPage())
  let pages = 0
  do {
    const name = `p${String(++pages).padStart(3, '0')}.png`
    await tab.screenshot({ path: join(folder, name) })
  } while (pages < MAX_PAGES && await tab.evaluate(() => page.nextPage()))
  return pages
}

async function run(options, browser, server) {
  const origin = `http://127.0.0.1:${server.address().port}/`
  const tab = await browser.newPage()
  const noise = listen(tab, origin)
  await tab.setViewport({ width: 600, height: 800 })
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.theme }])
  await tab.goto(origin)
  await tab.waitForFunction('window.page')
  const sections = await tab.evaluate((url, css) => page.open(url, css), '/book.epub',
    styles(options.theme, options['font-size']))
  const judged = !options['no-judge']
  if (judged) await judge(tab, sections, options.notes)
  const drawn = options.pages ? { pages: await draw(tab, options.pages) } : {}
  const { faults, counts } = await tab.evaluate(() => page.verdict())
  return { faults: [...faults, ...noise], counts: { ...judged ? counts : {}, ...drawn } }
}

function late() {
  let timer
  const promise = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${DEADLINE / 60_000} minutes`)), DEADLINE)
  })
  return { promise, stop: () => clearTimeout(timer) }
}

const chosen = options()
need(chromium, 'chromium')
need(join(modules, 'foliate-js'), 'foliate-js')
const { default: puppeteer } = await load('puppeteer-core')

const home = mkdtempSync(join(tmpdir(), 'foliate-'))
const deadline = late()
let browser, server, faults
try {
  readFileSync(chosen.book)
  server = await serve(chosen)
  browser = await launch(puppeteer, home)
  const verdict = await Promise.race([run(chosen, browser, server), deadline.promise])
  faults = verdict.faults
  const counted = Object.entries(verdict.counts).map(([what, n]) => `${n} ${what}`).join(', ')
  console.log(`${chosen.book}: ${counted}; ${faults.length} faults by foliate-js`)
} catch (error) {
  faults = [error.message.split('\n')[0]]
} finally {
  deadline.stop()
  if (browser) await closed(browser)
  server?.close()
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}
for (const fault of new Set(faults)) console.error(`${chosen.book}: ${fault}`)
process.exit(faults.length ? 1 : 0)
