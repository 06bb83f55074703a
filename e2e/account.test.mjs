// A customer's account, from the first mail to the last button.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import * as account from './account.mjs'
import { launch, visit } from './browser.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

describe('accounts', () => {
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

  both('open it, sign out, go back, sign in', async ({ page }) => {
    const email = await account.openAccount(page)
    await shopper.send(page, page.getByRole('button', { name: 'Sign out' }))
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor() // nothing of the account is kept
    await account.signIn(page, email, 'wrong words 11')
    assert.equal((await shopper.problems(page))[0].field, 'email')
    assert.equal(await shopper.field(page, 'Email').inputValue(), email)
    await account.signIn(page, email)
    await page.getByText(`Signed in as ${email}`).waitFor()
    await shopper.follow(page, page.getByRole('link', { name: 'Account', exact: true }))
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
  })

  both('a weak password is refused beside its field', async ({ page }) => {
    await account.askToOpen(page, account.newAddress(), 'password')
    assert.equal((await shopper.problems(page))[0].field, 'password')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'problem')
  })

  both('another password by mail', async ({ page, js }) => {
    const email = await account.openAccount(page)
    const other = await account.elsewhere(page, shop, js)
    await other.page.goto('/account/login')
    await shopper.follow(other.page, other.page.getByRole('link', { name: 'Forgotten your password?' }))
    await shopper.field(other.page, 'Email').fill(email)
    await shopper.send(other.page, other.page.getByRole('button', { name: 'Send the link' }))
    await other.page.goto(await account.linkTo(other.page, email))
    await other.page.getByLabel('New password').fill('another tide 42')
    await shopper.send(other.page, other.page.getByRole('button', { name: 'Save the password' }))
    await other.page.getByText('Your password is changed').waitFor()
    await page.goto('/account')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await account.signIn(page, email, 'another tide 42')
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
    await other.context.close()
  })

  both('the cart follows, the checkout begins with the address, the order is ordered again', async ({ page, js }) => {
    const email = await account.openAccount(page)
    await addAddress(page)
    await shopper.findProduct(page, shopper.hasNoOptions)
    await shopper.addToCart(page)

    const phone = await account.elsewhere(page, shop, js)
    await account.signIn(phone.page, email)
    await shopper.openCheckout(phone.page)
    for (const [label, value] of Object.entries({ ...shopper.guest, Email: email })) {
      assert.equal(await shopper.field(phone.page, label).inputValue(), value)
    }
    await shopper.chooseShipping(phone.page)
    await shopper.choosePayment(phone.page, 'Bank transfer')
    await shopper.send(phone.page, shopper.placeButton(phone.page))
    const number = await shopper.thankYou(phone.page)
    await phone.context.close()

    await page.goto('/account/orders')
    await shopper.follow(page, page.getByRole('link', { name: `Order ${number}` }))
    await shopper.send(page, page.getByRole('button', { name: /^Order again/ }))
    await page.getByText('Everything from that order is in your cart').waitFor()
    await page.goto('/account')
    await shopper.send(page, page.getByRole('button', { name: 'Sign out' }))
    await page.goto('/cart')
    await page.getByText('Your cart is empty').first().waitFor()
  })

  both('end another sign-in, take a copy, close the account', async ({ page, js }) => {
    const email = await account.openAccount(page)
    const other = await account.elsewhere(page, shop, js)
    await account.signIn(other.page, email)
    await page.goto('/account/devices')
    await shopper.send(page, page.getByRole('button', { name: 'End all others' }))
    await other.page.goto('/account')
    await other.page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await other.context.close()

    await page.goto('/account/privacy')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: /^Download your data/ }).click()])
    const text = await new Response(await file.createReadStream()).text()
    assert.equal(JSON.parse(text).Email, email)

    await shopper.follow(page, page.getByRole('link', { name: 'Close your account' }))
    await page.getByLabel('Your present password').fill(account.words)
    await shopper.send(page, page.getByRole('button', { name: 'Close the account for good' }))
    await account.signIn(page, email)
    assert.equal((await shopper.problems(page))[0].field, 'email')
  })

  both('another email, another name, another password', async ({ page }) => {
    const email = await account.openAccount(page)
    const next = account.newAddress()
    await page.goto('/account/details')
    await shopper.field(page, 'Name').fill('Ada Byrne')
    await shopper.send(page, page.getByRole('button', { name: 'Save' }))
    await shopper.follow(page, page.getByRole('link', { name: 'Change your email' }))
    await shopper.field(page, 'New email').fill(next)
    await page.getByLabel('Your present password').fill(account.words)
    await shopper.send(page, page.getByRole('button', { name: 'Send the link' }))
    await page.goto(await account.linkTo(page, next))
    await shopper.send(page, page.getByRole('button', { name: 'Use this address' }))
    await page.getByText(`Hello Ada Byrne. You are signed in as ${next}`).waitFor()

    await page.goto('/account/password')
    await page.getByLabel('Your present password').fill(account.words)
    await page.getByLabel('New password').fill('another tide 42')
    await shopper.send(page, page.getByRole('button', { name: 'Change password' }))
    await page.getByText('Your password is changed').waitFor()
    await shopper.send(page, page.getByRole('button', { name: 'Sign out' }))
    await account.signIn(page, email, 'another tide 42')
    assert.equal((await shopper.problems(page))[0].field, 'email')
    await account.signIn(page, next, 'another tide 42')
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
  })

  async function addAddress(page) {
    await page.goto('/account/addresses/new')
    const { Email, ...where } = shopper.guest
    for (const [label, value] of Object.entries(where)) await shopper.field(page, label).fill(value)
    await shopper.send(page, page.getByRole('button', { name: 'Save address' }))
    await page.getByText('The address is saved').waitFor()
  }
})
