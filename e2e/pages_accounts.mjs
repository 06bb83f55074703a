// The pages of accounts, to customers and to operators.
import { signIn } from './operator.mjs'
import * as shopper from './shop.mjs'
import * as account from './account.mjs'
import { at, filledCart, firstLink, inAccount, withOrder, withAddresses } from './pagesteps.mjs'

export const accounts = {
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
}
