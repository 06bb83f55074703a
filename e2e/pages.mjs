// Every page and every state of one that is checked and looked at. Each opens
// itself in a browser of its own, and may leave things in a cart.
import assert from 'node:assert/strict'
import { launch, visit } from './browser.mjs'
import { act, mailTo, openOrder, signIn } from './operator.mjs'
import * as shopper from './shop.mjs'
import * as account from './account.mjs'

const at = (path) => (page) => page.goto(path)

async function filledCart(page) {
  await shopper.findProduct(page, shopper.hasNoOptions)
  await shopper.addToCart(page, 2)
  await shopper.findProduct(page, shopper.hasOptions)
  await shopper.addToCart(page)
  await shopper.openCart(page)
}

async function firstLink(page, within, pattern) {
  const [address] = await shopper.addresses(within.locator(`a[href^="${pattern}"]`))
  if (!address) throw new Error(`no link to ${pattern} on ${page.url()}`)
  return page.goto(address)
}

async function category(page, query = '') {
  await page.goto('/')
  const [address] = await shopper.addresses(page.getByRole('navigation', { name: 'Departments' }).getByRole('link'))
  return page.goto(address + query)
}

async function ordered(page, method = 'Bank transfer') {
  await filledCart(page)
  await shopper.placeOrder(page, method)
}

/** An order, open in the back office, to which things are done; the shopper's page of it. */
async function handled(page, things = () => {}) {
  await ordered(page)
  const number = await shopper.thankYou(page)
  const address = page.url()
  await signIn(page)
  await openOrder(page, number)
  await things()
  return address
}

async function oneProduct(page, name = '') {
  await page.goto('/admin/products?q=' + encodeURIComponent(name))
  await firstLink(page, page.getByRole('main').locator('table'), '/admin/products/')
}

async function wrongly(page, label, button) {
  await oneProduct(page)
  await shopper.skipBrowserChecks(page)
  await page.getByRole('main').getByRole('textbox', { name: label }).first().fill('a lot')
  await shopper.send(page, page.getByRole('button', { name: button }))
  await shopper.problems(page)
}

const inAccount = (path) => async (page) => { await account.openAccount(page); await page.goto(path) }

async function withOrder(page) {
  await account.openAccount(page)
  await ordered(page)
  await shopper.thankYou(page)
}

async function withAddresses(page) {
  await account.openAccount(page)
  const { Email, ...where } = shopper.guest
  for (const street of ['4 Pier Road', '1 Harbour Road']) {
    await page.goto('/account/addresses/new')
    for (const [label, value] of Object.entries({ ...where, Address: street })) await shopper.field(page, label).fill(value)
    await shopper.send(page, page.getByRole('button', { name: 'Save address' }))
  }
}

async function oneMail(page) {
  await shopper.eventually(async () => {
    await page.goto('/admin/mail')
    return await page.getByRole('main').locator('a[href^="/admin/mail/"]').count() > 0
  }, 'there is a mail')
  await firstLink(page, page.getByRole('main'), '/admin/mail/')
}

const asOperator = (then) => async (page) => {
  await signIn(page)
  return then(page)
}

