// A headless Chromium, and a server for it that only this machine reaches.

import http from 'node:http'
import { extname, join } from 'node:path'
import { chromium } from './tools.mjs'

export const DEADLINE = 10 * 60_000

const TYPES = { '.js': 'text/javascript', '.epub': 'application/epub+zip', '': 'text/html' }

/** Answers requests with answer(path), on a free port; what it throws at is not found. */
export function listenFor(answer) {
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost')
    try {
      const body = answer(pathname)
      response.writeHead(200, { 'content-type': TYPES[extname(pathname)] ?? 'application/octet-stream' }).end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(server)))
}

/** home: an empty folder, for all that the browser writes. */
export function launch(puppeteer, home) {
  return puppeteer.launch({
    executablePath: chromium,
    userDataDir: join(home, 'profile'),
    env: { ...process.env, HOME: home },
    timeout: 60_000,
    protocolTimeout: DEADLINE,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  })
}

/** A browser that does not end is ended. */
export async function closed(browser) {
  const slow = new Promise(resolve => setTimeout(resolve, 5000, 'slow'))
  if (await Promise.race([browser.close().catch(() => 'slow'), slow]) === 'slow') browser.process()?.kill('SIGKILL')
}
