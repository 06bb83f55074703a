// What a shopper does, told by accessible names alone.
import assert from 'node:assert/strict'
import { hasScripts } from './browser.mjs'
import { pause } from './server.mjs'

export const guest = {
  Email: 'ada@example.com',
  'Full name': 'Ada Byrne',
  Address: '4 Pier Road',
  City: 'Kinsale',
  Postcode: 'P17 X283',
}

/** Presses something that sends a form, and waits for the page or part that answers. */
export async function send(page, control) {
  const [answer] = await Promise.all([posted(page), control.click()])
  await page.waitForLoadState('load')
  if (hasScripts(page)) await settled(page)
  return answer
}

const posted = (page) => page.waitForResponse((r) => r.request().method() === 'POST')

/** Follows a link or sends a search, and waits for the page. */
export async function follow(page, control) {
  await control.click()
  await page.waitForLoadState('load')
}

/** The first product of the demo shop, found as a shopper would, whose page fits. */
export async function findProduct(page, fits = hasOptions) {
  const known = found.get(fits)
  if (known) {
    await page.goto(known)
    if (await fits(page)) return known // not sold out meanwhile
  }
  await page.goto('/')
  const departments = await addresses(page.getByRole('navigation', { name: 'Departments' }).getByRole('link'))
  for (const department of departments) {
    await page.goto(department)
    const products = await addresses(page.getByRole('main').locator('a[href^="/products/"]'))
    for (const product of products.slice(0, 12)) {
      await page.goto(product)
      if (!await fits(page)) continue
      found.set(fits, product)
      return product
    }
  }
  throw new Error(`no product of the demo shop fits ${fits.name}`)
}

// Every shop of the tests has the same catalogue.
const found = new Map()

export const addresses = (links) => links.evaluateAll((all) => [...new Set(all.map((a) => a.getAttribute('href')))])

export const addButton = (page) => page.getByRole('button', { name: 'Add to cart' })

// There are enough of it for what a test does before it looks again.
const canBeBought = async (page) => await addButton(page).count() === 1
  && Number(await page.getByLabel('Quantity').getAttribute('max')) >= 5

export const hasOptions = async (page) => await canBeBought(page) && await optionLinks(page).count() > 1

export const hasNoOptions = async (page) => await canBeBought(page) && await optionLinks(page).count() === 0

export const isSoldOut = async (page) => await addButton(page).count() === 0

/** Links that choose another variant of the product: a group of them for each option. */
export const optionLinks = (page) => page.getByRole('main').getByRole('group').getByRole('link')

/** Chooses a value that is not chosen yet and can be had. */
export async function chooseOption(page) {
  const free = optionLinks(page).filter({ hasNotText: 'sold out' }).and(page.locator(':not([aria-current])')).first()
  const address = await free.getAttribute('href')
  await follow(page, free)
  await page.locator(`a[aria-current][href="${address}"]`).first().waitFor()
  return address
}

export async function addToCart(page, quantity) {
  if (quantity) await page.getByLabel('Quantity').fill(String(quantity))
  await send(page, addButton(page))
}

export async function openCart(page) {
  await page.goto('/cart')
  await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
}

export async function openCheckout(page) {
  await openCart(page)
  await follow(page, page.getByRole('link', { name: 'Checkout' }).or(page.getByRole('button', { name: 'Checkout' })))
  await page.getByRole('heading', { level: 1, name: 'Checkout' }).waitFor()
}

/** A text field by its label, which may say that it is optional. */
export const field = (page, label) => page.getByRole('textbox', { name: new RegExp(`^${label}( \\(optional\\))?$`) })

export async function fillAddress(page, who = guest) {
  for (const [label, value] of Object.entries(who)) await field(page, label).fill(value)
}

/** Another country, and what depends on it: drawn anew by the script, or by the button without. */
export async function chooseCountry(page, name) {
  const country = page.getByRole('combobox', { name: 'Country' })
  if (hasScripts(page)) {
    await Promise.all([posted(page), country.selectOption(name)])
    await settled(page)
  } else {
    await country.selectOption(name)
    await send(page, page.getByRole('button', { name: 'Update' }))
  }
}

