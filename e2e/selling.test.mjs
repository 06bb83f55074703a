// What a European shop says of its prices: how a total is made up, what is
// taken off, what the law asks for at the checkout, and how a merchant decides
// about it. With scripts and without.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { mailTo, signIn } from './operator.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

const button = (page, name) => page.getByRole('main').getByRole('button', { name })
const main = (page) => page.getByRole('main')

async function filled(page) {
  await shopper.findProduct(page, shopper.hasNoOptions)
  await shopper.addToCart(page, 2)
  await shopper.openCart(page)
}

describe('selling', () => {
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

    as('each line of the total explains itself, and they add up', async ({ page }) => {
      await filled(page)
      await page.getByLabel('Coupon code').fill(shopper.coupon)
      await shopper.send(page, page.getByRole('button', { name: 'Apply' }))
      const details = main(page).locator('details.explain')
      await details.locator('summary').click()
      const text = await details.innerText()
      assert.match(text, /2 × €/)
      assert.match(text, /its part is/)
      assert.match(text, /VAT .* paid for it/)
      assert.match(text, /smallest coin/)
      await shopper.openCheckout(page)
      const all = await page.locator('#checkout-summary details.explain .totals__row').evaluateAll((rows) => rows.map((row) => ({
        name: row.querySelector('dt').textContent.trim(), amount: Math.round(Number(row.querySelector('data').value) * 100), last: row.className.includes('total--') || row.className.includes('--total'),
      })))
      const total = all.at(-1).amount
      const taxes = all.filter(({ name }) => name.startsWith('VAT'))
      const parts = all.slice(0, -1).filter((row) => !taxes.includes(row) && row.name.split('\n')[0].trim() !== 'Subtotal')
      assert.equal(parts.reduce((sum, { amount }) => sum + amount, 0), total, JSON.stringify(all))
    })

    as('the button names the obligation to pay, and what is ordered stands before it', async ({ page }) => {
      await filled(page)
      await shopper.openCheckout(page)
      const place = page.locator('#checkout-place')
      const label = await shopper.placeButton(page).innerText()
      assert.match(label, /^Place order and pay €\d+\.\d\d$/)
      const before = await place.innerText()
      assert.ok(before.indexOf('What you are ordering') < before.indexOf('Place order'), before)
      assert.match(await main(page).innerText(), /within 14 days of receiving your goods/)
      await shopper.chooseCountry(page, 'United States')
      const other = await shopper.placeButton(page).innerText()
      assert.notEqual(other, label, 'the amount follows the country')
    })

    as('an order is withdrawn from in two steps', async ({ page }) => {
      await filled(page)
      await shopper.placeOrder(page, 'Bank transfer')
      const number = await shopper.thankYou(page)
      await shopper.follow(page, page.getByRole('contentinfo').getByRole('link', { name: 'Withdraw from contract here' }))
      await shopper.skipBrowserChecks(page)
      await shopper.send(page, button(page, 'Continue'))
      assert.equal((await shopper.problems(page)).length, 3)
      await page.getByLabel('Full name').fill('Ada Byrne')
      await page.getByLabel('Order number').fill('NQ-AAAA-AAAA')
      await main(page).getByLabel('Email').fill(shopper.guest.Email)
      await shopper.send(page, button(page, 'Continue'))
      await shopper.problems(page)
      await page.getByLabel('Order number').fill(number)
      await shopper.send(page, button(page, 'Continue'))
      assert.match(await main(page).innerText(), new RegExp(`I, Ada Byrne, withdraw from the contract of order ${number}`))
      await shopper.send(page, button(page, 'Confirm withdrawal'))
      await page.getByRole('heading', { name: 'We have your withdrawal' }).waitFor()

      await signIn(page)
      await page.goto(`/admin/orders/${number}`)
      await page.getByText('Withdrawn by the buyer').waitFor()
      await shopper.eventually(async () => (await mailTo(page, shopper.guest.Email)).some((row) => row.includes(`withdrawal from order ${number}`)), 'the withdrawal is acknowledged')
      await page.goto('/admin/mail')
      await shopper.follow(page, page.getByRole('link', { name: new RegExp(`Your order ${number}`) }).first())
      assert.match(await main(page).innerText(), /within 14 days of receiving your goods/)
    })

    as('a merchant makes a promotion, and it holds by itself', async ({ page }) => {
      await signIn(page)
      await page.goto('/admin/promotions')
      await shopper.follow(page, page.getByRole('link', { name: 'New promotion' }))
      await shopper.skipBrowserChecks(page)
      await page.getByLabel('Name', { exact: true }).fill(`Harbour days ${how}`)
      await page.getByLabel('Percentage', { exact: true }).fill('lots')
      await shopper.send(page, button(page, 'Save'))
      assert.equal((await shopper.problems(page)).length > 0, true)
      assert.equal(await page.getByLabel('Percentage', { exact: true }).inputValue(), 'lots')
      await page.getByLabel('Percentage', { exact: true }).fill('7.5')
      await shopper.send(page, button(page, 'Save'))
      await page.getByRole('cell', { name: '7.5 %' }).waitFor()

      await filled(page)
      await main(page).getByText(`Harbour days ${how}`).first().waitFor()

      await page.goto('/admin/promotions')
      await shopper.follow(page, page.getByRole('link', { name: `Harbour days ${how}` }))
      await shopper.send(page, button(page, 'Remove promotion'))
      await page.getByText('The promotion is removed').waitFor()
    })

    as('a reduction says the lowest price of the 30 days before it', async ({ page }) => {
      const product = await shopper.findProduct(page, shopper.hasNoOptions)
      const [price] = await main(page).locator('.product__price data').evaluateAll((all) => all.map((d) => Number(d.value)))
      const name = await page.getByRole('heading', { level: 1 }).innerText()
      await signIn(page)
      await page.goto('/admin/products?q=' + encodeURIComponent(name))
      const [address] = await shopper.addresses(main(page).locator('table a[href^="/admin/products/"]'))
      await page.goto(address + '/sale')
      await page.getByLabel('Sale price').first().fill((price - (js ? 2 : 1)).toFixed(2))
      await page.getByLabel('Begins').first().fill('2026-01-01T00:00')
      await page.getByLabel('Ends').first().fill('2036-01-01T00:00')
      await shopper.send(page, button(page, 'Save sale'))
      await shopper.eventually(async () => {
        await page.goto(product)
        return /Lowest price in the 30 days before: €/.test(await main(page).innerText())
      }, 'the lowest price is said')
      await page.goto(address + '/sale')
      await page.getByLabel('Sale price').first().fill('')
      await shopper.send(page, button(page, 'Save sale'))
    })
  }

  test('a merchant decides about taxes, places and the law without a script', async () => {
    const { page, context, complaints } = await visit(browser, shop, { js: false })
    await signIn(page)
    await page.goto('/admin/taxes')
    await shopper.send(page, button(page, 'Add European rates'))
    assert.match(await main(page).innerText(), /places are changed/)
    await page.getByRole('cell', { name: '25.5 %' }).waitFor()
    await shopper.send(page, button(page, 'Add European rates'))
    assert.match(await main(page).innerText(), /These rates were there already/)

    await page.goto('/admin/shipping/zone')
    await page.getByLabel('Name', { exact: true }).fill('Scottish islands')
    await page.getByLabel('Countries').fill('GB')
    await page.getByLabel('Postcodes').fill('ZE, KW15')
    await page.getByLabel('Method').first().selectOption({ index: 1 })
    await page.getByLabel('Price').first().fill('19,90')
    await shopper.send(page, button(page, 'Save'))
    await page.getByRole('link', { name: 'Scottish islands' }).waitFor()

    await page.goto('/admin/law')
    await page.getByLabel('The button names the obligation to pay').uncheck()
    await page.getByLabel('Ask for a tick that the terms are agreed to').check()
    await page.getByLabel('Terms', { exact: true }).selectOption({ index: 1 })
    await shopper.send(page, button(page, 'Save'))
    await filled(page)
    await shopper.openCheckout(page)
    await shopper.fillAddress(page, shopper.guest)
    assert.equal(await shopper.placeButton(page).innerText(), 'Place order')
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, shopper.placeButton(page))
    assert.match(JSON.stringify(await shopper.problems(page)), /Agree to the terms/)
    await page.getByLabel('I have read the terms').check()
    await shopper.chooseShipping(page)
    await shopper.choosePayment(page, 'Bank transfer')
    await shopper.send(page, shopper.placeButton(page))
    await shopper.thankYou(page)
    assert.deepEqual(complaints, [])
    await context.close()
  })
})
