// Whatever is entered wrongly is answered by a page that says what to do, keeps
// what was typed, and leads to the field.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { signIn } from './operator.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

// Each makes one mistake at the checkout, and names the field that is at fault.
const mistakes = [
  { name: 'no email', at: 'Email', enter: '' },
  { name: 'an email that is none', at: 'Email', enter: 'ada at example' },
  { name: 'an email that is too long', at: 'Email', enter: `${'a'.repeat(300)}@example.com` },
  { name: 'no name', at: 'Full name', enter: '' },
  { name: 'a name of blanks', at: 'Full name', enter: '   ' },
  { name: 'no address', at: 'Address', enter: '' },
  { name: 'no city', at: 'City', enter: '' },
  { name: 'a postcode of another country', at: 'Postcode', enter: '!!' },
]

const noQuantities = ['-1', '1000', 'two', '1.5', '99999999999999999999']

describe('mistakes', () => {
  let shop, browser
  before(async () => { shop = await startShop(); browser = await launch() })
  after(async () => { await browser?.close(); await shop?.stop() })

  for (const js of [false, true]) {
    const how = `JavaScript ${js ? 'on' : 'off'}`
    const as = (name, run) => test(`${name}, ${how}`, async () => {
      const visitor = await visit(browser, shop, { js })
      await run(visitor)
      assert.deepEqual(visitor.complaints, [])
      await visitor.context.close()
    })

    as('each field of the checkout', async ({ page }) => {
      await fillCart(page)
      await shopper.openCheckout(page)
      for (const { name, at, enter } of mistakes) {
        await shopper.fillAddress(page, { ...shopper.guest, [at]: enter })
        await shopper.chooseShipping(page)
        await shopper.choosePayment(page, 'Bank transfer')
        await dropLimits(page)
        if (enter.length > 200) await shopper.field(page, at).fill(enter)
        await shopper.send(page, shopper.placeButton(page))

        const found = await shopper.problems(page)
        assert.equal(found.length, 1, `${name}: ${JSON.stringify(found)}`)
        await leadsTo(page, found[0], at)
        await keeps(page, { ...shopper.guest, [at]: enter.trim() }, at)
      }
    })

    as('no postcode, for a country that has them', async ({ page }) => {
      await fillCart(page)
      await shopper.openCheckout(page)
      await shopper.chooseCountry(page, 'United Kingdom')
      await shopper.fillAddress(page, { ...shopper.guest, Postcode: '' })
      await shopper.chooseShipping(page)
      await shopper.choosePayment(page, 'Bank transfer')
      await shopper.send(page, shopper.placeButton(page))

      const found = await shopper.problems(page)
      assert.equal(found.length, 1, JSON.stringify(found))
      await leadsTo(page, found[0], 'Postcode')
    })

    as('everything missing at the checkout at once', async ({ page }) => {
      await fillCart(page)
      await shopper.openCheckout(page)
      await dropLimits(page)
      await shopper.send(page, shopper.placeButton(page))

      const found = await shopper.problems(page)
      assert.ok(found.length >= 4, JSON.stringify(found))
      assert.match(await page.title(), /^Error:/)
      const focused = await page.evaluate(() => document.activeElement?.textContent ?? '')
      assert.match(focused, /There is a problem/, 'the summary is not focused')
      for (const problem of found) if (problem.field) assert.equal(await page.locator(`[id="${problem.field}"]`).count(), 1)
    })

    as('more than there are', async ({ page }) => {
      await fillCart(page)
      await shopper.openCart(page)
      const quantity = page.getByRole('main').getByLabel('Quantity')
      await dropLimits(page)
      await quantity.fill('900')
      await shopper.send(page, page.getByRole('main').getByRole('button', { name: 'Update' }))

      assert.match(await page.getByRole('main').innerText(), /There is a problem|left|limit|at most/i, 'it is passed over in silence')
      await shopper.openCart(page)
      const now = Number(await quantity.inputValue())
      assert.ok(now >= 1 && now < 900, `the cart holds ${now}`)
    })

    as('a quantity that is none, of a product', async ({ page }) => {
      for (const entered of ['0', ...noQuantities]) {
        await shopper.findProduct(page, shopper.hasNoOptions)
        await dropLimits(page)
        await page.getByLabel('Quantity').fill(entered)
        await refused(page, shopper.addButton(page), entered)
      }
      await shopper.openCart(page)
      await page.getByText('Your cart is empty').first().waitFor()
    })

    as('a quantity that is none, in the cart', async ({ page }) => {
      await fillCart(page)
      const main = page.getByRole('main')
      for (const entered of noQuantities) {
        await shopper.openCart(page)
        await dropLimits(page)
        await main.getByLabel('Quantity').fill(entered)
        await refused(page, main.getByRole('button', { name: 'Update' }), entered)
        assert.equal(await main.getByRole('button', { name: 'Remove' }).count(), 1, 'the line is gone')
      }
      await shopper.openCart(page)
      assert.equal(await main.getByLabel('Quantity').inputValue(), '1')
      await dropLimits(page)
      await main.getByLabel('Quantity').fill('0')
      await shopper.send(page, main.getByRole('button', { name: 'Update' }))
      await page.getByText('Your cart is empty').first().waitFor()
    })

    as('a coupon that does not exist', async ({ page }) => {
      await fillCart(page)
      await shopper.openCart(page)
      await page.getByLabel('Coupon code').fill('NO-SUCH-CODE')
      await shopper.send(page, page.getByRole('button', { name: 'Apply' }))
      assert.match(await page.getByRole('main').innerText(), /There is a problem|not (a )?(known|valid)|do not know/i)
      assert.equal(await page.getByLabel('Coupon code').inputValue(), 'NO-SUCH-CODE')
    })

    as('a search that finds nothing has a way on', async ({ page }) => {
      await page.goto('/search?q=zzzzqqq')
      await page.getByRole('searchbox', { name: 'Search' }).first().waitFor()
      assert.ok(await page.getByRole('link').count() > 3)
    })

    as('an address that is not there has a search box', async ({ page }) => {
      const answer = await page.goto('/products/no-such-thing')
      assert.equal(answer.status(), 404)
      assert.equal(await page.getByRole('searchbox', { name: 'Search' }).first().isVisible(), true)
    })

    as('a checkout of an empty cart leads to the cart', async ({ page }) => {
      await page.goto('/checkout')
      await page.getByText('Your cart is empty').first().waitFor()
    })

    as('a wrong password', async ({ page }) => {
      await signIn(page, { email: 'operator@example.com', password: 'not the password' })
      assert.ok((await shopper.problems(page)).length)
      assert.equal(await page.getByLabel('Email').inputValue(), 'operator@example.com')
      assert.equal(await page.getByLabel('Password').inputValue(), '')
    })
  }

  async function fillCart(page) {
    await shopper.findProduct(page, shopper.hasNoOptions)
    await shopper.addToCart(page)
  }
})