/** Storefront first, then the back office. `post` says that a state is the answer to a form. */
export const pages = {
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

  'account, sign in': at('/account/login'),
  'account, sign in, wrong': (page) => account.signIn(page, 'nobody@example.com', 'wrong words 11'),
  'account, create': at('/account/register'),
  'account, create, weak password': (page) => account.askToOpen(page, account.newAddress(), 'password'),
  'account, look into your mail': at('/account/sent?for=register'),
  'account, open': async (page) => {
    const email = account.newAddress()
    await account.askToOpen(page, email)
    await page.goto(await account.linkTo(page, email))
  },
  'account, link ended': at('/account/reset?token=NONE'),
  'account, forgotten': at('/account/forgotten'),
  account: (page) => account.openAccount(page),
  'account, with an order': async (page) => { await withOrder(page); await page.goto('/account') },
  'account, orders': async (page) => { await withOrder(page); await page.goto('/account/orders') },
  'account, order': async (page) => { await withOrder(page); await page.goto('/account/orders'); await firstLink(page, page.getByRole('main'), '/orders/') },
  'account, checkout': async (page) => {
    await withAddresses(page)
    await filledCart(page)
    await page.goto('/checkout')
  },
  'account, addresses, none': inAccount('/account/addresses'),
  'account, addresses': (page) => withAddresses(page),
  'account, address': inAccount('/account/addresses/new'),
  'account, address, all wrong': async (page) => {
    await account.openAccount(page)
    await page.goto('/account/addresses/new')
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, page.getByRole('button', { name: 'Save address' }))
    await shopper.problems(page)
  },
  'account, details': inAccount('/account/details'),
  'account, email': inAccount('/account/email'),
  'account, password': inAccount('/account/password'),
  'account, devices': inAccount('/account/devices'),
  'account, privacy': inAccount('/account/privacy'),
  'account, close': inAccount('/account/close'),
  customers: async (page) => { await account.openAccount(page); await signIn(page); await page.goto('/admin/customers') },
  'one customer': async (page) => {
    await withOrder(page)
    await signIn(page)
    await page.goto('/admin/customers')
    await firstLink(page, page.getByRole('main'), '/admin/customers/')
  },

  'sign in': at('/admin/login'),
  'sign in, wrong password': (page) => signIn(page, { email: 'operator@example.com', password: 'wrong' }),
  'back office': asOperator(at('/admin')),
  orders: asOperator(at('/admin/orders')),
  'orders, none found': asOperator(at('/admin/orders?q=zzzz')),
  'one order': (page) => handled(page),
  'one order, wrong parcel': (page) => handled(page, async () => {
    await act(page, 'Mark as paid')
    await shopper.skipBrowserChecks(page)
    await act(page, 'Mark as sent', { Track: 'javascript:alert(1)' })
    await shopper.problems(page)
  }),
  'one order, paid and sent': (page) => handled(page, async () => {
    await act(page, 'Mark as paid')
    await act(page, 'Mark as sent', { Track: 'https://carrier.example/track/1' })
  }),
  'one order, no reason to cancel': (page) => handled(page, async () => {
    await shopper.skipBrowserChecks(page)
    await act(page, 'Cancel order')
    await shopper.problems(page)
  }),
  'one order, cancelled': (page) => handled(page, () => act(page, 'Cancel order', { Reason: 'It broke on the shelf' })),
  products: asOperator(at('/admin/products')),
  'products, none found': asOperator(at('/admin/products?q=zzzz')),
  imports: asOperator(at('/admin/products/import')),
  'one product': asOperator(oneProduct),
  'one product with options': asOperator((page) => oneProduct(page, 'Chopping board')),
  'one product, wrong price': asOperator((page) => wrongly(page, /^Price/, 'Save prices')),
  'one product, wrong stock': asOperator((page) => wrongly(page, /^On hand/, 'Save stock')),
  'what search knows': asOperator(async (page) => {
    await page.goto('/admin/search?q=mug')
    await page.getByLabel('First for “mug”').fill('teapot')
    await shopper.send(page, page.getByRole('button', { name: 'Save what comes first' }))
  }),
  'what search knows, wrong synonyms': asOperator(async (page) => {
    await page.goto('/admin/search')
    await page.getByLabel('Words or phrases that mean the same').fill('sofa')
    await shopper.send(page, page.getByRole('button', { name: 'Save synonyms' }))
    await shopper.problems(page)
  }),
  mails: asOperator((page) => mailTo(page, '')),
  'one mail': asOperator((page) => oneMail(page)),
  'one mail as it looks': asOperator(async (page) => {
    await oneMail(page)
    const answer = await firstLink(page, page.getByRole('main'), '/admin/mail/')
    const html = await answer.text()
    await page.goto('about:blank') // where it stands no script runs, not even a checker's
    await page.setContent(html)
    return { html }
  }),
  selling: asOperator(at('/admin/selling')),
  promotions: asOperator(at('/admin/promotions')),
  'new promotion': asOperator(at('/admin/promotions/edit')),
  'new promotion, all wrong': asOperator(async (page) => {
    await page.goto('/admin/promotions/edit')
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, page.getByRole('main').getByRole('button', { name: 'Save' }))
    await shopper.problems(page)
  }),
  taxes: asOperator(at('/admin/taxes')),
  'one tax zone': asOperator(async (page) => { await page.goto('/admin/taxes'); await firstLink(page, page.getByRole('main'), '/admin/taxes/zone') }),
  shipping: asOperator(at('/admin/shipping')),
  'one place to send to': asOperator(async (page) => { await page.goto('/admin/shipping'); await firstLink(page, page.getByRole('main'), '/admin/shipping/zone') }),
  'law and currency': asOperator(at('/admin/law')),
  'periods of sale': asOperator(async (page) => {
    await page.goto('/admin/products')
    const [address] = await shopper.addresses(page.getByRole('main').locator('table a[href^="/admin/products/"]'))
    await page.goto(address + '/sale')
  }),
  audit: asOperator(at('/admin/audit')),
  backups: asOperator(at('/admin/backups')),
  settings: asOperator(at('/admin/settings')),
  'settings, all wrong': asOperator(async (page) => {
    await page.goto('/admin/settings')
    await shopper.skipBrowserChecks(page)
    for (const field of await page.getByRole('main').getByRole('textbox').all()) await field.fill('')
    await shopper.send(page, page.getByRole('main').getByRole('button').last())
    await shopper.problems(page)
  }),
  password: asOperator(at('/admin/password')),
  'password, all wrong': asOperator(async (page) => {
    await page.goto('/admin/password')
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, page.getByRole('main').getByRole('button').last())
    await shopper.problems(page)
  }),
  'back office, not found': asOperator(at('/admin/no-such-page')),
}

/** Opens each page in turn and hands it to look, which may resize and recolour it. */
export async function eachPage(shop, look, { js = false, only = Object.keys(pages) } = {}) {
  const browser = await launch()
  try {
    for (const name of only) {
      const visitor = await visit(browser, shop, { js })
      visitor.html = lastDocument(visitor.page)
      try {
        const { html } = await pages[name](visitor.page) ?? {}
        if (html) visitor.html = () => html
        await look(name, visitor)
      } catch (cause) {
        throw new Error(`${name}: ${cause.message}`, { cause })
      } finally {
        await visitor.context.close()
      }
    }
  } finally {
    await browser.close()
  }
}

// The document as the server sent it, not as the browser mended it.
function lastDocument(page) {
  let last = null
  page.on('response', (response) => {
    const request = response.request()
    if (!request.isNavigationRequest() || request.frame() !== page.mainFrame() || response.status() < 200) return
    if (response.status() < 300 || response.status() >= 400) last = response
  })
  return () => last.text()
}
