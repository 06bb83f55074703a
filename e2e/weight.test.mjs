// What a page weighs on the wire: HTML and style sheets, as they are sent.
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

const budget = { page: 13 * 1024, scripts: 16 * 1024 }

describe('weight', () => {
  let shop, browser
  before(async () => { shop = await startShop(); browser = await launch() })
  after(async () => { await browser?.close(); await shop?.stop() })

  for (const name of ['home', 'category', 'product', 'cart']) {
    test(`${name}: HTML and CSS at most 13 KB, scripts 16 KB`, async (t) => {
      const { page, context } = await visit(browser, shop, { js: false })
      await open[name](page)
      const cookie = (await context.cookies()).map((c) => `${c.name}=${c.value}`).join('; ')
      const html = await sent(page.url(), cookie)
      const styles = await parts(page, 'link[rel=stylesheet]', 'href', cookie)
      const scripts = await parts(page, 'script[src]', 'src', cookie)
      t.diagnostic(`${name}: HTML ${html}, CSS ${styles}, scripts ${scripts} bytes`)
      assert.ok(html + styles <= budget.page, `HTML ${html} + CSS ${styles} bytes`)
      assert.ok(scripts <= budget.scripts, `scripts ${scripts} bytes`)
      await context.close()
    })
  }

  const open = {
    home: (page) => page.goto('/'),
    category: async (page) => {
      await page.goto('/')
      await shopper.follow(page, page.getByRole('navigation', { name: 'Departments' }).getByRole('link').first())
    },
    product: (page) => shopper.findProduct(page, shopper.hasOptions),
    cart: async (page) => {
      await shopper.findProduct(page, shopper.hasOptions)
      await shopper.addToCart(page)
      await shopper.openCart(page)
    },
  }
})

async function parts(page, selector, attribute, cookie) {
  const addresses = await page.locator(selector).evaluateAll((all, name) => all.map((element) => element[name]), attribute)
  let total = 0
  for (const address of addresses) total += await sent(address, cookie)
  return total
}

/** The bytes of a body as they cross the wire. */
async function sent(address, cookie) {
  const once = () => new Promise((resolve, reject) => {
    const asking = request(address, { headers: { 'accept-encoding': 'br, gzip', accept: 'text/html,*/*', cookie } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk) => { bytes += chunk.length })
      answer.on('end', () => answer.statusCode === 200 ? resolve(bytes) : reject(new Error(`${answer.statusCode} at ${address}`)))
    })
    asking.on('error', reject)
    asking.end()
  })
  await once() // the best compression comes with the second asking
  return once()
}
