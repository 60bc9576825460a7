// What Chromium's parser makes of pieces of HTML: a JSON list of pieces comes in, a list of trees
// goes out, written as wrong.py writes those of a book. Ends with 77 where there is no Chromium.

import { readFileSync } from 'node:fs'
import { chromium, load, need } from '../engines/tools.mjs'

need(chromium, 'Chromium')
const { default: puppeteer } = await load('puppeteer-core')

/** Runs in the page. */
function trees(pieces) {
  // What Octavo writes for elements that HTML has dropped.
  const today = { center: 'div', font: 'span', tt: 'code', big: 'span', strike: 'del', acronym: 'abbr', nobr: 'span' }
  const spaces = { 'http://www.w3.org/2000/svg': 'svg:', 'http://www.w3.org/1998/Math/MathML': 'math:' }

  const nameOf = element => {
    const dropped = element instanceof HTMLMarqueeElement || element.localName === 'listing'
    if (dropped || element instanceof HTMLUnknownElement && !(element.localName in today))
      return element.closest('p, h1, h2, h3, h4, h5, h6, span') ? 'span' : 'div'
    return today[element.localName] || (spaces[element.namespaceURI] || '') + element.localName
  }
  // Files for other screens are not packed; a p without content says nothing.
  const isNothing = (element, inner) =>
    element.matches('picture > source') || element.localName === 'p' && inner === ''
  const textOf = text => {
    const words = text.replace(/[ \t\n]+/g, ' ').replace(/^ | $/g, '')
    return words === '' ? [] : [JSON.stringify(words)]
  }
  const treeOf = node => {
    const out = []
    let text = ''
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) text += child.data
      if (child.nodeType !== Node.ELEMENT_NODE) continue
      const inner = treeOf(child)
      if (isNothing(child, inner)) continue
      out.push(...textOf(text), inner === '' ? nameOf(child) : `${nameOf(child)}(${inner})`)
      text = ''
    }
    return out.concat(textOf(text)).join(' ')
  }
  return pieces.map(piece => {
    document.body.innerHTML = piece
    return treeOf(document.body)
  })
}

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
})
try {
  const page = await browser.newPage()
  await page.setOfflineMode(true)
  await page.setContent('<!DOCTYPE html><title>Trees</title>')
  console.log(JSON.stringify(await page.evaluate(trees, JSON.parse(readFileSync(0, 'utf8')))))
} finally {
  await browser.close()
}
