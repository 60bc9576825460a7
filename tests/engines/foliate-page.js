// Runs in the browser, in the page that foliate.mjs serves: opens a book as a reader does and presses all its links.
// foliate.mjs calls the exported functions one by one.

import '/foliate-js/view.js'
import { FootnoteHandler } from '/foliate-js/footnotes.js'

const OPS = 'http://www.idpf.org/2007/ops'
const PATIENCE = 15_000
// What a pop-up of each kind of reference has to show.
const SHOWS = { biblioref: ['biblioentry'], noteref: ['footnote', 'endnote', 'note'] }

const view = document.createElement('foliate-view')
const notes = new FootnoteHandler()
const faults = []
const counts = { sections: 0, references: 0, backlinks: 0, links: 0, external: 0, toc: 0, landmarks: 0, 'page list': 0 }
const returned = new Set() // the references that a back link leads to

let book // as foliate sees it
let docs // the documents of its sections, unrendered
let hear = () => {} // is told what a press of a link did

const fault = (where, what) => faults.push(`${where}: ${what}`)
const squash = text => (text ?? '').replace(/\s+/g, ' ').trim()
const wait = ms => new Promise(resolve => setTimeout(resolve, ms))

function within(promise, what) {
  const late = wait(PATIENCE).then(() => { throw new Error(`${what}: nothing in ${PATIENCE / 1000} s`) })
  return Promise.race([promise, late])
}

/* What a link is and names. */

const types = el => new Set([
  ...(el.getAttributeNS(OPS, 'type') ?? '').split(/\s+/),
  ...(el.getAttribute('role') ?? '').replaceAll('doc-', '').split(/\s+/),
])
const referenceType = el => Object.keys(SHOWS).find(type => types(el).has(type))
const nameOf = (a, index) =>
  `${book.sections[index].id}: link "${squash(a.textContent)}" to ${a.getAttribute('href')}`
const linksOf = doc => [...doc.querySelectorAll('a[href]')]

function target(href) {
  const found = book.resolveHref(href)
  const doc = docs[found?.index]
  const at = doc && found.anchor(doc)
  if (at === 0) return { index: found.index, el: doc.documentElement, whole: true }
  return at ? { index: found.index, el: at, anchor: found.anchor } : null
}

const targetOf = (a, index) => target(book.sections[index].resolveHref(a.getAttribute('href')))
const entryOf = el => el.closest('li') ?? el

/* Pressing. */

view.addEventListener('external-link', e => {
  e.preventDefault()
  hear({ did: 'leave' })
})

view.addEventListener('link', e => {
  const popup = notes.handle(book, e) // null if the link is one to follow
  if (popup) return popup.catch(error => hear({ did: 'fail', why: error.message }))
  e.preventDefault() // followed here, for the end of the journey to be heard
  view.goTo(e.detail.href).then(() => hear({ did: 'follow' }))
})

notes.addEventListener('before-render', ({ detail }) => {
  Object.assign(detail.view.style, { position: 'absolute', top: 0, width: '400px', height: '300px' })
  detail.view.addEventListener('relocate', () => setTimeout(() => detail.view.remove(), 500), { once: true })
  document.body.append(detail.view)
})

notes.addEventListener('render', ({ detail: { type, target: el } }) =>
  hear({ did: 'pop up', type, text: squash(el?.ownerDocument.body.textContent) }))

function press(a) {
  const heard = new Promise(resolve => { hear = resolve })
  a.click()
  return within(heard, 'pressed')
}

/* Judging what a press did. */

function judgeReference(where, a, entry, heard) {
  const type = referenceType(a)
  if (heard.did !== 'pop up') return fault(where, `opens no pop-up, but does ${heard.did} ${heard.why ?? ''}`)
  if (!SHOWS[type].includes(heard.type)) fault(where, `a ${type} pops up a ${heard.type ?? 'thing of no type'}`)
  const opening = squash(entry.textContent).slice(0, 40)
  if (!heard.text || !opening) fault(where, 'pops up nothing')
  else if (!heard.text.startsWith(opening)) fault(where, `pops up "${heard.text.slice(0, 40)}" for "${opening}"`)
  judgeNumber(where, a, entryOf(entry))
}

// Where entries are numbered by their list, a reference that shows a number shows that one.
// (Four digits are a year.)
function judgeNumber(where, a, li) {
  const shown = /^\d{1,3}(?!\d)/.exec(squash(a.textContent))?.[0]
  if (!shown || !li.parentElement?.matches('ol')) return
  const number = (li.parentElement.start || 1) + [...li.parentElement.children].indexOf(li)
  if (+shown !== number) fault(where, `shows ${shown}, but leads to number ${number}`)
}

function judgeBacklink(where, a, found) {
  if (!referenceType(found.el)) return fault(where, 'leads back to what is no reference')
  const cited = targetOf(found.el, found.index)
  if (!cited || !entryOf(cited.el).contains(a)) return fault(where, 'leads back to a reference to something else')
  returned.add(found.el)
}

