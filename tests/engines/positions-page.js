// Runs in the browser, in the page that positions.mjs serves.

import { makeBook } from '/foliate-js/view.js'
import * as CFI from '/foliate-js/epubcfi.js'

const BLOCKS = 'h1, h2, h3, h4, h5, h6, p, li, pre, dt, dd, td, th, caption, figcaption'

// Numbers of citations and notes move with those before them.
const words = text => text.replace(/[0-9, ]+(?=\])/g, '').replace(/\s+/g, ' ').trim()

async function open(url) {
  const blob = await (await fetch(url)).blob()
  const book = await makeBook(new File([blob], url))
  return { book, docs: await Promise.all(book.sections.map(section => section.createDocument())) }
}

/** From the first to the last letter of a block's own text; null if it has none. */
function rangeOf(block) {
  const walker = block.ownerDocument.createTreeWalker(block, NodeFilter.SHOW_TEXT, node =>
    node.data.trim() && node.parentElement.closest(BLOCKS) === block ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP)
  const first = walker.nextNode()
  if (!first) return null
  let last = first
  while (walker.nextNode()) last = walker.currentNode
  const range = block.ownerDocument.createRange()
  range.setStart(first, first.data.length - first.data.trimStart().length)
  range.setEnd(last, last.data.trimEnd().length)
  return range
}

/** The author's passages of each file, in order. What Octavo makes has no file of Markdown: it is left out. */
function passages({ book, docs }) {
  const files = new Map()
  docs.forEach((doc, index) => {
    const name = book.sections[index].id
    if (/(cover|titlepage|contents|tips|references|about)\.xhtml$/.test(name)) return
    const list = [...doc.querySelectorAll(BLOCKS)]
      .map(block => ({ element: block.localName, range: rangeOf(block) }))
      .filter(({ range }) => range)
    for (const passage of list) passage.text = words(passage.range.toString())
    files.set(name, { index, list })
  })
  return files
}

function resolve({ book, docs }, cfi) {
  try {
    const { index, anchor } = book.resolveCFI(cfi)
    const range = docs[index] && anchor(docs[index])
    return range ? { index, text: words(range.toString()) } : null
  } catch {
    return null
  }
}

/** What foliate-js finds of the passages that both editions have, in files of the same name. */
export async function compare(oldUrl, newUrl) {
  const old = await open(oldUrl), fresh = await open(newUrl)
  const there = passages(fresh)
  const told = { safe: 0, found: 0, kept: 0, elsewhere: 0, lost: [] }
  for (const [name, { index, list }] of passages(old)) {
    const after = there.get(name)
    let edited = !after || after.index !== index
    list.forEach(({ element, range, text }, i) => {
      edited ||= after.list[i]?.text !== text || after.list[i].element !== element
      if (!after?.list.some(p => p.text === text)) return
      const cfi = CFI.joinIndir(old.book.sections[index].cfi, CFI.fromRange(range))
      const found = resolve(fresh, cfi)
      const same = found?.index === after.index && found.text === text
      told.kept++
      told.found += same
      told.safe += !edited
      told.elsewhere += !same && Boolean(found?.text)
      if (!edited && !same) told.lost.push(`${name}: ${cfi} is "${found?.text}", not "${text}"`)
    })
  }
  return told
}
