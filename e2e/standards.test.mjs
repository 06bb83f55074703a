// Nothing to find for axe (WCAG 2.2 AA) and for the HTML checker, on any page.
import assert from 'node:assert/strict'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import { launch, visit } from './browser.mjs'
import { check, overflows, standards, violations } from './checkers.mjs'
import { eachPage } from './pages.mjs'
import { startShop } from './server.mjs'

const out = new URL('out/html/', import.meta.url).pathname

describe('standards', () => {
  let shop
  before(async () => {
    shop = await startShop()
    await rm(out, { recursive: true, force: true })
    await mkdir(out, { recursive: true })
  })
  after(() => shop?.stop())

  test('the HTML checker finds nothing', async () => {
    await eachPage(shop, async (name, { html }) => {
      await writeFile(out + name.replaceAll(/[^a-z]+/g, '-') + '.html', await html())
    })
    assert.deepEqual(await check(out), [])
  })

  // axe itself needs scripts; what it looks at is the same without.
  test('axe finds nothing, light and dark, wide and narrow', async () => {
    const found = []
    await eachPage(shop, async (name, { page, complaints }) => {
      for (const [width, colorScheme] of [[1280, 'light'], [360, 'dark']]) {
        await page.setViewportSize({ width, height: 800 })
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        for (const violation of await violations(page, rules(name))) found.push(`${name}, ${width} px, ${colorScheme}: ${violation}`)
        if (await overflows(page)) found.push(`${name}: scrolls sideways at ${width} px`)
      }
      found.push(...complaints.map((complaint) => `${name}: ${complaint}`))
    }, { js: true })
    assert.deepEqual(found, [])
  })

  test('400 % zoom needs no sideways scrolling', async () => {
    const browser = await launch()
    const { page } = await visit(browser, shop, { js: false, width: 320, height: 256 })
    for (const path of ['/', '/search?q=mug', '/cart']) {
      await page.goto(path)
      assert.equal(await overflows(page), false, path)
    }
    await browser.close()
  })
})

// A mail stands in a page of somebody else's, which has the landmarks.
const rules = (name) => name === 'one mail as it looks' ? standards.filter((tag) => tag !== 'best-practice') : standards
