// What a customer does with an account, told by accessible names alone.
import { visit } from './browser.mjs'
import { mailTo, signIn as signInOperator } from './operator.mjs'
import * as shopper from './shop.mjs'

export const words = 'harbour lamp 37'
let made = 0

/** An address that nobody has used yet. */
export const newAddress = () => `customer-${process.pid}-${++made}@example.com`

/** Where the latest mail to an address leads, read as the operator reads it. */
export async function linkTo(page, email) {
  const context = await page.context().browser().newContext({ baseURL: new URL(page.url()).origin })
  const desk = await context.newPage()
  try {
    await signInOperator(desk)
    let link
    await shopper.eventually(async () => {
      if (!(await mailTo(desk, email)).length) return false
      await desk.getByRole('link', { name: /./ }).and(desk.locator('main a[href^="/admin/mail/"]')).first().click()
      link = /https?:\/\/[^/\s]+(\/account\/\S*token=\w+)/.exec(await desk.getByRole('main').innerText())?.[1]
      return Boolean(link)
    }, `a mail with a link to ${email}`)
    return link
  } finally {
    await context.close()
  }
}

export async function askToOpen(page, email, password = words) {
  await page.goto('/account/register')
  await shopper.field(page, 'Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await shopper.send(page, page.getByRole('button', { name: 'Create account' }))
}

export async function openAccount(page, email = newAddress()) {
  await askToOpen(page, email)
  await page.goto(await linkTo(page, email))
  await page.getByLabel('Password', { exact: true }).fill(words)
  await shopper.send(page, page.getByRole('button', { name: 'Sign in' }))
  await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor()
  return email
}

export async function signIn(page, email, password = words) {
  await page.goto('/account/login')
  await shopper.field(page, 'Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await shopper.send(page, page.getByRole('button', { name: 'Sign in' }))
}

/** Another browser of the same person. */
export const elsewhere = (page, shop, js) => visit(page.context().browser(), shop, { js })
