// Everything can be done with a keyboard, and one always sees where one is.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

describe('keyboard', () => {
  let shop, browser
  before(async () => { shop = await startShop(); browser = await launch() })
  after(async () => { await browser?.close(); await shop?.stop() })

  for (const js of [false, true]) {
    test(`from home to Thank you, JavaScript ${js ? 'on' : 'off'}`, async () => {
      const { page, complaints, context } = await visit(browser, shop, { js })
      const product = await shopper.findProduct(page, shopper.hasNoOptions)
      const name = await page.getByRole('heading', { level: 1 }).innerText()

      await page.goto('/')
      await page.keyboard.press('Tab')
      assert.match(await focusedText(page), /Skip to content/, 'the first stop is not the skip link')
      await tabTo(page, page.getByRole('searchbox', { name: 'Search' }).first())
      await page.keyboard.type(name)
      await press(page, 'Enter')
      await tabTo(page, page.locator(`a[href="${product}"]`).first())
      await press(page, 'Enter')
      await tabTo(page, shopper.addButton(page))
      await press(page, 'Enter', true)
      await page.goto('/cart')
      await tabTo(page, page.getByRole('link', { name: 'Checkout' }).or(page.getByRole('button', { name: 'Checkout' })))
      await press(page, 'Enter')

      for (const [label, value] of Object.entries(shopper.guest)) {
        await tabTo(page, shopper.field(page, label))
        await page.keyboard.type(value)
      }
      await chooseFirst(page, 'Shipping method')
      await chooseFirst(page, 'Payment method')
      await tabTo(page, shopper.placeButton(page))
      await press(page, 'Enter', true)
      if (page.url().includes('/testpay/')) assert.fail('the first payment method should be one without a card')
      await shopper.thankYou(page)
      assert.deepEqual(complaints, [])
      await context.close()
    })
  }
})

async function press(page, key, sends = false) {
  const answered = page.waitForResponse((r) => sends ? r.request().method() === 'POST' : r.request().isNavigationRequest())
  await Promise.all([answered, page.keyboard.press(key)])
  await page.waitForLoadState('load')
}

// Space chooses the button that has the focus, where none is chosen yet.
async function chooseFirst(page, group) {
  const radios = page.getByRole('group', { name: group }).getByRole('radio')
  const chosen = page.getByRole('group', { name: group }).getByRole('radio', { checked: true })
  await tabTo(page, await chosen.count() ? chosen : radios.first())
  await page.keyboard.press('Space')
}

/** Presses Tab until the control has the focus, which must be seen. */
async function tabTo(page, control) {
  for (let presses = 0; presses < 150; presses++) {
    if (await control.evaluate((element) => element === document.activeElement)) {
      assert.ok(await isFocusSeen(page), `the focus on ${await focusedText(page)} is not seen`)
      return
    }
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not reach ${control}`)
}

const focusedText = (page) => page.evaluate(() => {
  const element = document.activeElement
  return element?.textContent?.trim() || element?.getAttribute('name') || element?.tagName || ''
})

// The focus shows when the focused element, or one around it, looks different then.
const isFocusSeen = (page) => page.evaluate(() => {
  for (let element = document.activeElement; element && element !== document.body; element = element.parentElement) {
    const style = getComputedStyle(element)
    const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    if (outlined || style.boxShadow !== 'none') return true
  }
  return false
})