function judgeArrival(where, heard, found) {
  if (heard.did !== 'follow') return fault(where, `is not followed, but does ${heard.did} ${heard.why ?? ''}`)
  const [shown] = view.renderer.getContents()
  if (shown?.index !== found.index) return fault(where, 'leads to another section than it names')
  if (found.whole) return
  const el = found.anchor(shown.doc)
  if (!el || !view.lastLocation.range.intersectsNode(el)) fault(where, 'leads to a page that does not show its target')
}

async function judgeLink(index, n) {
  const a = linksOf(docs[index])[n]
  const where = nameOf(a, index)
  const external = book.isExternal(a.getAttribute('href'))
  const found = external ? null : targetOf(a, index)
  if (!external && !found) return fault(where, 'leads nowhere')

  await show(index) // the link before may have led away
  const heard = await press(linksOf(view.renderer.getContents()[0].doc)[n])

  if (external) {
    counts.external++
    if (heard.did !== 'leave') fault(where, `does not leave the book, but does ${heard.did}`)
  } else if (referenceType(a)) {
    counts.references++
    judgeReference(where, a, found.el, heard)
  } else {
    judgeArrival(where, heard, found)
    if (types(a).has('backlink')) {
      counts.backlinks++
      judgeBacklink(where, a, found)
    } else counts.links++
  }
}

async function show(index) {
  if (view.renderer.getContents()[0]?.index !== index) await within(view.goTo(index), `going to section ${index}`)
}

async function judgePictures(where, doc) {
  for (const img of doc.images)
    await img.decode().catch(() => fault(where, `no picture: ${img.getAttribute('src')}`))
  for (const link of doc.querySelectorAll('link[rel~="stylesheet"]'))
    if (!link.sheet) fault(where, `no stylesheet: ${link.getAttribute('href')}`)
}

function judgeList(name, items) {
  for (const item of items ?? []) {
    counts[name]++
    if (!squash(item.label)) fault(name, `an entry without a label, to ${item.href}`)
    if (item.href && !target(item.href)) fault(name, `"${item.label}" leads nowhere: ${item.href}`)
    judgeList(name, item.subitems)
  }
}

/* What foliate.mjs calls. */

export async function open(url, styles) {
  const bytes = await (await fetch(url)).blob()
  document.body.append(view)
  await within(view.open(new File([bytes], 'book.epub', { type: 'application/epub+zip' })), 'opening')
  book = view.book
  for (const [name, value] of Object.entries({ flow: 'paginated', 'max-column-count': 1, margin: '24px' }))
    view.renderer.setAttribute(name, value)
  view.renderer.setStyles(styles)
  docs = await Promise.all(book.sections.map(section => section.createDocument()))
  counts.sections = docs.length
  for (const [index, doc] of docs.entries())
    if (doc.querySelector('parsererror')) fault(book.sections[index].id, 'is not well-formed')
  return docs.length
}

const isOfNote = a => referenceType(a) || types(a).has('backlink')

export async function judgeSection(index, onlyNotes) {
  try {
    await show(index)
    await judgePictures(book.sections[index].id, view.renderer.getContents()[0].doc)
    for (const [n, a] of linksOf(docs[index]).entries())
      if (!onlyNotes || isOfNote(a)) await judgeLink(index, n)
  } catch (error) {
    fault(book.sections[index].id, error.message)
  }
}

export async function judgeNavigation() {
  judgeList('toc', book.toc)
  judgeList('landmarks', book.landmarks)
  judgeList('page list', book.pageList)
  if (!counts.toc) fault('toc', 'is empty')
  const has = new Set(book.landmarks?.flatMap(({ type }) => type))
  const cites = docs.some(doc => linksOf(doc).some(a => referenceType(a) === 'biblioref'))
  for (const type of ['cover', 'toc', 'bodymatter', ...cites ? ['bibliography'] : []])
    if (!has.has(type)) fault('landmarks', `no ${type}`)
  // Without the property, foliate guesses by file names; others do not.
  if (!book.resources.getItemByProperty('cover-image')) fault('cover', 'no image is declared to be it')
  const cover = await book.getCover()
  await Promise.resolve(cover && createImageBitmap(cover))
    .then(picture => picture ?? fault('cover', 'no cover image'), () => fault('cover', 'is no picture'))
}

/** After all sections: a reference that no back link leads to is one that the reader cannot return to. */
export function judgeReturns() {
  for (const [index, doc] of docs.entries())
    for (const a of linksOf(doc))
      if (referenceType(a) && !returned.has(a)) fault(nameOf(a, index), 'no back link leads to it')
}

export const verdict = () => ({ faults, counts })

export const firstPage = () => within(view.goTo(0), 'going to the first page')

/** False at the last page. */
export async function nextPage() {
  if (view.renderer.atEnd) return false
  await within(view.renderer.next(), 'turning the page')
  return true
}