// A browser stops most mistakes itself; another client would not.
const dropLimits = async (page) => {
  await shopper.skipBrowserChecks(page)
  await page.locator('input').evaluateAll((all) => all.forEach((input) => {
    for (const limit of ['maxlength', 'min', 'max', 'pattern']) input.removeAttribute(limit)
    if (input.type === 'number') input.type = 'text'
  }))
}

/** What is sent is refused on the page itself, which leads to the quantity. */
async function refused(page, button, entered) {
  const answer = await shopper.send(page, button)
  assert.equal(answer.status(), 422, entered)
  const [problem, ...more] = await shopper.problems(page)
  assert.match(problem.text, /whole number/)
  assert.deepEqual(more, [], entered)
  const field = page.locator(`[id="${problem.field}"]`)
  assert.equal(await field.count(), 1, `${problem.text} leads nowhere`)
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
}

async function leadsTo(page, problem, label) {
  const field = shopper.field(page, label)
  assert.equal(problem.field, await field.getAttribute('id'), `${problem.text} leads elsewhere than to ${label}`)
  assert.equal(await field.getAttribute('aria-invalid'), 'true')
}

async function keeps(page, typed, except) {
  for (const [label, value] of Object.entries(typed)) {
    if (label === except) continue
    assert.equal(await shopper.field(page, label).inputValue(), value, label)
  }
  const chosen = page.getByRole('group', { name: 'Payment method' }).getByRole('radio', { checked: true })
  assert.equal(await chosen.count(), 1, 'the payment method is forgotten')
}
