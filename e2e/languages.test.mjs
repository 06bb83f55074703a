// The shop in German and in Arabic: bought from without JavaScript, chosen,
// preferred, and as accessible as in English.
import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { check, overflows, violations } from './checkers.mjs'
import { startShop } from './server.mjs'

const out = new URL('out/languages/', import.meta.url).pathname
const product = '/products/harbour-mug'

const words = {
  en: { prefix: '', add: 'Add to cart', place: /^Place order/, dir: 'ltr' },
  de: { prefix: '/de', add: 'In den Warenkorb', place: /^Zahlungspflichtig bestellen/, dir: 'ltr' },
  ar: { prefix: '/ar', add: 'أضف إلى السلة', place: /^تأكيد الطلب/, dir: 'rtl' },
}

/** Presses what sends a form and waits for the page that answers. */
async function press(page, button) {
  const answer = page.waitForResponse((r) => r.request().method() === 'POST')
  await button.click()
  await answer
  await page.waitForLoadState('load')
}

const button = (page, name) => page.getByRole('button', { name })

describe('languages', () => {
  let shop, browser
  before(async () => {
    shop = await startShop()
    browser = await launch()
    await rm(out, { recursive: true, force: true })
    await mkdir(out, { recursive: true })
  })
  after(async () => {
    await browser?.close()
    await shop?.stop()
  })

  test('buys in German without JavaScript', async () => {
    const { page, context } = await visit(browser, shop, { js: false, locale: 'de-DE' })
    await page.goto(product)
    assert.equal(new URL(page.url()).pathname, '/de' + product, 'a German browser is led to German')
    await page.getByLabel('Menge').fill('2')
    await press(page, button(page, 'In den Warenkorb'))
    await page.getByRole('heading', { level: 1, name: 'Ihr Warenkorb' }).waitFor()
    assert.match(await page.getByRole('main').innerText(), /36,00\s€/)
    await page.getByRole('link', { name: 'Zur Kasse' }).click()
    await press(page, button(page, words.de.place))
    const summary = page.getByRole('group', { name: 'Bitte prüfen Sie Ihre Eingaben' })
    await summary.getByRole('link', { name: 'Geben Sie Ihren Vor- und Nachnamen ein.' }).waitFor()
    for (const [label, text] of Object.entries({ 'E-Mail': 'ada@example.com', 'Vor- und Nachname': 'Ada Byrne', Adresse: '4 Pier Road', Ort: 'Kinsale', Postleitzahl: 'P17 X283' })) {
      await page.getByRole('textbox', { name: label }).fill(text)
    }
    await page.locator('label', { hasText: 'Überweisung' }).click()
    await press(page, button(page, words.de.place))
    await page.getByRole('heading', { level: 1, name: 'Vielen Dank' }).waitFor()
    assert.match(new URL(page.url()).pathname, /^\/de\/orders\//)
    await context.close()
  })

  test('a choice is kept, without JavaScript, and leads back to the page', async () => {
    const { page, context } = await visit(browser, shop, { js: false, locale: 'de-DE' })
    await page.goto(product)
    await press(page, button(page, 'English'))
    assert.equal(new URL(page.url()).pathname, product)
    await page.goto('/')
    assert.equal(new URL(page.url()).pathname, '/', 'who chose English stays in English')
    await press(page, button(page, 'العربية'))
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl')
    await page.goto('/cart')
    assert.equal(new URL(page.url()).pathname, '/ar/cart')
    await context.close()
  })

  test('without cookies a choice holds for as long as one follows links', async () => {
    const { page, context } = await visit(browser, shop, { js: false, locale: 'de-DE' })
    await page.goto('/de/')
    await press(page, button(page, 'English'))
    await context.clearCookies()
    await page.getByRole('navigation', { name: 'Departments' }).getByRole('link').first().click()
    await page.waitForLoadState('load')
    assert.match(new URL(page.url()).pathname, /^\/categories\//)
    await context.close()
  })

  test('each page names the others', async () => {
    const { page, context } = await visit(browser, shop, { js: false })
    for (const path of ['/', '/categories/kitchen', product, '/pages/delivery']) {
      for (const [language, { prefix }] of Object.entries(words)) {
        await page.goto(prefix + path)
        const named = await page.locator('link[rel="alternate"][hreflang]').evaluateAll((all) => Object.fromEntries(all.map((l) => [l.hreflang, new URL(l.href).pathname])))
        assert.deepEqual(named, { en: path, de: '/de' + path, ar: '/ar' + path, 'x-default': path }, `${language} ${path}`)
        assert.equal(await page.locator('link[rel="canonical"]').evaluate((l) => new URL(l.href).pathname), prefix + path)
        assert.equal(await page.locator('html').getAttribute('lang'), language)
      }
    }
    await page.goto('/de/search?q=mug')
    assert.equal(await page.locator('link[hreflang]').count(), 0, 'what search engines are not to keep names none')
    await context.close()
  })

  for (const [language, said] of Object.entries(words)) {
    test(`axe finds nothing in ${language}`, async () => {
      const found = []
      const look = await visit(browser, shop, { js: true, reducedMotion: 'reduce' })
      const plain = await visit(browser, shop, { js: false })
      for (const [name, open] of Object.entries(states(said))) {
        await open(plain.page)
        await writeFile(`${out}${language}-${name}.html`, await plain.page.content())
        await open(look.page)
        assert.equal(await look.page.locator('html').getAttribute('dir'), said.dir, name)
        for (const width of [1280, 360]) {
          await look.page.setViewportSize({ width, height: 800 })
          if (await overflows(look.page)) found.push(`${name}: scrolls sideways at ${width} px`)
        }
        for (const violation of await violations(look.page)) found.push(`${name}: ${violation}`)
      }
      found.push(...look.complaints)
      assert.deepEqual(found, [])
      await look.context.close()
      await plain.context.close()
    })
  }

  test('the HTML checker finds nothing in any language', async () => {
    assert.deepEqual(await check(out), [])
  })
})

/** Pages to be looked at, in the order of buying. */
const states = ({ prefix, add, place }) => ({
  home: (page) => page.goto(prefix + '/'),
  category: (page) => page.goto(prefix + '/categories/kitchen'),
  search: (page) => page.goto(prefix + '/search?q=xyzzyx'),
  'not-found': (page) => page.goto(prefix + '/nowhere'),
  product: (page) => page.goto(prefix + product),
  cart: async (page) => {
    await page.goto(prefix + product)
    await press(page, button(page, add))
  },
  checkout: async (page) => {
    await page.goto(prefix + '/checkout')
    await press(page, button(page, place))
  },
  'sign-in': (page) => page.goto(prefix + '/account/login'),
  register: (page) => page.goto(prefix + '/account/register'),
  withdraw: (page) => page.goto(prefix + '/withdraw'),
})