export const choosePayment = (page, method) => choose(page, 'Payment method', method)

/** The first way of sending, unless one is chosen already. */
export const chooseShipping = (page) => choose(page, 'Shipping method')

async function choose(page, groupName, name) {
  const group = page.getByRole('group', { name: groupName })
  const radio = name ? group.getByRole('radio', { name, exact: true }) : group.getByRole('radio').first()
  const enough = name ? radio : group.getByRole('radio', { checked: true })
  if (await enough.count() === 1 && await enough.isChecked()) return
  // The label is what one sees and clicks.
  const label = page.locator(`label[for="${await radio.getAttribute('id')}"]`)
  const redraws = hasScripts(page) && await radio.getAttribute('data-hx-post') !== null
  await Promise.all([redraws && posted(page), label.click()])
  await eventually(() => radio.isChecked(), `${groupName} is chosen`)
  if (redraws) await settled(page)
}

/** Waits until the script is done with what it put into the page. */
const settled = (page) => page.waitForFunction(() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling'))

export const placeButton = (page) => page.getByRole('button', { name: /^Place order/ })

/** Buys what is in the cart, up to the press of the last button. */
export async function placeOrder(page, method) {
  await openCheckout(page)
  await fillAddress(page)
  await chooseShipping(page)
  await choosePayment(page, method)
  await send(page, placeButton(page))
}

/** The order's number, from the page that says thank you. */
export async function thankYou(page) {
  await page.getByRole('heading', { level: 1, name: 'Thank you' }).waitFor()
  return orderNumber(page)
}

/** The number of the order whose page is open. */
export async function orderNumber(page) {
  const number = /^\/orders\/([^/?]+)/.exec(new URL(page.url()).pathname)?.[1]
  assert.ok(number, `no order's number in ${page.url()}`)
  assert.match(await page.getByRole('main').innerText(), new RegExp(number))
  return number
}

/** Makes the browser send a form that it would rather have corrected first. */
export const skipBrowserChecks = (page) =>
  page.locator('form').evaluateAll((forms) => forms.forEach((form) => { form.noValidate = true }))

/** What the summary of errors lists, each with the control its link leads to. */
export async function problems(page) {
  const summary = page.getByRole('group', { name: 'There is a problem' })
    .or(page.getByRole('alert', { name: 'There is a problem' }))
  await summary.waitFor()
  return summary.getByRole('listitem').evaluateAll((items) => items.map((item) => ({
    text: item.textContent.trim(),
    field: item.querySelector('a')?.getAttribute('href')?.slice(1) ?? null,
  })))
}

/** A list of the demo shop that takes more than one page. */
export const longList = '/search?q=gift'

/** A code that the demo shop accepts. */
export const coupon = 'WELCOME10'

/** What the cart costs in all, in cents. */
export async function total(page) {
  const text = await page.getByRole('main').innerText()
  const amounts = [...text.matchAll(/\bTotal\b[^\d€]*€\s?([\d.,]+)/g)]
  assert.ok(amounts.length, `no total in:\n${text}`)
  return Number(amounts.at(-1)[1].replace(/\D/g, ''))
}

/** From the page of an order that is not paid, on to where it can be. */
export async function payAgain(page) {
  const again = page.getByRole('link', { name: 'Pay now' }).or(page.getByRole('button', { name: 'Pay now' }))
  await again.first().click()
  await page.getByRole('heading', { name: 'Test payment' }).waitFor()
}

/** Asks until the answer is yes: for what the shop does after it has answered. */
export async function eventually(is, what, seconds = 15) {
  const deadline = Date.now() + seconds * 1000
  while (!await is()) {
    assert.ok(Date.now() < deadline, `not within ${seconds} s: ${what}`)
    await pause(100)
  }
}
