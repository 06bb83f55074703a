// A guest buys, in every way there is to pay, and the operator sees it through.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { act, mailTo, openOrder, signIn } from './operator.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

const offline = {
  'Bank transfer': /bank|transfer/i,
  'Cash on delivery': /cash/i,
}

const parcel = 'https://carrier.example/track/1'

describe('buying', () => {
  let shop, browser
  before(async () => { shop = await startShop(); browser = await launch() })
  after(async () => { await browser?.close(); await shop?.stop() })

  const both = (name, run) => [false, true].forEach((js) =>
    test(`${name}, JavaScript ${js ? 'on' : 'off'}`, async () => {
      const visitor = await visit(browser, shop, { js })
      await run(visitor)
      assert.deepEqual(visitor.complaints, [])
      await visitor.context.close()
    }))

  both('browse, choose, put in the cart, change it, use a coupon', async ({ page }) => {
    await shopper.findProduct(page, shopper.hasOptions)
    await shopper.chooseOption(page)
    const name = await page.getByRole('heading', { level: 1 }).innerText()
    await shopper.addToCart(page, 2)
    await shopper.openCart(page)

    const main = page.getByRole('main')
    assert.match(await main.innerText(), new RegExp(escaped(name), 'i'))
    assert.equal(await main.getByLabel('Quantity').inputValue(), '2')

    await main.getByLabel('Quantity').fill('1')
    await shopper.send(page, main.getByRole('button', { name: 'Update' }))
    await shopper.openCart(page)
    assert.equal(await main.getByLabel('Quantity').inputValue(), '1')

    const before = await shopper.total(page)
    await page.getByLabel('Coupon code').fill(shopper.coupon)
    await shopper.send(page, page.getByRole('button', { name: 'Apply' }))
    await shopper.openCart(page)
    assert.ok(await shopper.total(page) < before, 'the coupon takes nothing off')

    await shopper.send(page, main.getByRole('button', { name: 'Remove', exact: true }).first())
    await shopper.openCart(page)
    await page.getByText('Your cart is empty').first().waitFor()
  })

  both('a long list goes on', async ({ page, js }) => {
    await page.goto(shopper.longList)
    const products = page.getByRole('main').locator('a[href^="/products/"]')
    const first = await shopper.addresses(products)
    if (js) {
      await page.getByRole('link', { name: 'Load more' }).click()
      await shopper.eventually(async () => await products.count() > first.length, 'more is loaded')
      const focused = await page.evaluate(() => document.activeElement.getAttribute('href'))
      assert.equal(focused, (await shopper.addresses(products))[first.length], 'the first new product has the focus')
    } else {
      await shopper.follow(page, page.getByRole('link', { name: 'Next' }))
      await page.getByRole('link', { name: 'Previous' }).waitFor()
    }
    const then = await shopper.addresses(products)
    assert.equal(new Set([...first, ...then]).size, js ? then.length : first.length + then.length, 'a product comes twice')
  })

  for (const [method, word] of Object.entries(offline)) {
    both(`${method}: confirmation, mail, paid, sent`, async (visitor) => {
      const { page } = visitor
      await shopper.findProduct(page, shopper.hasNoOptions)
      await shopper.addToCart(page)
      await shopper.placeOrder(page, method)
      const number = await shopper.thankYou(page)
      assert.match(await page.getByRole('main').innerText(), word)

      await seeThrough(visitor.js, number)
      await page.reload()
      assert.equal(await page.getByRole('link', { name: /Track/ }).getAttribute('href'), parcel)
    })
  }

  both('test card: approve', async ({ page, js }) => {
    await pay(page, 'Approve')
    const number = await shopper.thankYou(page)
    const operator = await visit(browser, shop, { js })
    await signIn(operator.page)
    await shopper.eventually(async () => {
      await openOrder(operator.page, number)
      return /\bpaid\b/i.test(await operator.page.getByRole('main').innerText())
    }, 'the approved payment reaches the order')
    await operator.context.close()
  })

  both('test card: decline, then pay after all', async ({ page }) => {
    await pay(page, 'Decline')
    assert.match(await page.getByRole('main').innerText(), /declined|not paid|did not go through/i)
    await shopper.payAgain(page)
    await shopper.send(page, page.getByRole('button', { name: 'Approve' }))
    await shopper.thankYou(page)
  })

  both('test card: abandon, then pay after all', async ({ page }) => {
    await pay(page, 'Abandon')
    await shopper.payAgain(page)
    await shopper.send(page, page.getByRole('button', { name: 'Approve' }))
    await shopper.thankYou(page)
  })

  async function pay(page, decision) {
    await shopper.findProduct(page, shopper.hasNoOptions)
    await shopper.addToCart(page)
    await shopper.placeOrder(page, 'Test card')
    await page.getByRole('heading', { name: 'Test payment' }).waitFor()
    await shopper.send(page, page.getByRole('button', { name: decision }))
  }

  // The operator finds the mail, marks the order as paid and as sent.
  async function seeThrough(js, number) {
    const { page, context, complaints } = await visit(browser, shop, { js })
    await signIn(page)
    await shopper.eventually(
      async () => (await mailTo(page, shopper.guest.Email)).some((mail) => mail.includes(number)),
      'the confirmation is among the mails')
    await openOrder(page, number)
    if (await page.getByRole('button', { name: 'Mark as paid' }).count()) await act(page, 'Mark as paid')
    await openOrder(page, number)
    await act(page, 'Mark as sent', { Track: parcel })
    await openOrder(page, number)
    const order = await page.getByRole('main').innerText()
    assert.match(order, /paid/i)
    assert.match(order, /sent/i)
    assert.deepEqual(complaints, [])
    await context.close()
  }
})

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
