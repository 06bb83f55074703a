// How the pages that are looked at come to be in the state they are looked at in.
import { openOrder, signIn } from './operator.mjs'
import * as shopper from './shop.mjs'
import * as account from './account.mjs'

export const at = (path) => (page) => page.goto(path)

export async function filledCart(page) {
  await shopper.findProduct(page, shopper.hasNoOptions)
  await shopper.addToCart(page, 2)
  await shopper.findProduct(page, shopper.hasOptions)
  await shopper.addToCart(page)
  await shopper.openCart(page)
}

export async function firstLink(page, within, pattern) {
  const [address] = await shopper.addresses(within.locator(`a[href^="${pattern}"]`))
  if (!address) throw new Error(`no link to ${pattern} on ${page.url()}`)
  return page.goto(address)
}

export async function category(page, query = '') {
  await page.goto('/')
  const [address] = await shopper.addresses(page.getByRole('navigation', { name: 'Departments' }).getByRole('link'))
  return page.goto(address + query)
}

export async function ordered(page, method = 'Bank transfer') {
  await filledCart(page)
  await shopper.placeOrder(page, method)
}

/** An order, open in the back office, to which things are done; the shopper's page of it. */
export async function handled(page, things = () => {}) {
  await ordered(page)
  const number = await shopper.thankYou(page)
  const address = page.url()
  await signIn(page)
  await openOrder(page, number)
  await things()
  return address
}

export async function oneProduct(page, name = '') {
  await page.goto('/admin/products?q=' + encodeURIComponent(name))
  await firstLink(page, page.getByRole('main').locator('table'), '/admin/products/')
}

export async function wrongly(page, label, button) {
  await oneProduct(page)
  await shopper.skipBrowserChecks(page)
  await page.getByRole('main').getByRole('textbox', { name: label }).first().fill('a lot')
  await shopper.send(page, page.getByRole('button', { name: button }))
  await shopper.problems(page)
}

export const inAccount = (path) => async (page) => { await account.openAccount(page); await page.goto(path) }

export async function withOrder(page) {
  await account.openAccount(page)
  await ordered(page)
  await shopper.thankYou(page)
}

export async function withAddresses(page) {
  await account.openAccount(page)
  const { Email, ...where } = shopper.guest
  for (const street of ['4 Pier Road', '1 Harbour Road']) {
    await page.goto('/account/addresses/new')
    for (const [label, value] of Object.entries({ ...where, Address: street })) await shopper.field(page, label).fill(value)
    await shopper.send(page, page.getByRole('button', { name: 'Save address' }))
  }
}

export async function oneMail(page) {
  await shopper.eventually(async () => {
    await page.goto('/admin/mail')
    return await page.getByRole('main').locator('a[href^="/admin/mail/"]').count() > 0
  }, 'there is a mail')
  await firstLink(page, page.getByRole('main'), '/admin/mail/')
}

export const asOperator = (then) => async (page) => {
  await signIn(page)
  return then(page)
}
