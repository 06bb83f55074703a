// Finding among many: facets, sorting, Load more, what was meant; and how a
// merchant teaches the search. Without a script, with one, with the keyboard.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { hasScripts, launch, visit } from './browser.mjs'
import { signIn } from './operator.mjs'
import { startShop } from './server.mjs'
import * as shopper from './shop.mjs'

const cards = (page) => page.getByRole('main').locator('#list-cards > li')
const chips = (page) => page.getByRole('list', { name: 'Chosen filters' }).getByRole('link')
const count = (page) => page.locator('#list-title').innerText()

describe('finding', () => {
  let shop, browser
  before(async () => { shop = await startShop(); browser = await launch() })
  after(async () => { await browser?.close(); await shop?.stop() })

  for (const js of [false, true]) {
    const how = `JavaScript ${js ? 'on' : 'off'}`

    test(`a list is narrowed by several values, each taken off by itself, ${how}`, async () => {
      const { page, complaints, context } = await visit(browser, shop, { js })
      await page.goto('/categories/kitchen')
      assert.equal(await count(page), '16 products')
      await tick(page, 'Cream 3')
      assert.equal(await count(page), '3 products')
      assert.equal(at(page), '/categories/kitchen?f=colour_cream')
      await tick(page, 'Rust 2')
      assert.equal(await count(page), '4 products')
      await tick(page, /^In stock only/)
      assert.deepEqual(await labels(page), ['Colour: Cream', 'Colour: Rust', 'In stock', 'Clear filters'])
      assert.equal(await cards(page).count(), 4)

      await followInto(page, chips(page).filter({ hasText: 'Cream' }), js)
      assert.equal(await count(page), '2 products')
      assert.equal(at(page), '/categories/kitchen?f=colour_rust&stock=in')
      await page.goBack()
      await shopper.eventually(async () => await count(page) === '4 products', 'Back shows the list as it was')
      await followInto(page, page.getByRole('link', { name: 'Clear filters' }), js)
      assert.equal(await count(page), '16 products')
      assert.equal(await chips(page).count(), 0)
      assert.deepEqual(complaints, [])
      await context.close()
    })

    test(`sorting and prices, ${how}`, async () => {
      const { page, complaints, context } = await visit(browser, shop, { js })
      await page.goto('/categories/kitchen')
      await answered(page, js, () => page.getByLabel('Sort by').selectOption('Price, lowest first'))
      const prices = await cards(page).evaluateAll((all) => all.map((card) => Number(card.textContent.match(/€([\d.]+)/)[1])))
      assert.deepEqual(prices, prices.toSorted((a, b) => a - b))
      await answered(page, js, async () => { await page.getByLabel('Up to').fill('20'); if (js) await page.keyboard.press('Tab') })
      assert.match(at(page), /max=20&sort=price-up/)
      assert.ok(await cards(page).count() < prices.length)
      await answered(page, js, async () => { await page.getByLabel('From', { exact: true }).fill('much'); if (js) await page.keyboard.press('Tab') })
      assert.equal(await page.getByLabel('From', { exact: true }).inputValue(), 'much')
      assert.equal(await page.getByLabel('From', { exact: true }).getAttribute('aria-invalid'), 'true')
      assert.deepEqual(complaints, [])
      await context.close()
    })

    test(`what was meant, ${how}`, async () => {
      const { page, context } = await visit(browser, shop, { js })
      await page.goto('/search?q=lantren')
      await page.getByRole('heading', { name: 'Showing results for “lantern”' }).waitFor()
      await page.getByRole('link', { name: 'Search instead for “lantren”' }).click()
      await page.getByRole('heading', { name: 'Nothing matches “lantren”' }).waitFor()
      assert.equal(at(page), '/search?exact=1&q=lantren')
      await page.getByRole('link', { name: 'lantern', exact: true }).click()
      await page.getByRole('heading', { name: 'Results for “lantern”' }).waitFor()
      await context.close()
    })
  }

  test('without a script the next page is a link, and there is a way back', async () => {
    const { page, context } = await visit(browser, shop, { js: false })
    await page.goto(shopper.longList)
    const first = await cards(page).count()
    await page.getByRole('link', { name: 'Next page' }).click()
    assert.match(at(page), /page=2/)
    assert.ok(await cards(page).count() > 0 && first === 24)
    await page.locator('a[rel=prev]').click()
    assert.doesNotMatch(at(page), /page=/)
    await context.close()
  })

  test('Load more adds the next page, says so, and Back comes back to it', async () => {
    const { page, complaints, context } = await visit(browser, shop)
    await page.goto(shopper.longList)
    await answered(page, true, () => page.getByRole('link', { name: 'Load more' }).click())
    await shopper.eventually(async () => await cards(page).count() > 24, 'there are more cards')
    assert.match(at(page), /page=2/)
    const focused = await page.evaluate(() => [...document.querySelectorAll('#list-cards > li')].findIndex((li) => li.contains(document.activeElement)))
    assert.equal(focused, 24, 'the first new card has the focus')
    const name = await page.evaluate(() => document.activeElement.textContent.trim())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.goBack()
    await shopper.eventually(async () => await page.getByRole('main').getByRole('link', { name, exact: true }).count() > 0, 'Back shows the card that was left')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('facets by keyboard keep the focus and say the count', async () => {
    const { page, complaints, context } = await visit(browser, shop, { reducedMotion: 'reduce' })
    await page.goto('/categories/kitchen')
    const box = page.getByRole('checkbox', { name: 'Cream 3' })
    await box.focus()
    await answered(page, true, () => page.keyboard.press('Space'))
    await shopper.eventually(async () => await count(page) === '3 products', 'the list is narrowed')
    assert.equal(await page.evaluate(() => document.activeElement.value), 'colour_cream')
    await shopper.eventually(async () => await page.locator('#announce').innerText() === '3 products', 'the count is said')
    const chip = chips(page).first()
    await chip.focus()
    await answered(page, true, () => page.keyboard.press('Enter'))
    await shopper.eventually(async () => await page.evaluate(() => document.activeElement.id) === 'list-title', 'the focus is at the list')
    assert.deepEqual(complaints, [])
    await context.close()
  })

  test('a merchant teaches the search, without a script', async () => {
    const { page, complaints, context } = await visit(browser, shop, { js: false })
    await signIn(page)
    await page.goto('/admin/search')
    await page.getByLabel('Words or phrases that mean the same').fill('lantern\nglowbox')
    await page.getByRole('button', { name: 'Save synonyms' }).click()
    await page.getByText('The synonyms of lantern have been saved.').waitFor()
    await page.getByLabel('Query').fill('glowbox')
    await page.getByRole('button', { name: 'Show results' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Storm lantern' }).waitFor()
    await page.getByLabel('First for “glowbox”').fill('no-such-thing')
    await page.getByRole('button', { name: 'Save what comes first' }).click()
    assert.equal((await shopper.problems(page))[0].field, 'products')
    await page.getByLabel('First for “glowbox”').fill('teapot')
    await page.getByRole('button', { name: 'Save what comes first' }).click()
    await page.goto('/search?q=glowbox')
    assert.equal((await cards(page).allInnerTexts())[0].split('\n')[0], 'Teapot for four')
    await page.goto('/admin/search')
    await page.getByRole('button', { name: 'Rebuild now' }).click()
    await page.getByText('The index is being rebuilt.').waitFor()
    assert.deepEqual(complaints, [])
    await context.close()
  })
})

const at = (page) => { const { pathname, search } = new URL(page.url()); return pathname + search }

const labels = async (page) => (await page.getByRole('list', { name: 'Chosen filters' }).getByRole('link').allTextContents())
  .map((text) => text.replace(/Remove filter:|×/g, '').replace(/\s+/g, ' ').trim())

/** Ticks a box; without a script, the button sends the form. */
async function tick(page, name) {
  const before = await count(page)
  await page.getByRole('checkbox', { name }).check()
  if (!hasScripts(page)) {
    await page.getByRole('button', { name: 'Show results' }).click()
    return
  }
  await shopper.eventually(async () => await chips(page).count() > 0 && (await count(page) !== before || /stock=in/.test(page.url())), 'the list is narrowed')
}

/** Does something after which a list is shown anew. */
async function answered(page, js, what) {
  if (!js) {
    await what()
    await page.getByRole('button', { name: 'Show results' }).click()
    return
  }
  const answer = page.waitForResponse((r) => r.request().resourceType() === 'fetch' && r.status() !== 302)
  await what()
  await (await answer).finished()
  await page.waitForFunction(() => !document.querySelector('.htmx-request'))
}

async function followInto(page, link, js) {
  const from = page.url()
  await link.click()
  if (js) await shopper.eventually(() => page.url() !== from, 'the address says what is shown')
}
