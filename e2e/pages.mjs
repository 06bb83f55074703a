// Every page and every state of one that is checked and looked at. Each opens
// itself in a browser of its own, and may leave things in a cart.
import { launch, visit } from './browser.mjs'
import { mailTo, openOrder, signIn } from './operator.mjs'
import * as shopper from './shop.mjs'

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

const asOperator = (then) => async (page) => {
  await signIn(page)
  return then(page)
}

/** Storefront first, then the back office. `post` says that a state is the answer to a form. */
export const pages = {
  home: at('/'),
  category: (page) => category(page),
  'category, second page': (page) => category(page, '?page=2'),
  'category, nothing matches': (page) => category(page, '?min=99999'),
  'category, wrong price': (page) => category(page, '?min=cheap'),
  collection: async (page) => { await page.goto('/'); await firstLink(page, page.locator('body'), '/collections/') },
  product: (page) => shopper.findProduct(page, shopper.hasNoOptions),
  'product with options': (page) => shopper.findProduct(page, shopper.hasOptions),
  search: at('/search?q=mug'),
  'search, nothing found': at('/search?q=zzzzqqq'),
  'search, no words': at('/search'),
  'cart, empty': at('/cart'),
  cart: filledCart,
  'cart, wrong coupon': async (page) => {
    await filledCart(page)
    await page.getByLabel('Coupon code').fill('NO-SUCH-CODE')
    await shopper.send(page, page.getByRole('button', { name: 'Apply' }))
  },
  checkout: async (page) => { await filledCart(page); await shopper.openCheckout(page) },
  'checkout, all wrong': async (page) => {
    await filledCart(page)
    await shopper.openCheckout(page)
    await shopper.skipBrowserChecks(page)
    await shopper.send(page, shopper.placeButton(page))
    await shopper.problems(page)
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
  'content page': async (page) => { await page.goto('/'); await firstLink(page, page.getByRole('contentinfo'), '/pages/') },
  'not found': at('/no/such/page'),

  'sign in': at('/admin/login'),
  'sign in, wrong password': (page) => signIn(page, { email: 'operator@example.com', password: 'wrong' }),
  'back office': asOperator(at('/admin')),
  orders: asOperator(at('/admin/orders')),
  'one order': async (page) => {
    await ordered(page)
    const number = await shopper.thankYou(page)
    await signIn(page)
    await openOrder(page, number)
  },
  products: asOperator(at('/admin/products')),
  'one product': asOperator(async (page) => {
    await page.goto('/admin/products')
    await firstLink(page, page.getByRole('main'), '/admin/products/')
  }),
  mails: asOperator((page) => mailTo(page, '')),
  'one mail': asOperator(async (page) => {
    await shopper.eventually(async () => {
      await page.goto('/admin/mail')
      return await page.getByRole('main').locator('a[href^="/admin/mail/"]').count() > 0
    }, 'there is a mail')
    await firstLink(page, page.getByRole('main'), '/admin/mail/')
  }),
}

/** Opens each page in turn and hands it to look, which may resize and recolour it. */
export async function eachPage(shop, look, { js = false, only = Object.keys(pages) } = {}) {
  const browser = await launch()
  try {
    for (const name of only) {
      const visitor = await visit(browser, shop, { js })
      visitor.html = lastDocument(visitor.page)
      try {
        await pages[name](visitor.page)
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
  return async () => last.text()
}
