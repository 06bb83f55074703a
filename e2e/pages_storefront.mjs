// The storefront's pages, and the states of each.
import assert from 'node:assert/strict'
import { act } from './operator.mjs'
import * as shopper from './shop.mjs'
import { at, filledCart, firstLink, category, ordered, handled } from './pagesteps.mjs'

export const storefront = {
  home: at('/'),
  category: (page) => category(page),
  'category, narrowed': (page) => category(page, '?f=colour_cream&f=colour_rust&stock=in'),
  'category, nothing matches': (page) => category(page, '?min=99999'),
  'category, wrong price': (page) => category(page, '?min=cheap'),
  collection: async (page) => { await page.goto('/'); await firstLink(page, page.locator('body'), '/collections/') },
  'search, second page': async (page) => {
    await page.goto(shopper.longList + '&page=2')
    await page.getByRole('main').locator('a[href^="/products/"]').first().waitFor()
  },
  product: (page) => shopper.findProduct(page, shopper.hasNoOptions),
  'product with options': (page) => shopper.findProduct(page, shopper.hasOptions),
  'product, sold out': async (page) => {
    await page.goto('/products/willow-trug')
    assert.equal(await shopper.isSoldOut(page), true, 'it can be bought')
  },
  'product, wrong quantity': async (page) => {
    await shopper.findProduct(page, shopper.hasOptions)
    await shopper.skipBrowserChecks(page)
    await page.getByLabel('Quantity').fill('0')
    await shopper.send(page, shopper.addButton(page))
    await shopper.problems(page)
  },
  search: at('/search?q=mug'),
  'search, corrected': at('/search?q=lantren'),
  'search, nothing found as typed': at('/search?exact=1&q=lantren'),
  'search, nothing found': at('/search?q=zzzzqqq'),
  'search, no words': at('/search'),
  'cart, empty': at('/cart'),
  cart: filledCart,
  'cart, wrong coupon': async (page) => {
    await filledCart(page)
    await page.getByLabel('Coupon code').fill('NO-SUCH-CODE')
    await shopper.send(page, page.getByRole('button', { name: 'Apply' }))
  },
  'cart, wrong quantity': async (page) => {
    await filledCart(page)
    await shopper.skipBrowserChecks(page)
    await page.getByRole('main').getByLabel('Quantity').first().fill('1000')
    await shopper.send(page, page.getByRole('main').getByRole('button', { name: 'Update' }).first())
    await shopper.problems(page)
  },
  'cart, more than there are': async (page) => {
    await filledCart(page)
    await shopper.skipBrowserChecks(page)
    await page.getByRole('main').getByLabel('Quantity').first().fill('999')
    await shopper.send(page, page.getByRole('main').getByRole('button', { name: 'Update' }).first())
  },
  'cart with a coupon': async (page) => {
    await filledCart(page)
    await page.getByLabel('Coupon code').fill(shopper.coupon)
    await shopper.send(page, page.getByRole('button', { name: 'Apply' }))
  },
  checkout: async (page) => { await filledCart(page); await shopper.openCheckout(page) },
  'checkout, another country': async (page) => {
    await filledCart(page)
    await shopper.openCheckout(page)
    await shopper.chooseCountry(page, 'United States')
  },
  'checkout, all wrong': async (page) => {
    await filledCart(page)
    await shopper.openCheckout(page)
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, shopper.placeButton(page))
    await shopper.problems(page)
  },
  'cart, explained': async (page) => {
    await filledCart(page)
    await page.getByLabel('Coupon code').fill(shopper.coupon)
    await shopper.send(page, page.getByRole('button', { name: 'Apply' }))
    await page.getByText('How is this total made up?').click()
  },
  withdraw: at('/withdraw'),
  'withdraw, all wrong': async (page) => {
    await page.goto('/withdraw')
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, page.getByRole('button', { name: 'Continue' }))
    await shopper.problems(page)
  },
  'withdraw, to be confirmed': async (page) => {
    await ordered(page)
    const number = await shopper.thankYou(page)
    await page.goto('/withdraw')
    await page.getByLabel('Full name').fill('Ada Byrne')
    await page.getByLabel('Order number').fill(number)
    await page.getByRole('main').getByLabel('Email').fill(shopper.guest.Email)
    await shopper.send(page, page.getByRole('button', { name: 'Continue' }))
  },
  'test card': async (page) => {
    await ordered(page, 'Test card')
    await page.getByRole('heading', { name: 'Test payment' }).waitFor()
  },
  'test card, declined': async (page) => {
    await ordered(page, 'Test card')
    await shopper.send(page, page.getByRole('button', { name: 'Decline' }))
  },
  order: async (page) => { await ordered(page); await shopper.thankYou(page) },
  'order, paid and sent': async (page) => {
    const address = await handled(page, async () => {
      await act(page, 'Mark as paid')
      await act(page, 'Mark as sent', { Track: 'https://carrier.example/track/1' })
    })
    await page.goto(address)
  },
  'order, cancelled': async (page) => {
    const address = await handled(page, () => act(page, 'Cancel order', { Reason: 'It broke on the shelf' }))
    await page.goto(address)
  },
  'order, not yours': at('/orders/NQ-AAAA-BBBB'),
  'content page': async (page) => { await page.goto('/'); await firstLink(page, page.getByRole('contentinfo'), '/pages/') },
  'not found': at('/no/such/page'),
}
