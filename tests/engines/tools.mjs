// Where the npm tools are: the node_modules folder that OCTAVO_NODE names, else the one beside this file.

import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

export const modules = resolve(process.env.OCTAVO_NODE || join(here, 'node_modules'))
export const chromium = process.env.PUPPETEER_EXECUTABLE_PATH || '/usr/bin/chromium'

/** Ends with 77, "skipped", if a tool is not on this machine. */
export function need(path, tool) {
  if (existsSync(path)) return
  console.error(`skipped: no ${tool} (looked for ${path})`)
  process.exit(77)
}

/** Imports a package from the folder of tools. */
export function load(name) {
  need(join(modules, name), name)
  const entry = createRequire(join(modules, 'x.js')).resolve(name)
  return import(pathToFileURL(entry))
}

/** Ends with 2, "wrong usage". */
export function usage(text) {
  console.error(`usage: ${text}`)
  process.exit(2)
}
