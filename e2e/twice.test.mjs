// Back, refresh, a double click and a second tab never make a second order, nor
// lose what was typed.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { signIn } from './operator.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

describe('twice', () => {
  let shop, browser, buyers = 0
  before(async () => { shop = await startShop(); browser = await launch() })
  after(async () => { await browser?.close(); await shop?.stop() })

  const both = (name, run) => [false, true].forEach((js) =>
    test(`${name}, JavaScript ${js ? 'on' : 'off'}`, async () => {
      const visitor = await visit(browser, shop, { js })
      const who = { ...shopper.guest, Email: `buyer-${++buyers}@example.com` }
      await run({ ...visitor, who })
      assert.deepEqual(visitor.complaints, [])
      await visitor.context.close()
    }))

  both('back and refresh at each step', async ({ page, who }) => {
    await shopper.findProduct(page, shopper.hasNoOptions)
    await page.reload()
    await shopper.addToCart(page)
    const quantity = page.getByRole('main').getByLabel('Quantity')
    await page.reload()
    assert.equal(await quantity.inputValue(), '1', 'a refresh adds it again')
    await page.goBack()
    await shopper.addButton(page).waitFor()
    await page.goForward()
    assert.equal(await quantity.inputValue(), '1', 'Back and forward add it again')

    await shopper.openCheckout(page)
    await page.reload()
    await shopper.fillAddress(page, who)
    await page.goto('/cart')
    await page.reload()
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor()
    await fillIn(page, who)
    await shopper.send(page, shopper.placeButton(page))
    const number = await shopper.thankYou(page)

    await page.reload()
    assert.equal(await shopper.orderNumber(page), number)
    await page.goBack()
    await page.goForward()
    assert.equal(await shopper.orderNumber(page), number)
    assert.equal(await ordersOf(who), 1)
  })

  both('what was typed survives a mistake and Back', async ({ page, who }) => {
    await toCheckout(page)
    await fillIn(page, { ...who, City: '' })
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, shopper.placeButton(page))
    await shopper.problems(page)
    await page.getByRole('link', { name: /cart/i }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
    await page.goBack()

    assert.equal(await shopper.field(page, 'Full name').inputValue(), who['Full name'])
  })

  both('the same form sent again from Back', async ({ page, who }) => {
    await toCheckout(page)
    await fillIn(page, who)
    await shopper.send(page, shopper.placeButton(page))
    const number = await shopper.thankYou(page)

    await page.goBack()
    if (await shopper.placeButton(page).count()) {
      await fillIn(page, who)
      await shopper.send(page, shopper.placeButton(page))
      assert.equal(await shopper.orderNumber(page), number)
    }
    assert.equal(await ordersOf(who), 1)
  })

  both('a double click on Place order', async ({ page, who }) => {
    await toCheckout(page)
    await fillIn(page, who)
    await shopper.placeButton(page).dblclick()
    await shopper.thankYou(page)
    assert.equal(await ordersOf(who), 1)
  })

  both('two tabs place the same cart', async ({ page, context, who }) => {
    await toCheckout(page)
    await fillIn(page, who)
    const second = await context.newPage()
    await shopper.openCheckout(second)
    await fillIn(second, who)

    await shopper.send(page, shopper.placeButton(page))
    await shopper.thankYou(page)
    await shopper.send(second, shopper.placeButton(second))
    assert.match(await second.getByRole('main').innerText(), /Thank you|Order|empty|changed|already/)
    assert.equal(await ordersOf(who), 1)
  })

  both('a cart changed in a second tab is said before it is bought', async ({ page, context, who }) => {
    await toCheckout(page)
    await fillIn(page, who)
    const second = await context.newPage()
    await shopper.openCart(second)
    await second.getByRole('main').getByLabel('Quantity').fill('2')
    await shopper.send(second, second.getByRole('main').getByRole('button', { name: 'Update' }))

    await shopper.send(page, shopper.placeButton(page))
    const text = await page.getByRole('main').innerText()
    if (!/There is a problem|changed/i.test(text)) assert.match(text, /[×x] ?2|2 [×x]/, 'the order is neither as seen nor as changed')
  })

  async function toCheckout(page) {
    await shopper.findProduct(page, shopper.hasNoOptions)
    await shopper.addToCart(page)
    await shopper.openCheckout(page)
  }

  async function fillIn(page, who) {
    await shopper.fillAddress(page, who)
    await shopper.chooseShipping(page)
    await shopper.choosePayment(page, 'Bank transfer')
  }

  // How many orders the operator sees of somebody.
  async function ordersOf(who) {
    const { page, context } = await visit(browser, shop, { js: false })
    await signIn(page)
    await page.goto('/admin/orders')
    const rows = await page.getByRole('row').filter({ hasText: who.Email }).count()
    await context.close()
    return rows
  }
})
