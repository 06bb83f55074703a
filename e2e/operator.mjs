// What an operator does in the back office.
import { operator } from './server.mjs'
import { follow, send } from './shop.mjs'

export async function signIn(page, who = operator) {
  await page.goto('/admin/login')
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password').fill(who.password)
  await send(page, page.getByRole('button', { name: 'Sign in' }))
}

export async function openOrder(page, number) {
  await page.goto('/admin/orders')
  await follow(page, page.getByRole('link', { name: number }))
}

/** Presses one of an order's buttons, and the one that confirms it where asked. */
export async function act(page, name, fields = {}) {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).first().fill(value)
  await send(page, page.getByRole('button', { name }).first())
}

/** The mails that the shop would have sent to somebody, newest first, as their text. */
export async function mailTo(page, address) {
  await page.goto('/admin/mail')
  return page.getByRole('row').filter({ hasText: address }).allInnerTexts()
}
