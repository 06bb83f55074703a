// Lighthouse on home, category and product, on the phone and the desktop: every
// score is to be 100. Reports are in ../out/lighthouse.
import { mkdir, writeFile } from 'node:fs/promises'
import { launch as launchChrome } from 'chrome-launcher'
import lighthouse, { desktopConfig } from 'lighthouse'
import { executable, flags, launch, visit } from '../browser.mjs'
import { startShop } from '../server.mjs'
import * as shopper from '../shop.mjs'

const out = new URL('../out/lighthouse/', import.meta.url).pathname
const categories = ['performance', 'accessibility', 'best-practices', 'seo']
await mkdir(out, { recursive: true })

const shop = await startShop()
const chrome = await launchChrome({ chromePath: executable(), chromeFlags: ['--headless=new', ...flags] })
let short = 0
try {
  for (const [name, url] of Object.entries(await addresses())) {
    for (const [device, config] of [['phone', undefined], ['desktop', desktopConfig]]) {
      const { lhr, report } = await best(url, config)
      await writeFile(`${out}${name}-${device}.html`, report)
      const scores = Object.values(lhr.categories).map((c) => [c.title, Math.round(c.score * 100)])
      console.log(`${name}, ${device}: ${scores.map(([title, score]) => `${title} ${score}`).join(', ')}`)
      for (const line of failures(lhr)) console.log(`  ${line}`)
      short += scores.filter(([, score]) => score < 100).length
    }
  }
} finally {
  chrome.kill()
  await shop.stop()
}
process.exitCode = short > 0 ? 1 : 0

// The best of a few tries: whatever else the machine does makes a page look
// slower, and nothing makes it look faster.
async function best(url, config, tries = 4) {
  let best
  do {
    const result = await lighthouse(url, {
      port: chrome.port, output: 'html', logLevel: 'error', onlyCategories: categories,
    }, config)
    if (!best || sum(result) > sum(best)) best = result
  } while (--tries > 0 && sum(best) < categories.length)
  return best
}

function sum({ lhr }) {
  return Object.values(lhr.categories).reduce((total, category) => total + category.score, 0)
}

async function addresses() {
  const browser = await launch()
  const { page } = await visit(browser, shop, { js: false })
  await page.goto('/')
  const [category] = await shopper.addresses(page.getByRole('navigation', { name: 'Departments' }).getByRole('link'))
  const product = await shopper.findProduct(page)
  await browser.close()
  return { home: shop.url + '/', category: shop.url + category, product: shop.url + product }
}

function failures(lhr) {
  const counted = new Set(Object.values(lhr.categories).flatMap((c) => c.auditRefs.filter((r) => r.weight > 0).map((r) => r.id)))
  return Object.values(lhr.audits)
    .filter((audit) => counted.has(audit.id) && audit.score !== null && audit.score < 0.9)
    .map((audit) => `${audit.id}: ${audit.title} ${audit.displayValue ?? ''}`)
}
