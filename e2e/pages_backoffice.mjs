// The back office's pages, and the states of each.
import { act, mailTo, signIn } from './operator.mjs'
import * as shopper from './shop.mjs'
import { at, firstLink, handled, oneProduct, wrongly, oneMail, asOperator } from './pagesteps.mjs'

export const backoffice = {
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
