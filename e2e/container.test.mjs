// The shop in its container, as small as it is meant to run, sells.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { startContainer } from './server.mjs'
import * as shopper from './shop.mjs'

let shop, browser
before(async () => { shop = await startContainer(); browser = await launch() })
after(async () => { await browser?.close(); await shop?.stop() })

test('the container is healthy and has 256 MB', async () => {
  await shop.healthy()
  assert.equal(await shop.memory(), 256 << 20)
})

test('a purchase through the container, without JavaScript', async () => {
  const { page, complaints } = await visit(browser, shop, { js: false })
  await shopper.findProduct(page, shopper.hasNoOptions)
  await shopper.addToCart(page)
  await shopper.placeOrder(page, 'Bank transfer')
  await shopper.thankYou(page)
  assert.deepEqual(complaints, [])
})
