// The real browser that the tests drive.
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const places = [
  process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export function executable() {
  const path = places.find((place) => place && existsSync(place))
  if (!path) throw new Error('no Chromium; install what the tests need with: go tool -modfile=tools.mod task setup')
  return path
}

export const flags = [
  '--no-sandbox', // it may run as root, on pages of our own
  '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-dev-shm-usage',
]

export function launch() {
  return chromium.launch({ executablePath: executable(), args: flags })
}

/**
 * A shopper: a browser of one's own, with or without JavaScript. Whatever goes
 * wrong in a page or leaves the shop's origin is kept in `complaints`.
 */
export async function visit(browser, shop, options = {}) {
  const { js = true, width = 1280, height = 900, ...more } = options
  const context = await browser.newContext({
    baseURL: shop.url, javaScriptEnabled: js, viewport: { width, height }, locale: 'en-IE', ...more,
  })
  context.setDefaultTimeout(10_000)
  const complaints = []
  context.on('weberror', (e) => { if (!noTransition(e.error())) complaints.push(`script: ${e.error().message}`) })
  context.on('console', (m) => { if (m.type() === 'error' && !ownStatus(m)) complaints.push(`console: ${m.text()}`) })
  context.on('request', (r) => { if (foreign(r.url(), shop.url)) complaints.push(`leaves the shop: ${r.url()}`) })
  context.on('response', (r) => { if (r.status() >= 500) complaints.push(`${r.status()} at ${r.url()}`) })
  if (js) scripted.add(context)
  const page = await context.newPage()
  return { context, page, complaints, js }
}

const scripted = new WeakSet()

/** Whether scripts run in this page. */
export const hasScripts = (page) => scripted.has(page.context())

// The browser reports a page transition that it left out; nobody misses one.
const noTransition = (error) => error.message.startsWith('Transition was ')

// A page that answers 4xx is logged by the browser, and rightly shown by the shop.
const ownStatus = (message) => message.text().startsWith('Failed to load resource')

const foreign = (url, shop) => /^(https?|wss?):/.test(url) && !url.startsWith(shop)
